//! The grammars of dates and spans of time beside `speedate`'s, with which pydantic reads both.

#![no_main]

use chrono::{Datelike, Timelike};
use fuzz::context;
use libfuzzer_sys::fuzz_target;
use prefect_taskrun::host::quote;
use prefect_taskrun::{Duration, TaskRun, format_date_time, parse_date_time};
use speedate::{Date, DateTime, DateTimeConfig, MicrosecondsPrecisionOverflowBehavior as Overflow, TimeConfig};

/// Python's spans are no longer, forwards or back.
const MOST_DAYS: i64 = 999_999_999;

fn time_config() -> TimeConfig {
    TimeConfig { microseconds_precision_overflow_behavior: Overflow::Truncate, unix_timestamp_offset: Some(0) }
}

/// What pydantic makes of a text: a datetime, or else a date as its midnight.
fn theirs(text: &[u8]) -> Option<DateTime> {
    let config = DateTimeConfig { time_config: time_config(), ..DateTimeConfig::default() };
    let instant = DateTime::parse_bytes_with_config(text, &config).ok().or_else(|| {
        let date = Date::parse_bytes(text).ok()?;
        let midnight = DateTime::parse_str(&format!("{date}T00:00:00")).ok()?;
        Some(midnight)
    });
    instant.filter(|instant| instant.date.year > 0)
}

/// The span that pydantic makes of a text.
fn their_span(text: &[u8]) -> Option<Duration> {
    let span = speedate::Duration::parse_bytes_with_config(text, &time_config()).ok()?;
    let span = Duration::new(span.signed_total_seconds(), span.signed_microseconds().into());
    (-MOST_DAYS..=MOST_DAYS).contains(&span.parts().0.div_euclid(86_400)).then_some(span)
}

fn our_span(text: &str) -> Option<Duration> {
    let body = format!(r#"{{"task_key": "a", "dynamic_key": "b", "total_run_time": {}}}"#, quote(text));
    TaskRun::from_json(body.as_bytes(), &context()).ok().map(|run| run.total_run_time)
}

type Parts = (i32, u32, u32, u32, u32, u32, u32, i32);

fuzz_target!(|text: &str| {
    let ours = parse_date_time(text);
    let parts = |instant: chrono::DateTime<chrono::FixedOffset>| -> Parts {
        let (local, offset) = (instant.naive_local(), instant.offset().local_minus_utc());
        let micros = local.nanosecond() / 1000;
        (local.year(), local.month(), local.day(), local.hour(), local.minute(), local.second(), micros, offset)
    };
    let their_parts = |DateTime { date, time }: DateTime| -> Parts {
        let (hour, minute, second) = (time.hour.into(), time.minute.into(), time.second.into());
        let offset = time.tz_offset.unwrap_or(0);
        (date.year.into(), date.month.into(), date.day.into(), hour, minute, second, time.microsecond, offset)
    };
    assert_eq!(ours.map(parts), theirs(text.as_bytes()).map(their_parts));
    // What is written reads again as the same instant.
    if let Some(instant) = ours {
        assert_eq!(parse_date_time(&format_date_time(&instant)), Some(instant));
    }
    assert_eq!(our_span(text), their_span(text.as_bytes()));
});
