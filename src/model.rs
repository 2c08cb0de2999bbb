//! How a model is defined: once, as a list of fields, from which everything else follows.

use crate::release::Release;
use crate::shape::Shape;

/// What a model is, as data.
#[derive(Debug)]
pub struct ModelInfo {
    /// The model's name in Prefect.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// What becomes of a payload's other fields.
    pub extra: Extra,
    /// Whether Prefect's own schema says what it is for.
    pub described: bool,
    /// The fields, in order.
    pub fields: &'static [FieldInfo],
    /// The values that absent fields take, as JSON, but for those that differ from time to time.
    #[cfg(feature = "schema")]
    pub defaults: fn() -> Vec<Option<String>>,
}

/// What becomes of fields that a model does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// Each is an error.
    Forbidden,
    /// They are passed over.
    Ignored,
}

/// What a field is, as data.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct FieldInfo {
    /// The name in payloads.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// The type.
    pub shape: &'static Shape,
    /// How an absent field is filled in.
    pub default: Absent,
    /// Whether Prefect's own schema says what the field is for.
    pub described: bool,
    /// Whether Prefect advises against it.
    pub deprecated: bool,
    /// Whether an answer of the server always has it, though a payload need not.
    pub answered: bool,
    /// Whether it tells one model from its copies, and so has no part in whether two are equal.
    pub reset: bool,
    /// Whether it is shown where the model is written for people.
    pub shown: bool,
    /// An example, as JSON.
    pub example: Option<&'static str>,
    /// The first release of Prefect that knows the field.
    pub since: Release,
}

/// What happens when a payload lacks a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is an error.
    Required,
    /// It takes a value that is the same for every payload.
    Default,
    /// It takes a value that is made anew.
    Made,
}

impl FieldInfo {
    pub(crate) const fn new(name: &'static str, doc: &'static str, shape: &'static Shape, default: Absent) -> Self {
        Self {
            name: plain(name),
            doc: description(doc),
            shape,
            default,
            described: true,
            deprecated: false,
            answered: false,
            reset: false,
            shown: true,
            example: None,
            since: Release::FIRST,
        }
    }

    /// The name for people, as pydantic makes it: `Flow Run Id` of `flow_run_id`.
    #[cfg(feature = "schema")]
    #[must_use]
    pub fn label(&self) -> String {
        let words = self.name.split('_').map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or_default();
            first.to_ascii_uppercase() + rest
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// A description, which only schemas need.
pub(crate) const fn description(doc: &'static str) -> &'static str {
    if cfg!(feature = "schema") { doc.trim_ascii() } else { "" }
}

/// A name without the mark that tells it from Rust's own words.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// The fields that a payload gave, by their index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u32);

impl FieldSet {
    /// All fields of a model.
    pub(crate) fn all(model: &ModelInfo) -> Self {
        Self(u32::MAX >> (32 - model.fields.len().min(32)))
    }

    pub(crate) fn insert(&mut self, index: usize) {
        self.0 |= 1 << index;
    }

    /// Adds a model's field, to which a rule gave its value.
    pub(crate) fn insert_named(&mut self, model: &ModelInfo, name: &str) {
        if let Some(index) = model.fields.iter().position(|field| field.name == name) {
            self.insert(index);
        }
    }

    /// The fields of these names.
    #[must_use]
    pub fn of_names<'n>(model: &ModelInfo, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut fields = Self::default();
        names.into_iter().for_each(|name| fields.insert_named(model, name));
        fields
    }

    /// Whether the field at an index is among them.
    #[must_use]
    pub fn contains(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    /// How many they are.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether they are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Defines models.
///
/// A field is `name: type`, and if it may be absent `= default`, the same for every payload, or `=> make`, a function
/// of the context. A rule after `where` is asked once the type is right. Any `key: value` sets a key of [`FieldInfo`].
/// A model may be `undescribed` in Prefect's own schema. Its `before` may change what was found in a payload, its `after` what became of it.
macro_rules! models {
    ($(
        $(#[doc = $doc:literal])+
        $model:ident $(($described:ident))? : $extra:ident $(before $before:path)? $(, after $after:path)? [
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident : $type:ty $(where $rule:path)? $(= $default:expr)? $(=> $make:ident $(:: $made:ident)?)? $(, $key:ident : $value:expr)* ;
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

        impl<'a> $model<'a> {
            /// What the model is, as data.
            pub const INFO: &'static $crate::model::ModelInfo = &$crate::model::ModelInfo {
                name: stringify!($model),
                doc: $crate::model::description(concat!($($doc),+)),
                extra: $crate::model::Extra::$extra,
                described: models!(@described $($described)?),
                fields: &[$( $crate::model::FieldInfo {
                    $($key: $value,)*
                    ..$crate::model::FieldInfo::new(
                        stringify!($field),
                        concat!($($field_doc),+),
                        <$type as $crate::check::Validate>::SHAPE,
                        models!(@absent $(= $default)? $(=> $make $(:: $made)?)?),
                    )
                } ),+],
                #[cfg(feature = "schema")]
                defaults: || vec![$(models!(@default $type $(= $default)? $(=> $make $(:: $made)?)?)),+],
            };

            /// The fields that the payload gave, or a rule on its behalf.
            #[must_use]
            pub fn fields_set(&self) -> $crate::model::FieldSet {
                self.fields_set
            }
        }

        /// Equal are models with equal fields, whether given or filled in, as in Prefect.
        impl PartialEq for $model<'_> {
            fn eq(&self, other: &Self) -> bool {
                true $(&& self.$field == other.$field)+
            }
        }

        impl<'a> $crate::check::Validate<'a> for $model<'a> {
            const SHAPE: &'static $crate::shape::Shape = &$crate::shape::Shape::Model(Self::INFO);

            fn validate<I: $crate::input::Input<'a>>(
                input: &I,
                check: &mut $crate::check::Check<'a, '_, I>,
            ) -> Option<Self> {
                if let Some(model) = $crate::check::instance::<I, $model<'static>>(input, Self::INFO) {
                    return Some(model);
                }
                let mut found = [const { None }; models!(@count $($field)+)];
                let unknown = check.find(input, Self::INFO, &mut found)?;
                $( $before(input, &mut found, check)?; )?
                #[allow(unused_mut, reason = "only a model with a rule of its own changes")]
                let mut model = Self::of_found(input, check, unknown, &found)?;
                $( $after(&mut model, check.context); )?
                Some(model)
            }
        }

        impl<'a> $model<'a> {
            /// The model whose every field is absent; in fields that may not be stands any value.
            pub(crate) fn blank() -> Self {
                Self {
                    $($field: models!(@blank $(= $default)? $(=> $make $(:: $made)?)?),)+
                    fields_set: $crate::model::FieldSet::default(),
                    lifetime: std::marker::PhantomData,
                }
            }

            /// The model of what was found in `input`, each field by its own rules.
            fn of_found<I: $crate::input::Input<'a>>(
                input: &I,
                check: &mut $crate::check::Check<'a, '_, I>,
                unknown: $crate::input::Entries<'a, I>,
                found: &[Option<I>],
            ) -> Option<Self> {
                let mut filling = $crate::filling::Filling::new(input, Self::INFO, found, check);
                let mut model = Self::blank();
                $( filling.fill(
                    &mut model.$field,
                    models!(@rule $type $(, $rule)?),
                    models!(@make $type $(= $default)? $(=> $make $(:: $made)?)?),
                    check,
                ); )+
                model.fields_set = filling.finish(unknown, check)?;
                Some(model)
            }
        }

        impl $crate::value::Value for $model<'_> {
            fn value(&self) -> $crate::value::ValueRef<'_> {
                $crate::value::ValueRef::Model(self)
            }
        }

