//! Spans of time as texts, in the grammar of pydantic's `speedate` and its words.

use chrono::Timelike;

use super::date_time::{EXTRA, HOUR, TOO_SHORT, Words, time};

const NUMBER: Words = "invalid digit in duration";
const T_REPEATED: Words = "`t` character repeated in duration";
const FRACTION: Words = "quantity fraction invalid in duration";
const TIME_UNIT: Words = "quantity invalid in time part of duration";
const DATE_UNIT: Words = "quantity invalid in date part of duration";
const DAYS: Words = "\"day\" identifier in duration not correctly formatted";
const TOO_LARGE: Words = "a numeric value in the duration is too large";
const TOO_MANY_HOURS: Words = "durations may not exceed 999,999,999 hours";
pub(super) const TOO_MANY_DAYS: Words = "durations may not exceed 999,999,999 days";

/// A span as it is read, forwards.
#[derive(Clone, Copy, Default)]
struct Span {
    days: u32,
    seconds: u32,
    micros: u32,
}

/// The seconds and the microseconds of a text: `P1DT2H`, `3 days, 01:02:03.4` or `01:02`, after a sign or none.
pub(super) fn parse(text: &[u8]) -> Result<(i64, i64), Words> {
    let (sign, text) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] | rest => (1, rest),
    };
    let span = match text {
        [] => return Err(TOO_SHORT),
        [b'P', rest @ ..] => iso(rest)?,
        _ if text.len() < 5 || text.iter().any(|byte| matches!(byte, b'd' | b'D')) => days_and_time(text)?,
        _ => clock(text)?,
    };
    let seconds = span.seconds.checked_add(span.micros / 1_000_000).ok_or(TOO_LARGE)?;
    let days = span.days.checked_add(seconds / 86_400).ok_or(TOO_LARGE)?;
    let seconds = i64::from(days) * 86_400 + i64::from(seconds % 86_400);
    Ok((sign * seconds, sign * i64::from(span.micros % 1_000_000)))
}

fn iso(mut text: &[u8]) -> Result<Span, Words> {
    let length = text.len();
    let mut span = Span::default();
    let (mut in_time, mut had_fraction) = (false, false);
    while let Some(first) = text.first() {
        if *first == b'T' {
            if std::mem::replace(&mut in_time, true) {
                return Err(T_REPEATED);
            }
            text = text.get(1..).unwrap_or_default();
            continue;
        }
        let (value, rest) = number(text)?;
        let (fraction, rest) = fraction(rest);
        if had_fraction {
            return Err(FRACTION);
        }
        had_fraction = fraction.is_some();
        let (unit, rest) = rest.split_first().map_or((0, rest), |(unit, rest)| (*unit, rest));
        if in_time {
            span.add_time(value, fraction, unit)?;
        } else {
            span.add_date(value, fraction, unit)?;
        }
        text = rest;
    }
    // A single letter is no quantity.
    if length < 2 { Err(TOO_SHORT) } else { Ok(span) }
}

impl Span {
    fn add_time(&mut self, value: u32, fraction: Option<f64>, unit: u8) -> Result<(), Words> {
        let seconds = match unit {
            b'H' => 3600,
            b'M' => 60,
            b'S' => 1,
            _ => return Err(TIME_UNIT),
        };
        self.add_seconds(value.checked_mul(seconds).ok_or(TOO_LARGE)?)?;
        fraction.map_or(Ok(()), |fraction| self.add_part(fraction * f64::from(seconds)))
    }

    fn add_date(&mut self, value: u32, fraction: Option<f64>, unit: u8) -> Result<(), Words> {
        let days = match unit {
            b'Y' => 365,
            b'M' => 30,
            b'W' => 7,
            b'D' => 1,
            _ => return Err(DATE_UNIT),
        };
        self.add_days(value.checked_mul(days).ok_or(TOO_LARGE)?)?;
        let Some(fraction) = fraction else { return Ok(()) };
        let part = fraction * f64::from(days);
        self.add_days(part.trunc() as u32)?;
        self.add_part((part - part.trunc()) * 86_400.0)
    }

