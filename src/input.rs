//! What validation reads: JSON text, or a host's own objects.

use std::borrow::Cow;

use crate::model::FieldInfo;
use crate::types::{DateTime, Int};

/// A value that can be validated.
///
/// The rules ask only what a value is; every host says that of its own values, and so all share one set of rules.
pub trait Input<'a>: Clone {
    /// An iterator over a list's items.
    type List: Iterator<Item = Self>;
    /// Something with named members.
    type Object: ObjectInput<'a, Self>;
    /// A value of the host's that JSON cannot say.
    type Host: HostInput<'a>;

    /// What the value is.
    fn view(&self) -> View<'a, Self>;

    /// The value as it is, for a field that takes anything.
    fn any(&self) -> Any<'a>;
}

/// What a value is, in terms of JSON and a little beyond.
#[derive(Debug)]
pub enum View<'a, I: Input<'a>> {
    /// `null`, `None`.
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer of any size.
    Int(Int<'a>),
    /// A binary floating-point number, NaN and the infinities included.
    Float(f64),
    /// A text.
    Str(Cow<'a, str>),
    /// A list.
    List(I::List),
    /// An object, a dict, or anything whose members have names.
    Object(I::Object),
    /// Something JSON has no word for.
    Host(I::Host),
}

/// An object's members.
pub trait ObjectInput<'a, I> {
    /// Puts the value of each field into `found`, which is as long as `fields`; the rest goes to `unknown`, in order.
    fn fields(&self, fields: &[FieldInfo], found: &mut [Option<I>], unknown: impl FnMut(Cow<'a, str>, I));

    /// All members in order, each name once.
    fn entries(&self) -> Vec<(Cow<'a, str>, I)>;
}

/// A host's value beyond JSON; by default it is good for nothing.
pub trait HostInput<'a> {
    /// The UUID that the value is.
    fn uuid(&self) -> Option<uuid::Uuid> {
        None
    }

    /// The instant that the value is.
    fn date_time(&self) -> Option<DateTime> {
        None
    }
}

/// A value that is kept as it came.
#[derive(Clone, Debug, PartialEq)]
pub enum Any<'a> {
    /// A JSON value, as its text.
    Json(Cow<'a, str>),
    /// The number under which the host keeps it.
    Host(usize),
}
