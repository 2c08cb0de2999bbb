use std::borrow::Cow;

use crate::check::{Check, Validate};
use crate::error::ErrorKind;
use crate::input::{Input, View};
use crate::shape::Shape;
use crate::value::{Value, ValueRef};

impl<'a> Validate<'a> for Cow<'a, str> {
    const SHAPE: &'static Shape = &Shape::Str;

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        match input.view() {
            View::Str(text) => Some(text),
            _ => check.fail(ErrorKind::StringType, input),
        }
    }
}

impl Value for Cow<'_, str> {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Str(self)
    }
}
