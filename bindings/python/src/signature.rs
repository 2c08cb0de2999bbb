use prefect_taskrun::model::{Absent, ModelInfo};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyList, PyType};

/// The attribute by which notebooks and editors tell what a class takes.
pub(crate) const SIGNATURE: &str = "__signature__";

/// A class's attribute that gives way to the signature when it is first looked at: what makes one takes long to import.
#[pyclass(frozen, module = "prefect_taskrun._native")]
pub(crate) struct Signature(pub(crate) &'static ModelInfo);

/// The default of a field that is made anew for each model.
#[pyclass(frozen, module = "prefect_taskrun._native")]
struct Anew;

#[pymethods]
impl Anew {
    /// As in the stubs.
    fn __repr__(_this: &Bound<'_, Self>) -> &'static str {
        "..."
    }
}

#[pymethods]
impl Signature {
    fn __get__<'py>(
        &self,
        _instance: Option<&Bound<'py, PyAny>>,
        class: &Bound<'py, PyType>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = class.py();
        let inspect = py.import("inspect")?;
        let parameter = inspect.getattr("Parameter")?;
        let named = parameter.getattr("KEYWORD_ONLY")?;
        let parameters = self.0.fields.iter().map(|field| {
            let default = match field.default {
                Absent::Required => parameter.getattr("empty")?,
                Absent::Null => py.None().into_bound(py),
                Absent::Empty | Absent::Made(_) => Anew.into_bound_py_any(py)?,
            };
            parameter.call((field.name, &named), Some(&[("default", default)].into_py_dict(py)?))
        });
        let parameters = PyList::new(py, parameters.collect::<PyResult<Vec<_>>>()?)?;
        let signature = inspect.getattr("Signature")?.call1((parameters,))?;
        class.setattr(SIGNATURE, &signature)?;
        Ok(signature)
    }
}
