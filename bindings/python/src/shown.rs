//! Models as people see them, in pydantic's form and in that of Prefect's states.

use prefect_taskrun::{Model, State};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::attribute::{attribute, attributes};

/// `StateCreate(type=StateType.RUNNING, name='Running', …)`
pub(crate) fn repr(py: Python<'_>, model: &Model<'_>) -> PyResult<String> {
    Ok(format!("{}({})", model.info().name, fields(py, model, ", ")?))
}

/// `type=StateType.RUNNING name='Running' …`
pub(crate) fn str(py: Python<'_>, model: &Model<'_>) -> PyResult<String> {
    fields(py, model, " ")
}

fn fields(py: Python<'_>, model: &Model<'_>, separator: &str) -> PyResult<String> {
    let shown = model.info().fields.iter().zip(attributes(py, model)).filter(|(field, _)| field.shown);
    let parts = shown.map(|(_, attribute)| {
        let (name, value) = attribute?;
        Ok(format!("{name}={}", value.repr()?.to_string_lossy()))
    });
    Ok(parts.collect::<PyResult<Vec<_>>>()?.join(separator))
}

/// A state's `Running(message='…', type=RUNNING, result=…)`.
pub(crate) fn state_repr(py: Python<'_>, state: &Model<'_>) -> PyResult<String> {
    let part = |name| named(py, state, name)?.repr().map(|text| text.to_string_lossy().into_owned());
    Ok(format!("{}(message={}, type={}, result={})", name(state), part("message")?, kind(state), part("data")?))
}

/// A state's `Running('…')`, with its type where the name does not tell it.
pub(crate) fn state_str(py: Python<'_>, state: &Model<'_>) -> PyResult<String> {
    let mut parts = Vec::new();
    let message = named(py, state, "message")?;
    if message.is_truthy()? {
        parts.push(message.repr()?.to_string_lossy().into_owned());
    }
    let lower = |text: &str| PyString::new(py, text).call_method0("lower");
    if !lower(kind(state))?.eq(lower(text(state, "name").unwrap_or_default())?)? {
        parts.push(format!("type={}", kind(state)));
    }
    Ok(format!("{}({})", name(state), parts.join(", ")))
}

/// A state's hash: that of its runs, its time and its type.
pub(crate) fn state_hash(py: Python<'_>, model: &Model<'_>) -> PyResult<isize> {
    let state = State::from(model.clone());
    let details = &state.state_details;
    let parts = (details.flow_run_id, details.task_run_id, state.timestamp, named(py, model, "type")?);
    parts.into_pyobject(py)?.hash()
}

/// The hash of a task input: that of its fields.
pub(crate) fn fields_hash(py: Python<'_>, model: &Model<'_>) -> PyResult<isize> {
    let values = attributes(py, model).map(|attribute| Ok(attribute?.1));
    PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)?.hash()
}

fn index(model: &Model<'_>, name: &str) -> usize {
    model.info().fields.iter().position(|field| field.name == name).unwrap_or(usize::MAX)
}

fn named<'py>(py: Python<'py>, model: &Model<'_>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    attribute(py, model, index(model, name))
}

fn text<'m>(model: &'m Model<'_>, name: &str) -> Option<&'m str> {
    model.get(index(model, name)).as_str()
}

fn name<'m>(state: &'m Model<'_>) -> &'m str {
    text(state, "name").unwrap_or("None")
}

fn kind<'m>(state: &'m Model<'_>) -> &'m str {
    text(state, "type").unwrap_or_default()
}
