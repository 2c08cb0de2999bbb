//! Spans of time, as pydantic reads them from texts and numbers, and writes them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::DateTime;
use prefect_taskrun::{Context, Duration, TaskRun};

/// The span that a JSON value is, or what is wrong with it.
fn read(value: &str) -> Result<Duration, String> {
    let body = format!(r#"{{"task_key": "a", "dynamic_key": "b", "total_run_time": {value}}}"#);
    match TaskRun::from_json(body.as_bytes(), &Context::new(DateTime::UNIX_EPOCH, 0)) {
        Ok(run) => Ok(run.total_run_time),
        Err(error) => Err(error.errors().next().unwrap().message()),
    }
}

/// Each with the seconds and the microseconds of the `timedelta` that pydantic 2.14 makes of it.
#[test]
fn texts_are_spans() {
    for (text, seconds, micros) in [
        ("-P1Y2M3W4DT5H6M7.5S", -38_898_368, 500_000),
        ("P1Y", 31_536_000, 0),
        ("P1M", 2_592_000, 0),
        ("P1W", 604_800, 0),
        ("P1D", 86_400, 0),
        ("PT1H", 3600, 0),
        ("PT1M", 60, 0),
        ("PT0.5H", 1800, 0),
        ("PT1.5M", 90, 0),
        ("P1.5D", 129_600, 0),
        ("P1,5D", 129_600, 0),
        ("P0.5W", 302_400, 0),
        ("P0.25Y", 7_884_000, 0),
        ("PT1.0000015S", 1, 2),
        ("PT86399.9999999S", 86_400, 0),
        ("P1DT23H59M60S", 172_800, 0),
        ("P1DT", 86_400, 0),
        ("PT4294967295S", 4_294_967_295, 0),
        ("P999999999DT86399S", 86_399_999_999_999, 0),
        ("1d", 86_400, 0),
        ("1 d 00:00", 86_400, 0),
        ("3 days", 259_200, 0),
        ("3 DAYS", 259_200, 0),
        ("3 days, 01:02:03.4", 262_923, 400_000),
        ("3days,01:02", 262_920, 0),
        ("3day 01:02", 262_920, 0),
        ("-1 day, 01:00:00", -90_000, 0),
        ("1 day, 23:59", 172_740, 0),
        ("999999999 days", 86_399_999_913_600, 0),
        ("01:02", 3720, 0),
        ("-01:30", -5400, 0),
        ("001:02:03", 3723, 0),
        ("25:00:00", 90_000, 0),
        ("48:30", 174_600, 0),
        ("2400000000:00", 8_640_000_000_000, 0),
        ("01:02:03,5", 3723, 500_000),
        ("01:02:03.1234567", 3723, 123_456),
    ] {
        assert_eq!(read(&format!("\"{text}\"")).map(Duration::parts), Ok((seconds, micros)), "{text}");
    }
}

/// Each with pydantic's words.
#[test]
fn other_texts_are_none() {
    for (text, words) in [
        ("", "input is too short"),
        ("-", "input is too short"),
        ("P", "input is too short"),
        ("PT", "input is too short"),
        ("1 dayz", "input is too short"),
        ("1 day, 1:0", "input is too short"),
        ("PX", "invalid digit in duration"),
        ("P-1D", "invalid digit in duration"),
        ("p1D", "invalid digit in duration"),
        ("PTT", "`t` character repeated in duration"),
        ("P1.5DT1H", "quantity fraction invalid in duration"),
        ("P1", "quantity invalid in date part of duration"),
        ("P1H", "quantity invalid in date part of duration"),
        ("PT1", "quantity invalid in time part of duration"),
        ("PT1D", "quantity invalid in time part of duration"),
        ("PT4294967296S", "a numeric value in the duration is too large"),
        ("PT1193047H", "a numeric value in the duration is too large"),
        ("P4294967295D", "durations may not exceed 999,999,999 days"),
        ("P999999999DT86400S", "durations may not exceed 999,999,999 days"),
        ("1000000000 days", "durations may not exceed 999,999,999 days"),
        ("1 da", "\"day\" identifier in duration not correctly formatted"),
        ("1:02", "\"day\" identifier in duration not correctly formatted"),
        ("1234", "\"day\" identifier in duration not correctly formatted"),
        ("12345", "invalid character in hour"),
        ("1x:00", "invalid character in hour"),
        ("3 d  01:02", "invalid character in hour"),
        ("1 day, 24:00", "durations may not exceed 999,999,999 hours"),
        ("2400000001:00", "durations may not exceed 999,999,999 hours"),
        ("02400000000:00", "durations may not exceed 999,999,999 hours"),
        ("01:60:00", "minute value is outside expected range of 0-59"),
        ("01:02:60", "second value is outside expected range of 0-59"),
        ("01:02:03.", "second fraction digits missing after `.`"),
        ("01:02:03Z", "unexpected extra characters at the end of the input"),
    ] {
        let words = format!("Input should be a valid timedelta, {words}");
        assert_eq!(read(&format!("\"{text}\"")), Err(words), "{text}");
    }
}

#[test]
fn numbers_are_seconds() {
    for (number, seconds, micros) in [
        ("true", 1, 0),
        ("1.5", 1, 500_000),
        ("-1.5", -2, 500_000),
        ("0.0000015", 0, 2),
        ("86399999913601", 86_399_999_913_601, 0),
        ("-86399999913600", -86_399_999_913_600, 0),
    ] {
        assert_eq!(read(number).map(Duration::parts), Ok((seconds, micros)), "{number}");
    }
    let past_floats = format!("1{}", "0".repeat(400));
    for (number, words) in [
        ("-86400000000000", ", durations may not exceed 999,999,999 days"),
        ("10000000000000000000", ", durations may not exceed 999,999,999 days"),
        ("Infinity", ", durations may not exceed 999,999,999 days"),
        ("NaN", ", NaN values not permitted"),
        (&past_floats, ""),
        ("[]", ""),
    ] {
        assert_eq!(read(number), Err(format!("Input should be a valid timedelta{words}")), "{number}");
    }
}

/// Each with what pydantic writes of it, as ISO 8601 and as a number.
#[test]
fn spans_are_written() {
    for (text, written, seconds) in [
        ("P0D", "PT0S", 0.0),
        ("PT1M", "PT1M", 60.0),
        ("PT1H", "PT1H", 3600.0),
        ("P1D", "P1D", 86_400.0),
        ("P2Y", "P2Y", 63_072_000.0),
        ("P1Y1DT1H1M1S", "P1Y1DT1H1M1S", 31_626_061.0),
        ("-PT1S", "-PT1S", -1.0),
        ("-PT1.5S", "-PT1.5S", -1.5),
        ("PT0.000001S", "PT0.000001S", 1e-6),
        ("P200000000DT0.5S", "P547945Y75DT0.5S", 17_280_000_000_000.5),
        ("-P200000000DT0.25S", "-P547945Y75DT0.25S", -17_280_000_000_000.25),
    ] {
        let span = read(&format!("\"{text}\"")).unwrap();
        assert_eq!(
            (span.to_string().as_str(), span.as_seconds().to_bits()),
            (written, f64::to_bits(seconds)),
            "{text}"
        );
    }
}
