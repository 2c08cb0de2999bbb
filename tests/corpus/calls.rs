//! Recorded calls of Prefect's state constructors: `tests/conformance/calls.py` makes them.

use prefect_taskrun::states::{CONSTRUCTORS, Constructor, StateArguments};
use prefect_taskrun::{Context, ErrorKind, ValidationError};
use serde_json::{Value, json};

use super::{NOW, lines};

/// What the recording has for an id that is made up.
const ID: &str = "00000000-0000-7000-8000-000000000000";

/// Whether JSON can say the arguments: what it cannot stands in an object of one key.
fn is_json(arguments: &Value) -> bool {
    let is_meant =
        |value: &Value| value.as_object().is_some_and(|object| object.keys().any(|key| key.starts_with('$')));
    !arguments.as_object().unwrap().values().any(is_meant)
}

fn refusal(error: &ValidationError, constructor: &Constructor) -> Value {
    let first = error.errors().next().unwrap();
    let words = first.context().map_or("", |(_, words)| words);
    match (first.kind(), first.loc()) {
        (ErrorKind::MultipleArgumentValues, [argument]) => {
            json!({"raises": ["TypeError", constructor.words_of_given(argument.name().unwrap())]})
        }
        (ErrorKind::ValueError, []) => {
            let kind = if words == "date value out of range" { "OverflowError" } else { "ValueError" };
            json!({"raises": [kind, words]})
        }
        _ => {
            let mut errors: Value = serde_json::from_str(&error.to_json()).unwrap();
            for error in errors.as_array_mut().unwrap() {
                error.as_object_mut().unwrap().shift_remove("input");
            }
            json!({"errors": [error.title(), errors]})
        }
    }
}

#[test]
fn every_call_that_json_can_say_has_its_outcome() {
    let context = Context::from_unix_micros(NOW, 0).unwrap();
    let made_up = StateArguments::new(&context).id.to_string();
    let mut compared = 0;
    for call in lines(include_bytes!("../conformance/calls.jsonl.gz")) {
        let (name, arguments, verdicts) = (call[0].as_str().unwrap(), &call[1], &call[2]);
        if !is_json(arguments) {
            continue;
        }
        compared += 1;
        let constructor = CONSTRUCTORS.iter().find(|constructor| constructor.name == name).unwrap();
        let ours = match constructor.from_json(arguments.to_string().as_bytes(), &context) {
            Ok(state) => {
                json!({"state": state.to_json().replace(&made_up, ID)})
            }
            Err(error) => refusal(&error, constructor),
        };
        let expected = verdicts.get("checked").unwrap_or(&verdicts["prefect"]);
        assert_eq!(ours, *expected, "{name} {arguments}");
    }
    assert!(compared > 1500, "only {compared} calls");
}
