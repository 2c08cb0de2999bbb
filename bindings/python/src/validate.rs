//! Validation of Python's objects.

use prefect_taskrun::check::Check;
use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{self as core, Line, Model};
use pyo3::prelude::*;

use crate::error::refused_objects;
use crate::input::{PyInput, Session};
use crate::rewritten::rewritten;

/// Validates an object as the server does, with no detour through JSON.
///
/// Raises `ValidationError` with everything that is wrong with it, or what Python raised meanwhile.
pub(crate) fn validate(
    py: Python<'_>,
    info: &'static ModelInfo,
    object: &Bound<'_, PyAny>,
    context: &core::Context,
) -> PyResult<Model<'static>> {
    validate_with(
        py,
        object,
        context,
        |input, check| check.model(info, &input).map(Model::into_owned).ok_or(info.name),
        refused_objects,
    )
}

/// Makes something of an object; `make` fails with the error's title, and `refuse` makes the exception.
pub(crate) fn validate_with<T>(
    py: Python<'_>,
    object: &Bound<'_, PyAny>,
    context: &core::Context,
    make: impl for<'a, 'py> FnOnce(PyInput<'a, 'py>, &mut Check<'a, '_, PyInput<'a, 'py>>) -> Result<T, &'static str>,
    refuse: impl FnOnce(Python<'_>, &'static str, Vec<Line<'_, PyInput<'_, '_>>>) -> PyErr,
) -> PyResult<T> {
    let session = Session::new();
    let mut check = Check::new(context);
    let result = make(PyInput::new(object, &session), &mut check).map_err(|title| {
        let rewrites = check.take_rewrites();
        match rewritten(check.into_lines(), &rewrites, &session) {
            Ok(lines) => refuse(py, title, lines),
            Err(error) => error,
        }
    });
    // What Python raised comes before whatever was made of what it then did not say.
    session.finish()?;
    result
}
