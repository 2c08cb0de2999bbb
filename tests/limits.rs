//! What lies at the ends of a type's range is answered, too: no public function overflows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::{DateTime, Utc};
use prefect_taskrun::host::{Sink, Writer};
use prefect_taskrun::{Context, Duration, StateCreate, TaskRun};

#[test]
fn a_span_at_the_end_of_pydantic_s_wraps_around_as_pydantic_s_does() {
    let context = Context::new(DateTime::UNIX_EPOCH, 0);
    let body = br#"{"task_key": "a", "dynamic_key": "b", "total_run_time": 9223372036854.9}"#;
    let run = TaskRun::from_json(body, &context).unwrap().to_json();
    assert!(run.contains(r#""total_run_time":-9223372036854.65,"#), "{run}");
}

#[test]
fn spans_of_any_length_are_told() {
    assert_eq!(Duration::new(i64::MIN, 0).to_string(), "-P292471208677Y195DT15H30M8S");
    assert_eq!(Duration::new(i64::MIN, 1).to_string(), "-P292471208677Y195DT15H30M7.999999S");
    let (first, last) = (DateTime::<Utc>::MIN_UTC.fixed_offset(), DateTime::<Utc>::MAX_UTC.fixed_offset());
    let longest = Duration::from_micros(i64::MAX);
    assert_eq!((Duration::between(first, last), longest.plus(longest).parts().0), (longest, 18_446_744_073_709));
    assert_eq!(Duration::between(last, first), Duration::from_micros(i64::MIN));
}

#[test]
fn a_field_that_no_model_has_was_not_given() {
    let context = Context::new(DateTime::UNIX_EPOCH, 0);
    let fields = StateCreate::from_json(br#"{"type": "PENDING"}"#, &context).unwrap().fields_set();
    let given = |index: usize| fields.contains(index);
    assert_eq!([0, 1, 4, 32, 64, usize::MAX].map(given), [true, true, false, false, false, false]);
}

#[test]
fn an_end_without_its_beginning_is_written() {
    let mut writer = Writer::new(Some(2));
    writer.end_list();
    assert_eq!(writer.finish(), "]");
}
