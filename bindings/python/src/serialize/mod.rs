//! Objects that a model keeps as they are, as pydantic dumps values of which it knows no type.

mod error;
mod json;
mod key;
mod pairs;
mod plain;
mod text;

use prefect_taskrun::{Dump, Model};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use self::error::{CIRCULAR, TOO_DEEP};
pub(crate) use self::error::{SerializationError, not_json};
use crate::filter::Filter;
use crate::objects::{Builder, Mode};

/// How deep objects may nest.
const MOST_LEVELS: usize = 255;

/// What becomes of an object that JSON knows nothing of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It is an error.
    Refused,
    /// Its `str` stands for it.
    Shown,
}

/// One walk through an object.
pub(crate) struct Walk {
    unknown: Unknown,
    dump: Dump,
    /// The containers that are open, by their addresses.
    open: Vec<usize>,
}

impl Walk {
    pub(crate) fn new(unknown: Unknown, dump: Dump) -> Self {
        Self { unknown, dump, open: Vec::new() }
    }

    fn is_full(&self) -> bool {
        self.open.len() >= MOST_LEVELS
    }

    fn enter(&mut self, object: &Bound<'_, PyAny>) -> Result<(), &'static str> {
        let address = object.as_ptr() as usize;
        if self.open.contains(&address) {
            return Err(CIRCULAR);
        }
        if self.is_full() {
            return Err(TOO_DEEP);
        }
        self.open.push(address);
        Ok(())
    }

    fn leave(&mut self) {
        self.open.pop();
    }

    /// A model as a dict whose objects are to be walked through: those that were kept as they came still are.
    fn laid_out<'py>(&self, py: Python<'py>, model: &Model<'_>, mode: Mode) -> PyResult<Bound<'py, PyAny>> {
        let mut builder = Builder::on_the_way(py, mode);
        self.dump.model(model, &mut builder);
        builder.finish()
    }

    /// What is wanted of a model of pydantic's.
    fn dumped_by_pydantic<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
        mode: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = object.py();
        let options = PyDict::new(py);
        options.set_item("mode", mode)?;
        wanted.put_into(&options)?;
        options.set_item("exclude_unset", self.dump.exclude_unset)?;
        options.set_item("exclude_defaults", self.dump.exclude_defaults)?;
        options.set_item("exclude_none", self.dump.exclude_none)?;
        let serializer = object.getattr(intern!(py, "__pydantic_serializer__"))?;
        serializer.call_method("to_python", (object,), Some(&options))
    }
}
