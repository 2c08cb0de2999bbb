//! The keys of dicts, as JSON has keys.

use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::error::unknown;
use super::{Unknown, Walk, text};
use crate::input::{date_text, date_time_text, duration, time_text};
use crate::kind::Kind;

impl<'py> Walk<'py> {
    /// A dictionary's key as JSON has keys.
    pub(super) fn key(&self, key: &Bound<'py, PyAny>) -> PyResult<String> {
        self.known_key(key, true)
    }

    /// What stands in for a key nothing stands in for again, or it could go on for ever.
    fn known_key(&self, key: &Bound<'py, PyAny>, may_fall_back: bool) -> PyResult<String> {
        let py = key.py();
        Ok(match Kind::of(key) {
            Kind::None => "None".into(),
            Kind::Bool => if key.is_truthy()? { "true" } else { "false" }.into(),
            Kind::Float if !key.extract::<f64>()?.is_finite() => "None".into(),
            Kind::Str => key.cast::<PyString>()?.to_str()?.into(),
            Kind::Bytes | Kind::ByteArray => text::bytes(key)?,
            Kind::DateTime => date_time_text(key)?,
            Kind::Date => date_text(key)?,
            Kind::Time => time_text(key)?,
            Kind::Tuple => {
                let items = key.cast::<PyTuple>()?.iter().map(|item| self.known_key(&item, may_fall_back));
                items.collect::<PyResult<Vec<_>>>()?.join(",")
            }
            Kind::Member => self.known_key(&key.getattr(intern!(py, "value"))?, may_fall_back)?,
            Kind::TimeDelta => {
                let span = duration(key).transpose()?.unwrap_or_default();
                match self.unknown {
                    Unknown::Refused => span.as_seconds().to_string(),
                    Unknown::Shown => span.to_string(),
                }
            }
            Kind::Pattern => key.getattr(intern!(py, "pattern"))?.str()?.to_string_lossy().into_owned(),
            Kind::Complex => text::complex(key)?,
            Kind::Unknown if self.unknown == Unknown::Shown => text::shown(key),
            Kind::Unknown => match self.within.fallback(key)? {
                Some(instead) if may_fall_back => self.known_key(&instead, false)?,
                _ => return Err(unknown(key)),
            },
            Kind::List
            | Kind::NotFinite
            | Kind::Set
            | Kind::FrozenSet
            | Kind::Deque
            | Kind::Dict
            | Kind::OrderedDict
            | Kind::Counter
            | Kind::Iterator => {
                return Err(PyTypeError::new_err(format!("`{}` not valid as object key", key.get_type().name()?)));
            }
            Kind::Int
            | Kind::Float
            | Kind::Text
            | Kind::Fraction
            | Kind::Uuid
            | Kind::Model
            | Kind::Pydantic
            | Kind::Dataclass => key.str()?.to_string_lossy().into_owned(),
        })
    }
}
