//! Objects that a model keeps as they are, as pydantic dumps values of which it knows no type.

mod error;
mod json;
mod key;
mod pairs;
mod plain;
mod text;

use prefect_taskrun::Model;
use pyo3::intern;
use pyo3::prelude::*;

use self::error::{CIRCULAR, TOO_DEEP};
pub(crate) use self::error::{SerializationError, not_json};
use crate::filter::Filter;
use crate::objects::{Builder, Mode};
use crate::options::Within;

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
pub(crate) struct Walk<'py> {
    unknown: Unknown,
    within: Within<'py>,
    /// The containers that are open, by their addresses.
    open: Vec<usize>,
}

impl<'py> Walk<'py> {
    pub(crate) fn new(unknown: Unknown, within: Within<'py>) -> Self {
        Self { unknown, within, open: Vec::new() }
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
    fn laid_out(&self, py: Python<'py>, model: &Model<'_>, mode: Mode) -> PyResult<Bound<'py, PyAny>> {
        let mut builder = Builder::on_the_way(py, mode);
        self.within.dump.model(model, &mut builder);
        builder.finish()
    }

    /// What is wanted of a model of pydantic's.
    fn dumped_by_pydantic(
        &self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
        mode: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = object.py();
        let options = self.within.as_pydantic_s(py)?;
        options.set_item("mode", mode)?;
        wanted.put_into(&options)?;
        let serializer = object.getattr(intern!(py, "__pydantic_serializer__"))?;
        serializer.call_method("to_python", (object,), Some(&options))
    }
}
