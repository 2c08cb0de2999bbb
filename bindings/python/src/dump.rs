//! Models as dicts and as JSON.

use prefect_taskrun::{DateTime, Dump, Duration, Int, Kept, Model, Sink, Writer};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::filter::Filter;
use crate::kept::Object;
use crate::objects::{Builder, Mode};
use crate::serialize::{Unknown, Walk, not_json};

/// How a dump is to be, as it was asked for.
pub(crate) struct Options<'py> {
    pub(crate) dump: Dump,
    pub(crate) filter: Filter<'py>,
}

impl<'py> Options<'py> {
    /// The model as a dict.
    pub(crate) fn dict(&self, py: Python<'py>, model: &Model<'_>, mode: &str) -> PyResult<Bound<'py, PyAny>> {
        let mode = match mode {
            "python" => Mode::Python,
            "json" => Mode::Json,
            _ => return Err(PyValueError::new_err("mode must be 'python' or 'json'")),
        };
        // What is left out need not be good for JSON.
        let first = if self.filter.is_empty() { mode } else { Mode::Python };
        let mut builder = Builder::new(py, first, self.dump);
        self.dump.model(model, &mut builder);
        let dict = builder.finish()?;
        if self.filter.is_empty() {
            return Ok(dict);
        }
        let dict = self.filter.apply(&dict)?;
        if mode == Mode::Python {
            return Ok(dict);
        }
        let mut builder = Builder::new(py, mode, self.dump);
        self.dump.model(model, &mut builder);
        self.filter.apply(&builder.finish()?)
    }

    /// What is wanted of the model, on the way to JSON.
    fn filtered(&self, py: Python<'py>, model: &Model<'_>) -> PyResult<Bound<'py, PyAny>> {
        let mut builder = Builder::on_the_way_to_json(py, self.dump);
        self.dump.model(model, &mut builder);
        self.filter.apply(&builder.finish()?)
    }

    /// The model as JSON.
    pub(crate) fn json(&self, py: Python<'py>, model: &Model<'_>, indent: Option<usize>) -> PyResult<String> {
        let mut writer = JsonText { py, dump: self.dump, writer: Writer::new(indent), raised: None };
        if self.filter.is_empty() {
            self.dump.model(model, &mut writer);
        } else {
            let dict = self.filtered(py, model)?;
            let given = Walk::new(Unknown::Refused, self.dump).give(&dict, &mut writer.writer);
            writer.raised = given.err();
        }
        match writer.raised {
            None => Ok(writer.writer.finish()),
            Some(error) => Err(not_json(py, error)),
        }
    }
}

/// A writer of JSON that knows what to do with Python's objects.
struct JsonText<'py> {
    py: Python<'py>,
    dump: Dump,
    writer: Writer,
    raised: Option<PyErr>,
}

impl Sink for JsonText<'_> {
    fn null(&mut self) {
        self.writer.null();
    }

    fn bool(&mut self, value: bool) {
        self.writer.bool(value);
    }

    fn int(&mut self, value: &Int<'_>) {
        self.writer.int(value);
    }

    fn float(&mut self, value: f64) {
        self.writer.float(value);
    }

    fn str(&mut self, value: &str) {
        self.writer.str(value);
    }

    fn begin_list(&mut self) {
        self.writer.begin_list();
    }

    fn end_list(&mut self) {
        self.writer.end_list();
    }

    fn begin_map(&mut self) {
        self.writer.begin_map();
    }

    fn key(&mut self, key: &str) {
        self.writer.key(key);
    }

    fn end_map(&mut self) {
        self.writer.end_map();
    }

    fn uuid(&mut self, value: uuid::Uuid) {
        self.writer.uuid(value);
    }

    fn date_time(&mut self, value: DateTime) {
        self.writer.date_time(value);
    }

    fn duration(&mut self, value: Duration) {
        self.writer.duration(value);
    }

    fn host(&mut self, object: &Kept) {
        let mut writer = Writer::new(None);
        std::mem::swap(&mut writer, &mut self.writer);
        let given = match Object::of(self.py, object) {
            Some(object) => Walk::new(Unknown::Refused, self.dump).give(object, &mut writer),
            None => {
                writer.null();
                Ok(())
            }
        };
        self.writer = writer;
        if let Err(error) = given {
            self.raised.get_or_insert(error);
        }
    }
}
