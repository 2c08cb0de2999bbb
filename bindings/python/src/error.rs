use prefect_taskrun as core;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyTuple, PyType};

use crate::objects::{Builder, Mode};

/// The errors of one validation; `ValidationError` shows them.
#[pyclass(frozen, module = "prefect_taskrun._native")]
pub(crate) struct Errors(core::ValidationError);

/// The exception to raise for a payload that was refused.
pub(crate) fn refused(py: Python<'_>, error: core::ValidationError) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    match CLASS.import(py, "prefect_taskrun._errors", "ValidationError") {
        Ok(class) => PyErr::from_type(class.clone(), (Errors(error),)),
        Err(error) => error,
    }
}

#[pymethods]
impl Errors {
    /// The name of the model that refused.
    #[getter]
    fn title(&self) -> &'static str {
        self.0.title()
    }

    /// How many errors there are.
    fn count(&self) -> usize {
        self.0.error_count()
    }

    /// The errors as dicts, in pydantic's shape.
    fn details<'py>(&self, py: Python<'py>, include_input: bool) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for error in self.0.errors() {
            let dict = PyDict::new(py);
            dict.set_item("type", error.code())?;
            dict.set_item("loc", loc(py, error.loc())?)?;
            dict.set_item("msg", error.message())?;
            if include_input {
                let mut input = Builder::new(py, Mode::Python);
                error.give_input(&mut input);
                dict.set_item("input", input.finish()?)?;
            }
            if let Some((name, detail)) = error.context() {
                let context = PyDict::new(py);
                context.set_item(name, detail)?;
                dict.set_item("ctx", context)?;
            }
            list.append(dict)?;
        }
        Ok(list)
    }

    /// Where each error's value stands in the body: start, end, line, column.
    fn spans(&self) -> Vec<(usize, usize, usize, usize)> {
        self.0.spans().iter().map(|span| (span.start, span.end, span.line, span.column)).collect()
    }

    /// The errors as a JSON list.
    fn json(&self) -> String {
        self.0.to_json()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

fn loc<'py>(py: Python<'py>, steps: &[core::Loc<'_>]) -> PyResult<Bound<'py, PyTuple>> {
    let step = |step: &core::Loc<'_>| -> PyResult<Bound<'py, PyAny>> {
        Ok(match step {
            core::Loc::Name(name) => name.into_pyobject(py)?.into_any(),
            core::Loc::Key(key) => key.as_ref().into_pyobject(py)?.into_any(),
            core::Loc::Int(number) => number.into_pyobject(py)?.into_any(),
            core::Loc::Index(index) => index.into_pyobject(py)?.into_any(),
        })
    };
    PyTuple::new(py, steps.iter().map(step).collect::<PyResult<Vec<_>>>()?)
}
