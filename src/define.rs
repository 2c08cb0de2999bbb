//! How a model is defined: once, as a list of fields.

/// Defines models: the table that validates, dumps and describes them, and a struct of Rust's own types for those who
/// write Rust.
///
/// A field is `name: type`, and if it may be absent `= null` or `= empty`, the same for every payload, or `=> Made`, a
/// member of [`Made`](crate::model::Made). A rule after `where` is asked once the type is right. Any `key: value` sets a
/// key of [`FieldInfo`](crate::model::FieldInfo). A model may be `undescribed` in Prefect's own schema; its `older` names
/// fields whose value newer ones take, its `after` may change what became of it.
macro_rules! models {
    ($(
        $(#[doc = $doc:literal])+
        $model:ident $(($described:ident))? : $extra:ident
        $(older { $($older:ident => $newer:ident),+ })? $(, after $after:path)? [
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident : $type:ty $(where $rule:path)? $(= $default:ident)? $(=> $made:ident)? $(, $key:ident : $value:expr)* ;
            )+
        ]
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub struct $model<'a> {
            $( $(#[doc = $field_doc])+ pub $field: $type, )+
            pub(crate) fields_set: $crate::model::FieldSet,
            pub(crate) lifetime: std::marker::PhantomData<&'a ()>,
        }

        const _: () = {
            /// Where the fields stand.
            #[allow(dead_code, reason = "not every field has rules that ask")]
            pub struct Places { $(pub $field: usize,)+ }

            impl $model<'_> {
                /// Where the fields stand.
                #[allow(dead_code, reason = "not every model has rules that ask")]
                pub(crate) const AT: Places = {
                    let mut next = 0;
                    Places { $($field: { next += 1; next - 1 },)+ }
                };
            }

            impl<'a> $model<'a> {
                const DEFINITION: $crate::model::ModelInfo = $crate::model::ModelInfo {
                    name: stringify!($model),
                    doc: $crate::model::description(concat!($($doc),+)),
                    extra: $crate::model::Extra::$extra,
                    described: models!(@described $($described)?),
                    fields: &[$( $crate::model::FieldInfo {
                        $(rule: Some($rule),)?
                        $($key: $value,)*
                        ..$crate::model::FieldInfo::new(
                            stringify!($field),
                            concat!($($field_doc),+),
                            <$type as $crate::typed::Typed>::SHAPE,
                            models!(@absent $(= $default)? $(=> $made)?),
                        )
                    } ),+],
                    older: &[$($(($model::AT.$older, $model::AT.$newer)),+)?],
                    after: models!(@after $($after)?),
                };
            }

            const _: () = assert!($model::DEFINITION.fields.len() <= $crate::validate::MOST_FIELDS);

            // One table, however often it is referred to.
            static INFO: $crate::model::ModelInfo = $model::DEFINITION;

            impl $model<'_> {
                /// What the model is, as data.
                pub const INFO: &'static $crate::model::ModelInfo = &INFO;
            }
        };

        impl<'a> $model<'a> {
            /// The fields that the payload gave, or a rule on its behalf.
            #[must_use]
            pub fn fields_set(&self) -> $crate::model::FieldSet {
                self.fields_set
            }

            /// Says of fields, by their names, that they were given. One that is set by hand does not count as given by itself, so
            /// that a dump without what was not given leaves it out. Names of no field are passed over.
            pub fn mark_set<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
                self.fields_set.insert_names($model::INFO, names);
            }

            /// The same model, borrowing nothing from the payload.
            #[must_use]
            pub fn into_owned(self) -> $model<'static> {
                $crate::value::Model::from(self).to_static().into()
            }

            /// The model as compact JSON, as pydantic's `model_dump_json` writes it.
            #[must_use]
            pub fn to_json(&self) -> String {
                $crate::payload::to_json(&self.clone().into(), $crate::sink::Dump::default(), None)
            }
        }

        /// As of [`Model`](crate::value::Model): equal are models that Prefect holds for equal.
        impl PartialEq for $model<'_> {
            fn eq(&self, other: &Self) -> bool {
                $crate::value::Model::from(self.clone()) == $crate::value::Model::from(other.clone())
            }
        }

        /// The fields' values; those of another model are of no use.
        impl<'a> From<$crate::value::Model<'a>> for $model<'a> {
            fn from(model: $crate::value::Model<'a>) -> Self {
                let (fields_set, mut values) = model.into_parts();
                Self {
                    $($field: $crate::typed::Typed::of(values.next().unwrap_or_default()),)+
                    fields_set,
                    lifetime: std::marker::PhantomData,
                }
            }
        }

        impl<'a> From<$model<'a>> for $crate::value::Model<'a> {
            fn from(model: $model<'a>) -> Self {
                let values = [$($crate::typed::Typed::into_value(model.$field)),+];
                Self::new($model::INFO, model.fields_set, values)
            }
        }

        impl<'a> $crate::typed::Typed<'a> for $model<'a> {
            const SHAPE: &'static $crate::shape::Shape = &$crate::shape::Shape::Model($model::INFO);

            fn of(value: $crate::value::Value<'a>) -> Self {
                match value {
                    $crate::value::Value::Model(model) => model.into(),
                    _ => $crate::value::Model::blank(Self::INFO).into(),
                }
            }

            fn into_value(self) -> $crate::value::Value<'a> {
                $crate::value::Value::Model(self.into())
            }
        }
    )+};

    (@described) => { true };
    (@described undescribed) => { false };

    (@absent) => { $crate::model::Absent::Required };
    (@absent = null) => { $crate::model::Absent::Null };
    (@absent = empty) => { $crate::model::Absent::Empty };
    (@absent => $made:ident) => { $crate::model::Absent::Made($crate::model::Made::$made) };

    (@after) => { None };
    (@after $after:path) => { Some($after) };
}
pub(crate) use models;
