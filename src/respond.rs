//! The endpoint `POST /api/task_runs/` as a function of a body.

use crate::context::Context;
use crate::create::create_task_run;
use crate::error::{UNREADABLE, ValidationError};
use crate::json::Writer;
use crate::models::TaskRunCreate;
use crate::sink::Sink;

/// What the endpoint answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body.
    pub body: String,
}

/// Answers a request to create a task run: with the run, or with what is wrong with the body.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, respond};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// assert_eq!(respond(br#"{"task_key": "load", "dynamic_key": "0"}"#, &context).status, 201);
/// assert_eq!(respond(b"{}", &context).status, 422);
/// ```
#[must_use]
pub fn respond(body: &[u8], context: &Context) -> Response {
    match TaskRunCreate::from_json(body, context) {
        Ok(create) => Response { status: 201, body: create_task_run(create, context).to_json() },
        Err(error) if error.is_unreadable() => Response { status: 400, body: bad_request(UNREADABLE) },
        Err(error) => Response { status: 422, body: unprocessable(&error) },
    }
}

fn bad_request(detail: &str) -> String {
    let mut writer = Writer::new(None);
    writer.begin_map();
    writer.key("detail");
    writer.str(detail);
    writer.end_map();
    writer.finish()
}

fn unprocessable(error: &ValidationError) -> String {
    let mut writer = Writer::new(None);
    writer.begin_map();
    writer.key("exception_message");
    writer.str("Invalid request received.");
    writer.key("exception_detail");
    writer.begin_list();
    if error.is_of_nothing() {
        missing_body(&mut writer);
    } else {
        error.errors().for_each(|line| line.give_to_client(&mut writer));
    }
    writer.end_list();
    writer.key("request_body");
    if error.is_of_nothing() {
        writer.null();
    } else {
        error.give_payload(&mut writer);
    }
    writer.end_map();
    writer.finish()
}

/// The error of a request without a body.
fn missing_body(sink: &mut dyn Sink) {
    sink.begin_map();
    sink.key("type");
    sink.str("missing");
    sink.key("loc");
    sink.begin_list();
    sink.str("body");
    sink.end_list();
    sink.key("msg");
    sink.str("Field required");
    sink.key("input");
    sink.null();
    sink.end_map();
}
