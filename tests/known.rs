//! What the server knows beside a payload: the flow run that it names, and the task run that is there already.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::{DateTime, Duration, Utc};
use prefect_taskrun::{Context, FlowRun, Known, StateType, TaskRun, TaskRunCreate, create_task_run};

const FLOW_RUN: &[u8] = br#"{"labels": {"team": "data"}, "run_count": 3}"#;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap()
}

fn created(body: &str, known: &Known<'_>) -> TaskRun<'static> {
    let context = Context::new(now(), 42);
    let create = TaskRunCreate::from_json(body.as_bytes(), &context).unwrap();
    create_task_run(create, &context, known).into_owned()
}

/// Source: `create_task_run` asks for the flow run of the payload's `flow_run_id` alone.
#[test]
fn a_flow_run_that_no_payload_names_gives_nothing() {
    let flow_run = FlowRun::from_json(FLOW_RUN, &Context::new(now(), 42)).unwrap();
    let known = Known::new(Some(flow_run), None);
    let deferred = r#""state": {"type": "RUNNING", "state_details": {"deferred": true}}"#;
    let body = format!(r#"{{"task_key": "load", "dynamic_key": "0", {deferred}"#);
    let unnamed = created(&format!("{body}}}"), &known);
    assert_eq!(unnamed.labels.unwrap().len(), 0);
    assert_eq!(unnamed.flow_run_run_count, 0.into());

    let id = "78e51061-7311-48a3-82ce-6f447ed4d57b";
    let named = created(&format!(r#"{body}, "flow_run_id": "{id}"}}"#), &known);
    let labels = named.labels.unwrap();
    let keys: Vec<_> = labels.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["team", "prefect.flow-run.id"]);
    assert_eq!(named.flow_run_run_count, 3.into());
}

/// Source: `estimated_start_time_delta` of Prefect's `Run`: how much later than expected a run started, or has not yet
/// started; never how much earlier, and nothing once it has ended.
#[test]
fn a_run_is_late_but_never_early() {
    const BODY: &str = r#"{"task_key": "load", "dynamic_key": "0"}"#;
    let at = |seconds: i64| Some((now() + Duration::seconds(seconds)).fixed_offset());
    let late = |change: &dyn Fn(&mut TaskRun<'_>)| {
        let mut existing = created(BODY, &Known::default());
        change(&mut existing);
        created(BODY, &Known::new(None, Some(existing))).estimated_start_time_delta.as_seconds() as i64
    };
    let seconds = [
        late(&|run| (run.expected_start_time, run.start_time) = (at(-60), at(-20))),
        late(&|run| (run.expected_start_time, run.start_time) = (at(-60), at(-80))),
        late(&|run| run.expected_start_time = at(-60)),
        late(&|run| run.expected_start_time = at(60)),
        late(&|run| {
            run.expected_start_time = at(-60);
            run.state_type = Some(StateType::Cancelled);
        }),
    ];
    assert_eq!(seconds, [40, 0, 60, 0, 0]);
}
