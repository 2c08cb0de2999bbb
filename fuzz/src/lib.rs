//! What the fuzz targets share.

use chrono::DateTime;
use prefect_taskrun::{Context, StateCreate, ValidationError};
use serde_json::Value;

/// The same present and the same seed for every input.
pub fn context() -> Context {
    Context::new(DateTime::UNIX_EPOCH, 42)
}

/// Whether a body was refused for what it is as a text, before anything looked at its value.
pub fn is_no_json(error: &ValidationError) -> bool {
    error.errors().any(|line| line.code() == "json_invalid")
}

/// A value as the core writes it after reading it, if it reads it.
pub fn written(json: &[u8]) -> Option<String> {
    let body = [br#"{"type": "COMPLETED", "data": "#, json, b"}"].concat();
    let text = StateCreate::from_json(&body, &context()).ok()?.to_json();
    let data = text.split_once(r#""data":"#)?.1;
    Some(data.rsplit_once(r#","state_details":"#)?.0.to_owned())
}

/// Whether two values are the same, numbers by the floats or the digits that they are.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => same_number(&one.to_string(), &other.to_string()),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| one.0 == other.0 && same(one.1, other.1))
        }
        // What is no number to JSON is written as null.
        (Value::Number(number), Value::Null) => number.to_string().parse().is_ok_and(f64::is_infinite),
        _ => one == other,
    }
}

fn same_number(one: &str, other: &str) -> bool {
    let is_float = |text: &str| text.contains(['.', 'e', 'E']);
    let float = |text: &str| text.parse().map(f64::to_bits).ok();
    match (is_float(one), is_float(other)) {
        (true, true) => float(one) == float(other),
        (false, false) => one == other || [one, other].map(|text| text.trim_start_matches('-')) == ["0", "0"],
        _ => false,
    }
}
