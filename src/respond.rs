//! The endpoint `POST /api/task_runs/` as a function of a body.

use std::borrow::Cow;

use crate::api_version;
use crate::context::Context;
use crate::create::{Known, create_of_model};
use crate::error::{UNREADABLE, ValidationError};
use crate::headers::Headers;
use crate::json::{Writer, quote};
use crate::models::{TaskRun, TaskRunCreate};
use crate::payload::{Payload, to_json};
use crate::sink::{Dump, Sink};
use crate::value::Model;

/// What the endpoint answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body.
    pub body: String,
}

/// The answer to a request whose body was refused so, for those who validate it themselves.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, Headers, Known, Response, TaskRunCreate, respond};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let refused = TaskRunCreate::from_json(b"{}", &context).unwrap_err();
/// assert_eq!(Response::from(&refused), respond(b"{}", Headers::default(), &context, &Known::default()));
/// ```
impl From<&ValidationError> for Response {
    fn from(refused: &ValidationError) -> Self {
        refuse(refused)
    }
}

/// Answers a request to create a task run: with the run, or with what is wrong with the request.
///
/// The statuses are 201 for a new run, 200 for one that is there already, 400 for a version that the server does not speak
/// or a body that it fails to read, and 422 for any other body. Source of the rules: `prefect.server.api.server` and
/// `prefect.server.api.task_runs`.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, Headers, Known, respond};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let (headers, known) = (Headers::default(), Known::default());
/// assert_eq!(respond(br#"{"task_key": "load", "dynamic_key": "0"}"#, headers, &context, &known).status, 201);
/// assert_eq!(respond(b"{}", headers, &context, &known).status, 422);
/// let headers = Headers { api_version: Some("0.1.0"), ..headers };
/// assert_eq!(respond(b"{}", headers, &context, &known).status, 400);
/// ```
#[must_use]
pub fn respond(body: &[u8], headers: Headers<'_>, context: &Context, known: &Known<'_>) -> Response {
    // A request with no body is one whatever its type.
    let body = if headers.are_of_json() || body.is_empty() {
        Cow::Borrowed(body)
    } else {
        Cow::Owned(quote(&String::from_utf8_lossy(body)).into_bytes())
    };
    let create = Model::from_payload(TaskRunCreate::INFO, Payload::Json(&body), context);
    // A body that is not JSON is found before any header is looked at.
    if let Err(error) = &create
        && error.is_of_text()
        && !error.is_of_half_a_pair()
    {
        return refuse(error);
    }
    if let Err(words) = headers.api_version.map_or(Ok(()), api_version::check) {
        return bad_request(&words);
    }
    match create {
        Ok(create) => {
            let is_there = known.existing_for(&create).is_some();
            let run = create_of_model(create, context, known);
            // The server tells a new run by its time: one that is there counts as new if it was created later than now.
            let is_later = run.get(TaskRun::AT.created).as_date_time() > Some(context.now());
            let status = if is_there && !is_later { 200 } else { 201 };
            Response { status, body: to_json(&run, Dump::default(), None) }
        }
        Err(error) => refuse(&error),
    }
}

fn refuse(error: &ValidationError) -> Response {
    if error.is_unreadable() { bad_request(UNREADABLE) } else { unprocessable(error) }
}

fn bad_request(detail: &str) -> Response {
    let mut writer = Writer::python();
    writer.begin_map();
    writer.key("detail");
    writer.str(detail);
    writer.end_map();
    Response { status: 400, body: writer.finish() }
}

fn unprocessable(error: &ValidationError) -> Response {
    let mut writer = Writer::python();
    writer.begin_map();
    writer.key("exception_message");
    writer.str("Invalid request received.");
    writer.key("exception_detail");
    writer.begin_list();
    error.give_to_client(&mut writer);
    writer.end_list();
    writer.key("request_body");
    error.give_payload(&mut writer);
    writer.end_map();
    Response { status: 422, body: writer.finish() }
}
