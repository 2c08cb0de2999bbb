use prefect_taskrun as core;
use prefect_taskrun::states::{CONSTRUCTORS, Constructor};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::body::body;
use crate::context::{Context, resolve};
use crate::error::refused;
use crate::model::{State, TaskRun, TaskRunCreate};

/// What the server knows beside the payload, of what Python gives.
fn known(
    py: Python<'_>,
    flow_run: Option<&Bound<'_, PyAny>>,
    existing: Option<&Bound<'_, PyAny>>,
    context: &core::Context,
) -> PyResult<core::Known<'static>> {
    let flow_run = flow_run
        .map(|flow_run| {
            let text = json(flow_run)?;
            let flow_run = core::FlowRun::from_json(text.as_bytes(), context).map(core::FlowRun::into_owned);
            flow_run.map_err(|error| refused(py, error))
        })
        .transpose()?;
    let existing = existing
        .map(|existing| {
            if let Ok(run) = existing.cast::<TaskRun>() {
                return Ok(run.get().0.clone());
            }
            let text = json(existing)?;
            let run = core::TaskRun::from_json(text.as_bytes(), context).map(core::TaskRun::into_owned);
            run.map_err(|error| refused(py, error))
        })
        .transpose()?;
    Ok(core::Known { flow_run, existing })
}

fn json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = value.py();
    let options = PyDict::new(py);
    options.set_item("default", py.get_type::<pyo3::types::PyString>())?;
    py.import("json")?.getattr("dumps")?.call((value,), Some(&options))?.extract()
}

/// The task run that a Prefect server would answer a payload with: a new one, or the one that is there already.
#[pyfunction]
#[pyo3(signature = (create, *, context = None, flow_run = None, existing = None))]
pub(crate) fn create_task_run(
    py: Python<'_>,
    create: &TaskRunCreate,
    context: Option<&Context>,
    flow_run: Option<&Bound<'_, PyAny>>,
    existing: Option<&Bound<'_, PyAny>>,
) -> PyResult<TaskRun> {
    let context = resolve(py, context)?;
    let known = known(py, flow_run, existing, &context)?;
    Ok(TaskRun(core::create_task_run(create.0.clone(), &context, &known)))
}

/// What the endpoint `POST /api/task_runs/` answers.
#[pyclass(frozen, get_all, module = "prefect_taskrun")]
pub(crate) struct Response {
    /// The HTTP status.
    status: u16,
    /// The JSON body.
    body: String,
}

/// Answers a request to create a task run: with the run, or with what is wrong with the request.
#[pyfunction]
#[pyo3(signature = (body, *, api_version = None, context = None, flow_run = None, existing = None))]
pub(crate) fn respond(
    py: Python<'_>,
    body: &Bound<'_, PyAny>,
    api_version: Option<&str>,
    context: Option<&Context>,
    flow_run: Option<&Bound<'_, PyAny>>,
    existing: Option<&Bound<'_, PyAny>>,
) -> PyResult<Response> {
    let context = resolve(py, context)?;
    let known = known(py, flow_run, existing, &context)?;
    let core::Response { status, body } = core::respond(&self::body(body)?, api_version, &context, &known);
    Ok(Response { status, body })
}

/// The state that the constructor of a name makes of arguments.
#[pyfunction]
pub(crate) fn construct(
    py: Python<'_>,
    name: &str,
    arguments: &Bound<'_, PyDict>,
    context: Option<&Context>,
) -> PyResult<State> {
    let constructor = CONSTRUCTORS
        .iter()
        .find(|constructor| constructor.name == name)
        .ok_or_else(|| PyValueError::new_err(format!("no such state constructor: `{name}`")))?;
    let context = resolve(py, context)?;
    let text = json(arguments)?;
    let state = constructor.from_json(text.as_bytes(), &context).map(core::State::into_owned);
    state.map(State).map_err(|error| raised(py, constructor, error))
}

/// The exception that Prefect's own constructor raises.
fn raised(py: Python<'_>, constructor: &Constructor, error: core::ValidationError) -> PyErr {
    let Some(line) = error.errors().next() else { return refused(py, error) };
    match line.kind() {
        core::ErrorKind::MultipleArgumentValues => {
            let Constructor { name, .. } = constructor;
            PyTypeError::new_err(format!("{name}() got multiple values for keyword argument '{}'", line.path()))
        }
        core::ErrorKind::ValueError if line.loc().is_empty() => {
            PyValueError::new_err(line.context().map_or_else(String::new, |(_, words)| words.to_owned()))
        }
        _ => refused(py, error),
    }
}
