//! Bodies that nobody means well with are answered: no panic, no overflow of the stack, and a clear refusal.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use prefect_taskrun::{Context, Headers, Known, Response, StateCreate, TaskRunCreate, ValidationError, respond};

const M: &[u8] = include_bytes!("../benches/payloads/m.json");
const SMALL: &str = r#"{"task_key": "é", "dynamic_key": "\u00e9\ud83d\ude00", "state": {"type": "SCHEDULED", "data": [1.5, -2e3, {"a": null}],
 "state_details": {"scheduled_time": "2026-03-14T09:26:53.58+01:00"}}, "labels": {"a": true}, "tags": ["b"]}"#;

fn context() -> Context {
    Context::from_unix_micros(0, 42).unwrap()
}

/// All that can be asked of a body: the answer, and whatever the errors say of themselves.
fn answer(body: &[u8]) -> Response {
    let said = |error: ValidationError| {
        let spans = error.spans();
        assert!(spans.iter().all(|span| span.start <= span.end && span.line > 0 && span.column > 0));
        (error.to_json(), error.to_string())
    };
    match TaskRunCreate::from_json(body, &context()) {
        Ok(create) => drop(create.to_json()),
        Err(error) => drop(said(error)),
    }
    respond(body, Headers::default(), &context(), &Known::default())
}

/// The status of the answer, which is JSON.
fn ask(body: &[u8]) -> u16 {
    let response = answer(body);
    let members: serde_json::Value = serde_json::from_str(&response.body).unwrap();
    assert!(members.is_object());
    response.status
}

/// A thread with a fraction of the stack that any host gives.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(256 << 10).spawn(work).unwrap().join().unwrap();
}

#[test]
fn a_body_cut_at_any_byte_is_answered() {
    for end in 0..SMALL.len() {
        assert_ne!(ask(&SMALL.as_bytes()[..end]), 201, "{end}");
    }
    for end in (0..M.len()).step_by(7) {
        assert_ne!(ask(&M[..end]), 201, "{end}");
    }
    assert_eq!((ask(SMALL.as_bytes()), ask(M)), (201, 201));
}

#[test]
fn a_body_with_any_byte_flipped_is_answered() {
    let flipped = |body: &[u8], at: usize, mask: u8| {
        let mut body = body.to_vec();
        body[at] ^= mask;
        ask(&body);
    };
    for at in 0..SMALL.len() {
        (0..8).for_each(|bit| flipped(SMALL.as_bytes(), at, 1 << bit));
        flipped(SMALL.as_bytes(), at, 0xff);
    }
    for at in (0..M.len()).step_by(5) {
        flipped(M, at, 1 << (at % 8));
    }
}

#[test]
fn depth_is_answered_on_a_small_stack() {
    on_a_small_stack(|| {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"[{"":["#, "]}]")] {
            for levels in [9_000, 100_000] {
                let deep = [open.repeat(levels), "1".to_owned(), close.repeat(levels)].concat();
                let deep_enough = levels * open.matches(['[', '{']).count() < 9_990;
                assert_eq!(answer(deep.as_bytes()).status, if deep_enough { 422 } else { 400 });
                assert_eq!(answer(open.repeat(levels).as_bytes()).status, if deep_enough { 422 } else { 400 });
                for (field, accepted) in [("labels", false), ("tags", false), ("unknown", false), ("state", true)] {
                    let value = match field {
                        "labels" => format!(r#"{{"a": {deep}}}"#),
                        "tags" => format!("[{deep}]"),
                        "state" => format!(r#"{{"type": "COMPLETED", "data": {deep}}}"#),
                        _ => deep.clone(),
                    };
                    let body = format!(r#"{{"task_key": "a", "dynamic_key": "b", "{field}": {value}}}"#);
                    let status = if accepted { 201 } else { 422 };
                    assert_eq!(
                        answer(body.as_bytes()).status,
                        if deep_enough { status } else { 400 },
                        "{open} {levels} {field}"
                    );
                }
            }
        }
    });
}

#[test]
fn huge_numbers_are_answered() {
    let digits = "9".repeat(1_000_000);
    for (number, status) in [
        ("1e999999999".to_owned(), 422),
        ("-1e-999999999".to_owned(), 422),
        (format!("1e{digits}"), 422),
        (format!("0.{digits}"), 422),
        (format!("0.{}1", "0".repeat(1_000_000)), 422),
        (digits.clone(), 400),
        (format!("-{digits}"), 400),
        (format!("\"{digits}\""), 422),
        (format!("\"-{digits}.0\""), 422),
        (format!("\"{}1\"", "0".repeat(1_000_000)), 422),
        (format!("\"{}\"", "1_".repeat(500_000)), 422),
        (format!("\"{}\"", "1,".repeat(500_000)), 422),
        (format!("\"PT{digits}S\""), 422),
    ] {
        // Each is wrong in one of these at least: nothing is an id and a date and a number.
        let body = format!(
            r#"{{"task_key": "a", "dynamic_key": "b", "labels": {{"n": {number}}}, "id": {number}, "cache_expiration": {number},
            "empirical_policy": {{"retries": {number}, "retry_delay": {number}, "retry_jitter_factor": {number}}}}}"#
        );
        let shown: String = number.chars().take(20).collect();
        assert_eq!(ask(body.as_bytes()), status, "{shown}");
    }
}

#[test]
fn many_errors_are_told() {
    let body = format!(r#"{{"task_key": "a", "dynamic_key": "b", "tags": [{}0]}}"#, "0,\n".repeat(199_999));
    let error = TaskRunCreate::from_json(body.as_bytes(), &context()).unwrap_err();
    assert_eq!(error.error_count(), 200_000);
    assert_eq!(error.spans().last().unwrap().line, 200_000);
    assert!(error.to_json().ends_with("}]"));
}

#[test]
fn combining_characters_are_letters_like_others() {
    let text = format!("e{}", "\u{301}".repeat(100_000));
    let body = format!(r#"{{"task_key": "{text}", "dynamic_key": "b", "labels": {{"{text}": []}}}}"#);
    let error = TaskRunCreate::from_json(body.as_bytes(), &context()).unwrap_err();
    assert_eq!(
        error.errors().next().unwrap().span().column,
        body.find("[]").map(|at| body[..at].chars().count() + 1).unwrap()
    );
    let body = format!(r#"{{"type": "PENDING", "message": "{text}"}}"#);
    assert_eq!(StateCreate::from_json(body.as_bytes(), &context()).unwrap().message.as_deref(), Some(text.as_str()));
}

#[test]
fn models_and_errors_go_from_thread_to_thread() {
    fn is_free<T: Send + Sync>() {}
    is_free::<prefect_taskrun::TaskRunCreate<'static>>();
    is_free::<prefect_taskrun::TaskRunUpdate<'static>>();
    is_free::<prefect_taskrun::StateCreate<'static>>();
    is_free::<prefect_taskrun::State<'static>>();
    is_free::<prefect_taskrun::TaskRun<'static>>();
    is_free::<prefect_taskrun::FlowRun<'static>>();
    is_free::<prefect_taskrun::Known<'static>>();
    is_free::<prefect_taskrun::Response>();
    is_free::<ValidationError>();
}
