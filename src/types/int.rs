use std::borrow::Cow;
use std::fmt;

use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::float;
use crate::input::{HostInput, Input, Ratio, View};
use crate::limits::MOST_DIGITS;
use crate::text::joined;
use crate::types::text::parsable;

/// An integer of any size, as Python has them.
///
/// ```
/// use prefect_taskrun::Int;
///
/// assert_eq!(Int::from(3).to_string(), "3");
/// assert_eq!(Int::from(3).as_i64(), Some(3));
/// assert_eq!(Int::from(u64::MAX).to_string(), "18446744073709551615");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Int<'a> {
    /// One that fits 64 bits.
    Small(i64),
    /// The decimal digits of any other, after a minus sign if it is negative.
    Big(Cow<'a, str>),
}

impl<'a> Int<'a> {
    /// The value of a JSON integer.
    pub(crate) fn from_json(text: &'a str) -> Self {
        text.parse().map_or(Self::Big(Cow::Borrowed(text)), Self::Small)
    }

    /// The value of decimal digits that may follow a minus sign and have no needless zeros.
    fn from_digits(text: Cow<'_, str>) -> Self {
        text.parse().map_or_else(|_| Self::Big(Cow::Owned(text.into_owned())), Self::Small)
    }

    /// The value, if it fits 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Small(number) => Some(*number),
            Self::Big(_) => None,
        }
    }

    /// The nearest float; infinite if the integer is past the largest.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match self {
            Self::Small(number) => *number as f64,
            Self::Big(digits) => float::parse(digits).unwrap_or(f64::NAN),
        }
    }
}

impl Int<'_> {
    /// The same integer, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Int<'static> {
        match self {
            Self::Small(number) => Int::Small(number),
            Self::Big(digits) => Int::Big(Cow::Owned(digits.into_owned())),
        }
    }
}

/// Implements conversions from Rust's own integers.
macro_rules! of_integers {
    ($($target:ident, $number:ident: $($type:ty),+ => $value:expr;)+) => {
        $($(impl From<$type> for $target<'_> {
            fn from($number: $type) -> Self {
                $value
            }
        })+)+
    };
}
pub(crate) use of_integers;

of_integers! {
    Int, number: i64 => Self::Small(number);
    Int, number: i8, i16, i32, u8, u16, u32 => Self::Small(number.into());
    Int, number: isize, u64, usize, i128, u128 => {
        i64::try_from(number).map_or_else(|_| Self::Big(number.to_string().into()), Self::Small)
    };
}

impl fmt::Display for Int<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Small(number) => number.fmt(f),
            Self::Big(digits) => f.write_str(digits),
        }
    }
}

/// An integer.
#[inline(never)]
pub(crate) fn int<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Int<'a>> {
    let converted = match input.view() {
        View::Int(number) => return Some(number),
        View::Bool(value) => Ok(Int::Small(value.into())),
        View::Str(text) => of_text(&text),
        View::Float(number) => of_float(number),
        View::Host(host) => {
            if let Some(number) = host.int() {
                check.floor(Exactness::Strict);
                return Some(number);
            }
            of_host::<I>(&host)
        }
        _ => Err(ErrorKind::IntType),
    };
    check.floor(Exactness::Lax);
    converted.map_or_else(|kind| check.fail(kind, input), Some)
}

fn of_host<'a, I: Input<'a>>(host: &I::Host) -> Result<Int<'a>, ErrorKind> {
    if let Some(text) = parsable::<I>(host, ErrorKind::IntParsing) {
        return of_text(&text?);
    }
    if let Some(ratio) = host.ratio() {
        return match ratio {
            Ratio::Whole(number) => Ok(number),
            Ratio::Broken => Err(ErrorKind::IntFromFloat),
            Ratio::NotFinite => Err(ErrorKind::FiniteNumber),
        };
    }
    if let Some(number) = host.float() {
        return of_float(number);
    }
    match host.member().map(|member| member.view()) {
        Some(View::Int(number)) => Ok(number),
        Some(View::Bool(value)) => Ok(Int::Small(value.into())),
        Some(View::Host(value)) => value.int().ok_or(ErrorKind::IntType),
        _ => Err(ErrorKind::IntType),
    }
}

