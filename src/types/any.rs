use crate::check::{Check, Validate};
use crate::input::{Any, Input};
use crate::shape::Shape;
use crate::value::{Value, ValueRef};

impl<'a> Validate<'a> for Any<'a> {
    const SHAPE: &'static Shape = &Shape::Any;

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        check.floor(crate::check::Exactness::Lax);
        Some(input.any())
    }
}

impl Value for Any<'_> {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Any(self)
    }
}
