use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// A body's bytes.
pub(crate) fn body<'a>(data: &'a Bound<'_, PyAny>) -> PyResult<Cow<'a, [u8]>> {
    if let Ok(bytes) = data.cast::<PyBytes>() {
        return Ok(Cow::Borrowed(bytes.as_bytes()));
    }
    let Ok(text) = data.cast::<PyString>() else {
        return Err(PyTypeError::new_err("data must be str or bytes"));
    };
    match text.to_str() {
        Ok(text) => Ok(Cow::Borrowed(text.as_bytes())),
        // Half a surrogate pair: no text, and the core says so.
        Err(_) => {
            let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
            Ok(Cow::Owned(bytes.cast::<PyBytes>()?.as_bytes().to_vec()))
        }
    }
}
