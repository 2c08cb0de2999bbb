use std::any::Any;

use prefect_taskrun::HostObject;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict, PyString};

/// An object that a model keeps as it is.
pub(crate) struct Object(Py<PyAny>);

impl Object {
    pub(crate) fn new(object: Py<PyAny>) -> Self {
        Self(object)
    }

    /// The object that was kept under what the core shows.
    pub(crate) fn of<'a, 'py>(py: Python<'py>, kept: &'a prefect_taskrun::Kept) -> Option<&'a Bound<'py, PyAny>> {
        kept.object().as_any().downcast_ref::<Self>().map(|object| object.0.bind(py))
    }
}

impl HostObject for Object {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn has_member(&self, key: &str, text: &str) -> bool {
        Python::attach(|py| {
            let member = self.0.bind(py).cast::<PyDict>().ok()?.get_item(key).ok()??;
            member.eq(text).ok()
        })
        .unwrap_or(false)
    }
    fn json(&self) -> Option<String> {
        Python::attach(|py| {
            let options = [("default", py.get_type::<PyString>())].into_py_dict(py)?;
            py.import("json")?.getattr("dumps")?.call((&self.0,), Some(&options))?.extract()
        })
        .ok()
    }
}
