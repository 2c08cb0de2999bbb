use std::ffi::CString;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use getrandom::SysRng;
use getrandom::rand_core::{Rng, UnwrapErr};
use prefect_taskrun as core;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDateTime;

/// The present and a source of randomness: all that a result depends on beside the payload.
///
/// The same payload in the same context gives the same result, in every language. `now` is the present, an aware datetime; by
/// default the time of the call that uses the context. `seed` is what ids and names follow from, from 0 to 2**128 - 1; by
/// default 128 random bits for each call.
#[pyclass(frozen, eq, hash, module = "prefect_taskrun")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Context {
    now: Option<DateTime<Utc>>,
    /// In bytes, as a `u128` cannot stand in every Python's objects.
    seed: Option<[u8; 16]>,
}

#[pymethods]
impl Context {
    #[new]
    #[pyo3(signature = (now = None, seed = None))]
    fn new(now: Option<Bound<'_, PyAny>>, seed: Option<Bound<'_, PyAny>>) -> PyResult<Self> {
        let now = now
            .map(|now| {
                if !now.is_instance_of::<PyDateTime>() {
                    let class = now.get_type().name()?;
                    return Err(PyTypeError::new_err(format!("now must be an aware datetime, not {class}")));
                }
                if now.call_method0("utcoffset")?.is_none() {
                    return Err(PyValueError::new_err("now must be aware: give it a tzinfo"));
                }
                let utc = now.py().import("datetime")?.getattr("timezone")?.getattr("utc")?;
                now.call_method1("astimezone", (utc,))?.extract()
            })
            .transpose()?;
        let seed = seed
            .map(|seed| {
                let seed = seed.extract().map(u128::to_le_bytes);
                seed.map_err(|_| PyValueError::new_err("seed must be an integer from 0 to 2**128 - 1"))
            })
            .transpose()?;
        Ok(Self { now, seed })
    }

    /// The present, if it was given.
    #[getter]
    fn now(&self) -> Option<DateTime<Utc>> {
        self.now
    }

    /// What ids and names follow from, if it was given.
    #[getter]
    fn seed(&self) -> Option<u128> {
        self.seed.map(u128::from_le_bytes)
    }

    /// What a copy is made of, in another process say.
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCHED: (&str, &str) = ("now", "seed");

    fn __getnewargs__(&self) -> (Option<DateTime<Utc>>, Option<u128>) {
        (self.now, self.seed())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let now = self.now.into_pyobject(py)?.repr()?;
        let seed = self.seed().into_pyobject(py)?.repr()?;
        Ok(format!("Context(now={now}, seed={seed})"))
    }
}

/// The core's context with the rules of a release, by default the newest. Warns where the release is newer.
pub(crate) fn resolve_at(
    py: Python<'_>,
    context: Option<&Context>,
    server_version: Option<&str>,
) -> PyResult<core::Context> {
    let context = resolve(context);
    let Some(version) = server_version else { return Ok(context) };
    let release = release(version)?;
    if let Some(notice) = release.notice().and_then(|notice| CString::new(notice).ok()) {
        let category = py.import("prefect_taskrun._versions")?.getattr("UnknownVersionWarning")?;
        PyErr::warn(py, &category, &notice, 1)?;
    }
    Ok(context.at(release))
}

fn release(version: &str) -> PyResult<core::Release> {
    version.parse().map_err(|error: core::ReleaseError| PyValueError::new_err(error.to_string()))
}

/// What whoever asks for a release must know, if anything. Raises `ValueError` for what is no release.
#[pyfunction]
pub(crate) fn notice(server_version: &str) -> PyResult<Option<String>> {
    Ok(release(server_version)?.notice())
}

/// The core's context: what was given, and for the rest the host's clock and randomness.
pub(crate) fn resolve(context: Option<&Context>) -> core::Context {
    let now = context.and_then(|context| context.now).unwrap_or_else(|| SystemTime::now().into());
    match context.and_then(Context::seed) {
        Some(seed) => core::Context::new(now, seed),
        None => core::Context::new(now, 0).drawing(random),
    }
}

fn random() -> u128 {
    let mut bytes = [0; 16];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    u128::from_le_bytes(bytes)
}
