//! The task runs that releases from 3.0.0 on create: `tests/conformance/releases/created.py` records them.

use prefect_taskrun::{Context, Headers, Known, Payload, Response, TaskRunCreate, changes, respond};
use serde_json::Value;

use super::releases::{known_of, release};
use super::{context, lines, same};

const CREATED: &[u8] = include_bytes!("../conformance/releases/created.jsonl.gz");

const MADE_UP: [&str; 5] = ["created", "updated", "state_id", "estimated_run_time", "estimated_start_time_delta"];

/// A task run without what is made up. A time of the present is "now".
fn told(mut run: Value) -> Value {
    let now = run["created"].clone();
    let object = run.as_object_mut().unwrap();
    for name in MADE_UP {
        object.shift_remove(name);
    }
    run["state"].as_object_mut().unwrap().shift_remove("id");
    rename(&mut run, &now);
    run
}

fn rename(value: &mut Value, now: &Value) {
    if value == now {
        *value = "now".into();
    } else if let Some(object) = value.as_object_mut() {
        object.values_mut().for_each(|member| rename(member, now));
    }
}

fn answer(payload: &str, flow_run: &Value, context: &Context) -> Response {
    let flow_run = (!flow_run.is_null()).then(|| flow_run.to_string());
    let told = flow_run.as_ref().map(|text| Payload::Json(text.as_bytes()));
    let known = Known::from_payloads(told, None, context).unwrap();
    respond(payload.as_bytes(), Headers::default(), context, &known)
}

#[test]
fn every_release_creates_the_run_that_is_ours() {
    let (context, _) = context();
    let mut lines = lines(CREATED);
    let releases = lines.next().unwrap()["releases"].as_array().unwrap().iter().map(release).collect::<Vec<_>>();
    let changed = changes(TaskRunCreate::INFO);
    let mut count = 0;
    for case in lines {
        let payload = case["payload"].to_string();
        let answers = case["answers"].as_array().unwrap();
        for at in &releases {
            let theirs = &answers.iter().rev().find(|answer| release(&answer[0]) <= *at).unwrap()[1];
            let ours = answer(&payload, &theirs["flow_run"], &context.clone().at(*at));
            // Where the server could not write or read back what it took, we answer.
            let status = if theirs["status"] == 500 { 201.into() } else { theirs["status"].clone() };
            assert_eq!(status, ours.status, "{at}: {payload}");
            if theirs["run"].is_null() {
                continue;
            }
            let run = known_of(&changed, told(serde_json::from_str(&ours.body).unwrap()), *at);
            assert!(same(&run, &theirs["run"]), "{at}: {payload}\nours: {run}");
            count += 1;
        }
    }
    assert!(count > 100, "only {count} task runs");
}
