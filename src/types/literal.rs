use std::borrow::Cow;
use std::marker::PhantomData;

use crate::check::{Check, Validate};
use crate::error::ErrorKind;
use crate::input::{HostInput, HostText, Input, View};
use crate::owned::IntoOwned;
use crate::shape::Shape;
use crate::value::{Value, ValueRef};

/// The one text that a [`Literal`] may be.
pub trait Constant: 'static {
    /// The text.
    const TEXT: &'static str;
    /// The text in the quotes of Python's `repr`.
    const QUOTED: &'static str;
}

/// A text that can be only one.
#[derive(Debug)]
pub struct Literal<C>(PhantomData<C>);

impl<C> Default for Literal<C> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<C> Clone for Literal<C> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<C> PartialEq for Literal<C> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<'a, C: Constant> Validate<'a> for Literal<C> {
    const SHAPE: &'static Shape = &Shape::Literal(C::TEXT);

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        match input.view() {
            View::Str(text) if text == C::TEXT => Some(Self::default()),
            View::Host(host) => match host.text() {
                Some(HostText::Unreadable(true)) => check.fail(ErrorKind::StringUnicode, input),
                _ if host.is_text(C::TEXT) => Some(Self::default()),
                _ => check.fail_with(ErrorKind::LiteralError, Cow::Borrowed(C::QUOTED), input),
            },
            _ => check.fail_with(ErrorKind::LiteralError, Cow::Borrowed(C::QUOTED), input),
        }
    }
}

impl<C: Constant> Value for Literal<C> {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Str(C::TEXT)
    }
}

impl<C: Constant> IntoOwned for Literal<C> {
    type Static = Self;

    fn into_owned(self) -> Self {
        self
    }
}
