//! Objects that a model keeps as they are, as pydantic dumps values of which it knows no type.

use prefect_taskrun::{Dump, Model, Sink};
use pyo3::create_exception;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{
    PyByteArray, PyByteArrayMethods, PyBytes, PyComplex, PyComplexMethods, PyDict, PyFrozenSet, PyList, PySet,
    PyString, PyTuple,
};

use crate::filter::Filter;
use crate::input::{date_text, date_time_text, duration, int, repr, time_text};
use crate::kind::Kind;
use crate::model;
use crate::objects::{Builder, Mode};

create_exception!(
    prefect_taskrun,
    SerializationError,
    PyValueError,
    "A model that JSON cannot say, as it keeps an object of which JSON knows nothing."
);

/// How deep objects may nest.
const MOST_LEVELS: usize = 255;

/// What becomes of an object that JSON knows nothing of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It is an error.
    Refused,
    /// Its `str` stands for it.
    Shown,
}

/// One walk through an object.
pub(crate) struct Walk {
    unknown: Unknown,
    dump: Dump,
    /// The containers that are open, by their addresses.
    open: Vec<usize>,
}

impl Walk {
    pub(crate) fn new(unknown: Unknown, dump: Dump) -> Self {
        Self { unknown, dump, open: Vec::new() }
    }

