//! A payload's way through the core: in as JSON, out as a model, a task run or errors.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use chrono::{DateTime, Utc};
use prefect_taskrun::{
    Context, ErrorKind, Headers, Known, Label, Loc, RetryDelay, StateType, TaskInput, TaskRunCreate, ValidationError,
    create_task_run, respond,
};

const EXAMPLE: &[u8] = include_bytes!("../examples/task_run.json");
const BAD_EXAMPLE: &[u8] = include_bytes!("../examples/bad_task_run.json");

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 123_456_000).unwrap()
}

fn context() -> Context {
    Context::new(now(), 42)
}

fn valid(body: &str) -> TaskRunCreate<'_> {
    TaskRunCreate::from_json(body.as_bytes(), &context()).unwrap()
}

fn refused(body: &str) -> ValidationError {
    TaskRunCreate::from_json(body.as_bytes(), &context()).unwrap_err()
}

/// A payload with the two required fields and those given.
fn with(fields: &str) -> String {
    format!(r#"{{"task_key": "load", "dynamic_key": "0", {fields}}}"#)
}

/// Each error's code and way, the way's steps joined by dots.
fn summary(error: &ValidationError) -> Vec<(&'static str, String)> {
    error.errors().map(|line| (line.code(), line.path())).collect()
}

#[test]
fn the_api_example_is_created_as_the_api_answers() {
    let create = TaskRunCreate::from_json(EXAMPLE, &context()).unwrap();
    let details = create.state.as_ref().unwrap().state_details.clone();
    let run = create_task_run(create, &context(), &Known::default());
    assert_eq!(run.id.to_string(), "3c90c3cc-0d44-4b50-8888-8dd25736052a");
    assert_eq!(run.state_type, Some(StateType::Scheduled));
    assert_eq!(run.expected_start_time, details.scheduled_time);
    assert_eq!(run.next_scheduled_start_time, details.scheduled_time);
    assert_eq!((run.start_time, run.end_time), (None, None));
    let state = run.state.unwrap();
    assert_eq!(run.state_id, Some(state.id));
    assert_eq!(state.state_details.task_run_id, Some(run.id));
    assert_eq!(state.state_details.flow_run_id, run.flow_run_id);
    assert_eq!(state.timestamp, now());
    let labels = run.labels.unwrap();
    let keys: Vec<_> = labels.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["prefect.flow-run.id", "key", "key2"]);
}

