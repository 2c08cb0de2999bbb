//! What models hold goes into Rust's own types and comes out of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::time;

use chrono::{DateTime, TimeDelta};
use prefect_taskrun::{
    Context, Duration, FlowRunResult, Headers, Int, Known, Label, Map, Model, Parameter, Response, RetryDelay, RunName,
    TaskInput, TaskRunCreate, TaskRunResult, respond,
};
use uuid::Uuid;

fn context() -> Context {
    Context::new(DateTime::UNIX_EPOCH, 7)
}

#[test]
fn integers_of_every_width_are_what_json_gives() {
    let numbers: [(Int<'_>, &str); 9] = [
        (i8::MIN.into(), "-128"),
        (u32::MAX.into(), "4294967295"),
        (i64::MIN.into(), "-9223372036854775808"),
        (i64::MAX.into(), "9223372036854775807"),
        ((i64::MAX as u64 + 1).into(), "9223372036854775808"),
        ((i64::MIN as i128 - 1).into(), "-9223372036854775809"),
        (i128::from(i64::MIN).into(), "-9223372036854775808"),
        (7_usize.into(), "7"),
        (u128::MAX.into(), "340282366920938463463374607431768211455"),
    ];
    for (number, text) in numbers {
        let body = format!(r#"{{"task_key": "a", "dynamic_key": "0", "labels": {{"n": {text}}}}}"#);
        let read = TaskRunCreate::from_json(body.as_bytes(), &context()).unwrap();
        assert_eq!(read.labels.unwrap().get("n"), Some(&Label::Int(number)), "{text}");
    }
}

#[test]
fn a_member_becomes_its_union() {
    let labels: [Label<'_>; 5] = [true.into(), 3.into(), 0.5.into(), "text".into(), String::from("text").into()];
    let text = || Label::Str(Cow::Borrowed("text"));
    assert_eq!(labels, [Label::Bool(true), Label::Int(Int::Small(3)), Label::Float(0.5), text(), text()]);
    assert_eq!(RetryDelay::from(10), RetryDelay::Int(Int::Small(10)));
    assert_eq!(RetryDelay::from(vec![0.5]), RetryDelay::Floats(vec![0.5]));
    assert_eq!(TaskInput::from(Parameter::new("p")), TaskInput::Parameter(Parameter::new("p")));
    let id = Uuid::max();
    assert_ne!(TaskInput::from(TaskRunResult::new(id)), TaskInput::from(FlowRunResult::new(id)));
}

#[test]
fn a_map_is_any_dictionary_by_text() {
    let owned: Map<'static, Label<'static>> =
        HashMap::from([(String::from("a"), 1)]).into_iter().map(|(key, number)| (key, number.into())).collect();
    let borrowed: Map<'_, Label<'_>> = BTreeMap::from([("a", 1.into())]).into_iter().collect();
    assert_eq!(owned, borrowed);
    let again: BTreeMap<String, Label<'_>> = owned.into_iter().map(|(key, label)| (key.into(), label)).collect();
    assert_eq!(again, BTreeMap::from([("a".into(), 1.into())]));
}

#[test]
fn a_key_that_comes_again_keeps_its_place() {
    let mut map = Map::from([("a", 1), ("b", 2), ("a", 3)]);
    map.extend([("c", 4), ("b", 5)]);
    assert_eq!(map.iter().collect::<Vec<_>>(), [("a", &3), ("b", &5), ("c", &4)]);
    *map.get_mut("b").unwrap() += 1;
    assert_eq!((map.remove("a"), map.remove("a"), map.get_mut("a")), (Some(3), None, None));
    assert_eq!(map, Map::from([("b", 6), ("c", 4)]));
}

#[test]
fn a_name_is_a_text() {
    let name = RunName::from(Cow::Borrowed("load"));
    assert_eq!(name, "load");
    assert_eq!(name, *"load");
    assert_eq!(name.as_ref(), "load");
    assert_eq!(Cow::from(name), "load");
}

#[test]
fn spans_of_time_are_those_of_rust_and_of_chrono() {
    let back = Duration::new(-2, 500_000);
    assert_eq!(TimeDelta::from(back), TimeDelta::milliseconds(-1500));
    assert_eq!(Duration::from(TimeDelta::milliseconds(-1500)), back);
    assert_eq!(Duration::from(TimeDelta::nanoseconds(-1)), Duration::from_micros(-1));
    assert!(time::Duration::try_from(back).is_err());
    assert_eq!(Duration::from(time::Duration::from_nanos(1_999)), Duration::from_micros(1));
    assert_eq!(Duration::from(time::Duration::MAX).parts().0, i64::MAX);
    assert_eq!(TimeDelta::from(Duration::new(i64::MAX, 0)), TimeDelta::MAX);
    assert_eq!(TimeDelta::from(Duration::new(i64::MIN, 0)), TimeDelta::MIN);
    assert_eq!([back, Duration::new(2, 0)].into_iter().sum::<Duration>(), back + Duration::new(2, 0));
    assert_eq!(back + Duration::new(2, 0), Duration::from_micros(500_000));
}

#[test]
fn an_error_is_a_line_and_an_answer() {
    for (body, lines) in [
        ("{", &["1: JSON decode error: Expecting property name enclosed in double quotes"][..]),
        ("", &["0: JSON decode error: Expecting value"]),
        ("null", &["Input should be a valid dictionary or object to extract fields from"]),
        (
            "{\"task_key\": 1, \"a.b\": 2}",
            &[
                "task_key: Input should be a valid string",
                "dynamic_key: Field required",
                "`a.b`: Extra inputs are not permitted",
            ],
        ),
    ] {
        let refused = TaskRunCreate::from_json(body.as_bytes(), &context()).unwrap_err();
        assert_eq!(refused.errors().map(|error| error.to_string()).collect::<Vec<_>>(), lines, "{body}");
        let answer = respond(body.as_bytes(), Headers::default(), &context(), &Known::default());
        assert_eq!(Response::from(&refused), answer, "{body}");
    }
}

/// What `unwrap` prints, and a `main` that returns an error.
#[test]
fn what_is_printed_for_programmers_can_be_read() {
    let context = context();
    let refused = TaskRunCreate::from_json(br#"{"task_key": 1}"#, &context).unwrap_err();
    let [one, other] =
        ["task_key: Input should be a valid string [string_type]", "dynamic_key: Field required [missing]"];
    assert_eq!(format!("{refused:?}"), format!("ValidationError of TaskRunCreate [{one}, {other}]"));
    let model = Model::from(Parameter::new("p"));
    assert_eq!(format!("{model:?}"), r#"Parameter { input_type: Str("parameter"), name: Str("p") }"#);
}