    /// Gives what is wanted of an object to a sink as JSON can say it.
    pub(crate) fn give<'py>(
        &mut self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
        sink: &mut dyn Sink,
    ) -> PyResult<()> {
        let kind = Kind::of(object);
        if matches!(kind, Kind::None | Kind::Bool | Kind::Int | Kind::Str) {
            // Pydantic looks no deeper, even where there is nothing deeper to see.
            if self.open.len() >= MOST_LEVELS {
                return self.stop(TOO_DEEP, sink);
            }
            return self.give_known(kind, object, wanted, sink);
        }
        if let Err(words) = self.enter(object) {
            return self.stop(words, sink);
        }
        let given = self.give_known(kind, object, wanted, sink);
        self.open.pop();
        given
    }

    fn enter(&mut self, object: &Bound<'_, PyAny>) -> Result<(), &'static str> {
        let address = object.as_ptr() as usize;
        if self.open.contains(&address) {
            return Err(CIRCULAR);
        }
        if self.open.len() >= MOST_LEVELS {
            return Err(TOO_DEEP);
        }
        self.open.push(address);
        Ok(())
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

    /// Gives what is wanted of a model.
    pub(crate) fn give_model<'py>(
        &mut self,
        py: Python<'py>,
        model: &Model<'_>,
        wanted: &Filter<'py>,
        sink: &mut dyn Sink,
    ) -> PyResult<()> {
        let dict = self.laid_out(py, model, Mode::Json)?;
        self.give_known(Kind::Dict, &dict, wanted, sink)
    }

    /// A model as a dict whose objects are to be walked through: those that were kept as they came still are.
    fn laid_out<'py>(&self, py: Python<'py>, model: &Model<'_>, mode: Mode) -> PyResult<Bound<'py, PyAny>> {
        let mut builder = Builder::on_the_way(py, mode);
        self.dump.model(model, &mut builder);
        builder.finish()
    }

    fn give_known<'py>(
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
            Kind::Str => sink.str(object.cast::<PyString>()?.to_str()?),
            Kind::Bytes => sink.str(&String::from_utf8(object.cast::<PyBytes>()?.as_bytes().to_vec())?),
            Kind::ByteArray => sink.str(&String::from_utf8(object.cast::<PyByteArray>()?.to_vec())?),
            Kind::List | Kind::Tuple | Kind::Deque | Kind::Iterator => self.give_items(object, wanted, sink)?,
            Kind::Set | Kind::FrozenSet => self.give_items(object, &Filter::none(), sink)?,
            Kind::Dict | Kind::Counter => {
                let pairs = object.cast::<PyDict>()?.items();
                self.give_pairs(pairs.iter().map(|pair| pair.extract()), wanted, sink)?;
            }
            Kind::OrderedDict => {
                let pairs = object.call_method0(intern!(py, "items"))?.try_iter()?;
                self.give_pairs(pairs.map(|pair| pair?.extract()), wanted, sink)?;
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
            Kind::Complex => sink.str(&complex_text(object.cast()?)),
            Kind::Model => {
                if let Some(model) = model::of_instance(object) {
                    self.give_model(py, model, wanted, sink)?;
                }
            }
            Kind::Pydantic => {
                let plain = self.dumped_by_pydantic(object, wanted, "json")?;
                self.give(&plain, &Filter::none(), sink)?;
            }
            Kind::Dataclass => {
                let pairs = fields(object)?;
                self.give_pairs(pairs.into_iter().map(Ok), wanted, sink)?;
            }
            Kind::Member => self.give(&object.getattr(intern!(py, "value"))?, wanted, sink)?,
            Kind::Unknown if self.unknown == Unknown::Shown => sink.str(&shown(object)),
            Kind::Unknown => return Err(unknown(object)),
        }
        Ok(())
    }

    fn give_items<'py>(
        &mut self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
        sink: &mut dyn Sink,
    ) -> PyResult<()> {
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

    fn give_pairs<'py>(
        &mut self,
        pairs: impl Iterator<Item = PyResult<Pair<'py>>>,
        wanted: &Filter<'py>,
        sink: &mut dyn Sink,
    ) -> PyResult<()> {
        sink.begin_map();
        for pair in pairs {
            let (key, value) = pair?;
            if let Some(wanted) = wanted.within(&key)? {
                sink.key(&self.key(&key)?);
                self.give(&value, &wanted, sink)?;
            }
        }
        sink.end_map();
        Ok(())
    }

    /// A dictionary's key as JSON has keys.
    fn key(&self, key: &Bound<'_, PyAny>) -> PyResult<String> {
        let py = key.py();
        Ok(match Kind::of(key) {
            Kind::None => "None".into(),
            Kind::Bool => if key.is_truthy()? { "true" } else { "false" }.into(),
            Kind::Float if !key.extract::<f64>()?.is_finite() => "None".into(),
            Kind::Str => key.cast::<PyString>()?.to_str()?.into(),
            Kind::Bytes => String::from_utf8(key.cast::<PyBytes>()?.as_bytes().to_vec())?,
            Kind::ByteArray => String::from_utf8(key.cast::<PyByteArray>()?.to_vec())?,
            Kind::DateTime => date_time_text(key)?,
            Kind::Date => date_text(key)?,
            Kind::Time => time_text(key)?,
            Kind::Tuple => {
                let items = key.cast::<PyTuple>()?.iter().map(|item| self.key(&item));
                items.collect::<PyResult<Vec<_>>>()?.join(",")
            }
            Kind::Member => self.key(&key.getattr(intern!(py, "value"))?)?,
            Kind::TimeDelta => {
                let span = duration(key).transpose()?.unwrap_or_default();
                match self.unknown {
                    Unknown::Refused => span.as_seconds().to_string(),
                    Unknown::Shown => span.to_string(),
                }
            }
            Kind::Pattern => key.getattr(intern!(py, "pattern"))?.str()?.to_string_lossy().into_owned(),
            Kind::Complex => complex_text(key.cast()?),
            Kind::Unknown if self.unknown == Unknown::Shown => shown(key),
            Kind::Unknown => return Err(unknown(key)),
            Kind::List
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

    /// What is wanted of an object as a dump for Python has it: containers are copied and models become dicts, all else stays.
    pub(crate) fn plain<'py>(
        &mut self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let kind = Kind::of(object);
        // Within itself or too deep an object stands for itself.
        if matches!(kind, Kind::None | Kind::Bool | Kind::Int | Kind::Str) || self.enter(object).is_err() {
            return Ok(object.clone());
        }
        let plain = self.plain_known(kind, object, wanted);
        self.open.pop();
        plain
    }

    /// What is wanted of a model as a dump for Python has it.
    pub(crate) fn plain_model<'py>(
        &mut self,
        py: Python<'py>,
        model: &Model<'_>,
        wanted: &Filter<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let dict = self.laid_out(py, model, Mode::Python)?;
        self.plain_known(Kind::Dict, &dict, wanted)
    }

    fn plain_known<'py>(
        &mut self,
        kind: Kind,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = object.py();
        Ok(match kind {
            Kind::List => PyList::new(py, self.plain_items(object, wanted)?)?.into_any(),
            Kind::Tuple => PyTuple::new(py, self.plain_items(object, wanted)?)?.into_any(),
            Kind::Set => PySet::new(py, self.plain_items(object, &Filter::none())?)?.into_any(),
            Kind::FrozenSet => PyFrozenSet::new(py, self.plain_items(object, &Filter::none())?)?.into_any(),
            Kind::Deque => {
                let items = PyList::new(py, self.plain_items(object, wanted)?)?;
                let length = object.getattr(intern!(py, "maxlen"))?;
                py.import("collections")?.getattr("deque")?.call1((items, length))?
            }
            Kind::Dict => {
                let pairs = object.cast::<PyDict>()?.items();
                self.plain_pairs(py, pairs.iter().map(|pair| pair.extract()), wanted)?.into_any()
            }
            Kind::Counter => {
                let pairs = object.cast::<PyDict>()?.items();
                let dict = self.plain_pairs(py, pairs.iter().map(|pair| pair.extract()), wanted)?;
                py.import("collections")?.getattr("Counter")?.call1((dict,))?
            }
            Kind::OrderedDict => {
                let pairs = object.call_method0(intern!(py, "items"))?.try_iter()?;
                let dict = self.plain_pairs(py, pairs.map(|pair| pair?.extract()), wanted)?;
                py.import("collections")?.getattr("OrderedDict")?.call1((dict,))?
            }
            Kind::Model => match model::of_instance(object) {
                Some(model) => self.plain_model(py, model, wanted)?,
                None => object.clone(),
            },
            Kind::Pydantic => self.dumped_by_pydantic(object, wanted, "python")?,
            Kind::Dataclass => {
                let pairs = fields(object)?;
                self.plain_pairs(py, pairs.into_iter().map(Ok), wanted)?.into_any()
            }
            Kind::Fraction => object.str()?.into_any(),
            _ => object.clone(),
        })
    }

    fn plain_items<'py>(
        &mut self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let wanted = wanted.of_items(object.len().ok())?;
        let mut items = Vec::new();
        for (index, item) in object.try_iter()?.enumerate() {
            if let Some(wanted) = wanted.of_item(object.py(), index)? {
                items.push(self.plain(&item?, &wanted)?);
            }
        }
        Ok(items)
    }

    fn plain_pairs<'py>(
        &mut self,
        py: Python<'py>,
        pairs: impl Iterator<Item = PyResult<Pair<'py>>>,
        wanted: &Filter<'py>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for pair in pairs {
            let (key, value) = pair?;
            if let Some(wanted) = wanted.within(&key)? {
                dict.set_item(key, self.plain(&value, &wanted)?)?;
            }
        }
        Ok(dict)
    }

    fn dumped_by_pydantic<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        wanted: &Filter<'py>,
        mode: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = object.py();
        let options = PyDict::new(py);
        options.set_item("mode", mode)?;
        wanted.put_into(&options)?;
        options.set_item("exclude_unset", self.dump.exclude_unset)?;
        options.set_item("exclude_defaults", self.dump.exclude_defaults)?;
        options.set_item("exclude_none", self.dump.exclude_none)?;
        let serializer = object.getattr(intern!(py, "__pydantic_serializer__"))?;
        serializer.call_method("to_python", (object,), Some(&options))
    }
}

