use std::borrow::Cow;
use std::ops::Deref;

use crate::check::{Check, Validate};
use crate::context::Context;
use crate::error::Complaint;
use crate::input::{HostInput, Input, ObjectInput, View};
use crate::owned::IntoOwned;
use crate::shape::Shape;
use crate::types::Int;
use crate::value::{Value, ValueRef};

/// A run's name. Anything that Python holds for false, `""`, `0` or `[]` say, gives a made-up name of two words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunName<'a>(Cow<'a, str>);

impl RunName<'_> {
    pub(crate) fn make_up(context: &Context) -> Self {
        Self(Cow::Owned(context.slug()))
    }
}

impl<'a> From<&'a str> for RunName<'a> {
    fn from(name: &'a str) -> Self {
        Self(Cow::Borrowed(name))
    }
}

impl Deref for RunName<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> Validate<'a> for RunName<'a> {
    const SHAPE: &'static Shape = &Shape::Str;

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        match is_falsy(input) {
            Ok(true) => Some(Self::make_up(check.context)),
            Ok(false) => Cow::validate(input, check).map(Self),
            Err(complaint) => check.complain(complaint, input),
        }
    }
}

/// Whether Python takes a value for false, or why it cannot say.
pub(crate) fn is_falsy<'a, I: Input<'a>>(input: &I) -> Result<bool, Complaint> {
    Ok(match input.view() {
        View::Null => true,
        View::Bool(value) => !value,
        View::Int(number) => number == Int::Small(0),
        View::Float(number) => number == 0.0,
        View::Str(text) => text.is_empty(),
        View::List(mut items) => items.next().is_none(),
        View::Object(object) => object.is_empty(),
        View::Host(host) => return host.is_falsy(),
    })
}

impl Value for RunName<'_> {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Str(&self.0)
    }
}

impl IntoOwned for RunName<'_> {
    type Static = RunName<'static>;

    fn into_owned(self) -> Self::Static {
        RunName(IntoOwned::into_owned(self.0))
    }
}
