use crate::error::Complaint;
use crate::input::{HostInput, Input, ObjectInput, View};
use crate::types::Int;

/// Whether Python takes a value for false, or why it cannot say.
pub(crate) fn is_falsy<'a, I: Input<'a>>(input: &I) -> Result<bool, Complaint> {
    Ok(match input.view() {
        View::Null => true,
        View::Bool(value) => !value,
        View::Int(number) => number == Int::Small(0),
        View::Float(number) => number == 0.0,
        View::Str(text) => text.is_empty(),
        View::List(mut items) => items.next().is_none(),
        View::Object(object) => object.is_empty(),
        View::Host(host) => return host.is_falsy(),
    })
}

/// Whether Python holds a value for equal to 0, or why it cannot say.
pub(crate) fn is_zero<'a, I: Input<'a>>(input: &I) -> Result<bool, Complaint> {
    match input.view() {
        View::Bool(_) | View::Int(_) | View::Float(_) => is_falsy(input),
        View::Host(host) => host.is_zero(),
        _ => Ok(false),
    }
}
