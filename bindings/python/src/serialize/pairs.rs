//! What has keys and values, as pairs of them.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::kind::Kind;

pub(super) type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

pub(super) type Pairs<'py> = Box<dyn Iterator<Item = PyResult<Pair<'py>>> + 'py>;

/// The pairs of a dict, of a kind of dict, or of a dataclass's instance.
pub(super) fn pairs<'py>(kind: Kind, object: &Bound<'py, PyAny>) -> PyResult<Pairs<'py>> {
    Ok(match kind {
        Kind::Dataclass => fields(object)?,
        Kind::OrderedDict => {
            // It has an order of its own, which a dict's own items do not have.
            let pairs = object.call_method0(intern!(object.py(), "items"))?.try_iter()?;
            Box::new(pairs.map(|pair| pair?.extract()))
        }
        _ => Box::new(object.cast::<PyDict>()?.items().into_iter().map(|pair| pair.extract())),
    })
}

/// The fields of a dataclass's instance, all of them read before any is dumped.
fn fields<'py>(object: &Bound<'py, PyAny>) -> PyResult<Pairs<'py>> {
    let py = object.py();
    let fields = py.import("dataclasses")?.getattr("fields")?.call1((object,))?;
    let pairs = fields.try_iter()?.map(|field| {
        let name = field?.getattr(intern!(py, "name"))?;
        let value = object.getattr(name.cast::<PyString>()?)?;
        Ok((name, value))
    });
    Ok(Box::new(pairs.collect::<PyResult<Vec<_>>>()?.into_iter().map(Ok)))
}
