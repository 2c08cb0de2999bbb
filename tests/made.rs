//! Models made in Rust are those that their JSON gives.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use chrono::DateTime;
use prefect_taskrun::{
    Any, Constant, Context, Dump, FlowRun, FlowRunResult, Known, Parameter, State, StateCreate, StateType, TaskInput,
    TaskRun, TaskRunCreate, TaskRunPolicy, TaskRunResult, TaskRunUpdate, create_task_run, to_json,
};
use uuid::Uuid;

fn context() -> Context {
    Context::new(DateTime::UNIX_EPOCH, 7)
}

#[test]
fn what_is_made_is_what_is_read() {
    let id = Uuid::max();
    let context = &context();
    macro_rules! same {
        ($model:ident, $made:expr, $json:expr) => {{
            let (made, json): (_, String) = ($made, $json.into());
            let read = $model::from_json(json.as_bytes(), context).unwrap();
            assert_eq!((made.to_json(), made.fields_set()), (read.to_json(), read.fields_set()), "{json}");
        }};
    }
    same!(TaskRunCreate, TaskRunCreate::new("a", "0", context), r#"{"task_key": "a", "dynamic_key": "0"}"#);
    same!(TaskRunUpdate, TaskRunUpdate::new(String::from("n")), r#"{"name": "n"}"#);
    for kind in StateType::ALL {
        same!(StateCreate, StateCreate::new(*kind, context), format!(r#"{{"type": "{kind}"}}"#));
    }
    same!(TaskRunPolicy, TaskRunPolicy::default(), "{}");
    same!(FlowRun, FlowRun::default(), "{}");
    same!(TaskRunResult, TaskRunResult::new(id), format!(r#"{{"id": "{id}"}}"#));
    same!(FlowRunResult, FlowRunResult::new(id), format!(r#"{{"id": "{id}"}}"#));
    same!(Parameter, Parameter::new("p"), r#"{"name": "p"}"#);
    same!(Constant, Constant::new("int"), r#"{"type": "int"}"#);
}

#[test]
fn a_field_set_by_hand_is_given_once_that_is_said() {
    let mut create = TaskRunCreate::new("a", "0", &context());
    create.name = String::from("by hand").into();
    create.task_inputs.insert("x", vec![TaskInput::Parameter(Parameter::new("p"))]);
    let given = |create: &TaskRunCreate<'_>| {
        to_json(&create.clone().into(), Dump { exclude_unset: true, ..Dump::default() }, None)
    };
    assert_eq!(given(&create), r#"{"task_key":"a","dynamic_key":"0"}"#);
    create.mark_set(["name", "no field"]);
    assert_eq!(given(&create), r#"{"name":"by hand","task_key":"a","dynamic_key":"0"}"#);
    let run = create_task_run(create, &context(), &Known::default()).to_json();
    assert!(run.contains(r#""task_inputs":{"x":[{"input_type":"parameter","name":"p"}]}"#), "{run}");
}

/// The server reads the whole run back, so that there is nothing that it was not given.
#[test]
fn a_created_run_was_given_every_field() {
    let run = create_task_run(TaskRunCreate::new("a", "0", &context()), &context(), &Known::default());
    assert_eq!(run.fields_set().len(), TaskRun::INFO.fields.len());
    assert_eq!(run.state.as_ref().unwrap().fields_set().len(), State::INFO.fields.len());
}

/// RFC 9562: all bits of version 4 but six are random, and of version 7 all but six of those after the milliseconds.
#[test]
fn every_bit_of_an_id_may_be_either() {
    let (mut either, mut both) = ([0_u128; 2], [u128::MAX; 2]);
    for seed in 0..100 {
        let context = Context::new(DateTime::UNIX_EPOCH, seed);
        let run = create_task_run(TaskRunCreate::new("a", "0", &context), &context, &Known::default());
        for (at, id) in [run.id, run.state_id.unwrap()].iter().enumerate() {
            either[at] |= id.as_u128();
            both[at] &= id.as_u128();
        }
    }
    let marks = (0xf_u128 << 76) | (0b11 << 62);
    let moves = [0, 1].map(|at| either[at] & !both[at]);
    assert_eq!(moves, [!marks, !marks & (u128::MAX >> 48)], "{moves:032x?}");
}

/// The encoder of `FastAPI`, with which the server shows an input, leaves such keys out; pydantic's JSON does not.
#[test]
fn a_model_keeps_what_its_data_are() {
    let body = br#"{"type": "COMPLETED", "data": {"_sa_x": 1, "b": {"_sa": 2}}}"#;
    let state = StateCreate::from_json(body, &context()).unwrap().to_json();
    assert!(state.contains(r#""data":{"_sa_x":1,"b":{"_sa":2}}"#), "{state}");
}

/// Source: `Artifact.from_result`, which takes what it knows out of the data.
#[test]
fn an_artifact_s_own_words_are_no_data() {
    let body = br#"{"task_key": "a", "dynamic_key": "0", "state": {"type": "COMPLETED",
        "data": {"x": 1, "artifact_key": "k", "y": [2], "artifact_type": null, "z": 3}}}"#;
    let run = create_task_run(TaskRunCreate::from_json(body, &context()).unwrap(), &context(), &Known::default());
    assert!(run.to_json().contains(r#""data":{"x":1,"y":[2],"z":3}"#));
}

#[test]
fn data_made_in_rust_are_written_if_they_are_json() {
    for (text, data) in [(r#"{"x":[1]}"#, r#"{"x":[1]}"#), ("no JSON", "null"), ("", "null")] {
        let mut state = StateCreate::new(StateType::Completed, &context());
        state.data = Some(Any::Json(text.into()));
        assert!(state.to_json().contains(&format!(r#""data":{data},"#)), "{text}");
    }
}

#[test]
fn a_state_type_is_read_as_it_is_written() {
    for kind in StateType::ALL {
        assert_eq!(kind.to_string().parse(), Ok(*kind));
    }
    let words = "`running` is no state type: expected 'SCHEDULED', 'PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', \
                 'CRASHED', 'PAUSED' or 'CANCELLING'";
    assert_eq!("running".parse::<StateType>().unwrap_err().to_string(), words);
}
