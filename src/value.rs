//! A validated value, seen without knowing its type: what dumps and hosts read.

use crate::input::Any;
use crate::model::ModelInfo;
use crate::types::{DateTime, Duration, Int};

/// A validated value.
#[derive(Clone, Copy)]
pub enum ValueRef<'v> {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer of any size.
    Int(&'v Int<'v>),
    /// A number.
    Float(f64),
    /// A text.
    Str(&'v str),
    /// A UUID.
    Uuid(uuid::Uuid),
    /// An instant.
    DateTime(DateTime),
    /// A span of time.
    Duration(Duration),
    /// A member of an enumeration.
    Enum(&'static str),
    /// A list.
    List(&'v dyn ListRef),
    /// A dictionary.
    Map(&'v dyn MapRef),
    /// A model.
    Model(&'v dyn ModelRef),
    /// A value that was kept as it came.
    Any(&'v Any<'v>),
}

/// Something that can be seen as a [`ValueRef`].
pub trait Value {
    /// The value.
    fn value(&self) -> ValueRef<'_>;
}

/// A list of validated values.
pub trait ListRef {
    /// How many items there are.
    fn len(&self) -> usize;
    /// The item at an index.
    fn item(&self, index: usize) -> Option<ValueRef<'_>>;
    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A dictionary of validated values.
pub trait MapRef {
    /// How many entries there are.
    fn len(&self) -> usize;
    /// The key and the value at an index, in order.
    fn entry(&self, index: usize) -> Option<(&str, ValueRef<'_>)>;
    /// Whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A validated model.
pub trait ModelRef {
    /// What model it is.
    fn info(&self) -> &'static ModelInfo;
    /// The value of the field at an index.
    fn field(&self, index: usize) -> Option<ValueRef<'_>>;
    /// Whether the payload gave the field at an index, or a rule did on its behalf.
    fn is_set(&self, index: usize) -> bool;
    /// The model apart from what it stands in, for hosts that have classes: a model that borrows nothing.
    #[cfg(feature = "objects")]
    fn to_object(&self) -> Box<dyn std::any::Any + Send + Sync>;
}

impl<T: Value> Value for Option<T> {
    fn value(&self) -> ValueRef<'_> {
        self.as_ref().map_or(ValueRef::Null, Value::value)
    }
}

impl<T: Value> Value for Box<T> {
    fn value(&self) -> ValueRef<'_> {
        self.as_ref().value()
    }
}

impl<T: Value> Value for Vec<T> {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::List(self)
    }
}

impl<T: Value> ListRef for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> Option<ValueRef<'_>> {
        self.get(index).map(Value::value)
    }
}
