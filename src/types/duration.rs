use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;
use std::num::TryFromIntError;
use std::ops::Add;
use std::time;

use chrono::{Datelike, TimeDelta};

use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::input::{HostInput, HostText, Input, View};
use crate::types::date_time::NAN;
use crate::types::duration_text::{self, TOO_MANY_DAYS};
use crate::types::{DateTime, Int};

/// A span of time, as long as Python's can be.
///
/// ```
/// use std::time;
///
/// use prefect_taskrun::Duration;
///
/// let span = Duration::from(time::Duration::from_millis(1500));
/// assert_eq!((span.as_seconds(), span.to_string()), (1.5, "PT1.5S".into()));
/// assert_eq!(time::Duration::try_from(span), Ok(time::Duration::from_millis(1500)));
/// assert!(time::Duration::try_from(Duration::new(-1, 0)).is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Duration {
    seconds: i64,
    /// Less than a second, always forward.
    micros: u32,
}

const MICROS: i64 = 1_000_000;

impl Duration {
    /// So many seconds and microseconds.
    #[must_use]
    pub const fn new(seconds: i64, micros: i64) -> Self {
        Self { seconds: seconds.saturating_add(micros.div_euclid(MICROS)), micros: micros.rem_euclid(MICROS) as u32 }
    }

    /// So many microseconds.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self::new(0, micros)
    }

    /// The time from one instant to another.
    #[must_use]
    pub fn between(start: DateTime, end: DateTime) -> Self {
        Self::from_micros(end.timestamp_micros().saturating_sub(start.timestamp_micros()))
    }

    /// This span and another one.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self::new(self.seconds.saturating_add(other.seconds), self.micros as i64 + other.micros as i64)
    }

    /// The instant so long after another, if it is one that Python has.
    pub(crate) fn after(self, start: DateTime) -> Option<DateTime> {
        let span = TimeDelta::new(self.seconds, self.micros * 1000)?;
        let end = start.checked_add_signed(span)?;
        (1..=9999).contains(&end.year()).then_some(end)
    }

    /// The whole seconds in the span, and the microseconds to be added to them.
    #[must_use]
    pub const fn parts(self) -> (i64, u32) {
        (self.seconds, self.micros)
    }

    /// The span in seconds, as pydantic-core writes it: within the last second before 2**63 microseconds that wraps around.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        match self.seconds.checked_mul(MICROS) {
            Some(micros) => micros.wrapping_add(i64::from(self.micros)) as f64 / MICROS as f64,
            None => self.seconds as f64 + f64::from(self.micros) / MICROS as f64,
        }
    }
}

/// The whole microseconds in the span.
impl From<time::Duration> for Duration {
    fn from(span: time::Duration) -> Self {
        Self::new(span.as_secs().try_into().unwrap_or(i64::MAX), span.subsec_micros().into())
    }
}

/// A span that goes back is none.
impl TryFrom<Duration> for time::Duration {
    type Error = TryFromIntError;

    fn try_from(span: Duration) -> Result<Self, TryFromIntError> {
        Ok(Self::new(span.seconds.try_into()?, span.micros * 1000))
    }
}

/// The whole microseconds in the span.
impl From<TimeDelta> for Duration {
    fn from(span: TimeDelta) -> Self {
        Self::new(span.num_seconds(), i64::from(span.subsec_nanos()).div_euclid(1000))
    }
}

/// A span that chrono's cannot hold, a thousand times as long as any in a payload, becomes the longest that it can.
impl From<Duration> for TimeDelta {
    fn from(span: Duration) -> Self {
        let longest = if span.seconds < 0 { Self::MIN } else { Self::MAX };
        Self::new(span.seconds, span.micros * 1000).unwrap_or(longest)
    }
}

impl Add for Duration {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

impl Sum for Duration {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::default(), Self::plus)
    }
}

