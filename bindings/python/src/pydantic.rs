//! What pydantic asks of the models' classes. It is imported only once it asks.

use pyo3::call::PyCallArgs;
use pyo3::exceptions::{PyAttributeError, PyImportError};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// What `_pydantic.py` answers of a class.
pub(crate) fn ask<'py>(
    class: &Bound<'py, PyType>,
    what: &str,
    arguments: impl PyCallArgs<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    class.py().import("prefect_taskrun._pydantic")?.call_method1(what, arguments)
}

/// The attribute by which pydantic dumps a model where it knows no type of it. Without pydantic there is none.
pub(crate) const SERIALIZER: &str = "__pydantic_serializer__";

/// A class's attribute that gives way to the serializer when it is first looked at.
#[pyclass(frozen, module = "prefect_taskrun._native")]
pub(crate) struct Serializer;

#[pymethods]
impl Serializer {
    fn __get__<'py>(
        _this: &Bound<'py, Self>,
        _instance: Option<&Bound<'py, PyAny>>,
        class: &Bound<'py, PyType>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = class.py();
        let serializer = ask(class, "serializer_of", (class,)).map_err(|error| {
            if error.is_instance_of::<PyImportError>(py) { PyAttributeError::new_err(SERIALIZER) } else { error }
        })?;
        class.setattr(SERIALIZER, &serializer)?;
        Ok(serializer)
    }
}
