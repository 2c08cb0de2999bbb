//! Dates and times, in the grammar of pydantic's `speedate` and its words.

use std::borrow::Cow;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::float;
use crate::input::{HostInput, HostText, Input, View};
use crate::text::Ascii;
use crate::types::Int;

/// An instant in microseconds, with the offset from UTC that it was given with. It has to be in the years 1 to 9999 there, as
/// every one that was validated is: the year of any other is not told as it is.
pub type DateTime = chrono::DateTime<FixedOffset>;

/// Why a text or a number is no date.
pub(super) type Words = &'static str;

pub(super) const TOO_SHORT: Words = "input is too short";
pub(super) const EXTRA: Words = "unexpected extra characters at the end of the input";
const SEPARATOR: Words = "invalid datetime separator, expected `T`, `t`, `_` or space";
const DATE_SEPARATOR: Words = "invalid date separator, expected `-`";
const NOT_EXACT: Words = "Timestamp is not an exact date";
const YEAR: Words = "invalid character in year";
const MONTH: Words = "invalid character in month";
const DAY: Words = "invalid character in day";
const TIME_SEPARATOR: Words = "invalid time separator, expected `:`";
pub(super) const HOUR: Words = "invalid character in hour";
const MINUTE: Words = "invalid character in minute";
const SECOND: Words = "invalid character in second";
const ZONE_SIGN: Words = "invalid timezone sign";
const ZONE_HOUR: Words = "invalid timezone hour";
const ZONE_MINUTE: Words = "invalid timezone minute";
const ZONE_MINUTE_RANGE: Words = "timezone minute value is outside expected range of 0-59";
const ZONE_RANGE: Words = "timezone offset must be less than 24 hours";
const MONTH_RANGE: Words = "month value is outside expected range of 1-12";
const DAY_RANGE: Words = "day value is outside expected range";
const HOUR_RANGE: Words = "hour value is outside expected range of 0-23";
const MINUTE_RANGE: Words = "minute value is outside expected range of 0-59";
const SECOND_RANGE: Words = "second value is outside expected range of 0-59";
const FRACTION_MISSING: Words = "second fraction digits missing after `.`";
const TOO_EARLY: Words = "dates before 0000 are not supported as unix timestamps";
const TOO_LATE: Words = "dates after 9999 are not supported as unix timestamps";
const YEAR_ZERO: Words = "year 0 is out of range";
pub(super) const NAN: Words = "NaN values not permitted";

/// The first second of the year 0 and the last of the year 9999.
const UNIX_RANGE: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// Beyond it a number counts milliseconds.
const MOST_SECONDS: u64 = 20_000_000_000;

/// An instant.
#[inline(never)]
pub(crate) fn date_time<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<DateTime> {
    let parsed = match input.view() {
        View::Str(text) => of_text(text.as_bytes()),
        View::Int(Int::Small(number)) => of_unix(number).map_err(parsing),
        View::Int(number) => match number.as_f64() {
            number if number.is_finite() => of_unix_float(number).map_err(parsing),
            _ => Err((ErrorKind::DatetimeType, "")),
        },
        View::Float(number) => of_unix_float(number).map_err(parsing),
        View::Host(host) => match host.date_time() {
            Some(Ok(instant)) => return Some(instant),
            Some(Err(complaint)) => return check.complain(complaint, input),
            None => of_host::<I>(&host),
        },
        _ => Err((ErrorKind::DatetimeType, "")),
    };
    check.floor(Exactness::Lax);
    parsed.map_or_else(|(kind, words)| check.fail_with(kind, Cow::Borrowed(words), input), Some)
}

/// Reads a datetime as a payload's text gives it, if it is one.
///
/// ```
/// use prefect_taskrun::parse_date_time;
///
/// assert_eq!(parse_date_time("2023-11-07T05:31:56Z").map(|instant| instant.timestamp()), Some(1_699_335_116));
/// assert_eq!(parse_date_time("tomorrow"), None);
/// ```
#[must_use]
pub fn parse_date_time(text: &str) -> Option<DateTime> {
    of_text(text.as_bytes()).ok()
}