    fn add_days(&mut self, days: u32) -> Result<(), Words> {
        self.days = self.days.checked_add(days).ok_or(TOO_LARGE)?;
        Ok(())
    }

    fn add_seconds(&mut self, seconds: u32) -> Result<(), Words> {
        self.seconds = self.seconds.checked_add(seconds).ok_or(TOO_LARGE)?;
        Ok(())
    }

    /// Adds seconds that are no whole number.
    fn add_part(&mut self, seconds: f64) -> Result<(), Words> {
        self.add_seconds(seconds.trunc() as u32)?;
        let micros = ((seconds - seconds.trunc()) * 1e6).round() as u32;
        self.micros = self.micros.checked_add(micros).ok_or(TOO_LARGE)?;
        Ok(())
    }
}

fn days_and_time(text: &[u8]) -> Result<Span, Words> {
    let (days, rest) = number(text)?;
    let ([b' ', b'd' | b'D', rest @ ..] | [b'd' | b'D', rest @ ..]) = rest else {
        return Err(DAYS);
    };
    let rest = match rest {
        [b'a', b'y', b's', rest @ ..] | [b'A', b'Y', b'S', rest @ ..] => rest,
        [b'a', b'y', rest @ ..] | [b'A', b'Y', rest @ ..] => rest,
        [b'a' | b'A', ..] => return Err(DAYS),
        rest => rest,
    };
    let rest = match rest {
        [b',', b' ', rest @ ..] => rest,
        [b',' | b' ', rest @ ..] => rest,
        rest => rest,
    };
    let time = if rest.is_empty() { Span::default() } else { clock(rest)? };
    if time.days > 0 { Err(TOO_MANY_HOURS) } else { Ok(Span { days, ..time }) }
}

const MOST_HOURS: i64 = 24 * 100_000_000;

/// How long minutes, seconds and their fraction may be; what follows is cut off.
const MOST_AFTER_HOURS: usize = "00:00.000000".len();

/// Hours, minutes and perhaps seconds.
fn clock(text: &[u8]) -> Result<Span, Words> {
    if text.len() < 5 {
        return Err(TOO_SHORT);
    }
    let colon = text.iter().position(|byte| *byte == b':').ok_or(HOUR)?;
    let (digits, rest) = text.split_at_checked(colon).ok_or(HOUR)?;
    if digits.len() > 10 {
        return Err(TOO_MANY_HOURS);
    }
    let mut hours = 0;
    for digit in digits {
        hours = hours * 10 + digit.checked_sub(b'0').filter(|digit| *digit < 10).map(i64::from).ok_or(HOUR)?;
    }
    if hours > MOST_HOURS {
        return Err(TOO_MANY_HOURS);
    }
    // The rest is read as a time of day just after midnight.
    let rest = rest.get(1..).unwrap_or_default();
    let rest = rest.get(..MOST_AFTER_HOURS).unwrap_or(rest);
    let mut text = b"00:".to_vec();
    text.extend_from_slice(rest);
    let (time, end) = time(&text, 0)?;
    if text.len() > end {
        return Err(EXTRA);
    }
    Ok(Span {
        days: (hours / 24) as u32,
        seconds: time.num_seconds_from_midnight() + (hours % 24) as u32 * 3600,
        micros: time.nanosecond() / 1000,
    })
}

/// The number at the beginning of a text, and what follows.
fn number(text: &[u8]) -> Result<(u32, &[u8]), Words> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at_checked(length).filter(|_| length > 0).ok_or(NUMBER)?;
    let mut value: u32 = 0;
    for digit in digits {
        value = value.checked_mul(10).and_then(|value| value.checked_add(u32::from(digit - b'0'))).ok_or(TOO_LARGE)?;
    }
    Ok((value, rest))
}

/// The fraction at the beginning of a text, if there is one, and what follows.
fn fraction(text: &[u8]) -> (Option<f64>, &[u8]) {
    let [b'.' | b',', rest @ ..] = text else { return (None, text) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    let (mut decimal, mut denominator) = (0.0, 1.0);
    for digit in digits {
        decimal = decimal * 10.0 + f64::from(digit - b'0');
        denominator *= 10.0;
    }
    (Some(decimal / denominator), rest)
}
