//! The walk that makes of an object what a dump for Python has of it.

use prefect_taskrun::Model;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFrozenSet, PyList, PySet, PyString, PyTuple};

use super::Walk;
use super::pairs::{Pair, pairs};
use crate::filter::Filter;
use crate::kind::Kind;
use crate::model;
use crate::objects::Mode;

impl<'py> Walk<'py> {
    /// What is wanted of an object as a dump for Python has it: containers are copied and models become dicts, all else stays.
    pub(crate) fn plain(&mut self, object: &Bound<'py, PyAny>, wanted: &Filter<'py>) -> PyResult<Bound<'py, PyAny>> {
        let kind = Kind::of(object);
        // Within itself or too deep an object stands for itself.
        if matches!(kind, Kind::None | Kind::Bool | Kind::Int | Kind::Str) || self.enter(object).is_err() {
            return Ok(object.clone());
        }
        let plain = self.plain_known(kind, object, wanted);
        self.leave();
        plain
    }

    /// What is wanted of a model as a dump for Python has it.
    pub(crate) fn plain_model(
        &mut self,
        py: Python<'py>,
        model: &Model<'_>,
        wanted: &Filter<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let dict = self.laid_out(py, model, Mode::Python)?;
        self.plain_known(Kind::Dict, &dict, wanted)
    }

    fn plain_known(
        &mut self,
        kind: Kind,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = object.py();
        let collection = |name| py.import("collections")?.getattr(name);
        Ok(match kind {
            Kind::List => PyList::new(py, self.plain_items(object, wanted)?)?.into_any(),
            Kind::Tuple => PyTuple::new(py, self.plain_items(object, wanted)?)?.into_any(),
            Kind::Set => PySet::new(py, self.plain_items(object, &Filter::none())?)?.into_any(),
            Kind::FrozenSet => PyFrozenSet::new(py, self.plain_items(object, &Filter::none())?)?.into_any(),
            Kind::Deque => {
                let items = PyList::new(py, self.plain_items(object, wanted)?)?;
                let length = object.getattr(intern!(py, "maxlen"))?;
                collection("deque")?.call1((items, length))?
            }
            Kind::Dict | Kind::Dataclass => self.plain_pairs(py, pairs(kind, object)?, wanted)?.into_any(),
            Kind::Counter => collection("Counter")?.call1((self.plain_pairs(py, pairs(kind, object)?, wanted)?,))?,
            Kind::OrderedDict => {
                collection("OrderedDict")?.call1((self.plain_pairs(py, pairs(kind, object)?, wanted)?,))?
            }
            Kind::Model => match model::of_instance(object) {
                Some(model) => self.plain_model(py, model, wanted)?,
                None => object.clone(),
            },
            Kind::Pydantic => self.dumped_by_pydantic(object, wanted, "python")?,
            Kind::Fraction => object.str()?.into_any(),
            Kind::Unknown => match self.within.fallback(object)? {
                Some(instead) => self.plain(&instead, wanted)?,
                None => object.clone(),
            },
            _ => object.clone(),
        })
    }

    fn plain_items(&mut self, object: &Bound<'py, PyAny>, wanted: &Filter<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let wanted = wanted.of_items(object.len().ok())?;
        let mut items = Vec::new();
        for (index, item) in object.try_iter()?.enumerate() {
            if let Some(wanted) = wanted.of_item(object.py(), index)? {
                items.push(self.plain(&item?, &wanted)?);
            }
        }
        Ok(items)
    }

    fn plain_pairs(
        &mut self,
        py: Python<'py>,
        pairs: Bound<'py, PyList>,
        wanted: &Filter<'py>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for pair in pairs {
            let (key, value): Pair<'py> = pair.extract()?;
            if let Some(wanted) = wanted.within(&key)? {
                // Pydantic takes what is wanted of a value for what is wanted of its key.
                let key = if key.is_exact_instance_of::<PyString>() { key } else { self.plain(&key, &wanted)? };
                dict.set_item(key, self.plain(&value, &wanted)?)?;
            }
        }
        Ok(dict)
    }
}
