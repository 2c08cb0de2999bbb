//! Values in Rust's own types: what the fields of models are defined by, and what those have who write Rust.

use std::borrow::Cow;

use uuid::Uuid;

use crate::input::Any;
use crate::model::description;
use crate::shape::Shape;
use crate::types::{Constant, DateTime, Duration, Int, Literal, Map, RunName, StateType};
use crate::value::Value;

/// A type that fields have.
pub trait Typed<'a>: Sized {
    /// What the type is, for validation, schemas and forms.
    const SHAPE: &'static Shape;

    /// A value that validation made of this shape. Of any other becomes what is empty.
    fn of(value: Value<'a>) -> Self;

    /// The value without its type.
    fn into_value(self) -> Value<'a>;
}

macro_rules! typed {
    ($($type:ty, $shape:ident, $variant:ident, $otherwise:expr;)+) => {
        $(impl<'a> Typed<'a> for $type {
            const SHAPE: &'static Shape = &Shape::$shape;

            fn of(value: Value<'a>) -> Self {
                match value {
                    Value::$variant(value) => value,
                    _ => $otherwise,
                }
            }

            fn into_value(self) -> Value<'a> {
                Value::$variant(self)
            }
        })+
    };
}

typed! {
    bool, Bool, Bool, false;
    f64, Float, Float, 0.0;
    Int<'a>, Int, Int, Int::Small(0);
    Cow<'a, str>, Str, Str, Cow::Borrowed("");
    Uuid, Uuid, Uuid, Uuid::nil();
    DateTime, DateTime, DateTime, DateTime::default();
    Duration, Duration, Duration, Duration::default();
    Any<'a>, Any, Any, Any::Json(Cow::Borrowed("null"));
}

impl<'a> Typed<'a> for RunName<'a> {
    const SHAPE: &'static Shape = &Shape::Str;

    fn of(value: Value<'a>) -> Self {
        Self(Typed::of(value))
    }

    fn into_value(self) -> Value<'a> {
        Value::Str(self.0)
    }
}

impl<'a> Typed<'a> for StateType {
    const SHAPE: &'static Shape =
        &Shape::Enum { name: "StateType", doc: description("Enumeration of state types."), members: Self::TEXTS };

    fn of(value: Value<'a>) -> Self {
        Self::of_value(&value).unwrap_or_default()
    }

    fn into_value(self) -> Value<'a> {
        Value::Enum(self.as_str())
    }
}

impl<'a, C: Constant> Typed<'a> for Literal<C> {
    const SHAPE: &'static Shape = &Shape::Literal(C::TEXT);

    fn of(_: Value<'a>) -> Self {
        Self::default()
    }

    fn into_value(self) -> Value<'a> {
        Value::Str(Cow::Borrowed(C::TEXT))
    }
}

impl<'a, T: Typed<'a>> Typed<'a> for Option<T> {
    const SHAPE: &'static Shape = &Shape::Nullable(T::SHAPE);

    fn of(value: Value<'a>) -> Self {
        match value {
            Value::Null => None,
            value => Some(T::of(value)),
        }
    }

    fn into_value(self) -> Value<'a> {
        self.map_or(Value::Null, T::into_value)
    }
}

impl<'a, T: Typed<'a>> Typed<'a> for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn of(value: Value<'a>) -> Self {
        Self::new(T::of(value))
    }

    fn into_value(self) -> Value<'a> {
        (*self).into_value()
    }
}

impl<'a, T: Typed<'a>> Typed<'a> for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);

    fn of(value: Value<'a>) -> Self {
        match value {
            Value::List(items) => {
                // Not collected, which would be in place and then move what is smaller than a value.
                let mut typed = Self::with_capacity(items.len());
                typed.extend(items.into_iter().map(T::of));
                typed
            }
            _ => Self::new(),
        }
    }

    fn into_value(self) -> Value<'a> {
        Value::List(self.into_iter().map(T::into_value).collect())
    }
}

impl<'a, T: Typed<'a>> Typed<'a> for Map<'a, T> {
    const SHAPE: &'static Shape = &Shape::Map(T::SHAPE);

    fn of(value: Value<'a>) -> Self {
        match value {
            Value::Map(map) => map.map(T::of),
            _ => Self::default(),
        }
    }

    fn into_value(self) -> Value<'a> {
        Value::Map(self.map(T::into_value))
    }
}
