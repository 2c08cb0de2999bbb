use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::input::{HostInput, Input, View};
use crate::types::int::{Int, whole};
use crate::types::text::parsable;

const TRUE: [&str; 6] = ["1", "t", "y", "on", "yes", "true"];
const FALSE: [&str; 6] = ["0", "f", "n", "no", "off", "false"];

/// A truth value.
#[inline(never)]
pub(crate) fn bool<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<bool> {
    let (value, otherwise) = match input.view() {
        View::Bool(value) => return Some(value),
        View::Str(text) => (of_word(&text), ErrorKind::BoolParsing),
        // Only integers that fit the reference's own are looked at.
        View::Int(Int::Small(number)) => (of_number(number), ErrorKind::BoolParsing),
        View::Float(number) => match whole(number) {
            Some(number) => (of_number(number), ErrorKind::BoolParsing),
            None => (None, ErrorKind::BoolType),
        },
        View::Host(host) => match parsable::<I>(&host, ErrorKind::BoolParsing) {
            Some(Ok(text)) => (of_word(&text), ErrorKind::BoolParsing),
            Some(Err(kind)) => (None, kind),
            None => match host.index().or_else(|| host.float().and_then(whole)) {
                Some(number) => (of_number(number), ErrorKind::BoolParsing),
                None => (None, ErrorKind::BoolType),
            },
        },
        _ => (None, ErrorKind::BoolType),
    };
    check.floor(Exactness::Lax);
    value.or_else(|| check.fail(otherwise, input))
}

/// A truth value that needs no conversion.
pub(crate) fn strict_bool<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<bool> {
    match input.view() {
        View::Bool(value) => Some(value),
        _ => check.fail(ErrorKind::BoolType, input),
    }
}

fn of_word(text: &str) -> Option<bool> {
    let place = TRUE.iter().chain(&FALSE).position(|word| text.eq_ignore_ascii_case(word))?;
    Some(place < TRUE.len())
}

fn of_number(number: i64) -> Option<bool> {
    match number {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}
