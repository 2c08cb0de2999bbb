//! Validation of Python's objects.

use prefect_taskrun::host::Check;
use prefect_taskrun::host::Line;
use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{self as core, Model};
use pyo3::prelude::*;

use crate::error::refused_objects;
use crate::held::Held;
use crate::input::{PyInput, Session, Texts};
use crate::rewritten::rewritten;

/// Validates an object as the server does, with no detour through JSON.
///
/// Raises `ValidationError` with everything that is wrong with it, or what Python raised meanwhile.
pub(crate) fn validate(info: &'static ModelInfo, object: &Bound<'_, PyAny>, context: &core::Context) -> PyResult<Held> {
    validate_with(object, context, |input, check| check.model(info, &input).ok_or(info.name), refused_objects)
}

/// Makes a model of an object; `make` fails with the error's title, and `refuse` makes the exception.
pub(crate) fn validate_with(
    object: &Bound<'_, PyAny>,
    context: &core::Context,
    make: impl for<'a, 's, 'py> FnOnce(
        PyInput<'a, 's, 'py>,
        &mut Check<'a, '_, PyInput<'a, 's, 'py>>,
    ) -> Result<Model<'a>, &'static str>,
    refuse: impl FnOnce(Python<'_>, &'static str, Vec<Line<'_, PyInput<'_, '_, '_>>>) -> PyErr,
) -> PyResult<Held> {
    Held::convert(|texts| validate_borrowing(texts, object, context, make, refuse))
}

/// The same of a model that borrows its texts.
fn validate_borrowing<'a, 'py>(
    texts: &'a Texts,
    object: &Bound<'py, PyAny>,
    context: &core::Context,
    make: impl for<'s> FnOnce(
        PyInput<'a, 's, 'py>,
        &mut Check<'a, '_, PyInput<'a, 's, 'py>>,
    ) -> Result<Model<'a>, &'static str>,
    refuse: impl FnOnce(Python<'_>, &'static str, Vec<Line<'_, PyInput<'_, '_, '_>>>) -> PyErr,
) -> PyResult<Model<'a>> {
    let py = object.py();
    let session = Session::new(py, texts);
    let mut check = Check::new(context);
    let result = make(session.input(object.clone()), &mut check).map_err(|title| {
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
