use prefect_taskrun::host::Line;
use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::states::{CONSTRUCTORS, Conflict, Constructor};
use prefect_taskrun::{self as core, ErrorKind, Headers, Loc, Model, Payload};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::context::{Context, resolve, resolve_at};
use crate::error::{refused, refused_objects};
use crate::held::{Body, Held, Refused};
use crate::input::PyInput;
use crate::model::{State, TaskRun, TaskRunCreate};
use crate::validate::validate_with;

/// What the server knows beside the payload, of what Python gives.
fn known(
    flow_run: Option<&Bound<'_, PyAny>>,
    existing: Option<&Bound<'_, PyAny>>,
    context: &core::Context,
) -> PyResult<core::Known<'static>> {
    core::Known::told(flow_run, existing, |info, value| told(info, value, context))
}

/// What a server told, as JSON or as an object.
fn told(info: &'static ModelInfo, value: &Bound<'_, PyAny>, context: &core::Context) -> PyResult<Model<'static>> {
    let Some(body) = Body::of(value)? else {
        let told =
            validate_with(value, context, |input, check| check.told(info, &input).ok_or(info.name), refused_objects);
        return Ok(told?.to_owned());
    };
    match Model::told(info, Payload::Json(body.as_bytes()), context) {
        Ok(model) => Ok(model.to_static()),
        Err(error) => Err(refused(value.py(), Box::new(Refused { body, error }))),
    }
}

/// The task run that a Prefect server would answer a payload with: a new one, or the one that is there already.
///
/// With `server_version` it is the server of another release than the newest. The flow run and the existing task run are as the
/// API gives them, or the JSON of them, an earlier answer's body say.
#[pyfunction]
#[pyo3(signature = (create, *, context = None, server_version = None, flow_run = None, existing = None))]
pub(crate) fn create_task_run(
    py: Python<'_>,
    create: Py<TaskRunCreate>,
    context: Option<&Context>,
    server_version: Option<&str>,
    flow_run: Option<&Bound<'_, PyAny>>,
    existing: Option<&Bound<'_, PyAny>>,
) -> PyResult<TaskRun> {
    let context = resolve_at(py, context, server_version)?;
    let known = known(flow_run, existing, &context)?;
    Ok(TaskRun(Held::create(create, &context, &known)))
}

/// What the endpoint `POST /api/task_runs/` answers.
#[pyclass(frozen, get_all, eq, hash, module = "prefect_taskrun")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Response {
    /// The HTTP status.
    status: u16,
    /// The JSON body.
    body: String,
}

#[pymethods]
impl Response {
    #[new]
    fn new(status: u16, body: String) -> Self {
        Self { status, body }
    }

    /// What a copy is made of, in another process say.
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCHED: (&str, &str) = ("status", "body");

    fn __getnewargs__(&self) -> (u16, &str) {
        (self.status, &self.body)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let body = (&self.body).into_pyobject(py)?.repr()?;
        Ok(format!("Response(status={}, body={body})", self.status))
    }
}

/// Answers a request to create a task run: with the run, or with what is wrong with the request.
///
/// `api_version` and `content_type` are the headers `x-prefect-api-version` and `content-type`, if the request has them. A
/// body of any other type than JSON's is a text to the server, and no task run. With `server_version` the payload is
/// validated as a server of that release does. The flow run and the existing task run are as for `create_task_run`.
#[pyfunction]
#[pyo3(signature = (body, *, api_version = None, content_type = None, context = None, server_version = None, flow_run = None, existing = None))]
pub(crate) fn respond(
    body: &Bound<'_, PyAny>,
    api_version: Option<&str>,
    content_type: Option<&str>,
    context: Option<&Context>,
    server_version: Option<&str>,
    flow_run: Option<&Bound<'_, PyAny>>,
    existing: Option<&Bound<'_, PyAny>>,
) -> PyResult<Response> {
    let context = resolve_at(body.py(), context, server_version)?;
    let known = known(flow_run, existing, &context)?;
    let headers = Headers { api_version, content_type };
    let core::Response { status, body } = core::respond(Body::new("body", body)?.as_bytes(), headers, &context, &known);
    Ok(Response { status, body })
}

/// The state that the constructor of a name makes of arguments.
#[pyfunction]
pub(crate) fn construct(name: &str, arguments: &Bound<'_, PyDict>, context: Option<&Context>) -> PyResult<State> {
    let constructor = CONSTRUCTORS
        .iter()
        .find(|constructor| constructor.name == name)
        .ok_or_else(|| PyValueError::new_err(format!("no such state constructor: `{name}`")))?;
    let context = resolve(context);
    let state = validate_with(
        arguments.as_any(),
        &context,
        |input, check| constructor.make_of(&input, check),
        |py, title, lines| raised(py, constructor, title, lines),
    );
    state.map(State)
}

/// The exception that Prefect's own constructor raises.
fn raised(
    py: Python<'_>,
    constructor: &Constructor,
    title: &'static str,
    lines: Vec<Line<'_, PyInput<'_, '_, '_>>>,
) -> PyErr {
    match lines.as_slice() {
        [Line { kind: ErrorKind::MultipleArgumentValues, loc, .. }] => {
            let argument = loc.first().and_then(Loc::name).unwrap_or_default();
            PyTypeError::new_err(constructor.words_of_given(argument))
        }
        [Line { kind: ErrorKind::ValueError, loc, detail, .. }] if loc.is_empty() => {
            let words = detail.clone().into_owned();
            if words == Conflict::PauseTooLong.to_string() {
                PyOverflowError::new_err(words)
            } else {
                PyValueError::new_err(words)
            }
        }
        _ => refused_objects(py, title, lines),
    }
}
