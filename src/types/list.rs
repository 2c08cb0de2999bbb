use crate::check::{Check, Exactness};
use crate::error::{ErrorKind, Loc};
use crate::input::{HostInput, Input, ListInput, View};
use crate::shape::Shape;
use crate::value::Value;

/// A list of items of a shape.
#[inline(never)]
pub(crate) fn list<'a, I: Input<'a>>(
    item: &'static Shape,
    input: &I,
    check: &mut Check<'a, '_, I>,
) -> Option<Vec<Value<'a>>> {
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
    let before = check.errors();
    let (least, _) = items.size_hint();
    let mut values = Vec::with_capacity(least);
    values.resize_with(least, Value::default);
    let mut count = 0;
    for (index, value) in items.by_ref().enumerate() {
        count = index + 1;
        let errors = check.errors();
        // After an error the rest is still looked at, for its errors.
        if index == values.len() {
            values.push(Value::Null);
        }
        let Some(place) = values.get_mut(index) else { break };
        if check.value(item, &value, place).is_none() {
            check.within(errors, &Loc::Index(index));
        }
    }
    if let Some(complaint) = items.failure() {
        // Then nothing else is said of the list.
        check.lines.truncate(before);
        check.complain::<()>(complaint, input);
        check.within(before, &Loc::Index(count));
    }
    values.truncate(count);
    (check.errors() == before).then_some(values)
}
