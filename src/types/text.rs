use std::borrow::Cow;

use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::input::{HostInput, HostText, Input, View};

/// A text.
pub(crate) fn text<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Cow<'a, str>> {
    match input.view() {
        View::Str(text) => Some(text),
        View::Host(host) => match of_host::<I>(&host) {
            Ok((text, exactness)) => {
                check.floor(exactness);
                Some(text)
            }
            Err(kind) => check.fail(kind, input),
        },
        _ => check.fail(ErrorKind::StringType, input),
    }
}

/// The text that a host's value stands for: a text, bytes in UTF-8, or the value of a member of an enumeration.
pub(crate) fn of_host<'a, I: Input<'a>>(host: &I::Host) -> Result<(Cow<'a, str>, Exactness), ErrorKind> {
    let text = match host.text() {
        Some(HostText::Derived(text)) => return Ok((text, Exactness::Strict)),
        Some(HostText::Unreadable(_)) => return Err(ErrorKind::StringUnicode),
        None => match (host.bytes(), host.byte_array()) {
            (Some(bytes), _) => of_bytes(bytes),
            (None, Some(bytes)) => of_bytes(Cow::Owned(bytes)),
            (None, None) => return host.member_text().map(|text| (text, Exactness::Lax)).ok_or(ErrorKind::StringType),
        },
    };
    text.map(|text| (text, Exactness::Lax)).ok_or(ErrorKind::StringUnicode)
}

/// The text from which a host's value can be parsed, or what is wrong where it is one that nobody can read: pydantic's
/// `maybe_as_string`.
pub(crate) fn parsable<'a, I: Input<'a>>(
    host: &I::Host,
    unreadable: ErrorKind,
) -> Option<Result<Cow<'a, str>, ErrorKind>> {
    match host.text() {
        Some(HostText::Derived(text)) => Some(Ok(text)),
        Some(HostText::Unreadable(_)) => Some(Err(ErrorKind::StringUnicode)),
        None => host.bytes().map(|bytes| of_bytes(bytes).ok_or(unreadable)),
    }
}

fn of_bytes(bytes: Cow<'_, [u8]>) -> Option<Cow<'_, str>> {
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}