/// The span in the form of ISO 8601 that pydantic writes, `P1DT2H3M4.5S` say.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seconds, mut micros } = *self;
        let negative = seconds < 0;
        let mut seconds = seconds.unsigned_abs();
        if negative {
            f.write_str("-")?;
            if micros > 0 {
                seconds -= 1;
                micros = MICROS as u32 - micros;
            }
        }
        f.write_str("P")?;
        let (days, rest) = (seconds / 86_400, seconds % 86_400);
        write_parts(f, &[(days / 365, 'Y'), (days % 365, 'D')])?;
        if rest != 0 || micros != 0 {
            f.write_str("T")?;
            write_parts(f, &[(rest / 3600, 'H'), (rest % 3600 / 60, 'M')])?;
            match (rest % 60, micros) {
                (0, 0) => {}
                (seconds, 0) => write!(f, "{seconds}S")?,
                (seconds, micros) => write!(f, "{seconds}.{}S", format!("{micros:06}").trim_end_matches('0'))?,
            }
        } else if days == 0 {
            f.write_str("T0S")?;
        }
        Ok(())
    }
}

fn write_parts(f: &mut fmt::Formatter<'_>, parts: &[(u64, char)]) -> fmt::Result {
    parts.iter().filter(|(number, _)| *number != 0).try_for_each(|(number, unit)| write!(f, "{number}{unit}"))
}

/// Python's spans are no longer, forwards or back.
const MOST_SECONDS: i64 = 999_999_999 * 86_400;

/// Why a text or a number is no span.
type Problem = (ErrorKind, &'static str);

/// A span of time.
#[inline(never)]
pub(crate) fn duration<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Duration> {
    let parsed = match input.view() {
        View::Bool(value) => of_int(value.into()),
        View::Int(Int::Small(number)) => of_int(number),
        View::Int(number) => match number.as_f64() {
            number if number.is_finite() => of_float(number),
            _ => Err((ErrorKind::TimeDeltaType, "")),
        },
        View::Float(number) => of_float(number),
        View::Str(text) => of_text(text.as_bytes()),
        View::Host(host) => match host.duration() {
            Some(duration) => return Some(duration),
            None => of_host::<I>(&host),
        },
        _ => Err((ErrorKind::TimeDeltaType, "")),
    };
    check.floor(Exactness::Lax);
    parsed.map_or_else(|(kind, words)| check.fail_with(kind, Cow::Borrowed(words), input), Some)
}

fn of_host<'a, I: Input<'a>>(host: &I::Host) -> Result<Duration, Problem> {
    match (host.text(), host.bytes()) {
        (Some(HostText::Derived(text)), _) => return of_text(text.as_bytes()),
        (Some(HostText::Unreadable(_)), _) => return Err((ErrorKind::StringUnicode, "")),
        (None, Some(bytes)) => return of_text(&bytes),
        (None, None) => {}
    }
    match host.index() {
        Some(number) => of_int(number),
        None => host.float().ok_or((ErrorKind::TimeDeltaType, "")).and_then(of_float),
    }
}

fn of_text(text: &[u8]) -> Result<Duration, Problem> {
    let (seconds, micros) = duration_text::parse(text).map_err(|words| (ErrorKind::TimeDeltaParsing, words))?;
    in_range(seconds, micros)
}

fn of_int(seconds: i64) -> Result<Duration, Problem> {
    in_range(seconds, 0)
}

fn of_float(seconds: f64) -> Result<Duration, Problem> {
    if seconds.is_nan() {
        return Err((ErrorKind::TimeDeltaParsing, NAN));
    }
    in_range(seconds.trunc() as i64, (seconds.fract() * 1e6).round() as i64)
}

fn in_range(seconds: i64, micros: i64) -> Result<Duration, Problem> {
    let span = Duration::new(seconds, micros);
    if (-MOST_SECONDS..MOST_SECONDS + 86_400).contains(&span.seconds) {
        Ok(span)
    } else {
        Err((ErrorKind::TimeDeltaParsing, TOO_MANY_DAYS))
    }
}
