//! Models made in Rust are those that their JSON gives.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::DateTime;
use prefect_taskrun::{
    Constant, Context, Dump, FlowRun, FlowRunResult, Known, Parameter, StateCreate, StateType, TaskInput,
    TaskRunCreate, TaskRunPolicy, TaskRunResult, TaskRunUpdate, create_task_run, to_json,
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

#[test]
fn a_state_type_is_read_as_it_is_written() {
    for kind in StateType::ALL {
        assert_eq!(kind.to_string().parse(), Ok(*kind));
    }
    let words = "`running` is no state type: expected 'SCHEDULED', 'PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', \
                 'CRASHED', 'PAUSED' or 'CANCELLING'";
    assert_eq!("running".parse::<StateType>().unwrap_err().to_string(), words);
}
