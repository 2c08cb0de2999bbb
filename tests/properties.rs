//! What holds of any payload: whatever is wrong with it is where its error says, and a dump is taken for what it is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use prefect_taskrun::host::Writer;
use prefect_taskrun::{Context, ErrorKind, ErrorLine, Headers, Known, Payload, Release, TaskRunCreate, respond};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value};

const M: &str = include_str!("../benches/payloads/m.json");

fn context() -> Context {
    Context::from_unix_micros(0, 42).unwrap()
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        select(vec!["1", "true", "2026-01-02", "RUNNING", "3c90c3cc-0d44-4b50-8888-8dd25736052a", "parameter"])
            .prop_map(Value::from),
    ];
    let key = prop_oneof![
        select(vec!["type", "name", "id", "input_type", "retries", "max_retries"]).prop_map(String::from),
        "\\PC{0,4}"
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((key.clone(), inner), 0..4).prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A payload with every field, of which some are left out and others have any value, one of an unknown name included.
fn payloads() -> impl Strategy<Value = Value> {
    let changes = vec((any::<Index>(), prop_oneof![Just(None), any_json().prop_map(Some)]), 0..4);
    (changes, proptest::option::of(any_json())).prop_map(|(changes, unknown)| {
        let mut payload: Value = serde_json::from_str(M).unwrap();
        for (index, value) in changes {
            let parents = ["", "/state", "/state/state_details", "/empirical_policy"];
            let parent = parents.get(index.index(parents.len())).unwrap();
            let members = payload.pointer_mut(parent).and_then(Value::as_object_mut);
            let Some(members) = members.filter(|members| !members.is_empty()) else { continue };
            let name = members.keys().nth(index.index(members.len())).unwrap().clone();
            match value {
                Some(value) => members.insert(name, value),
                None => members.shift_remove(&name),
            };
        }
        if let Some(value) = unknown {
            payload.as_object_mut().unwrap().insert("flavour".into(), value);
        }
        payload
    })
}

fn input(error: ErrorLine<'_>) -> Value {
    let mut writer = Writer::new(None);
    error.give_input(&mut writer);
    serde_json::from_str(&writer.finish()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn an_error_stands_where_its_span_says(payload in payloads(), indented in any::<bool>()) {
        let text = if indented { serde_json::to_string_pretty(&payload) } else { serde_json::to_string(&payload) }.unwrap();
        let Err(refused) = TaskRunCreate::from_json(text.as_bytes(), &context()) else { return Ok(()) };
        for error in refused.errors() {
            let span = error.span();
            let found: Value = serde_json::from_str(&text[span.start..span.end]).unwrap();
            if error.kind() == ErrorKind::ExtraForbidden {
                prop_assert_eq!(found.as_str(), error.loc().last().and_then(|step| step.name()));
            } else if error.code() != "missing" {
                // What is missing is said of an object that a rule may have written to.
                prop_assert_eq!(found, input(error), "{}", error.path());
            }
            let before = &text[..span.start];
            prop_assert_eq!(span.line, before.matches('\n').count() + 1);
            prop_assert_eq!(span.column, before.rsplit('\n').next().unwrap().chars().count() + 1);
        }
    }

    #[test]
    fn a_dump_is_valid_and_dumps_the_same(payload in payloads()) {
        let text = payload.to_string();
        if let Ok(create) = TaskRunCreate::from_json(text.as_bytes(), &context()) {
            let dump = create.to_json();
            let again = TaskRunCreate::from_json(dump.as_bytes(), &context());
            let again = again.map(|create| create.to_json()).map_err(|error| error.to_json());
            prop_assert_eq!(again, Ok(dump.clone()));
        }
    }

    #[test]
    fn a_payload_that_was_damaged_is_answered(payload in payloads(), damages in vec((any::<Index>(), any::<u8>(), 0..3_u8), 1..6)) {
        let mut body = payload.to_string().into_bytes();
        for (index, byte, kind) in damages {
            let at = index.index(body.len());
            match kind {
                0 => body[at] = byte,
                1 => body.insert(at, byte),
                _ => drop(body.remove(at)),
            }
        }
        let answer = respond(&body, Headers::default(), &context(), &Known::default());
        prop_assert!([201, 400, 422].contains(&answer.status));
        let verdict = TaskRunCreate::INFO.is_held_by(Payload::Json(&body), Release::NEWEST);
        prop_assert_eq!(verdict, TaskRunCreate::from_json(&body, &context()).is_ok());
    }
}
