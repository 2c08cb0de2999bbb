//! The date grammar beside `speedate`'s, with which pydantic reads dates.

#![no_main]

use chrono::{Datelike, Timelike};
use libfuzzer_sys::fuzz_target;
use prefect_taskrun::{Context, TaskRunUpdate, format_date_time, parse_date_time};
use speedate::{Date, DateTime, DateTimeConfig, MicrosecondsPrecisionOverflowBehavior as Overflow, TimeConfig};

/// What pydantic makes of a text: a datetime, or else a date as its midnight.
fn theirs(text: &[u8]) -> Option<DateTime> {
    let time_config =
        TimeConfig { microseconds_precision_overflow_behavior: Overflow::Truncate, unix_timestamp_offset: Some(0) };
    let config = DateTimeConfig { time_config, ..DateTimeConfig::default() };
    let instant = DateTime::parse_bytes_with_config(text, &config).ok().or_else(|| {
        let date = Date::parse_bytes(text).ok()?;
        let midnight = DateTime::parse_str(&format!("{date}T00:00:00")).ok()?;
        Some(midnight)
    });
    instant.filter(|instant| instant.date.year > 0)
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
    // Durations have a grammar of their own.
    let body = format!(r#"{{"timeout_seconds": {}}}"#, prefect_taskrun::host::quote(text));
    let context = Context::new(chrono::DateTime::UNIX_EPOCH, 42);
    let constructor = prefect_taskrun::states::CONSTRUCTORS.iter().find(|each| each.name == "Paused").unwrap();
    let _ = constructor.from_json(body.as_bytes(), &context);
    let _ = TaskRunUpdate::from_json(body.as_bytes(), &context);
});
