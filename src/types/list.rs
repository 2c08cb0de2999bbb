use crate::check::{Check, Exactness, Validate};
use crate::error::{ErrorKind, Loc};
use crate::input::{HostInput, Input, ListInput, View};
use crate::shape::Shape;

impl<'a, T: Validate<'a>> Validate<'a> for Option<T> {
    const SHAPE: &'static Shape = &Shape::Nullable(T::SHAPE);

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        if input.is_null() { Some(None) } else { T::validate(input, check).map(Some) }
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
        let items = match input.view() {
            View::List(items) => Some(items),
            View::Host(host) => host.list().or_else(|| {
                check.floor(Exactness::Lax);
                host.iterable()
            }),
            _ => None,
        };
        let Some(mut items) = items else {
            return check.fail(ErrorKind::ListType, input);
        };
        let errors = check.errors();
        let mut values = Vec::with_capacity(items.size_hint().0);
        let mut count = 0;
        for (index, item) in items.by_ref().enumerate() {
            count = index + 1;
            // After an error the rest is still looked at, for its errors.
            if let Some(value) = check.member(&item, || Loc::Index(index)) {
                values.push(value);
            }
        }
        if let Some(complaint) = items.failure() {
            // Then nothing else is said of the list.
            check.lines.truncate(errors);
            check.complain::<()>(complaint, input);
            check.within(errors, || Loc::Index(count));
        }
        (check.errors() == errors).then_some(values)
    }
}
