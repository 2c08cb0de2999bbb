use std::borrow::Cow;

use crate::check::{Check, Exactness, Validate};
use crate::error::{Complaint, ErrorKind};
use crate::input::{Any, HostInput, HostText, Input, View};
use crate::shape::Shape;
use crate::value::{Value, ValueRef};

impl<'a> Validate<'a> for Any<'a> {
    const SHAPE: &'static Shape = &Shape::Any;

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        check.floor(Exactness::Lax);
        let unkeepable = input.unkeepable();
        if unkeepable.is_empty() {
            return Some(input.any());
        }
        for (way, value) in unkeepable {
            let errors = check.errors();
            let complaint = value.unread().unwrap_or_else(|| unkept(&value));
            check.complain::<()>(complaint, &value);
            for step in way.into_iter().rev() {
                check.within(errors, || step.clone());
            }
        }
        None
    }
}

/// Why a value cannot be kept.
fn unkept<'a, I: Input<'a>>(value: &I) -> Complaint {
    let kind = match value.view() {
        View::Host(host) if matches!(host.text(), Some(HostText::Unreadable(_))) => ErrorKind::StringUnicode,
        _ => ErrorKind::InvalidJsonValue,
    };
    Complaint { kind, detail: Cow::Borrowed("") }
}

impl Value for Any<'_> {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Any(self)
    }
}