        impl $crate::value::ModelRef for $model<'_> {
            fn info(&self) -> &'static $crate::model::ModelInfo {
                Self::INFO
            }

            fn field(&self, index: usize) -> Option<$crate::value::ValueRef<'_>> {
                let mut at = 0;
                $(
                    if index == at {
                        return Some($crate::value::Value::value(&self.$field));
                    }
                    at += 1;
                )+
                let _ = at;
                None
            }

            fn is_set(&self, index: usize) -> bool {
                self.fields_set.contains(index)
            }

            #[cfg(feature = "objects")]
            fn to_object(&self) -> Box<dyn std::any::Any + Send + Sync> {
                Box::new($crate::owned::IntoOwned::into_owned(self.clone()))
            }
        }

        impl $crate::owned::Model for $model<'static> {
            type Borrowed<'a> = $model<'a>;

            const INFO: &'static $crate::model::ModelInfo = $model::INFO;

            fn restore<'a, I: $crate::input::Input<'a>>(
                input: &I,
                fields_set: $crate::model::FieldSet,
                check: &mut $crate::check::Check<'a, '_, I>,
            ) -> Option<Self> {
                let mut found = [const { None }; models!(@count $($field)+)];
                let unknown = check.find(input, Self::INFO, &mut found)?;
                let mut model = $model::of_found(input, check, unknown, &found)?;
                model.fields_set = fields_set;
                Some($crate::owned::IntoOwned::into_owned(model))
            }
        }

        impl $crate::owned::IntoOwned for $model<'_> {
            type Static = $model<'static>;

            fn into_owned(self) -> Self::Static {
                $model {
                    $($field: $crate::owned::IntoOwned::into_owned(self.$field),)+
                    fields_set: self.fields_set,
                    lifetime: std::marker::PhantomData,
                }
            }
        }
    )+};

    (@described) => { true };
    (@described undescribed) => { false };

    (@default $type:ty) => { None };
    (@default $type:ty = $default:expr) => {{
        let value: $type = $default;
        Some($crate::to_json(&value, $crate::Dump::default(), None))
    }};
    (@default $type:ty => empty) => { models!(@default $type = Default::default()) };
    (@default $type:ty => some_empty) => { models!(@default $type = Some(Default::default())) };
    (@default $type:ty => $make:path) => { None };

    (@absent) => { $crate::model::Absent::Required };
    (@absent = $default:expr) => { $crate::model::Absent::Default };
    (@absent => $make:path) => { $crate::model::Absent::Made };

    (@count $($field:ident)+) => { [$(stringify!($field)),+].len() };

    (@blank) => { Default::default() };
    (@blank = $default:expr) => { $default };
    (@blank => some_empty) => { Some(Default::default()) };
    (@blank => $make:path) => { Default::default() };

    (@rule $type:ty) => { None };
    (@rule $type:ty, $rule:path) => { Some($rule as $crate::filling::Rule<$type>) };

    (@make $type:ty) => { None };
    (@make $type:ty = $default:expr) => { None };
    (@make $type:ty => empty) => { None };
    (@make $type:ty => some_empty) => { None };
    (@make $type:ty => $make:path) => { Some($make as $crate::filling::Make<$type>) };
}
pub(crate) use models;
