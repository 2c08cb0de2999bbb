use crate::check::{Check, Validate};
use crate::error::{ErrorKind, Loc};
use crate::input::{Input, View};
use crate::shape::Shape;

impl<'a, T: Validate<'a>> Validate<'a> for Option<T> {
    const SHAPE: &'static Shape = &Shape::Nullable(T::SHAPE);

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        match input.view() {
            View::Null => Some(None),
            _ => T::validate(input, check).map(Some),
        }
    }
}

impl<'a, T: Validate<'a>> Validate<'a> for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        T::validate(input, check).map(Box::new)
    }
}

impl<'a, T: Validate<'a>> Validate<'a> for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        let View::List(items) = input.view() else {
            return check.fail(ErrorKind::ListType, input);
        };
        let errors = check.errors();
        let mut values = Vec::with_capacity(items.size_hint().0);
        for (index, item) in items.enumerate() {
            // After an error the rest is still looked at, for its errors.
            if let Some(value) = check.member(&item, || Loc::Index(index)) {
                values.push(value);
            }
        }
        (check.errors() == errors).then_some(values)
    }
}
