use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::float as decimal;
use crate::input::{HostInput, Input, View};
use crate::types::int::without_underscores;
use crate::types::text::parsable;

/// A number.
#[inline(never)]
pub(crate) fn float<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<f64> {
    match input.view() {
        View::Float(number) => Some(number),
        View::Null if check.is_told => Some(f64::NAN),
        View::Int(number) => {
            check.floor(Exactness::Strict);
            // Python raises where the integer is past the largest float.
            let number = number.as_f64();
            if number.is_finite() { Some(number) } else { check.fail(ErrorKind::FloatType, input) }
        }
        View::Bool(value) => {
            check.floor(Exactness::Lax);
            Some(value.into())
        }
        View::Str(text) => {
            check.floor(Exactness::Lax);
            of_text(&text).or_else(|| check.fail(ErrorKind::FloatParsing, input))
        }
        View::Host(host) => match parsable::<I>(&host, ErrorKind::FloatParsing) {
            Some(text) => {
                check.floor(Exactness::Lax);
                let number = text.and_then(|text| of_text(&text).ok_or(ErrorKind::FloatParsing));
                number.map_or_else(|kind| check.fail(kind, input), Some)
            }
            None => of_host(&host, input, check),
        },
        _ => check.fail(ErrorKind::FloatType, input),
    }
}

fn of_host<'a, I: Input<'a>>(host: &I::Host, input: &I, check: &mut Check<'a, '_, I>) -> Option<f64> {
    check.floor(Exactness::Strict);
    host.float().or_else(|| check.fail(ErrorKind::FloatType, input))
}

/// A float that needs no conversion, or an integer that one can hold.
pub(crate) fn strict_float<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<f64> {
    match input.view() {
        View::Float(_) | View::Int(_) | View::Null => float(input, check),
        View::Host(host) => of_host(&host, input, check),
        _ => check.fail(ErrorKind::FloatType, input),
    }
}

fn of_text(text: &str) -> Option<f64> {
    decimal::parse(text.trim()).or_else(|| decimal::parse(&without_underscores(text)?))
}
