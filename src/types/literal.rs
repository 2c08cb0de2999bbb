use std::marker::PhantomData;

use crate::check::Check;
use crate::error::ErrorKind;
use crate::input::{HostInput, HostText, Input, View};

/// The one text that a [`Literal`] may be.
pub trait Constant: 'static {
    /// The text.
    const TEXT: &'static str;
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

/// One text and no other.
#[inline(never)]
pub(crate) fn literal<'a, I: Input<'a>>(
    due: &'static &'static str,
    input: &I,
    check: &mut Check<'a, '_, I>,
) -> Option<&'static str> {
    let is_due = match input.view() {
        View::Str(text) => text == *due,
        View::Host(host) => match host.text() {
            Some(HostText::Unreadable(true)) => return check.fail(ErrorKind::StringUnicode, input),
            _ => host.is_text(due),
        },
        _ => false,
    };
    if is_due { Some(due) } else { check.fail_with(ErrorKind::LiteralError, one_of(std::slice::from_ref(due)), input) }
}

/// Texts as Python's `repr` has each, of which one is due.
#[cold]
pub(crate) fn one_of(texts: &[&str]) -> std::borrow::Cow<'static, str> {
    let mut words = String::new();
    for (index, text) in texts.iter().enumerate() {
        let separator = match index {
            0 => "'",
            _ if index + 1 == texts.len() => " or '",
            _ => ", '",
        };
        words.extend([separator, text, "'"]);
    }
    words.into()
}
