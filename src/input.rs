//! What validation reads: JSON text, or a host's own objects.

use std::borrow::Cow;

use crate::error::{Complaint, Loc};
use crate::kept::Kept;
use crate::model::ModelInfo;
use crate::shape::Shape;
use crate::types::{DateTime, Duration, Int};
use crate::value::{Model, Value};

/// A value that can be validated.
///
/// The rules ask only what a value is; every host says that of its own values, and so all share one set of rules.
pub trait Input<'a>: Clone {
    /// An iterator over a list's items.
    type List: ListInput<Self>;
    /// Something with named members.
    type Object: ObjectInput<'a, Self>;
    /// A value of the host's that JSON cannot say.
    type Host: HostInput<'a, Self>;

    /// What the value is.
    fn view(&self) -> View<'a, Self>;

    /// The text, where the value is one that need not be put together: the same as [`Self::view`] gives, and quicker.
    fn plain_text(&self) -> Option<&'a str>;

    /// Puts the value in its place, where null stands, if it is plainly of a shape: the same as the rules do, and quicker.
    fn put_plain(&self, shape: &'static Shape, place: &mut Value<'a>) -> bool;

    /// The value as it is, for a field that takes anything.
    fn any(&self) -> Any<'a>;

    /// Whether the value is null.
    fn is_null(&self) -> bool {
        matches!(self.view(), View::Null)
    }

    /// The text that an object has under a key, where that is known without asking the host.
    fn tag(&self, _key: &str) -> Option<Cow<'a, str>> {
        None
    }

    /// Why the host could not read the value, where it could not.
    fn unread(&self) -> Option<Complaint> {
        None
    }

    /// The values within that a field which takes anything cannot keep, and the way to each, outermost step first.
    fn unkeepable(&self) -> Vec<(Vec<Loc<'a>>, Self)> {
        Vec::new()
    }
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
    /// An object of JSON's, a dict.
    Object(I::Object),
    /// Something JSON has no word for, or a type derived from one that it has.
    Host(I::Host),
}

/// A list's items.
pub trait ListInput<I>: Iterator<Item = I> {
    /// Why there were no more items, where it is not that the list ended.
    fn failure(&mut self) -> Option<Complaint> {
        None
    }
}

/// An object's members.
pub trait ObjectInput<'a, I: Input<'a>> {
    /// Puts the value of each of a model's fields into `found`, which is as long as they are. Where the model forbids
    /// others, these go to `unknown`, in order and each key once.
    ///
    /// # Errors
    ///
    /// The host could not say which members there are: why, and the value that it is about.
    fn fields(
        &self,
        model: &ModelInfo,
        found: &mut [Option<I>],
        unknown: &mut Entries<'a, I>,
    ) -> Result<(), (Complaint, I)>;

    /// Whether there are no members.
    fn is_empty(&self) -> bool;

    /// All members in order, each key once.
    ///
    /// # Errors
    ///
    /// The host could not say which members there are.
    fn entries(&self) -> Result<Entries<'a, I>, Complaint>;
}

/// Members, each with its key.
pub type Entries<'a, I> = Vec<(Key<'a, <I as Input<'a>>::Host>, I)>;

/// A member's key.
#[derive(Clone, Debug)]
pub enum Key<'a, H> {
    /// A text.
    Text(Cow<'a, str>),
    /// What a host has beside texts.
    Host(H),
}

/// A text of a host's that is not plainly one.
#[derive(Clone, Debug)]
pub enum HostText<'a> {
    /// A text of a derived type.
    Derived(Cow<'a, str>),
    /// A text that no UTF-8 can hold, and whether it is of the very type.
    Unreadable(bool),
}

/// What an exact number of a host's is as an integer.
#[derive(Clone, Debug)]
pub enum Ratio<'a> {
    /// An integer.
    Whole(Int<'a>),
    /// No integer.
    Broken,
    /// NaN or an infinity.
    NotFinite,
}

/// A host's value beyond JSON: each question is what one rule wants to know of it. By default it is good for nothing.
///
/// The names of the types are Python's, the only host with such values.
pub trait HostInput<'a, I: Input<'a>>: Sized {
    /// The value as an input again.
    fn input(&self) -> I;

    /// The value as a step on the way to an error, where it is a key.
    fn step(&self) -> Loc<'a>;

    /// Whether the host takes the value for false.
    ///
    /// # Errors
    ///
    /// The host cannot say.
    fn is_falsy(&self) -> Result<bool, Complaint> {
        Ok(false)
    }

    /// Whether the host holds the value for equal to 0.
    ///
    /// # Errors
    ///
    /// The host cannot say.
    fn is_zero(&self) -> Result<bool, Complaint> {
        Ok(false)
    }

    /// Whether the host holds the value for equal to a text, as its dictionaries do.
    fn is_text(&self, _text: &str) -> bool {
        false
    }

    /// Which of some texts an enumeration of them takes the value for.
    fn member_of(&self, _texts: &[&'static str]) -> Option<usize> {
        None
    }

    /// A `str` that is not plainly one.
    fn text(&self) -> Option<HostText<'a>> {
        None
    }

    /// `bytes`.
    fn bytes(&self) -> Option<Cow<'a, [u8]>> {
        None
    }

    /// A `bytearray`.
    fn byte_array(&self) -> Option<Vec<u8>> {
        None
    }

    /// The value of a member of an enumeration.
    fn member(&self) -> Option<I> {
        None
    }

    /// The value of a member of an enumeration, as a text.
    fn member_text(&self) -> Option<Cow<'a, str>> {
        None
    }

    /// An integer of a derived type.
    fn int(&self) -> Option<Int<'a>> {
        None
    }

    /// A `Decimal` or a `Fraction`.
    fn ratio(&self) -> Option<Ratio<'a>> {
        None
    }

    /// Anything that can stand for an integer of 64 bits.
    fn index(&self) -> Option<i64> {
        None
    }

    /// Anything that can stand for a float.
    fn float(&self) -> Option<f64> {
        None
    }

    /// A UUID.
    fn uuid(&self) -> Option<uuid::Uuid> {
        None
    }

    /// A datetime, UTC being taken for the zone of one without; or why its zone is unknown.
    fn date_time(&self) -> Option<Result<DateTime, Complaint>> {
        None
    }

    /// The first instant of a date in UTC.
    fn date(&self) -> Option<DateTime> {
        None
    }

    /// A timedelta.
    fn duration(&self) -> Option<Duration> {
        None
    }

    /// A list of a derived type.
    fn list(&self) -> Option<I::List> {
        None
    }

    /// Anything else that a list can be made of.
    fn iterable(&self) -> Option<I::List> {
        None
    }

    /// The members of a mapping.
    fn mapping(&self) -> Option<I::Object> {
        None
    }

    /// The members of a mapping, or the attributes of anything that may have some.
    fn attributes(&self) -> Option<I::Object> {
        None
    }

    /// This model, borrowing nothing, if the value is one as the host keeps it.
    fn model(&self, _model: &'static ModelInfo) -> Option<Model<'static>> {
        None
    }
}

/// A value that is kept as it came. Equal are those whose JSON Python reads as equal values, and the same objects of a host.
#[derive(Clone, Debug)]
pub enum Any<'a> {
    /// A JSON value, as its text with no space around it. What is no JSON is written as null.
    Json(Cow<'a, str>),
    /// A host's object.
    Host(Kept),
}
