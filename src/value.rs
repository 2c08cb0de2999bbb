//! What validation makes of payloads: values that know their own type, and models as lists of them.

use std::borrow::Cow;
use std::fmt;

use uuid::Uuid;

use crate::equal::equal;
use crate::input::Any;
use crate::model::{Counterparts, FieldSet, ModelInfo};
use crate::shape::Shape;
use crate::types::{DateTime, Duration, Int, Map};

/// A validated value.
#[derive(Clone, Debug, Default, PartialEq)]
// A tag of a whole word, with which a value is moved word by word.
#[repr(usize)]
pub enum Value<'a> {
    /// Nothing.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer of any size.
    Int(Int<'a>),
    /// A number.
    Float(f64),
    /// A text.
    Str(Cow<'a, str>),
    /// A UUID.
    Uuid(Uuid),
    /// An instant.
    DateTime(DateTime),
    /// A span of time.
    Duration(Duration),
    /// A member of an enumeration.
    Enum(&'static str),
    /// A list.
    List(Vec<Value<'a>>),
    /// A dictionary.
    Map(Map<'a, Value<'a>>),
    /// A model.
    Model(Model<'a>),
    /// A value that was kept as it came.
    Any(Any<'a>),
}

impl<'a> Value<'a> {
    /// The empty value of a type, of which there is none for some.
    pub(crate) fn empty(shape: &'static Shape) -> Self {
        match shape {
            Shape::Nullable(inner) => Self::empty(inner),
            Shape::Bool => Self::Bool(false),
            Shape::Int => Self::Int(Int::Small(0)),
            Shape::Float => Self::Float(0.0),
            Shape::Duration => Self::Duration(Duration::default()),
            Shape::Literal(text) => Self::Str(Cow::Borrowed(text)),
            Shape::List(_) => Self::List(Vec::new()),
            Shape::Map(_) => Self::Map(Map::default()),
            Shape::Model(info) => Self::Model(Model::blank(info)),
            _ => Self::Null,
        }
    }

    /// Puts a value where null stands, which leaves nothing to be dropped.
    #[inline]
    pub fn fill(&mut self, value: Self) {
        std::mem::forget(std::mem::replace(self, value));
    }

    /// Whether the value is what validation makes of such a shape.
    pub(crate) fn is_of(&self, shape: &Shape) -> bool {
        match (self, shape) {
            (Self::Null, Shape::Nullable(_))
            | (Self::Bool(_), Shape::Bool)
            | (Self::Int(_), Shape::Int)
            | (Self::Float(_), Shape::Float)
            | (Self::Str(_), Shape::Str) => true,
            (Self::List(items), Shape::List(item)) => items.iter().all(|value| value.is_of(item)),
            (Self::Model(model), Shape::Model(info)) => std::ptr::eq(model.info, *info),
            (value, Shape::Nullable(inner)) => value.is_of(inner),
            _ => false,
        }
    }

    /// Whether Python takes the value for false.
    pub(crate) fn is_falsy(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Bool(value) => !value,
            Self::Int(number) => *number == Int::Small(0),
            Self::Float(number) => *number == 0.0,
            Self::Duration(span) => *span == Duration::default(),
            Self::Str(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(map) => map.is_empty(),
            _ => false,
        }
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A copy that borrows nothing.
    #[must_use]
    pub fn to_static(&self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(value.clone().into_owned()),
            Self::Float(value) => Value::Float(*value),
            Self::Str(text) => Value::Str(Cow::Owned(text.as_ref().into())),
            Self::Uuid(value) => Value::Uuid(*value),
            Self::DateTime(value) => Value::DateTime(*value),
            Self::Duration(value) => Value::Duration(*value),
            Self::Enum(value) => Value::Enum(value),
            Self::List(items) => Value::List(items.iter().map(Value::to_static).collect()),
            Self::Map(map) => Value::Map(map.to_static()),
            Self::Model(model) => Value::Model(model.to_static()),
            Self::Any(value) => Value::Any(value.clone().into_owned()),
        }
    }

    /// The text, if it is one or a member of an enumeration.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::Enum(text) => Some(text),
            _ => None,
        }
    }

    /// The UUID, if it is one.
    #[must_use]
    pub fn as_uuid(&self) -> Option<Uuid> {
        match self {
            Self::Uuid(value) => Some(*value),
            _ => None,
        }
    }

    /// The instant, if it is one.
    #[must_use]
    pub fn as_date_time(&self) -> Option<DateTime> {
        match self {
            Self::DateTime(value) => Some(*value),
            _ => None,
        }
    }

    /// The span of time, if it is one.
    #[must_use]
    pub fn as_duration(&self) -> Option<Duration> {
        match self {
            Self::Duration(value) => Some(*value),
            _ => None,
        }
    }

    /// The model, if it is one.
    #[must_use]
    pub fn as_model(&self) -> Option<&Model<'a>> {
        match self {
            Self::Model(value) => Some(value),
            _ => None,
        }
    }
}

macro_rules! of_rust {
    ($($type:ty, $name:ident => $value:expr;)+) => {
        $(impl<'a> From<$type> for Value<'a> {
            fn from($name: $type) -> Self {
                $value
            }
        })+
    };
}

of_rust! {
    bool, value => Self::Bool(value);
    Uuid, value => Self::Uuid(value);
    DateTime, value => Self::DateTime(value);
    Duration, value => Self::Duration(value);
    Any<'a>, value => Self::Any(value);
    Int<'a>, value => Self::Int(value);
    Model<'a>, value => Self::Model(value);
    &'a str, value => Self::Str(Cow::Borrowed(value));
    String, value => Self::Str(Cow::Owned(value));
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A validated model: the values of its fields, in order.
#[derive(Clone)]
pub struct Model<'a> {
    info: &'static ModelInfo,
    fields_set: FieldSet,
    values: Box<[Value<'a>]>,
}

impl<'a> Model<'a> {
    pub(crate) fn new(info: &'static ModelInfo, fields_set: FieldSet, values: impl Into<Box<[Value<'a>]>>) -> Self {
        Self { info, fields_set, values: values.into() }
    }

    /// The model whose every field is absent; in fields that may not be stands null.
    pub(crate) fn blank(info: &'static ModelInfo) -> Self {
        let values = info.fields.iter().map(|field| field.default_value().unwrap_or_default());
        Self::new(info, FieldSet::default(), values.collect::<Vec<_>>())
    }

    /// The model whose fields at these places were given, and whose every other is absent.
    pub(crate) fn of<const N: usize>(info: &'static ModelInfo, given: [(usize, Value<'a>); N]) -> Self {
        let mut model = Self::blank(info);
        for (index, value) in given {
            model.set(index, value);
        }
        model
    }

    /// What model it is.
    #[must_use]
    pub fn info(&self) -> &'static ModelInfo {
        self.info
    }

    /// The value of the field at an index; past the last it is null.
    #[must_use]
    pub fn get(&self, index: usize) -> &Value<'a> {
        self.values.get(index).unwrap_or(&Value::Null)
    }

    /// The values of all fields, in order.
    #[must_use]
    pub fn values(&self) -> &[Value<'a>] {
        &self.values
    }

    /// The fields that the payload gave, or a rule on its behalf.
    #[must_use]
    pub fn fields_set(&self) -> FieldSet {
        self.fields_set
    }

    /// The same model, with these fields said to be given.
    pub(crate) fn with_fields_set(self, fields_set: FieldSet) -> Self {
        Self { fields_set, ..self }
    }

    /// Gives a field its value, as the payload would.
    pub(crate) fn set(&mut self, index: usize, value: impl Into<Value<'a>>) {
        self.put(index, value);
        self.fields_set.insert(index);
    }

    /// Gives a field its value, as a default would.
    pub(crate) fn put(&mut self, index: usize, value: impl Into<Value<'a>>) {
        self.replace(index, value.into());
    }

    #[inline(never)]
    fn replace(&mut self, index: usize, value: Value<'a>) {
        if let Some(slot) = self.values.get_mut(index) {
            *slot = value;
        }
    }

    /// Takes the value out of a field, and leaves null.
    pub(crate) fn take(&mut self, index: usize) -> Value<'a> {
        self.values.get_mut(index).map(std::mem::take).unwrap_or_default()
    }

    /// Changes a model within.
    pub(crate) fn change(&mut self, index: usize, change: impl FnOnce(&mut Model<'a>)) {
        if let Some(Value::Model(model)) = self.values.get_mut(index) {
            change(model);
        }
    }

    /// Another model, whose fields have the values of those here that have their names, which stand at these places.
    pub(crate) fn into_model(mut self, info: &'static ModelInfo, places: &Counterparts) -> Self {
        let mut fields_set = FieldSet::default();
        let mut values = Vec::with_capacity(info.fields.len());
        for (index, (field, place)) in info.fields.iter().zip(places).enumerate() {
            values.push(match *place {
                Some(place) => {
                    if self.fields_set.contains(place.into()) {
                        fields_set.insert(index);
                    }
                    self.take(place.into())
                }
                None => field.default_value().unwrap_or_default(),
            });
        }
        Self::new(info, fields_set, values)
    }

    /// The fields that were given, and the values of all.
    pub(crate) fn into_parts(self) -> (FieldSet, impl Iterator<Item = Value<'a>>) {
        (self.fields_set, self.values.into_iter())
    }

    /// A copy that borrows nothing.
    #[must_use]
    pub fn to_static(&self) -> Model<'static> {
        let values = self.values.iter().map(Value::to_static).collect();
        Model { info: self.info, fields_set: self.fields_set, values }
    }
}

/// The fields by their names.
impl fmt::Debug for Model<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct(self.info.name);
        for (field, value) in self.info.fields.iter().zip(&self.values) {
            fields.field(field.name, value);
        }
        fields.finish()
    }
}

/// Equal are models that Prefect holds for equal, as [`equal`](crate::host::equal) says; of what was kept as it came, the same JSON
/// and the same objects of a host.
impl PartialEq for Model<'_> {
    fn eq(&self, other: &Self) -> bool {
        equal(self, other, &mut |one, other| one == other)
    }
}
