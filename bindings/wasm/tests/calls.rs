//! The exported calls, in Node and in a browser.

#![cfg(target_arch = "wasm32")]

use prefect_taskrun_wasm::{Model, Surroundings, construct, create, parse_json, respond, unix_micros};
use wasm_bindgen_test::wasm_bindgen_test;

const MINIMAL: &[u8] = br#"{"task_key": "load", "dynamic_key": "0"}"#;

fn surroundings() -> Surroundings {
    Surroundings::new(1_767_323_045_678_901.0, 42, 0, 0, 0)
}

#[wasm_bindgen_test]
fn every_model_answers_with_data_or_issues() {
    for model in [Model::TaskRunCreate, Model::TaskRunUpdate, Model::StateCreate, Model::State, Model::TaskRun] {
        let refused = parse_json(model, b"[]", surroundings(), false).unwrap();
        assert!(refused.contains(r#""issues":[{"type":"model_attributes_type""#), "{refused}");
    }
    let accepted = parse_json(Model::TaskRunCreate, MINIMAL, surroundings(), false).unwrap();
    assert!(accepted.starts_with(r#"{"data":{"id":null"#), "{accepted}");
}

#[wasm_bindgen_test]
fn a_run_is_created_in_its_surroundings() {
    let run = create(MINIMAL, surroundings(), None, None).unwrap();
    assert!(run.contains(r#""created":"2026-01-02T03:04:05.678901Z""#), "{run}");
    assert_eq!(run, create(MINIMAL, surroundings(), None, None).unwrap());
    let body = &run[r#"{"data":"#.len()..run.len() - 1];
    assert_eq!(respond(MINIMAL, None, surroundings(), None, None).unwrap(), ["201", body].concat());
    let existing = Some(body.as_bytes().to_vec());
    assert_eq!(respond(MINIMAL, None, surroundings(), None, existing).unwrap(), ["200", body].concat());
}

#[wasm_bindgen_test]
fn what_is_known_beside_is_checked_too() {
    let refused = r#"{"title":"FlowRun""#;
    let flow_run = || Some(br#"{"run_count": "many"}"#.to_vec());
    assert!(create(MINIMAL, surroundings(), flow_run(), None).unwrap().starts_with(refused));
    assert!(respond(MINIMAL, None, surroundings(), flow_run(), None).unwrap().starts_with(refused));
}

#[wasm_bindgen_test]
fn states_are_made_by_their_constructors() {
    let state = construct(0, br#"{"scheduled_time": "2024-01-01T00:00:00Z"}"#, surroundings()).unwrap();
    assert!(state.contains(r#""type":"SCHEDULED","name":"Scheduled""#), "{state}");
    assert_eq!(construct(16, b"{}", surroundings()), None);
}

#[wasm_bindgen_test]
fn spans_come_when_asked_for() {
    let refused = |spans| parse_json(Model::TaskRunUpdate, b"{\n\"name\": 1}", surroundings(), spans).unwrap();
    assert!(refused(true).ends_with(r#","spans":[[10,11,2,9]]}"#), "{}", refused(true));
    assert!(refused(false).ends_with(r#","spans":[]}"#), "{}", refused(false));
}

#[wasm_bindgen_test]
fn no_instant_no_answer() {
    assert_eq!(respond(MINIMAL, None, Surroundings::new(f64::INFINITY, 0, 0, 0, 0), None, None), None);
    assert_eq!(unix_micros("2026-01-02T03:04:05.678901Z"), Some(1_767_323_045_678_901.0));
    assert_eq!(unix_micros("tomorrow"), None);
}
