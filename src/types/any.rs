use std::borrow::Cow;

use crate::check::{Check, Exactness};
use crate::error::{Complaint, ErrorKind};
use crate::input::{Any, HostInput, HostText, Input, View};

/// Anything at all, kept as it came.
#[inline(never)]
pub(crate) fn any<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Any<'a>> {
    check.floor(Exactness::Lax);
    let unkeepable = input.unkeepable();
    if unkeepable.is_empty() {
        return Some(input.any());
    }
    for (way, value) in unkeepable {
        let errors = check.errors();
        let complaint = value.unread().unwrap_or_else(|| unkept(&value));
        check.complain::<()>(complaint, &value);
        for step in way.iter().rev() {
            check.within(errors, step);
        }
    }
    None
}

/// Why a value cannot be kept.
fn unkept<'a, I: Input<'a>>(value: &I) -> Complaint {
    match value.view() {
        View::Host(host) if matches!(host.text(), Some(HostText::Unreadable(_))) => ErrorKind::StringUnicode.alone(),
        _ => ErrorKind::InvalidJsonValue.alone(),
    }
}

impl Any<'_> {
    /// The same value, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Any<'static> {
        match self {
            Any::Json(text) => Any::Json(Cow::Owned(text.into_owned())),
            Any::Host(kept) => Any::Host(kept),
        }
    }
}
