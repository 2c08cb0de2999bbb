//! Which models are equal, as Prefect has it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::DateTime;
use prefect_taskrun::{Context, Known, RetryDelay, StateCreate, TaskRunCreate, TaskRunPolicy, create_task_run};

fn context() -> Context {
    Context::new(DateTime::UNIX_EPOCH, 0)
}

/// A state with these data.
fn state(data: &str) -> StateCreate<'static> {
    let body = format!(r#"{{"type": "COMPLETED", "data": {data}}}"#);
    StateCreate::from_json(body.as_bytes(), &context()).unwrap().into_owned()
}

fn create(labels: &str) -> TaskRunCreate<'static> {
    let body = format!(r#"{{"task_key": "a", "dynamic_key": "b", "name": "c", "labels": {labels}}}"#);
    TaskRunCreate::from_json(body.as_bytes(), &context()).unwrap().into_owned()
}

#[test]
fn data_are_equal_that_python_reads_as_equal() {
    for (one, other, equal) in [
        ("[1, 2]", "[1,2]", true),
        ("[1, 2]", "[2, 1]", false),
        ("[1, 2]", "[1]", false),
        (r#"{"a": 1, "b": [true]}"#, r#"{"b": [1.0], "a": 0, "a": 1}"#, true),
        (r#"{"a": 1}"#, r#"{"b": 1}"#, false),
        (r#"{"a": 1}"#, r#"{"a": 1, "b": 1}"#, false),
        (r#""\u0061""#, r#""a""#, true),
        (r#""1""#, "1", false),
        ("NaN", "NaN", false),
        ("18446744073709551616", "18446744073709551616.0", true),
        ("18446744073709551617", "18446744073709551616.0", false),
        ("18446744073709551616", "18446744073709551618.0", true),
        ("18446744073709551616", "18446744073709551616", true),
        ("18446744073709551616", "18446744073709551617", false),
        ("18446744073709551616", "Infinity", false),
        ("18446744073709551616", "1", false),
        ("9007199254740993", "9007199254740992.0", false),
        ("9223372036854775807", "9223372036854775808.0", false),
        ("1e400", "Infinity", true),
        ("1", "1.5", false),
        ("1.5", "2.5", false),
        ("true", "1", true),
        ("true", "false", false),
        (r#"{"a": {"b": 1}}"#, r#"{"a": {"b": 2}}"#, false),
        (r#"{"a": 1, "b": 2}"#, r#"{"a": 2, "b": 1}"#, false),
        ("null", "null", true),
        ("null", "0", false),
        ("{}", "[]", false),
    ] {
        assert_eq!(state(one) == state(other), equal, "{one} {other}");
        assert_eq!(state(other) == state(one), equal, "{other} {one}");
    }
    let deep = ["[".repeat(9000), "1".to_owned(), "]".repeat(9000)].concat();
    assert_eq!(state(&deep), state(&deep));
}

#[test]
fn labels_are_equal_in_any_order_and_across_types() {
    let labels = create(r#"{"a": 1, "b": true}"#);
    assert_eq!(labels, create(r#"{"b": true, "a": 1}"#));
    assert_eq!(labels, create(r#"{"a": 1.0, "b": 1}"#));
    assert_ne!(labels, create(r#"{"a": 2, "b": true}"#));
    assert_ne!(labels, create(r#"{"a": 1}"#));
    assert_ne!(labels, create(r#"{"a": 1, "c": true}"#));
    assert_ne!(create(r#"{"a": "x"}"#), create(r#"{"a": "y"}"#));
}

#[test]
fn tags_are_equal_in_their_order_alone() {
    let tagged = |tags: &[&str]| {
        let mut create = create("{}");
        create.tags = tags.iter().map(|tag| (*tag).to_owned().into()).collect();
        create
    };
    assert_eq!(tagged(&["a", "b"]), tagged(&["a", "b"]));
    for other in [&["a"][..], &["a", "b", "c"], &["b", "a"], &["a", "c"]] {
        assert_ne!(tagged(&["a", "b"]), tagged(other), "{other:?}");
    }
}

#[test]
fn copies_of_a_run_are_equal() {
    let run = create_task_run(create("{}"), &context(), &Known::default());
    let mut copy = run.clone();
    copy.id = uuid::Uuid::max();
    copy.created = None;
    assert_eq!(run, copy);
    copy.task_key = "other".into();
    assert_ne!(run, copy);
    // The id of the run itself has no part in it, but that of its state.
    let mut copy = run.clone();
    let state = copy.state.as_mut().unwrap();
    state.id = uuid::Uuid::max();
    assert_eq!(run.state.as_ref(), Some(&*state));
    assert_ne!(run, copy);
}

#[test]
fn a_copy_that_owns_its_parts_is_equal() {
    let mut policy = TaskRunPolicy::from_json(b"{}", &context()).unwrap();
    policy.retry_delay = Some(RetryDelay::Floats(vec![]));
    assert_eq!(policy, policy.clone().into_owned());
}

#[test]
fn results_are_equal_whose_errors_say_the_same() {
    let result = |body: &str| TaskRunCreate::from_json(body.as_bytes(), &context()).map(TaskRunCreate::into_owned);
    let refused = r#"{"task_key": 1, "dynamic_key": "b", "tags": ["c", 2]}"#;

    assert_eq!(result(refused), result(&refused.replace(' ', "\n")));
    assert_ne!(result(refused), result(&refused.replace('1', "2")));
    assert_ne!(result(refused), result(&refused.replace(r#""c", "#, "")));
    assert_ne!(result("1").unwrap_err(), StateCreate::from_json(b"1", &context()).unwrap_err());
}
