use std::borrow::Cow;

use chrono::{Datelike, TimeDelta};

use crate::check::{Check, Exactness, Validate};
use crate::error::ErrorKind;
use crate::input::{Input, View};
use crate::shape::Shape;
use crate::types::DateTime;
use crate::value::{Value, ValueRef};

/// A span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    micros: i64,
}

impl Duration {
    /// So many microseconds.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self { micros }
    }

    /// The time from one instant to another.
    #[must_use]
    pub fn between(start: DateTime, end: DateTime) -> Self {
        Self { micros: (end - start).num_microseconds().unwrap_or(i64::MAX) }
    }

    /// This span and another one.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { micros: self.micros.saturating_add(other.micros) }
    }

    /// The instant so long after another, if it is one that Python has.
    pub(crate) fn after(self, start: DateTime) -> Option<DateTime> {
        let end = start.checked_add_signed(TimeDelta::microseconds(self.micros))?;
        (1..=9999).contains(&end.year()).then_some(end)
    }

    /// The span in microseconds.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.micros
    }

    /// The span in seconds.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        self.micros as f64 / 1e6
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
            _ => return check.fail(ErrorKind::TimeDeltaType, input),
        };
        if seconds.is_nan() {
            check.fail_with(ErrorKind::TimeDeltaParsing, Cow::Borrowed("NaN values not permitted"), input)
        } else if seconds.abs() >= MOST_DAYS * 86_400.0 {
            let words = "durations may not exceed 999,999,999 days";
            check.fail_with(ErrorKind::TimeDeltaParsing, Cow::Borrowed(words), input)
        } else {
            Some(Self { micros: (seconds * 1e6).round() as i64 })
        }
    }
}

impl Value for Duration {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Duration(self.as_seconds())
    }
}
