//! Pydantic's options beside those that the methods name themselves.

use prefect_taskrun::Dump;
use pyo3::exceptions::{PyNotImplementedError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Those of a dump. A model itself comes out the same with any of them, having no aliases, no computed fields and nothing but
/// what was validated; they are for the objects that it keeps as they came.
const OF_DUMPS: &[&str] = &[
    "by_alias",
    "context",
    "exclude_computed_fields",
    FALLBACK,
    "polymorphic_serialization",
    "round_trip",
    "serialize_as_any",
    "warnings",
];

const FALLBACK: &str = "fallback";

/// How objects within a model are dumped.
#[derive(Clone, Default)]
pub(crate) struct Within<'py> {
    /// What is left out of models.
    pub(crate) dump: Dump,
    options: Option<Bound<'py, PyDict>>,
}

impl<'py> Within<'py> {
    /// Raises `TypeError`, as a call of `method` does, for an option that pydantic does not have.
    pub(crate) fn new(method: &str, dump: Dump, options: Option<Bound<'py, PyDict>>) -> PyResult<Self> {
        if let Some(options) = &options {
            known(method, options, OF_DUMPS)?;
        }
        Ok(Self { dump, options })
    }

    /// As pydantic's own methods take it.
    pub(crate) fn as_pydantic_s(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let options = self.options.as_ref().map_or_else(|| Ok(PyDict::new(py)), PyDictMethods::copy)?;
        options.set_item("exclude_unset", self.dump.exclude_unset)?;
        options.set_item("exclude_defaults", self.dump.exclude_defaults)?;
        options.set_item("exclude_none", self.dump.exclude_none)?;
        Ok(options)
    }

    /// What is to be dumped instead of an object of which nothing is known, if the caller has something.
    pub(crate) fn fallback(&self, object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(options) = &self.options else { return Ok(None) };
        match options.get_item(FALLBACK)? {
            Some(fallback) if !fallback.is_none() => fallback.call1((object,)).map(Some),
            _ => Ok(None),
        }
    }
}

/// Refuses options of a validation that would make it another than the server's.
pub(crate) fn validates(method: &str, options: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
    let Some(options) = options else { return Ok(()) };
    known(method, options, &["by_alias", "by_name", "extra", "from_attributes", "strict"])?;
    for (name, value) in options {
        let name: String = name.extract()?;
        let same = match name.as_str() {
            "strict" | "extra" => value.is_none(),
            "from_attributes" => value.is_none() || value.is_truthy()?,
            _ => true,
        };
        if !same {
            return Err(PyNotImplementedError::new_err(format!(
                "{method}() validates as a Prefect server does, which `{name}={}` would not",
                value.repr()?.to_string_lossy()
            )));
        }
    }
    Ok(())
}

fn known(method: &str, options: &Bound<'_, PyDict>, names: &[&str]) -> PyResult<()> {
    for name in options.keys() {
        let name: String = name.extract()?;
        if !names.contains(&name.as_str()) {
            return Err(PyTypeError::new_err(format!("{method}() got an unexpected keyword argument '{name}'")));
        }
    }
    Ok(())
}
