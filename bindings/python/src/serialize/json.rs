//! The walk that gives a sink what JSON can say of an object.

use prefect_taskrun::Model;
use prefect_taskrun::host::Sink;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::error::{TOO_DEEP, unknown};
use super::pairs::{Pair, pairs};
use super::{Unknown, Walk, text};
use crate::filter::Filter;
use crate::input::{date_text, date_time_text, duration, int, time_text};
use crate::kind::Kind;
use crate::model;
use crate::objects::{Mode, NotFinite};

impl<'py> Walk<'py> {
    /// Gives what is wanted of an object to a sink as JSON can say it.
    pub(crate) fn give(
        &mut self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
        sink: &mut dyn Sink,
    ) -> PyResult<()> {
        let kind = Kind::of(object);
        if matches!(kind, Kind::None | Kind::Bool | Kind::Int | Kind::Str) {
            // Pydantic looks no deeper, even where there is nothing deeper to see.
            if self.is_full() {
                return self.stop(TOO_DEEP, sink);
            }
            return self.give_known(kind, object, wanted, sink);
        }
        if let Err(words) = self.enter(object) {
            return self.stop(words, sink);
        }
        let given = self.give_known(kind, object, wanted, sink);
        self.leave();
        given
    }

    /// Gives what is wanted of a model.
    pub(crate) fn give_model(
        &mut self,
        py: Python<'py>,
        model: &Model<'_>,
        wanted: &Filter<'py>,
        sink: &mut dyn Sink,
    ) -> PyResult<()> {
        let dict = self.laid_out(py, model, Mode::Json)?;
        self.give_known(Kind::Dict, &dict, wanted, sink)
    }

    fn stop(&self, words: &'static str, sink: &mut dyn Sink) -> PyResult<()> {
        match self.unknown {
            Unknown::Refused => Err(PyValueError::new_err(words)),
            Unknown::Shown => {
                sink.str("...");
                Ok(())
            }
        }
    }

    fn give_known(
        &mut self,
        kind: Kind,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
        sink: &mut dyn Sink,
    ) -> PyResult<()> {
        let py = object.py();
        match kind {
            Kind::None => sink.null(),
            Kind::Bool => sink.bool(object.extract()?),
            Kind::Int => {
                sink.int(&int(object).ok_or_else(|| PyTypeError::new_err("expected an int"))?);
            }
            Kind::Float => sink.float(object.extract()?),
            Kind::NotFinite => sink.field_float(object.cast::<NotFinite>()?.get().0),
            Kind::Str => sink.str(object.cast::<PyString>()?.to_str()?),
            Kind::Bytes | Kind::ByteArray => sink.str(&text::bytes(object)?),
            Kind::List | Kind::Tuple | Kind::Deque | Kind::Iterator => self.give_items(object, wanted, sink)?,
            Kind::Set | Kind::FrozenSet => self.give_items(object, &Filter::none(), sink)?,
            Kind::Dict | Kind::Counter | Kind::OrderedDict | Kind::Dataclass => {
                self.give_pairs(pairs(kind, object)?, wanted, sink)?;
            }
            Kind::DateTime => sink.str(&date_time_text(object)?),
            Kind::Date => sink.str(&date_text(object)?),
            Kind::Time => sink.str(&time_text(object)?),
            Kind::TimeDelta => {
                let span = duration(object).transpose()?.unwrap_or_default();
                match self.unknown {
                    // In models Prefect has spans in seconds.
                    Unknown::Refused => sink.duration(span),
                    Unknown::Shown => sink.str(&span.to_string()),
                }
            }
            Kind::Uuid => sink.uuid(uuid::Uuid::from_u128(object.getattr(intern!(py, "int"))?.extract()?)),
            Kind::Text | Kind::Fraction => sink.str(object.str()?.to_str()?),
            Kind::Pattern => sink.str(object.getattr(intern!(py, "pattern"))?.str()?.to_str()?),
            Kind::Complex => sink.str(&text::complex(object)?),
            Kind::Model => {
                if let Some(model) = model::of_instance(object) {
                    self.give_model(py, model, wanted, sink)?;
                }
            }
            Kind::Pydantic => {
                let plain = self.dumped_by_pydantic(object, wanted, "json")?;
                self.give(&plain, &Filter::none(), sink)?;
            }
            Kind::Member => self.give(&object.getattr(intern!(py, "value"))?, wanted, sink)?,
            Kind::Unknown if self.unknown == Unknown::Shown => sink.str(&text::shown(object)),
            Kind::Unknown => match self.within.fallback(object)? {
                Some(instead) => self.give(&instead, wanted, sink)?,
                None => return Err(unknown(object)),
            },
        }
        Ok(())
    }

    fn give_items(&mut self, object: &Bound<'py, PyAny>, wanted: &Filter<'py>, sink: &mut dyn Sink) -> PyResult<()> {
        let wanted = wanted.of_items(object.len().ok())?;
        sink.begin_list();
        for (index, item) in object.try_iter()?.enumerate() {
            if let Some(wanted) = wanted.of_item(object.py(), index)? {
                self.give(&item?, &wanted, sink)?;
            }
        }
        sink.end_list();
        Ok(())
    }

    fn give_pairs(&mut self, pairs: Bound<'py, PyList>, wanted: &Filter<'py>, sink: &mut dyn Sink) -> PyResult<()> {
        sink.begin_map();
        for pair in pairs {
            let (key, value): Pair<'py> = pair.extract()?;
            if let Some(wanted) = wanted.within(&key)? {
                sink.key(&self.key(&key)?);
                self.give(&value, &wanted, sink)?;
            }
        }
        sink.end_map();
        Ok(())
    }
}