fn parsing(words: Words) -> (ErrorKind, Words) {
    (ErrorKind::DatetimeParsing, words)
}

fn of_host<'a, I: Input<'a>>(host: &I::Host) -> Result<DateTime, (ErrorKind, Words)> {
    match host.text() {
        Some(HostText::Derived(text)) => return of_text(text.as_bytes()),
        Some(HostText::Unreadable(_)) => return Err((ErrorKind::StringUnicode, "")),
        None => {}
    }
    if let Some(bytes) = host.bytes() {
        return of_text(&bytes);
    }
    if let Some(number) = host.index() {
        return of_unix(number).map_err(parsing);
    }
    if let Some(number) = host.float() {
        return of_unix_float(number).map_err(parsing);
    }
    host.date().ok_or((ErrorKind::DatetimeType, ""))
}

fn of_text(bytes: &[u8]) -> Result<DateTime, (ErrorKind, Words)> {
    let instant = rfc3339(bytes).or_else(|words| match unix_text(bytes) {
        Some(Unix::Whole(number)) => unix_whole(number),
        Some(Unix::Fraction(number)) => unix_fraction(number),
        None => Err(words),
    });
    match instant {
        Ok(instant) => in_range(instant).map_err(parsing),
        // A date alone is taken as its midnight, and a text that is no date either is told so.
        Err(_) => date_text(bytes)
            .map_err(|words| (ErrorKind::DatetimeFromDateParsing, words))
            .and_then(|date| in_range(date).map_err(parsing)),
    }
}

/// Python's datetimes begin with the year 1.
fn in_range(instant: DateTime) -> Result<DateTime, Words> {
    use chrono::Datelike;
    if instant.year() == 0 { Err(YEAR_ZERO) } else { Ok(instant) }
}

fn of_unix(number: i64) -> Result<DateTime, Words> {
    unix_whole(number).and_then(in_range)
}

/// The instant so many milliseconds after the beginning of 1970, if Python has a datetime for it.
pub(crate) fn of_unix_millis(millis: f64) -> Option<DateTime> {
    let millis = millis as i64;
    unix(millis.div_euclid(1000), millis.rem_euclid(1000) as u32 * 1000).and_then(in_range).ok()
}

fn unix_whole(number: i64) -> Result<DateTime, Words> {
    let size = number.checked_abs().ok_or(TOO_EARLY)?;
    if size.unsigned_abs() <= MOST_SECONDS {
        unix(number, 0)
    } else {
        unix(number.div_euclid(1000), number.rem_euclid(1000) as u32 * 1000)
    }
}

fn of_unix_float(number: f64) -> Result<DateTime, Words> {
    if number.is_nan() { Err(NAN) } else { unix_fraction(number).and_then(in_range) }
}

fn unix_fraction(number: f64) -> Result<DateTime, Words> {
    let fraction = number - number.floor();
    // A float past the integers is cut to the nearest of them.
    let whole = number.floor() as i64;
    let (second, micros) = if number.abs() > MOST_SECONDS as f64 {
        (whole.div_euclid(1000), whole.rem_euclid(1000) as u32 * 1000 + (fraction * 1e3).round() as u32)
    } else {
        (whole, (fraction * 1e6).round() as u32)
    };
    unix(second + i64::from(micros / 1_000_000), micros % 1_000_000)
}

fn unix(second: i64, micros: u32) -> Result<DateTime, Words> {
    if second < *UNIX_RANGE.start() {
        return Err(TOO_EARLY);
    }
    let instant = chrono::DateTime::from_timestamp(second, micros * 1000).ok_or(TOO_LATE)?;
    if second > *UNIX_RANGE.end() { Err(TOO_LATE) } else { Ok(instant.fixed_offset()) }
}