#[test]
fn absent_fields_are_filled_in() {
    let create = valid(r#"{"task_key": "load", "dynamic_key": "0"}"#);
    assert_eq!(create.fields_set().len(), 2);
    let (adjective, animal) = create.name.split_once('-').unwrap();
    assert!(!adjective.is_empty() && !animal.is_empty());
    assert!(create.labels.as_ref().unwrap().is_empty());
    let run = create_task_run(create, &context(), &Known::default());
    assert_eq!(run.id.get_version_num(), 4);
    assert_eq!(run.state_id.unwrap().get_version_num(), 7);
    assert_eq!(run.state_type, Some(StateType::Pending));
    assert_eq!(run.state_name.as_deref(), Some("Pending"));
    assert_eq!(run.created, Some(now().fixed_offset()));
}

#[test]
fn a_state_decides_the_run_s_times() {
    let run_in = |kind: &str| {
        let body = with(&format!(r#""state": {{"type": "{kind}"}}"#));
        create_task_run(valid(&body).into_owned(), &context(), &Known::default())
    };
    let instant = Some(now().fixed_offset());
    for kind in StateType::ALL {
        let run = run_in(kind.as_str());
        let running = *kind == StateType::Running;
        assert_eq!(run.start_time, if running || kind.is_terminal() { instant } else { None }, "{kind:?}");
        assert_eq!(run.end_time, if kind.is_terminal() { instant } else { None }, "{kind:?}");
        assert_eq!(run.run_count.as_i64(), Some(running.into()), "{kind:?}");
        assert_eq!(run.expected_start_time, instant, "{kind:?}");
        assert_eq!(run.state_name.as_deref(), Some(kind.default_name()));
        let scheduled = *kind == StateType::Scheduled;
        assert_eq!(run.next_scheduled_start_time, if scheduled { instant } else { None }, "{kind:?}");
    }
}

#[test]
fn unions_take_the_member_that_fits_best() {
    let delay = |json: &str| valid(&with(&format!(r#""empirical_policy": {{"retry_delay": {json}}}"#))).into_owned();
    assert!(matches!(delay("5").empirical_policy.retry_delay, Some(RetryDelay::Int(_))));
    assert!(matches!(delay("5.0").empirical_policy.retry_delay, Some(RetryDelay::Float(_))));
    assert!(matches!(delay("[1, 2]").empirical_policy.retry_delay, Some(RetryDelay::Ints(_))));
    assert!(matches!(delay("[1, 2.5]").empirical_policy.retry_delay, Some(RetryDelay::Floats(_))));
    let body = with(r#""labels": {"a": true, "b": 1, "c": 1.0, "d": "x"}"#);
    let labels = valid(&body).labels.unwrap();
    assert!(matches!(labels.get("a"), Some(Label::Bool(true))));
    assert!(matches!(labels.get("b"), Some(Label::Int(_))));
    assert!(matches!(labels.get("c"), Some(Label::Float(_))));
    assert!(matches!(labels.get("d"), Some(Label::Str(_))));
    let id = uuid::Uuid::max();
    let body = with(&format!(
        r#""task_inputs": {{"x": [{{"type": "int"}}, {{"name": "n", "type": "t"}}, {{"id": "{id}"}},
            {{"id": "{id}", "name": "n"}}, {{"id": "{id}", "type": "t"}}, {{"id": "{id}", "name": 5}}]}}"#
    ));
    let inputs = valid(&body).task_inputs;
    let inputs = inputs.get("x").unwrap();
    assert!(matches!(inputs[0], TaskInput::Constant(_)));
    assert!(matches!(inputs[1], TaskInput::Parameter(_)));
    // An id was converted from a text, a name was not.
    assert!(matches!(inputs[2], TaskInput::TaskRun(_)));
    assert!(matches!(inputs[3], TaskInput::Parameter(_)));
    assert!(matches!(inputs[4], TaskInput::Constant(_)));
    assert!(matches!(inputs[5], TaskInput::TaskRun(_)));
}

#[test]
fn older_policy_fields_fill_the_newer() {
    let body = with(r#""empirical_policy": {"max_retries": 3, "retry_delay_seconds": 2.5}"#);
    let policy = valid(&body).empirical_policy;
    assert_eq!(policy.retries.and_then(|retries| retries.as_i64()), Some(3));
    assert_eq!(policy.retry_delay, Some(RetryDelay::Float(2.5)));
}

#[test]
fn every_error_is_listed_in_pydantic_s_order() {
    let error = TaskRunCreate::from_json(BAD_EXAMPLE, &context()).unwrap_err();
    let expected = [
        ("uuid_parsing", "id"),
        ("enum", "state.type"),
        ("datetime_from_date_parsing", "state.state_details.scheduled_time"),
        ("string_type", "task_key"),
        ("missing", "dynamic_key"),
        ("datetime_from_date_parsing", "cache_expiration"),
        ("int_parsing", "empirical_policy.max_retries"),
        ("int_parsing", "empirical_policy.retries"),
        ("bool_type", "labels.team.bool"),
        ("int_type", "labels.team.int"),
        ("float_type", "labels.team.float"),
        ("string_type", "labels.team.str"),
        ("extra_forbidden", "flavour"),
    ];
    assert_eq!(summary(&error), expected.map(|(code, path)| (code, path.to_owned())));
}

/// As pydantic begins to print them.
#[test]
fn errors_are_counted_in_words() {
    for (body, words) in [
        (r#"{"task_key": "a"}"#, "1 validation error for TaskRunCreate\n"),
        ("{}", "2 validation errors for TaskRunCreate\n"),
    ] {
        assert!(refused(body).to_string().starts_with(words), "{body}");
    }
}

#[test]
fn an_error_says_where_its_value_stands() {
    let body = "{\n  \"täsk\": 1,\n  \"task_key\": \"é\", \"dynamic_key\": 2}";
    let error = refused(body);
    let spans: Vec<_> = error
        .errors()
        .map(|line| {
            let span = line.span();
            (&body[span.start..span.end], span.line, span.column)
        })
        .collect();
    assert_eq!(spans, [("2", 3, 35), ("\"täsk\"", 2, 3)]);
    assert_eq!(error.spans(), error.errors().map(prefect_taskrun::ErrorLine::span).collect::<Vec<_>>());
}

#[test]
fn a_span_is_of_the_value_that_counts() {
    // The value, the last of repeated keys, the object that lacks a field, the byte that is not JSON.
    for (body, marked) in [
        (r#"{"task_key": "a", "dynamic_key": 1, "dynamic_key": [2]}"#, "[2]"),
        (r#"{"task_key": "a", "dynamic_key": "b", "state": {"name": "é"}}"#, r#"{"name": "é"}"#),
        (r#"{"task_key": "a", "dynamic_key": "b", "tags": ["é", ["x"]]}"#, r#"["x"]"#),
        (r#"{"task_key": "a", "dynamic_key": "b", "state": {"type": "PENDING", "no": {}}}"#, r#""no""#),
        ("{\"task_key\": \"é\" 1}", ""),
    ] {
        let error = refused(body);
        let span = error.errors().next().unwrap().span();
        assert_eq!(&body[span.start..span.end], marked, "{body}");
        assert_eq!(span.column - 1, body[..span.start].chars().count(), "{body}");
    }
    let marked = "\u{feff}{}";
    assert_eq!(refused(marked).spans()[0].start, "\u{feff}".len());
}

#[test]
fn what_is_not_json_is_refused_in_python_s_words() {
    for (body, character, words) in [
        ("", 0, "Expecting value"),
        ("{é", 1, "Expecting property name enclosed in double quotes"),
        ("{\"é\" 1}", 5, "Expecting ':' delimiter"),
        ("[1 2]", 3, "Expecting ',' delimiter"),
        ("[1,]", 2, "Illegal trailing comma before end of array"),
        ("{\"a\":1,}", 6, "Illegal trailing comma before end of object"),
        ("\"abc", 0, "Unterminated string starting at"),
        ("\"\u{1}\"", 1, "Invalid control character at"),
        ("{\"a\":\"\\x\"}", 6, "Invalid \\escape"),
        ("[\"\\u12\"]", 3, "Invalid \\uXXXX escape"),
        ("1 2", 2, "Extra data"),
    ] {
        let error = refused(body);
        let line = error.errors().next().unwrap();
        assert_eq!(line.kind(), ErrorKind::JsonInvalid);
        assert_eq!(line.context(), Some(("error", words)), "{body}");
        assert_eq!(line.loc(), [Loc::Index(character)], "{body}");
        let text = format!("\n{character}\n  JSON decode error: {words} [type=json_invalid]");
        assert!(error.to_string().ends_with(&text), "{error}");
    }
}

#[test]
fn depth_and_size_end_in_an_answer() {
    let deep =
        with(&format!("\"state\": {{\"type\": \"PENDING\", \"data\": {}1{}}}", "[".repeat(9000), "]".repeat(9000)));
    let run = create_task_run(valid(&deep), &context(), &Known::default());
    assert!(run.to_json().contains(&"[".repeat(9000)));
    let deeper = "[".repeat(100_000);
    assert_eq!(respond(deeper.as_bytes(), Headers::default(), &context(), &Known::default()).status, 400);
    let many = with(&format!("\"tags\": [{}0]", "0,".repeat(100_000)));
    assert_eq!(refused(&many).error_count(), 100_001);
}

/// Source of the number: COMPATIBILITY.md.
#[test]
fn what_is_closed_is_no_level() {
    let status = |body: &str| respond(body.as_bytes(), Headers::default(), &context(), &Known::default()).status;
    let nested = |levels: usize| ["[".repeat(levels), "]".repeat(levels)].concat();
    assert_eq!((status(&nested(9_994)), status(&nested(9_995))), (422, 400));
    let many =
        with(&format!(r#""state": {{"type": "PENDING", "data": [{}{{}}]}}"#, "[],[1],{\"a\":[]},".repeat(10_000)));
    assert_eq!(status(&many), 201);
}

#[test]
fn only_an_integer_can_have_too_many_digits() {
    let zeros = "0".repeat(5000);
    for (number, value) in [
        (format!("1{zeros}.5"), f64::INFINITY),
        (format!("1.{zeros}"), 1.0),
        (format!("0.{zeros}1"), 0.0),
        (format!("1{zeros}e-5000"), 1.0),
    ] {
        let body = with(&format!(r#""empirical_policy": {{"retry_jitter_factor": {number}}}"#));
        assert_eq!(valid(&body).empirical_policy.retry_jitter_factor, Some(value));
    }
}

#[test]
fn half_a_surrogate_pair_is_refused() {
    for (body, from_there) in [
        (r#""\ud83d\ude00""#, None),
        (r#"["\ud83d\ude00"]"#, None),
        (r#""\uDBFF\uDFFF!""#, None),
        (r#""\ud7ff\ue000""#, None),
        (r#""\ud83d""#, Some(r#"ud83d""#)),
        (r#""\ude00""#, Some(r#"ude00""#)),
        (r#""\ude00\ud83d""#, Some(r#"ude00\ud83d""#)),
        (r#""\ud83d\u0041""#, Some(r#"ud83d\u0041""#)),
        (r#""\ud83d\ud83d\ude00""#, Some(r#"ud83d\ud83d\ude00""#)),
        (r#""\ud83d\ude00\udc00""#, Some(r#"udc00""#)),
        (r#""\ud83dx\ude00""#, Some(r#"ud83dx\ude00""#)),
    ] {
        let error = refused(body);
        let line = error.errors().next().unwrap();
        let kind = if from_there.is_some() { ErrorKind::JsonInvalid } else { ErrorKind::ModelAttributesType };
        assert_eq!(line.kind(), kind, "{body}");
        if let Some(from_there) = from_there {
            assert_eq!(line.context(), Some(("error", "Invalid \\uXXXX escape: a lone surrogate")), "{body}");
            // Where Python points in an escape that it cannot read.
            assert_eq!(&body[line.span().start..], from_there);
        }
    }
}

/// Fields are looked for where they are expected, by what tells them from other names there.
#[test]
fn no_other_name_passes_for_a_field() {
    for field in TaskRunCreate::INFO.fields {
        for place in 0..field.name.len() {
            let mut name = field.name.to_owned();
            name.replace_range(place..=place, "X");
            let error = refused(&with(&format!(r#""{name}": null"#)));
            assert_eq!(summary(&error), [("extra_forbidden", name.clone())]);
            let fields = TaskRunCreate::INFO.fields.iter().take_while(|other| other.name != field.name);
            let before: Vec<_> = fields.map(|field| format!("\"{}\": {{}}, ", field.name)).collect();
            let errors = summary(&refused(&format!(r#"{{{}"{name}": null}}"#, before.concat())));
            assert_eq!(errors.last(), Some(&("extra_forbidden", name)));
        }
    }
}

#[test]
fn the_same_context_gives_the_same_bytes() {
    let bodies: Vec<String> = serde_json::from_str(include_str!("bodies.json")).unwrap();
    for body in &bodies {
        assert_eq!(
            respond(body.as_bytes(), Headers::default(), &context(), &Known::default()),
            respond(body.as_bytes(), Headers::default(), &context(), &Known::default())
        );
    }
    let body = br#"{"task_key": "load", "dynamic_key": "0"}"#;
    assert_ne!(
        respond(body, Headers::default(), &context(), &Known::default()).body,
        respond(body, Headers::default(), &Context::new(now(), 43), &Known::default()).body
    );
}

#[test]
fn a_created_run_validates_as_a_task_run() {
    let run = create_task_run(TaskRunCreate::from_json(EXAMPLE, &context()).unwrap(), &context(), &Known::default());
    let json = run.to_json();
    assert_eq!(prefect_taskrun::TaskRun::from_json(json.as_bytes(), &context()).unwrap().to_json(), json);
}
