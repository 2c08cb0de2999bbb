//! The texts that stand for values in JSON, whether they are members or keys.

use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyByteArrayMethods, PyBytes, PyComplex, PyComplexMethods};

pub(super) fn bytes(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let bytes = match object.cast::<PyByteArray>() {
        Ok(array) => array.to_vec(),
        Err(_) => object.cast::<PyBytes>()?.as_bytes().to_vec(),
    };
    Ok(String::from_utf8(bytes)?)
}

pub(super) fn complex(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let number = object.cast::<PyComplex>()?;
    let (real, imaginary) = (number.real(), number.imag());
    if real == 0.0 {
        return Ok(format!("{imaginary}j"));
    }
    let sign = if imaginary.is_nan() || imaginary.is_sign_positive() { "+" } else { "" };
    Ok(format!("{real}{sign}{imaginary}j"))
}

/// What stands for an object of which JSON knows nothing.
pub(super) fn shown(object: &Bound<'_, PyAny>) -> String {
    match (object.str(), object.get_type().qualname()) {
        (Ok(text), _) => text.to_string_lossy().into_owned(),
        (Err(_), Ok(name)) => format!("<Unserializable {name} object>"),
        (Err(_), Err(_)) => "<Unserializable object>".into(),
    }
}
