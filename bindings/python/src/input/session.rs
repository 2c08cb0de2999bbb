use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;

use prefect_taskrun::{Complaint, ErrorKind};
use pyo3::exceptions::{PyAssertionError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use typed_arena::Arena;

use super::PyInput;

/// The texts that a model borrows. They are plain ones, which refer to nothing else, so that no cycle goes through a model.
pub(crate) type Texts = Arena<Py<PyString>>;

/// What one validation holds on to: the objects that it came across, and what Python raised.
pub(crate) struct Session<'a, 'py> {
    texts: &'a Texts,
    objects: Arena<Bound<'py, PyAny>>,
    complaints: OnceCell<Arena<Complaint>>,
    /// The key of tags: all unions have the same.
    key: OnceCell<Bound<'py, PyString>>,
    has_raised: Cell<bool>,
    raised: RefCell<Option<PyErr>>,
}

impl fmt::Debug for Session<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session")
    }
}

impl<'a, 'py> Session<'a, 'py> {
    pub(crate) fn new(texts: &'a Texts) -> Self {
        Self {
            texts,
            objects: Arena::new(),
            complaints: OnceCell::new(),
            key: OnceCell::new(),
            has_raised: Cell::new(false),
            raised: RefCell::new(None),
        }
    }

    /// An object as an input. The session holds on to it, or to its text whoever gave it the texts' place.
    pub(crate) fn input(&self, object: Bound<'py, PyAny>) -> PyInput<'a, '_, 'py> {
        let py = object.py();
        let (object, text): (&Bound<'py, PyAny>, _) = match object.cast_into_exact::<PyString>() {
            Ok(text) => {
                let text: &'a Py<PyString> = self.texts.alloc(text.unbind());
                (text.bind(py).as_any(), text.to_str(py).ok())
            }
            Err(error) => (self.objects.alloc(error.into_inner()), None),
        };
        PyInput { object, text, session: self, unread: None }
    }

    /// A key as an object, which is made only once.
    pub(super) fn interned(&self, py: Python<'py>, key: &str) -> Bound<'py, PyString> {
        let made = self.key.get_or_init(|| PyString::intern(py, key));
        if made.to_str().is_ok_and(|made| made == key) { made.clone() } else { PyString::intern(py, key) }
    }

    pub(super) fn keep_complaint(&self, complaint: Complaint) -> &Complaint {
        self.complaints.get_or_init(Arena::new).alloc(complaint)
    }

    pub(super) fn has_raised(&self) -> bool {
        self.has_raised.get()
    }

    /// Notes an exception that ends the validation; the first one counts.
    pub(super) fn raise(&self, error: PyErr) {
        if !self.has_raised.replace(true) {
            self.raised.replace(Some(error));
        }
    }

    /// The result of something in which Python may raise.
    pub(super) fn catch<T>(&self, result: PyResult<T>) -> Option<T> {
        result.map_err(|error| self.raise(error)).ok()
    }

    /// An exception in a rule of Prefect's own: one that pydantic makes an error of, or one that ends the validation.
    pub(super) fn complaint(&self, py: Python<'_>, error: PyErr) -> Option<Complaint> {
        let kind = if error.is_instance_of::<PyValueError>(py) {
            ErrorKind::ValueError
        } else if error.is_instance_of::<PyAssertionError>(py) {
            ErrorKind::AssertionError
        } else {
            self.raise(error);
            return None;
        };
        let words = error.value(py).str().map(|words| words.to_string_lossy().into_owned());
        Some(Complaint { kind, detail: words.unwrap_or_default().into() })
    }

    /// What Python raised.
    pub(crate) fn finish(self) -> PyResult<()> {
        self.raised.into_inner().map_or(Ok(()), Err)
    }
}

/// An exception in pydantic's words.
pub(super) fn words(py: Python<'_>, error: &PyErr) -> String {
    let value = error.value(py);
    let Ok(name) = value.get_type().qualname() else {
        return "Unknown Error".into();
    };
    match value.str() {
        Ok(text) if text.is_empty().unwrap_or(false) => name.to_string(),
        Ok(text) => format!("{name}: {}", text.to_string_lossy()),
        Err(_) => format!("{name}: <exception str() failed>"),
    }
}
