//! Which releases of Prefect take a payload.

use prefect_taskrun::host::support;
use prefect_taskrun::{Support, TaskRunCreate, supported_versions};
use pyo3::prelude::*;

use crate::context::{Context, resolve};
use crate::error::{is_refusal, refused};
use crate::held::{Body, Refused};
use crate::validate::validate;

/// Releases that say the same: the first, the first after them, and the exception that they raise.
type Range<'py> = (String, Option<String>, Option<Bound<'py, PyAny>>);

/// What each release says to a payload.
#[pyfunction]
#[pyo3(signature = (payload, *, context = None))]
pub(crate) fn supported<'py>(
    py: Python<'py>,
    payload: &Bound<'py, PyAny>,
    context: Option<&Context>,
) -> PyResult<Vec<Range<'py>>> {
    let context = resolve(context);
    let body = Body::of(payload)?;
    let ranges = match &body {
        Some(body) => {
            let raised = |error| refused(py, Box::new(Refused { body: body.clone_ref(py), error }));
            let ranges = supported_versions(body.as_bytes(), &context).into_iter();
            ranges.map(|Support { since, before, error }| Support { since, before, error: error.map(raised) }).collect()
        }
        None => support(&context, |context| validate(TaskRunCreate::INFO, payload, context).err(), PyErr::to_string),
    };
    let range = |Support { since, before, error }: Support<PyErr>| {
        let error = match error {
            Some(error) if !is_refusal(py, &error) => return Err(error),
            error => error.map(|error| error.into_value(py).into_bound(py).into_any()),
        };
        Ok((since.to_string(), before.map(|before| before.to_string()), error))
    };
    ranges.into_iter().map(range).collect()
}
