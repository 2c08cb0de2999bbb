//! Python's dates and times.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use prefect_taskrun::host::Complaint;
use prefect_taskrun::{DateTime, Duration, ErrorKind, format_date_time};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateTime, PyDelta};

use super::session;

/// The instant that a datetime is, or why nobody knows.
pub(super) fn date_time(object: &Bound<'_, PyAny>) -> Option<Result<DateTime, Complaint>> {
    object.cast::<PyDateTime>().ok()?;
    Some(instant(object).map_err(|error| {
        let detail = session::words(object.py(), &error).into();
        Complaint { kind: ErrorKind::DatetimeObjectInvalid, detail }
    }))
}

fn instant(object: &Bound<'_, PyAny>) -> PyResult<DateTime> {
    let local = calendar_date(object)?.and_time(clock(object)?);
    at_offset(local, offset(object)?.unwrap_or(0))
}

fn at_offset(local: NaiveDateTime, seconds: i32) -> PyResult<DateTime> {
    let offset = FixedOffset::east_opt(seconds).ok_or_else(out_of_range)?;
    offset.from_local_datetime(&local).single().ok_or_else(out_of_range)
}

fn clock(object: &Bound<'_, PyAny>) -> PyResult<NaiveTime> {
    let py = object.py();
    let part = |name: &Bound<'_, _>| object.getattr(name)?.extract::<u32>();
    let time = NaiveTime::from_hms_micro_opt(
        part(intern!(py, "hour"))?,
        part(intern!(py, "minute"))?,
        part(intern!(py, "second"))?,
        part(intern!(py, "microsecond"))?,
    );
    time.ok_or_else(out_of_range)
}

/// The offset from UTC in seconds, if there is one.
fn offset(object: &Bound<'_, PyAny>) -> PyResult<Option<i32>> {
    let py = object.py();
    if object.getattr(intern!(py, "tzinfo"))?.is_none() {
        return Ok(None);
    }
    let offset = object.call_method0(intern!(py, "utcoffset"))?;
    if offset.is_none() {
        return Ok(None);
    }
    let seconds: f64 = offset.call_method0(intern!(py, "total_seconds"))?.extract()?;
    Ok(Some(seconds.round() as i32))
}

fn calendar_date(object: &Bound<'_, PyAny>) -> PyResult<NaiveDate> {
    let py = object.py();
    let year = object.getattr(intern!(py, "year"))?.extract()?;
    let month = object.getattr(intern!(py, "month"))?.extract()?;
    let day = object.getattr(intern!(py, "day"))?.extract()?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(out_of_range)
}

/// The first instant of a date.
pub(super) fn date(object: &Bound<'_, PyAny>) -> Option<PyResult<DateTime>> {
    object.cast::<PyDate>().ok()?;
    Some(calendar_date(object).map(|date| date.and_time(NaiveTime::MIN).and_utc().fixed_offset()))
}

/// The span that a timedelta is.
pub(crate) fn duration(object: &Bound<'_, PyAny>) -> Option<PyResult<Duration>> {
    object.cast::<PyDelta>().ok()?;
    Some(span(object))
}

fn span(object: &Bound<'_, PyAny>) -> PyResult<Duration> {
    let py = object.py();
    let part = |name: &Bound<'_, _>| object.getattr(name)?.extract::<i64>();
    let seconds = part(intern!(py, "days"))?.saturating_mul(86_400).saturating_add(part(intern!(py, "seconds"))?);
    Ok(Duration::new(seconds, part(intern!(py, "microseconds"))?))
}

/// A datetime as pydantic writes it.
pub(crate) fn date_time_text(object: &Bound<'_, PyAny>) -> PyResult<String> {
    text_at(calendar_date(object)?.and_time(clock(object)?), offset(object)?)
}

/// A date as pydantic writes it.
pub(crate) fn date_text(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = text_at(calendar_date(object)?.and_time(NaiveTime::MIN), None)?;
    Ok(text.split_once('T').map_or_else(String::new, |(date, _)| date.into()))
}

/// A time of day as pydantic writes it.
pub(crate) fn time_text(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = text_at(NaiveDate::default().and_time(clock(object)?), offset(object)?)?;
    Ok(text.split_once('T').map_or_else(String::new, |(_, time)| time.into()))
}

fn text_at(local: NaiveDateTime, offset: Option<i32>) -> PyResult<String> {
    let mut text = format_date_time(&at_offset(local, offset.unwrap_or(0))?);
    if offset.is_none() {
        text.pop();
    }
    Ok(text)
}

fn out_of_range() -> PyErr {
    PyValueError::new_err("a part is out of range")
}
