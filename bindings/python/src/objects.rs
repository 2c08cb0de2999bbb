//! Python's objects made of the core's values.

use chrono::{Datelike, Timelike};
use prefect_taskrun::host::{Kept, Sink};
use prefect_taskrun::{DateTime, Duration, Int};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDelta, PyDict, PyList, PyString};

use crate::filter::Filter;
use crate::kept::Object;
use crate::options::Within;
use crate::serialize::{Unknown, Walk};
use crate::state_type;

/// How values that JSON has no word for come out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As texts, as in JSON.
    Json,
    /// As `uuid.UUID`, `datetime.datetime` and so on.
    Python,
}

/// A sink that builds Python objects.
pub(crate) struct Builder<'py> {
    py: Python<'py>,
    mode: Mode,
    /// How objects that were kept as they came are dumped; nothing where those are to stay what they are.
    within: Option<Within<'py>>,
    /// Whether JSON is made of what is built.
    on_the_way: bool,
    open: Vec<Open<'py>>,
    done: PyResult<Option<Bound<'py, PyAny>>>,
}

/// A field's number that is not finite, on the way: it is not lost in JSON's form as one in an object that was kept is.
#[pyclass(frozen)]
pub(crate) struct NotFinite(pub(crate) f64);

enum Open<'py> {
    List(Bound<'py, PyList>),
    Dict(Bound<'py, PyDict>, Option<Bound<'py, PyString>>),
}

impl<'py> Builder<'py> {
    pub(crate) fn new(py: Python<'py>, mode: Mode, within: Within<'py>) -> Self {
        Self { py, mode, within: Some(within), on_the_way: false, open: Vec::new(), done: Ok(None) }
    }

    /// One whose objects are walked through next, to come out in a mode.
    pub(crate) fn on_the_way(py: Python<'py>, mode: Mode) -> Self {
        let (within, on_the_way) = (None, mode == Mode::Json);
        Self { py, mode: Mode::Python, within, on_the_way, open: Vec::new(), done: Ok(None) }
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

    fn put_result(&mut self, value: PyResult<Bound<'py, PyAny>>) {
        match value {
            Ok(value) => self.put(value),
            Err(error) if self.done.is_ok() => self.done = Err(error),
            Err(_) => {}
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
        self.put_result(int(self.py, value));
    }

    fn float(&mut self, value: f64) {
        // JSON has no word for what is not finite.
        if self.mode == Mode::Json && !value.is_finite() { self.null() } else { self.put(value) }
    }

    // Pydantic leaves it to who writes the JSON.
    fn field_float(&mut self, value: f64) {
        if self.on_the_way && !value.is_finite() { self.put(NotFinite(value)) } else { self.put(value) }
    }

    fn default_float(&mut self, value: f64) {
        if self.mode == Mode::Python && !self.on_the_way && value.fract() == 0.0 {
            self.put(value as i64);
        } else {
            self.field_float(value);
        }
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
            Mode::Python => self.put_result(uuid(self.py, value)),
        }
    }

    fn date_time(&mut self, value: DateTime) {
        match self.mode {
            Mode::Json => self.put(prefect_taskrun::format_date_time(&value)),
            Mode::Python => self.put_result(date_time(self.py, value)),
        }
    }

    fn duration(&mut self, value: Duration) {
        match self.mode {
            Mode::Json => self.put(value.as_seconds()),
            Mode::Python => self.put_result(duration(self.py, value)),
        }
    }

    fn member(&mut self, text: &'static str) {
        match self.mode {
            Mode::Json => self.put(text),
            Mode::Python => self.put_result(state_type::member(self.py, text)),
        }
    }

    fn host(&mut self, object: &Kept) {
        let Some(object) = Object::of(self.py, object) else {
            return self.null();
        };
        let Some(within) = self.within.clone() else {
            return self.put(object);
        };
        let mut walk = Walk::new(Unknown::Refused, within);
        match self.mode {
            Mode::Python => self.put_result(walk.plain(object, &Filter::none())),
            Mode::Json => {
                if let Err(error) = walk.give(object, &Filter::none(), self) {
                    self.put_result(Err(error));
                }
            }
        }
    }
}

/// An integer.
pub(crate) fn int<'py>(py: Python<'py>, number: &Int<'_>) -> PyResult<Bound<'py, PyAny>> {
    match number {
        Int::Small(number) => number.into_bound_py_any(py),
        Int::Big(digits) => match digits.parse::<num_bigint::BigInt>() {
            Ok(number) => number.into_bound_py_any(py),
            Err(error) => Err(pyo3::exceptions::PyValueError::new_err(error.to_string())),
        },
    }
}

/// A `uuid.UUID`, made as its `__init__` makes one once it has looked through all that it may be given.
pub(crate) fn uuid(py: Python<'_>, value: uuid::Uuid) -> PyResult<Bound<'_, PyAny>> {
    static PARTS: PyOnceLock<[Py<PyAny>; 5]> = PyOnceLock::new();
    let [class, new, set_int, set_is_safe, unknown] = PARTS.get_or_try_init(py, || {
        let module = py.import("uuid")?;
        let class = module.getattr("UUID")?;
        let new = py.import("builtins")?.getattr("object")?.getattr("__new__")?;
        // Its own `__setattr__` refuses; its slots do not.
        let set = |slot: &str| class.getattr(slot)?.getattr("__set__");
        let parts = [set("int")?, set("is_safe")?, module.getattr("SafeUUID")?.getattr("unknown")?];
        let [set_int, set_is_safe, unknown] = parts;
        PyResult::Ok([class, new, set_int, set_is_safe, unknown].map(Bound::unbind))
    })?;
    let made = new.bind(py).call1((class,))?;
    set_int.bind(py).call1((&made, value.as_u128()))?;
    set_is_safe.bind(py).call1((&made, unknown))?;
    Ok(made)
}

/// A `datetime.datetime`, made of the ten bytes that pickles have of one: nothing is asked of them that is known already.
pub(crate) fn date_time(py: Python<'_>, value: DateTime) -> PyResult<Bound<'_, PyAny>> {
    static PARTS: PyOnceLock<[Py<PyAny>; 2]> = PyOnceLock::new();
    let [class, utc] = PARTS.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        PyResult::Ok([module.getattr("datetime")?, utc].map(Bound::unbind))
    })?;
    let offset = *value.offset();
    let zone = match offset.local_minus_utc() {
        0 => utc.bind(py).clone(),
        _ => offset.into_bound_py_any(py)?,
    };
    let local = value.naive_utc().checked_add_offset(offset).unwrap_or_else(|| value.naive_utc());
    let [year_high, year_low] = (local.year() as u16).to_be_bytes();
    let [_, micros @ ..] = (local.nanosecond() / 1000).to_be_bytes();
    let [month, day, hour, minute, second] =
        [local.month(), local.day(), local.hour(), local.minute(), local.second()].map(|part| part as u8);
    let state = [year_high, year_low, month, day, hour, minute, second, micros[0], micros[1], micros[2]];
    class.bind(py).call1((PyBytes::new(py, &state), zone))
}

/// A `datetime.timedelta`.
pub(crate) fn duration(py: Python<'_>, span: Duration) -> PyResult<Bound<'_, PyAny>> {
    let (seconds, micros) = span.parts();
    let (days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    PyDelta::new(py, days as i32, seconds as i32, micros as i32, false).map(Bound::into_any)
}
