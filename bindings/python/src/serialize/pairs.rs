//! What has keys and values, as pairs of them.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

use crate::kind::Kind;

pub(super) type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// The pairs of a dict, of a kind of dict, or of a dataclass's instance, all of them read before any is dumped.
pub(super) fn pairs<'py>(kind: Kind, object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    match kind {
        Kind::Dataclass => fields(object),
        Kind::OrderedDict => {
            // It has an order of its own, which a dict's own items do not have.
            let pairs = object.call_method0(intern!(object.py(), "items"))?.try_iter()?;
            PyList::new(object.py(), pairs.collect::<PyResult<Vec<_>>>()?)
        }
        _ => Ok(object.cast::<PyDict>()?.items()),
    }
}

fn fields<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    let py = object.py();
    let pairs = PyList::empty(py);
    for field in py.import("dataclasses")?.getattr("fields")?.call1((object,))?.try_iter()? {
        let name = field?.getattr(intern!(py, "name"))?;
        let value = object.getattr(name.cast::<PyString>()?)?;
        pairs.append((name, value))?;
    }
    Ok(pairs)
}
