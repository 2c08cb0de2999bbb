use std::borrow::Cow;
use std::fmt;

use super::ErrorKind;
use crate::sink::Sink;
use crate::text::digits;
use crate::types::Int;

/// One step on the way from the payload to the value an error is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Loc<'a> {
    /// A field of a model.
    Name(&'static str),
    /// A member of a union, which is no step in the payload itself.
    Member(&'static str),
    /// A key of a dictionary.
    Key(Cow<'a, str>),
    /// An item of a list; in an error of the JSON text itself, the character it is about.
    Index(usize),
    /// A key of a host's dictionary that is an integer.
    Int(i64),
}

impl Loc<'_> {
    /// The step as a name, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Loc::Name(name) | Loc::Member(name) => Some(name),
            Loc::Key(key) => Some(key),
            Loc::Index(_) | Loc::Int(_) => None,
        }
    }

    /// Gives the step to a sink.
    pub fn give(&self, sink: &mut dyn Sink) {
        match self {
            Loc::Name(name) | Loc::Member(name) => sink.str(name),
            Loc::Key(key) => sink.str(key),
            Loc::Index(index) => sink.int(&Int::Small(*index as i64)),
            Loc::Int(number) => sink.int(&Int::Small(*number)),
        }
    }

    /// The same step, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Loc<'static> {
        match self {
            Loc::Name(name) => Loc::Name(name),
            Loc::Member(name) => Loc::Member(name),
            Loc::Key(key) => Loc::Key(Cow::Owned(key.into_owned())),
            Loc::Index(index) => Loc::Index(index),
            Loc::Int(number) => Loc::Int(number),
        }
    }
}

/// The step as [`path`] writes it.
impl fmt::Display for Loc<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&path(std::slice::from_ref(self)))
    }
}

/// The way as one text, as pydantic writes it: its steps joined by dots.
#[must_use]
pub fn path(loc: &[Loc<'_>]) -> String {
    let mut path = String::new();
    for (index, step) in loc.iter().enumerate() {
        if index > 0 {
            path.push('.');
        }
        match step {
            Loc::Name(name) | Loc::Member(name) => push_key(&mut path, name),
            Loc::Key(key) => push_key(&mut path, key),
            Loc::Index(index) => path.push_str(&digits(*index)),
            Loc::Int(number) => path.push_str(&digits(*number)),
        }
    }
    path
}

fn push_key(path: &mut String, key: &str) {
    let quote = if key.contains('.') { "`" } else { "" };
    path.extend([quote, key, quote]);
}

/// Which part of the input an error is about, beside the value itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The value.
    Value,
    /// The key that the value stands under.
    Key,
}

/// What is wrong with a value, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What is wrong.
    pub kind: ErrorKind,
    /// The part of the message that differs from case to case.
    pub detail: Cow<'static, str>,
}

impl Complaint {
    /// What is wrong, in pydantic's words.
    #[must_use]
    pub fn message(&self) -> String {
        self.kind.message(&self.detail)
    }

    /// The part of the message that differs from case to case, and its name in `ctx`.
    #[must_use]
    pub fn context(&self) -> Option<(&'static str, &str)> {
        self.kind.context().map(|name| (name, self.detail.as_ref()))
    }
}

impl ErrorKind {
    /// The complaint that has no more to say.
    pub(crate) fn alone(self) -> Complaint {
        Complaint { kind: self, detail: Cow::Borrowed("") }
    }
}

/// An error as validation finds it.
#[derive(Clone, Debug)]
pub struct Line<'a, I> {
    /// What is wrong.
    pub kind: ErrorKind,
    /// The part of the message that differs from case to case.
    pub detail: Cow<'static, str>,
    /// Where, innermost step first.
    pub loc: Vec<Loc<'a>>,
    /// The value that is wrong.
    pub input: I,
    pub(crate) place: Place,
}
