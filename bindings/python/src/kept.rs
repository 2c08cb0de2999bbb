use std::any::Any;

use prefect_taskrun::host::{HostObject, Writer};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::filter::Filter;
use crate::options::Within;
use crate::serialize::{Unknown, Walk};

/// An object that a model keeps as it is.
pub(crate) struct Object(Py<PyAny>);

impl Object {
    pub(crate) fn new(object: Py<PyAny>) -> Self {
        Self(object)
    }

    /// The object that was kept under what the core shows.
    pub(crate) fn of<'a, 'py>(py: Python<'py>, kept: &'a prefect_taskrun::host::Kept) -> Option<&'a Bound<'py, PyAny>> {
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
            // What JSON knows nothing of is shown instead: nobody is there to be told.
            [Unknown::Refused, Unknown::Shown].into_iter().find_map(|unknown| {
                let mut writer = Writer::new(None);
                Walk::new(unknown, Within::default()).give(self.0.bind(py), &Filter::none(), &mut writer).ok()?;
                Some(writer.finish())
            })
        })
    }
}
