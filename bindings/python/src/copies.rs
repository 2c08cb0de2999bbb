//! Copies of models, within a process and between processes.

use prefect_taskrun::model::{FieldSet, ModelInfo};
use prefect_taskrun::{Any, Model, Value};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};

use crate::attribute::attributes;
use crate::context::resolve;
use crate::error::refused_objects;
use crate::held::Held;
use crate::validate::validate_with;

/// All fields' values, by name.
pub(crate) fn fields<'py>(py: Python<'py>, model: &Model<'_>) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    for attribute in attributes(py, model) {
        let (name, value) = attribute?;
        fields.set_item(name, value)?;
    }
    Ok(fields)
}

/// The names of the fields that were given.
pub(crate) fn fields_set(model: &Model<'_>) -> Vec<&'static str> {
    let fields = model.info().fields.iter().enumerate();
    fields.filter(|(index, _)| model.fields_set().contains(*index)).map(|(_, field)| field.name).collect()
}

/// The model whose fields have these values, and of which these were given.
pub(crate) fn restored(info: &'static ModelInfo, fields: &Bound<'_, PyDict>, given: &[String]) -> PyResult<Held> {
    let given = FieldSet::of_names(info, given.iter().map(String::as_str));
    // All fields are there, but one that was changed may itself be filled in: a state, an empty name.
    let context = resolve(None);
    validate_with(fields, &context, |input, check| check.restore(info, &input, given).ok_or(info.name), refused_objects)
}

/// The model with other values for some fields.
pub(crate) fn updated(py: Python<'_>, model: &Model<'_>, update: &Bound<'_, PyMapping>) -> PyResult<Held> {
    let info = model.info();
    let fields = fields(py, model)?;
    let mut given: Vec<String> = fields_set(model).into_iter().map(str::to_owned).collect();
    for pair in update.items()? {
        let (name, value): (String, Bound<'_, PyAny>) = pair.extract()?;
        if !fields.contains(&name)? {
            return Err(PyValueError::new_err(format!("\"{}\" object has no field \"{name}\"", info.name)));
        }
        fields.set_item(&name, value)?;
        given.push(name);
    }
    restored(info, &fields, &given)
}

/// The model with copies of the objects that it keeps as they came.
pub(crate) fn deep(py: Python<'_>, model: &Model<'_>, memo: Option<&Bound<'_, PyAny>>) -> PyResult<Held> {
    let fields = fields(py, model)?;
    let deepcopy = py.import("copy")?.getattr("deepcopy")?;
    let fields = deepcopy.call1((fields, memo))?;
    let given: Vec<String> = fields_set(model).into_iter().map(str::to_owned).collect();
    restored(model.info(), fields.cast()?, &given)
}

/// Whether a model or one in it keeps an object as it came.
pub(crate) fn keeps_objects(model: &Model<'_>) -> bool {
    model.values().iter().any(|value| match value {
        Value::Any(Any::Host(_)) => true,
        Value::Model(model) => keeps_objects(model),
        _ => false,
    })
}
