//! What cannot be dumped, in pydantic's words.

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;

use crate::input::repr;

create_exception!(
    prefect_taskrun,
    SerializationError,
    PyValueError,
    "What cannot be written as JSON: a model that keeps an object for which JSON has no form."
);

pub(super) const CIRCULAR: &str = "Circular reference detected (id repeated)";
pub(super) const TOO_DEEP: &str = "Maximum serialization depth exceeded";

/// The error of a model that was to be written as JSON.
pub(crate) fn not_json(py: Python<'_>, error: PyErr) -> PyErr {
    if error.is_instance_of::<SerializationError>(py) || !error.is_instance_of::<PyException>(py) {
        return error;
    }
    SerializationError::new_err(format!("Error serializing to JSON: {error}"))
}

pub(super) fn unknown(object: &Bound<'_, PyAny>) -> PyErr {
    SerializationError::new_err(format!("Unable to serialize unknown type: {}", repr(object.get_type().as_any())))
}
