//! Which presents a context can have: those of the years 1 to 9999, which Python has datetimes for.

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