/// A unix time as a text gives it.
enum Unix {
    Whole(i64),
    Fraction(f64),
}

/// Digits that may follow a sign and may have a point; an exponent only after the point.
fn unix_text(bytes: &[u8]) -> Option<Unix> {
    let text = std::str::from_utf8(bytes).ok()?;
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned.bytes().find(|byte| !byte.is_ascii_digit()) {
        None => text.parse().ok().map(Unix::Whole),
        Some(b'.') => float::parse(text).map(Unix::Fraction),
        Some(_) => None,
    }
}

fn date_text(bytes: &[u8]) -> Result<DateTime, Words> {
    let alone = date(bytes).and_then(|date| if bytes.len() > 10 { Err(EXTRA) } else { Ok(date) });
    match (alone, unix_text(bytes)) {
        (Ok(date), _) => at_offset(date.and_time(NaiveTime::MIN), 0),
        (Err(_), Some(Unix::Whole(number))) => {
            let instant = unix_whole(number)?;
            if instant.time() == NaiveTime::MIN { Ok(instant) } else { Err(NOT_EXACT) }
        }
        (Err(words), _) => Err(words),
    }
}

/// Reads two digits at a place.
fn two(bytes: &[u8], at: usize, words: Words) -> Result<u32, Words> {
    let digit = |at: usize| match bytes.get(at) {
        Some(digit @ b'0'..=b'9') => Ok(u32::from(digit - b'0')),
        _ => Err(words),
    };
    Ok(digit(at)? * 10 + digit(at + 1)?)
}

fn date(bytes: &[u8]) -> Result<NaiveDate, Words> {
    if bytes.len() < 10 {
        return Err(TOO_SHORT);
    }
    let year = two(bytes, 0, YEAR)? * 100 + two(bytes, 2, YEAR)?;
    if bytes.get(4) != Some(&b'-') {
        return Err(DATE_SEPARATOR);
    }
    let month = two(bytes, 5, MONTH)?;
    if bytes.get(7) != Some(&b'-') {
        return Err(DATE_SEPARATOR);
    }
    let day = two(bytes, 8, DAY)?;
    if !(1..=12).contains(&month) {
        return Err(MONTH_RANGE);
    }
    NaiveDate::from_ymd_opt(year as i32, month, day).ok_or(DAY_RANGE)
}

fn rfc3339(bytes: &[u8]) -> Result<DateTime, Words> {
    let date = date(bytes)?;
    if !matches!(bytes.get(10), Some(b'T' | b't' | b' ' | b'_')) {
        return Err(SEPARATOR);
    }
    let (time, end) = time(bytes, 11)?;
    let offset = zone(bytes, end)?;
    at_offset(date.and_time(time), offset)
}

fn at_offset(local: NaiveDateTime, offset: i32) -> Result<DateTime, Words> {
    let zone = FixedOffset::east_opt(offset).ok_or(ZONE_RANGE)?;
    zone.from_local_datetime(&local).single().ok_or(ZONE_RANGE)
}

/// The time at a place, and where it ends.
pub(super) fn time(bytes: &[u8], at: usize) -> Result<(NaiveTime, usize), Words> {
    if bytes.len() < at + 5 {
        return Err(TOO_SHORT);
    }
    let hour = two(bytes, at, HOUR)?;
    if bytes.get(at + 2) != Some(&b':') {
        return Err(TIME_SEPARATOR);
    }
    let minute = two(bytes, at + 3, MINUTE)?;
    if hour > 23 {
        return Err(HOUR_RANGE);
    }
    if minute > 59 {
        return Err(MINUTE_RANGE);
    }
    let (mut second, mut micros, mut end) = (0, 0, at + 5);
    if bytes.get(end) == Some(&b':') {
        second = two(bytes, end + 1, SECOND)?;
        if second > 59 {
            return Err(SECOND_RANGE);
        }
        end += 3;
        if let Some(b'.' | b',') = bytes.get(end) {
            let digits = bytes.get(end + 1..).unwrap_or_default();
            let length = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
            if length == 0 {
                return Err(FRACTION_MISSING);
            }
            // Past microseconds digits are cut off.
            let first_six = digits.iter().take(length).copied().chain(std::iter::repeat(b'0')).take(6);
            micros = first_six.fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
            end += 1 + length;
        }
    }
    let time = NaiveTime::from_hms_micro_opt(hour, minute, second, micros).ok_or(SECOND_RANGE)?;
    Ok((time, end))
}

