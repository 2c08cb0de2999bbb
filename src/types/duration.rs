use std::borrow::Cow;

use chrono::{Datelike, TimeDelta};

use crate::check::{Check, Exactness, Validate};
use crate::error::ErrorKind;
use crate::input::{HostInput, Input, View};
use crate::shape::Shape;
use crate::types::DateTime;
use crate::value::{Value, ValueRef};

/// A span of time, as long as Python's can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
        let span = end - start;
        Self::new(span.num_seconds(), i64::from(span.subsec_nanos()) / 1000)
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

    /// The span in seconds.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        match self.seconds.checked_mul(MICROS) {
            Some(micros) => (micros + i64::from(self.micros)) as f64 / MICROS as f64,
            None => self.seconds as f64 + f64::from(self.micros) / MICROS as f64,
        }
    }
}

/// Python's spans are shorter.
const MOST_DAYS: f64 = 1e9;

impl<'a> Validate<'a> for Duration {
    const SHAPE: &'static Shape = &Shape::Duration;

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        check.floor(Exactness::Lax);
        let seconds = match input.view() {
            View::Int(number) => number.as_f64(),
            View::Float(number) => number,
            View::Host(host) => match host.duration() {
                Some(duration) => return Some(duration),
                None => return check.fail(ErrorKind::TimeDeltaType, input),
            },
            _ => return check.fail(ErrorKind::TimeDeltaType, input),
        };
        if seconds.is_nan() {
            check.fail_with(ErrorKind::TimeDeltaParsing, Cow::Borrowed("NaN values not permitted"), input)
        } else if seconds.abs() >= MOST_DAYS * 86_400.0 {
            let words = "durations may not exceed 999,999,999 days";
            check.fail_with(ErrorKind::TimeDeltaParsing, Cow::Borrowed(words), input)
        } else {
            Some(Self::new(seconds.trunc() as i64, (seconds.fract() * 1e6).round() as i64))
        }
    }
}

impl Value for Duration {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Duration(*self)
    }
}