/// An integer that needs no conversion.
pub(crate) fn strict_int<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Int<'a>> {
    match input.view() {
        View::Int(number) => Some(number),
        View::Host(host) => {
            check.floor(Exactness::Strict);
            host.int().or_else(|| check.fail(ErrorKind::IntType, input))
        }
        _ => check.fail(ErrorKind::IntType, input),
    }
}

fn of_float<'a>(number: f64) -> Result<Int<'a>, ErrorKind> {
    match whole(number) {
        Some(number) => Ok(Int::Small(number)),
        None if !number.is_finite() => Err(ErrorKind::FiniteNumber),
        None if number % 1.0 != 0.0 => Err(ErrorKind::IntFromFloat),
        None => Err(ErrorKind::IntParsingSize),
    }
}

/// A float as an integer, where it is one that fits.
pub(crate) fn whole(number: f64) -> Option<i64> {
    let fits = number % 1.0 == 0.0 && (i64::MIN as f64) < number && number < (i64::MAX as f64);
    fits.then_some(number as i64)
}

/// The grammar of pydantic's `str_as_int`: a JSON integer, or one after spaces, a plus, zeros, underscores and a zero
/// fraction are taken off.
fn of_text<'a>(text: &str) -> Result<Int<'a>, ErrorKind> {
    match json_integer(text) {
        Ok(number) => Ok(number),
        Err(ErrorKind::IntParsingSize) => Err(ErrorKind::IntParsingSize),
        Err(_) => {
            let cleaned = clean(text).ok_or(ErrorKind::IntParsing)?;
            json_integer(&cleaned).map_err(|_| ErrorKind::IntParsing)
        }
    }
}

fn json_integer<'a>(text: &str) -> Result<Int<'a>, ErrorKind> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 || (digits.starts_with('0') && length > 1) {
        return Err(ErrorKind::IntParsing);
    }
    if length > MOST_DIGITS {
        return Err(ErrorKind::IntParsingSize);
    }
    if length < digits.len() {
        return Err(ErrorKind::IntParsing);
    }
    Ok(Int::from_digits(Cow::Borrowed(text)))
}

fn clean(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some(unsigned) = rest.strip_prefix('+') {
        if unsigned.starts_with('-') {
            return None;
        }
        rest = unsigned;
    }
    let mut sign = "";
    if let Some(unsigned) = rest.strip_prefix('-') {
        if unsigned.starts_with(['-', '+']) {
            return None;
        }
        sign = "-";
        rest = unsigned;
    }
    rest = without_leading_zeros(rest)?;
    if let Some((whole, fraction)) = rest.split_once('.')
        && !fraction.is_empty()
        && fraction.bytes().all(|digit| digit == b'0')
    {
        rest = whole;
    }
    match without_underscores(rest) {
        Some(plain) => Some(joined(&[sign, &plain])),
        None if rest.len() == text.len() => None,
        None => Some(joined(&[sign, rest])),
    }
}

/// Zeros and underscores in front are dropped, but for a zero that stands alone or before a point.
fn without_leading_zeros(text: &str) -> Option<&str> {
    let mut characters = text.char_indices();
    match characters.next()?.1 {
        '0' => {}
        '1'..='9' | '-' => return Some(text),
        _ => return None,
    }
    for (index, character) in characters {
        match character {
            '0' | '_' => {}
            '1'..='9' | '-' => return text.get(index..),
            '.' => return text.get(index - 1..),
            _ => return None,
        }
    }
    text.get(text.len() - 1..)
}

/// The text without its underscores, if it has any and all of them stand singly between others.
pub(crate) fn without_underscores(text: &str) -> Option<String> {
    let out_of_place =
        text.starts_with('_') || text.ends_with('_') || text.as_bytes().windows(2).any(|two| two == b"__");
    (text.contains('_') && !out_of_place).then(|| text.chars().filter(|&character| character != '_').collect())
}
