use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

use crate::attribute::attribute;
use crate::model::OfInstance;

// A field of a model, as an attribute that is made when it is looked at. A doc comment would be that of every field: a
// class's own comes before its `__doc__`.
#[pyclass(frozen, module = "prefect_taskrun._native")]
pub(crate) struct Field {
    name: &'static str,
    doc: &'static str,
    index: usize,
    of_instance: OfInstance,
}

impl Field {
    pub(crate) fn new(name: &'static str, doc: &'static str, index: usize, of_instance: OfInstance) -> Self {
        Self { name, doc, index, of_instance }
    }

    /// Refuses to change a model.
    fn refuse(&self, instance: &Bound<'_, PyAny>) -> PyResult<()> {
        let class = instance.get_type().name()?;
        Err(PyAttributeError::new_err(format!(
            "`{class}` is immutable: `model_copy` makes one with another `{}`",
            self.name
        )))
    }
}

#[pymethods]
impl Field {
    fn __get__<'py>(
        this: &Bound<'py, Self>,
        instance: Option<&Bound<'py, PyAny>>,
        _owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Some(instance) = instance else {
            return Ok(this.clone().into_any());
        };
        let field = this.get();
        match (field.of_instance)(instance) {
            Some(model) => attribute(this.py(), model, field.index),
            None => Err(PyAttributeError::new_err(field.name)),
        }
    }

    fn __set__(&self, instance: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.refuse(instance)
    }

    fn __delete__(&self, instance: &Bound<'_, PyAny>) -> PyResult<()> {
        self.refuse(instance)
    }

    #[getter]
    fn __doc__(&self) -> &'static str {
        self.doc
    }

    #[getter]
    fn __name__(&self) -> &'static str {
        self.name
    }
}