const CIRCULAR: &str = "Circular reference detected (id repeated)";
const TOO_DEEP: &str = "Maximum serialization depth exceeded";

/// The error of a model that was to be written as JSON, in pydantic's words.
pub(crate) fn not_json(py: Python<'_>, error: PyErr) -> PyErr {
    if error.is_instance_of::<SerializationError>(py) || !error.is_instance_of::<pyo3::exceptions::PyException>(py) {
        return error;
    }
    SerializationError::new_err(format!("Error serializing to JSON: {error}"))
}

fn unknown(object: &Bound<'_, PyAny>) -> PyErr {
    SerializationError::new_err(format!("Unable to serialize unknown type: {}", repr(object.get_type().as_any())))
}

fn shown(object: &Bound<'_, PyAny>) -> String {
    match (object.str(), object.get_type().qualname()) {
        (Ok(text), _) => text.to_string_lossy().into_owned(),
        (Err(_), Ok(name)) => format!("<Unserializable {name} object>"),
        (Err(_), Err(_)) => "<Unserializable object>".into(),
    }
}

type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// The fields of a dataclass's instance.
fn fields<'py>(object: &Bound<'py, PyAny>) -> PyResult<Vec<Pair<'py>>> {
    let py = object.py();
    let fields = py.import("dataclasses")?.getattr("fields")?.call1((object,))?;
    fields
        .try_iter()?
        .map(|field| {
            let name = field?.getattr(intern!(py, "name"))?;
            let value = object.getattr(name.cast::<PyString>()?)?;
            Ok((name, value))
        })
        .collect()
}

fn complex_text(number: &Bound<'_, PyComplex>) -> String {
    let (real, imaginary) = (number.real(), number.imag());
    if real == 0.0 {
        return format!("{imaginary}j");
    }
    let sign = if imaginary.is_nan() || imaginary.is_sign_positive() { "+" } else { "" };
    format!("{real}{sign}{imaginary}j")
}
