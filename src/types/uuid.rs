use std::borrow::Cow;

use uuid::Uuid;

use crate::check::{Check, Exactness, Validate};
use crate::error::ErrorKind;
use crate::input::{HostInput, Input, View};
use crate::shape::Shape;
use crate::value::{Value, ValueRef};

impl<'a> Validate<'a> for Uuid {
    const SHAPE: &'static Shape = &Shape::Uuid;

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        match input.view() {
            View::Str(text) => {
                check.floor(Exactness::Lax);
                match Uuid::parse_str(&text) {
                    Ok(uuid) => Some(uuid),
                    Err(error) => check.fail_with(ErrorKind::UuidParsing, Cow::Owned(error.to_string()), input),
                }
            }
            View::Host(host) => host.uuid().or_else(|| check.fail(ErrorKind::UuidType, input)),
            _ => check.fail(ErrorKind::UuidType, input),
        }
    }
}

impl Value for Uuid {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Uuid(*self)
    }
}
