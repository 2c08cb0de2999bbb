//! Models as dicts and as JSON.

use prefect_taskrun::host::{Kept, Sink, Writer};
use prefect_taskrun::{DateTime, Duration, Int, Model};
use pyo3::prelude::*;

use crate::filter::Filter;
use crate::kept::Object;
use crate::objects::{Builder, Mode};
use crate::options::Within;
use crate::serialize::{Unknown, Walk, not_json};

/// How a dump is to be, as it was asked for.
pub(crate) struct Options<'py> {
    pub(crate) within: Within<'py>,
    pub(crate) filter: Filter<'py>,
}

impl<'py> Options<'py> {
    /// The model as a dict.
    pub(crate) fn dict(&self, py: Python<'py>, model: &Model<'_>, mode: &str) -> PyResult<Bound<'py, PyAny>> {
        // Any other mode is a word between those who dump, and to pydantic as good as this one.
        let mode = if mode == "json" { Mode::Json } else { Mode::Python };
        let mut walk = Walk::new(Unknown::Refused, self.within.clone());
        if mode == Mode::Python && !self.filter.is_empty() {
            return walk.plain_model(py, model, &self.filter);
        }
        let mut builder = Builder::new(py, mode, self.within.clone());
        if self.filter.is_empty() {
            self.within.dump.model(model, &mut builder);
        } else {
            walk.give_model(py, model, &self.filter, &mut builder)?;
        }
        builder.finish()
    }

    /// The model as JSON.
    pub(crate) fn json(&self, py: Python<'py>, model: &Model<'_>, indent: Option<usize>) -> PyResult<String> {
        let mut writer = JsonText { py, within: self.within.clone(), writer: Writer::new(indent), raised: None };
        if self.filter.is_empty() {
            self.within.dump.model(model, &mut writer);
        } else {
            let mut walk = Walk::new(Unknown::Refused, self.within.clone());
            writer.raised = walk.give_model(py, model, &self.filter, &mut writer.writer).err();
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
    within: Within<'py>,
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
            Some(object) => Walk::new(Unknown::Refused, self.within.clone()).give(object, &Filter::none(), &mut writer),
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
