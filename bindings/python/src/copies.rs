//! Copies of models, within a process and between processes.

use prefect_taskrun::model::FieldSet;
use prefect_taskrun::{self as core, Any, Model, ModelRef, ValueRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::attribute::attributes;
use crate::error::refused_objects;
use crate::validate::validate_with;

/// All fields' values, by name.
pub(crate) fn fields<'py>(py: Python<'py>, model: &dyn ModelRef) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    for attribute in attributes(py, model) {
        let (name, value) = attribute?;
        fields.set_item(name, value)?;
    }
    Ok(fields)
}

/// The names of the fields that were given.
pub(crate) fn fields_set(model: &dyn ModelRef) -> Vec<&'static str> {
    let fields = model.info().fields.iter().enumerate();
    fields.filter(|(index, _)| model.is_set(*index)).map(|(_, field)| field.name).collect()
}

/// The model whose fields have these values, and of which these were given.
pub(crate) fn restored<T: Model>(py: Python<'_>, fields: &Bound<'_, PyDict>, given: &[String]) -> PyResult<T> {
    let given = FieldSet::of_names(T::INFO, given.iter().map(String::as_str));
    // What a field is filled with matters to none: all are there.
    let context = core::Context::new(chrono::DateTime::UNIX_EPOCH, 0);
    validate_with(
        py,
        fields,
        &context,
        |input, check| T::restore(&input, given, check).ok_or(T::INFO.name),
        refused_objects,
    )
}

/// The model with other values for some fields.
pub(crate) fn updated<T: Model>(py: Python<'_>, model: &dyn ModelRef, update: &Bound<'_, PyDict>) -> PyResult<T> {
    let info = model.info();
    let fields = fields(py, model)?;
    let mut given: Vec<String> = fields_set(model).into_iter().map(str::to_owned).collect();
    for pair in update.items() {
        let (name, value): (String, Bound<'_, PyAny>) = pair.extract()?;
        if !fields.contains(&name)? {
            return Err(PyValueError::new_err(format!("\"{}\" object has no field \"{name}\"", info.name)));
        }
        fields.set_item(&name, value)?;
        given.push(name);
    }
    restored(py, &fields, &given)
}

/// The model with copies of the objects that it keeps as they came.
pub(crate) fn deep<T: Model>(py: Python<'_>, model: &dyn ModelRef, memo: Option<&Bound<'_, PyAny>>) -> PyResult<T> {
    let fields = fields(py, model)?;
    let deepcopy = py.import("copy")?.getattr("deepcopy")?;
    let fields = deepcopy.call1((fields, memo))?;
    let given: Vec<String> = fields_set(model).into_iter().map(str::to_owned).collect();
    restored(py, fields.cast()?, &given)
}

/// Whether a model or one in it keeps an object as it came.
pub(crate) fn keeps_objects(model: &dyn ModelRef) -> bool {
    let fields = 0..model.info().fields.len();
    fields.filter_map(|index| model.field(index)).any(|value| match value {
        ValueRef::Any(Any::Host(_)) => true,
        ValueRef::Model(model) => keeps_objects(model),
        _ => false,
    })
}
