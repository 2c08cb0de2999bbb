//! Instants: those of the years 1 to 9999, which Python has datetimes for.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::{DateTime, Months, Utc};
use prefect_taskrun::{Context, Known, TaskRun, TaskRunCreate, create_task_run};

const FIRST: &str = "0001-01-01T00:00:00Z";
const LAST: &str = "9999-12-31T23:59:59.999999Z";

#[test]
fn a_present_in_no_year_of_python_s_is_the_nearest_that_is() {
    let last: DateTime<Utc> = LAST.parse().unwrap();
    let first: DateTime<Utc> = FIRST.parse().unwrap();
    for (now, kept) in [
        (DateTime::<Utc>::MAX_UTC, LAST),
        (last + Months::new(1), LAST),
        (last, LAST),
        (first, FIRST),
        (first - Months::new(1), FIRST),
        (DateTime::<Utc>::MIN_UTC, FIRST),
    ] {
        let context = Context::new(now, 0);
        let create = TaskRunCreate::from_json(br#"{"task_key": "a", "dynamic_key": "b"}"#, &context).unwrap();
        let run = create_task_run(create, &context, &Known::default()).to_json();
        assert!(run.contains(&format!(r#""created":"{kept}""#)), "{now}: {run}");
        assert_eq!(TaskRun::from_json(run.as_bytes(), &context).unwrap().to_json(), run);
    }
}

/// Each with what pydantic 2.14 makes of it: a number within 20,000,000,000 is one of seconds, and others of milliseconds.
#[test]
fn numbers_are_instants_to_the_nearest_microsecond() {
    for (number, instant) in [
        ("1.9999999", "1970-01-01T00:00:02Z"),
        ("-1.9999999", "1969-12-31T23:59:58Z"),
        ("0.9999996", "1970-01-01T00:00:01Z"),
        ("-0.0000004", "1970-01-01T00:00:00Z"),
        ("20000000000", "2603-10-11T11:33:20Z"),
        ("20000000000.0", "2603-10-11T11:33:20Z"),
        ("20000000000.5", "1970-08-20T11:33:20.000500Z"),
        ("20000000001", "1970-08-20T11:33:20.001000Z"),
        ("-20000000000.0", "1336-03-23T12:26:40Z"),
        ("-20000000000.5", "1969-05-14T12:26:39.999500Z"),
    ] {
        let body = format!(r#"{{"task_key": "a", "dynamic_key": "b", "start_time": {number}}}"#);
        let run = TaskRun::from_json(body.as_bytes(), &Context::new(DateTime::UNIX_EPOCH, 0)).unwrap().to_json();
        assert!(run.contains(&format!(r#""start_time":"{instant}""#)), "{number}: {run}");
    }
}
