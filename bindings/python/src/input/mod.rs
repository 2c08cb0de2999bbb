//! Python's objects as the core's input: what each of them is, and nothing of what that is good for.

mod host;
mod list;
mod object;
mod session;
mod time;

use std::borrow::Cow;

use num_bigint::BigInt;
use prefect_taskrun::host::{Complaint, Input, Kept, View};
use prefect_taskrun::model::Shape;
use prefect_taskrun::{Any, Int, Value};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};

pub(crate) use self::host::repr;
use self::list::List;
use self::object::Members;
pub(crate) use self::session::{Session, Texts};
pub(crate) use self::time::{date_text, date_time_text, duration, time_text};
use crate::kept::Object;

/// One object in a validation.
#[derive(Clone, Copy)]
pub(crate) struct PyInput<'a, 's, 'py> {
    pub(crate) object: &'s Bound<'py, PyAny>,
    /// What it says, if it is a text and nothing else.
    text: Option<&'a str>,
    session: &'s Session<'a, 'py>,
}

impl<'py> PyInput<'_, '_, 'py> {
    /// Another object in the same validation.
    #[inline]
    fn other(self, object: Bound<'py, PyAny>) -> Self {
        self.session.input(object)
    }

    fn py(self) -> Python<'py> {
        self.session.py
    }
}

impl<'a, 's, 'py: 's> Input<'a> for PyInput<'a, 's, 'py> {
    type List = List<'a, 's, 'py>;
    type Object = Members<'a, 's, 'py>;
    type Host = Self;

    #[inline]
    fn view(&self) -> View<'a, Self> {
        match self.plain_text() {
            Some(text) => View::Str(Cow::Borrowed(text)),
            None => self.view_of_no_text(),
        }
    }

    #[inline]
    fn plain_text(&self) -> Option<&'a str> {
        self.text.filter(|_| !self.session.has_raised())
    }

    #[inline]
    fn put_plain(&self, shape: &'static Shape, place: &mut Value<'a>) -> bool {
        if let Shape::Str = shape {
            let text = self.plain_text();
            return text.map(|text| place.fill(Value::Str(Cow::Borrowed(text)))).is_some();
        }
        if self.text.is_some() || self.session.has_raised() {
            return false;
        }
        place.fill(match shape {
            Shape::Bool => match self.object.cast_exact::<PyBool>() {
                Ok(value) => Value::Bool(value.is_true()),
                Err(_) => return false,
            },
            Shape::Int if self.object.is_exact_instance_of::<PyInt>() => match int(self.object) {
                Some(number) => Value::Int(number),
                None => return false,
            },
            Shape::Float => match self.object.cast_exact::<PyFloat>() {
                Ok(number) => Value::Float(number.value()),
                Err(_) => return false,
            },
            _ => return false,
        });
        true
    }

    #[inline]
    fn is_null(&self) -> bool {
        self.object.is_none() || self.session.has_raised()
    }

    fn tag(&self, key: &str) -> Option<Cow<'a, str>> {
        let dict = self.object.cast_exact::<PyDict>().ok()?;
        // Mostly it comes first, and need not be looked for.
        let value = match dict.iter().next() {
            Some((first, value)) if first.cast_exact::<PyString>().is_ok_and(|first| first == key) => value,
            _ => dict.get_item(self.session.interned(self.py(), key)).ok()??,
        };
        self.other(value).text.map(Cow::Borrowed)
    }

    fn any(&self) -> Any<'a> {
        Any::Host(Kept::new(Object::new(self.object.clone().unbind())))
    }

    #[inline]
    fn unread(&self) -> Option<Complaint> {
        self.session.why_unread(*self)
    }
}

impl<'a, 's, 'py: 's> PyInput<'a, 's, 'py> {
    fn view_of_no_text(self) -> View<'a, Self> {
        let object = self.object;
        // Once Python has raised, nothing more is looked at.
        if object.is_none() || self.session.has_raised() {
            View::Null
        } else if let Ok(value) = object.cast_exact::<PyBool>() {
            View::Bool(value.is_true())
        } else if object.is_exact_instance_of::<PyInt>() {
            int(object).map_or(View::Host(self), View::Int)
        } else if let Ok(number) = object.cast_exact::<PyFloat>() {
            View::Float(number.value())
        } else if let Ok(list) = object.cast_exact::<PyList>() {
            View::List(List::of_list(self, list))
        } else if let Ok(dict) = object.cast_exact::<PyDict>() {
            View::Object(Members::of_dict(self, dict))
        } else {
            View::Host(self)
        }
    }
}

/// The value of an `int`, or of one of a derived type.
pub(crate) fn int<'a>(object: &Bound<'_, PyAny>) -> Option<Int<'a>> {
    if let Ok(number) = object.extract() {
        return Some(Int::Small(number));
    }
    let number: BigInt = object.extract().ok()?;
    Some(Int::Big(Cow::Owned(number.to_string())))
}
