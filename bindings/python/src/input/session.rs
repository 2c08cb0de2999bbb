use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::fmt;

use prefect_taskrun::ErrorKind;
use prefect_taskrun::host::Complaint;
use pyo3::exceptions::{PyAssertionError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use typed_arena::Arena;

use super::PyInput;

/// The texts that a model borrows. They are plain ones, which refer to nothing else, so that no cycle goes through a model.
pub(crate) type Texts = Arena<Py<PyString>>;

/// What one validation holds on to: the objects that it came across, and what Python raised.
pub(crate) struct Session<'a, 'py> {
    pub(super) py: Python<'py>,
    texts: &'a Texts,
    objects: Arena<Bound<'py, PyAny>>,
    has_unread: Cell<bool>,
    unread: RefCell<HashMap<*const Bound<'py, PyAny>, Complaint>>,
    /// The key of tags: all unions have the same.
    key: OnceCell<Bound<'py, PyString>>,
    has_raised: Cell<bool>,
    raised: RefCell<Option<PyErr>>,
}

/// More than most payloads have.
const MANY: usize = 128;

impl fmt::Debug for Session<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session")
    }
}

impl<'a, 'py> Session<'a, 'py> {
    pub(crate) fn new(py: Python<'py>, texts: &'a Texts) -> Self {
        Self {
            py,
            texts,
            objects: Arena::with_capacity(MANY),
            has_unread: Cell::new(false),
            unread: RefCell::default(),
            key: OnceCell::new(),
            has_raised: Cell::new(false),
            raised: RefCell::new(None),
        }
    }

    /// An object as an input. The session holds on to it, but to a text the place of texts does.
    // Longer than what functions give back in registers.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured")]
    pub(crate) fn input(&self, object: Bound<'py, PyAny>) -> PyInput<'a, '_, 'py> {
        match object.cast_into_exact::<PyString>() {
            Ok(text) => {
                let text: &'a Py<PyString> = self.texts.alloc(text.unbind());
                PyInput { object: text.bind(self.py).as_any(), text: text.to_str(self.py).ok(), session: self }
            }
            Err(error) => PyInput { object: self.objects.alloc(error.into_inner()), text: None, session: self },
        }
    }

    /// What an object's owner could not give, and why.
    pub(super) fn unreadable(&self, owner: Bound<'py, PyAny>, complaint: Complaint) -> PyInput<'a, '_, 'py> {
        let input = PyInput { object: self.objects.alloc(owner), text: None, session: self };
        self.unread.borrow_mut().insert(input.object, complaint);
        self.has_unread.set(true);
        input
    }

    /// Why the owner could not give what is due at an input, which is told by the place where it is kept.
    #[inline]
    pub(super) fn why_unread(&self, input: PyInput<'_, '_, 'py>) -> Option<Complaint> {
        if self.has_unread.get() { self.complaint_about(input) } else { None }
    }

    #[cold]
    fn complaint_about(&self, input: PyInput<'_, '_, 'py>) -> Option<Complaint> {
        self.unread.borrow().get(&std::ptr::from_ref(input.object)).cloned()
    }

    /// A key as an object, which is made only once.
    pub(super) fn interned(&self, py: Python<'py>, key: &str) -> Bound<'py, PyString> {
        let made = self.key.get_or_init(|| PyString::intern(py, key));
        if made.to_str().is_ok_and(|made| made == key) { made.clone() } else { PyString::intern(py, key) }
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
