//! The number grammars beside `jiter`'s, with which pydantic reads numbers, and beside the standard library's.

#![no_main]

use fuzz::context;
use jiter::{JsonValue, NumberInt};
use libfuzzer_sys::fuzz_target;
use prefect_taskrun::host::quote;
use prefect_taskrun::{Label, TaskRunCreate};

/// The long arithmetic that stands in for tables in a page.
#[path = "../../src/float"]
mod float {
    pub(crate) mod long;
    #[allow(dead_code, reason = "a page's other spelling has the same digits")]
    mod spell;

    /// The positive number as the page's core writes it for pydantic.
    pub fn written(value: f64) -> String {
        let mut out = String::new();
        let (digits, point) = long::digits(value);
        spell::Spelling::Pydantic.write(&digits, point, &mut out);
        out
    }
}

fn body(field: &str) -> String {
    format!(r#"{{"task_key": "a", "dynamic_key": "b", {field}}}"#)
}

fuzz_target!(|text: &str| {
    floats(text);
    json_numbers(text);
    texts(text);
});

fn floats(text: &str) {
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    let expected = text.parse().ok();
    assert_eq!(bits(float::long::parse(text)), bits(expected));
    if let Some(value) = expected.map(f64::abs).filter(|value| value.is_finite() && *value != 0.0) {
        let out = float::written(value);
        assert_eq!(out.parse().map(f64::to_bits), Ok(value.to_bits()));
        assert_eq!(out, zmij::Buffer::new().format_finite(value));
    }
}

/// A number as it stands in a body.
fn json_numbers(text: &str) {
    if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) || text.starts_with("-I") {
        return;
    }
    let theirs = JsonValue::parse(text.as_bytes(), false);
    let body = body(&format!(r#""labels": {{"n": {text}}}"#));
    let ours = TaskRunCreate::from_json(body.as_bytes(), &context()).ok().and_then(|create| create.labels);
    let ours = ours.as_ref().and_then(|labels| labels.get("n"));
    match (theirs, ours) {
        (Ok(JsonValue::Int(theirs)), Some(Label::Int(ours))) => assert_eq!(theirs.to_string(), ours.to_string()),
        (Ok(JsonValue::BigInt(theirs)), Some(Label::Int(ours))) => assert_eq!(theirs.to_string(), ours.to_string()),
        (Ok(JsonValue::Float(theirs)), Some(Label::Float(ours))) => assert_eq!(theirs.to_bits(), ours.to_bits()),
        (Err(_), None) => {}
        // More than a number stands there, `1, "b": 2` say.
        (Err(_), Some(_)) if text.contains([',', '}', ' ', '\t', '\n', '\r']) => {}
        (theirs, ours) => panic!("{theirs:?} {ours:?}"),
    }
}

/// A number that is told as a text.
fn texts(text: &str) {
    let body = body(&format!(r#""empirical_policy": {{"retries": {0}, "retry_jitter_factor": {0}}}"#, quote(text)));
    let ours = TaskRunCreate::from_json(body.as_bytes(), &context()).map(|create| create.empirical_policy.into_owned());
    let ours = ours.ok().and_then(|policy| policy.retries);
    // Pydantic cleans a text up first; where there is nothing to clean, this is all.
    if let Ok(theirs) = NumberInt::from_bytes(text.as_bytes())
        && let Some(ours) = ours
    {
        let theirs = match theirs {
            NumberInt::Int(theirs) => theirs.to_string(),
            NumberInt::BigInt(theirs) => theirs.to_string(),
        };
        assert_eq!(theirs, ours.to_string());
    }
}
