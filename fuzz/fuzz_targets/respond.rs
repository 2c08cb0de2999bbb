//! The whole endpoint: any body gets an answer, and a created run is one that validates to itself.

#![no_main]

use fuzz::context;
use libfuzzer_sys::fuzz_target;
use prefect_taskrun::host::quote;
use prefect_taskrun::{Headers, Known, TaskRun, respond, supported_versions};
use serde_json::Value;

fuzz_target!(|body: &[u8]| {
    let context = context();
    let response = respond(body, Headers::default(), &context, &Known::default());
    let answer: Value = serde_json::from_str(&response.body).expect("an answer is JSON");
    let members = answer.as_object().expect("an answer is an object");
    match response.status {
        400 => assert!(members.contains_key("detail")),
        422 => assert!(members["exception_detail"].as_array().is_some_and(|errors| !errors.is_empty())),
        201 => created(&response.body),
        status => panic!("{status}"),
    }
    assert_eq!(respond(body, Headers::default(), &context, &Known::default()), response);
    let versions = supported_versions(body, &context);
    assert!(versions.iter().zip(versions.iter().skip(1)).all(|(one, next)| one.before == Some(next.since)));
});

fn created(body: &str) {
    let context = context();
    let run = match TaskRun::from_json(body.as_bytes(), &context) {
        Ok(run) => run,
        // JSON has null in the place of a number that is not finite, which no label and no delay may be.
        Err(error) => return assert!(error.errors().all(|line| body.contains("null") && !line.loc().is_empty())),
    };
    // A number that is not finite is told as null, which stands for no number at all.
    if body == run.to_json() {
        let flow_run_id = run.flow_run_id.map_or_else(|| "null".to_owned(), |id| quote(&id.to_string()));
        let [task_key, dynamic_key] = [&run.task_key, &run.dynamic_key].map(|key| quote(key));
        let again =
            format!(r#"{{"flow_run_id": {flow_run_id}, "task_key": {task_key}, "dynamic_key": {dynamic_key}}}"#);
        assert_eq!(respond(again.as_bytes(), Headers::default(), &context, &Known::new(None, Some(run))).status, 200);
    } else {
        assert!(body.contains("null"));
    }
}
