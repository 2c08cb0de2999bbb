//! Python's objects made of the core's values.

use prefect_taskrun::{DateTime, Int, Kept, Sink};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

use crate::kept::Object;

/// How values that JSON has no word for come out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As texts, as in JSON.
    Json,
    /// As `uuid.UUID` and `datetime.datetime`.
    Python,
}

/// A sink that builds Python objects.
pub(crate) struct Builder<'py> {
    py: Python<'py>,
    mode: Mode,
    open: Vec<Open<'py>>,
    done: PyResult<Option<Bound<'py, PyAny>>>,
}

enum Open<'py> {
    List(Bound<'py, PyList>),
    Dict(Bound<'py, PyDict>, Option<Bound<'py, PyString>>),
}

impl<'py> Builder<'py> {
    pub(crate) fn new(py: Python<'py>, mode: Mode) -> Self {
        Self { py, mode, open: Vec::new(), done: Ok(None) }
    }

    /// The object that was built.
    pub(crate) fn finish(self) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.done?.unwrap_or_else(|| self.py.None().into_bound(self.py)))
    }

    fn put<T: IntoPyObjectExt<'py>>(&mut self, value: T) {
        if self.done.is_ok()
            && let Err(error) = value.into_bound_py_any(self.py).and_then(|value| self.place(value))
        {
            self.done = Err(error);
        }
    }

    fn place(&mut self, value: Bound<'py, PyAny>) -> PyResult<()> {
        match self.open.last_mut() {
            None => self.done = Ok(Some(value)),
            Some(Open::List(list)) => list.append(value)?,
            Some(Open::Dict(dict, key)) => {
                if let Some(key) = key.take() {
                    dict.set_item(key, value)?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::List(list)) => self.put(list),
            Some(Open::Dict(dict, _)) => self.put(dict),
            None => {}
        }
    }
}

impl Sink for Builder<'_> {
    fn null(&mut self) {
        self.put(self.py.None());
    }

    fn bool(&mut self, value: bool) {
        self.put(value);
    }

    fn int(&mut self, value: &Int<'_>) {
        match value {
            Int::Small(number) => self.put(*number),
            Int::Big(digits) => match big(self.py, digits) {
                Ok(number) => self.put(number),
                Err(error) => self.done = Err(error),
            },
        }
    }

    fn float(&mut self, value: f64) {
        self.put(value);
    }

    fn str(&mut self, value: &str) {
        self.put(value);
    }

    fn begin_list(&mut self) {
        self.open.push(Open::List(PyList::empty(self.py)));
    }

    fn end_list(&mut self) {
        self.close();
    }

    fn begin_map(&mut self) {
        self.open.push(Open::Dict(PyDict::new(self.py), None));
    }

    fn key(&mut self, name: &str) {
        if let Some(Open::Dict(_, key)) = self.open.last_mut() {
            *key = Some(PyString::new(self.py, name));
        }
    }

    fn end_map(&mut self) {
        self.close();
    }

    fn uuid(&mut self, value: uuid::Uuid) {
        match self.mode {
            Mode::Json => self.put(value.to_string()),
            Mode::Python => self.put(value),
        }
    }

    fn date_time(&mut self, value: DateTime) {
        match self.mode {
            Mode::Json => self.put(prefect_taskrun::format_date_time(&value)),
            Mode::Python => self.put(value),
        }
    }

    fn host(&mut self, object: &Kept) {
        match Object::of(self.py, object) {
            Some(object) => self.put(object.clone()),
            None => self.put(self.py.None()),
        }
    }
}

/// An integer past 64 bits; none has more digits than Python reads.
fn big<'py>(py: Python<'py>, digits: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("builtins")?.getattr("int")?.call1((digits,))
}