/// The offset from UTC at a place, in seconds; none is UTC. Nothing may follow.
fn zone(bytes: &[u8], at: usize) -> Result<i32, Words> {
    let rest = bytes.get(at..).unwrap_or_default();
    let (sign, digits) = match rest {
        [] | [b'Z' | b'z'] => return Ok(0),
        [b'Z' | b'z', ..] => return Err(EXTRA),
        [b'+', digits @ ..] => (1, digits),
        // ISO 8601 has the minus sign U+2212 too.
        [b'-', digits @ ..] | [0xe2, 0x88, 0x92, digits @ ..] => (-1, digits),
        _ => return Err(ZONE_SIGN),
    };
    let hours = two(digits, 0, ZONE_HOUR)?;
    let at = match digits.get(2) {
        Some(b':') => 3,
        Some(b'0'..=b'9') => 2,
        _ => return Err(ZONE_MINUTE),
    };
    let minutes = two(digits, at, ZONE_MINUTE)?;
    if minutes > 59 {
        return Err(ZONE_MINUTE_RANGE);
    }
    let seconds = (hours * 3600 + minutes * 60) as i32;
    if seconds >= 86_400 {
        return Err(ZONE_RANGE);
    }
    if digits.len() > at + 2 { Err(EXTRA) } else { Ok(sign * seconds) }
}

/// A datetime as pydantic writes it: `2023-11-07T05:31:56.000001+02:00`, `Z` for UTC.
#[must_use]
pub fn format_date_time(instant: &DateTime) -> String {
    let mut out = String::with_capacity("2023-11-07T05:31:56.000001+02:00".len());
    write_date_time(instant, &mut out);
    out
}

pub(crate) fn write_date_time(instant: &DateTime, out: &mut String) {
    use chrono::{Datelike, Timelike};
    let utc = instant.naive_utc();
    let local = utc.checked_add_offset(*instant.offset()).unwrap_or(utc);
    let micros = local.nanosecond() / 1000;
    let [century, year] = [local.year() as u32 / 100, local.year() as u32].map(last_two);
    let [month, day] = [local.month(), local.day()].map(last_two);
    let [hour, minute, second] = [local.hour(), local.minute(), local.second()].map(last_two);
    let [a, b, c] = [micros / 10_000, micros / 100, micros].map(last_two);
    let [dash, t, colon, point] = [b'-', b'T', b':', b'.'];
    let text = Ascii([
        century[0], century[1], year[0], year[1], dash, month[0], month[1], dash, day[0], day[1], t, hour[0], hour[1],
        colon, minute[0], minute[1], colon, second[0], second[1], point, a[0], a[1], b[0], b[1], c[0], c[1],
    ]);
    let length = if micros == 0 { "2023-11-07T05:31:56".len() } else { text.0.len() };
    out.push_str(text.as_str().get(..length).unwrap_or_default());
    let offset = instant.offset().local_minus_utc();
    if offset == 0 {
        out.push('Z');
    } else {
        let minutes = offset.unsigned_abs() / 60;
        let [hours, minutes] = [minutes / 60, minutes % 60].map(last_two);
        let sign = if offset < 0 { b'-' } else { b'+' };
        out.push_str(Ascii([sign, hours[0], hours[1], colon, minutes[0], minutes[1]]).as_str());
    }
}

/// A number's last two digits.
fn last_two(number: u32) -> [u8; 2] {
    [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]
}
