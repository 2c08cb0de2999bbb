//! Models together with what they borrow from, so that nothing is copied before someone looks at it.

use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{self as core, Model, Payload};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyString};
use self_cell::{MutBorrow, self_cell};

use crate::input::Texts;
use crate::model::TaskRunCreate;

/// A JSON body.
pub(crate) enum Body {
    Bytes(PyBackedBytes),
    Text(PyBackedStr),
    /// Of no object of Python's.
    Owned(Box<[u8]>),
}

impl Body {
    /// The body that Python gives as `str`, `bytes` or `bytearray`, in the argument of this name.
    pub(crate) fn new(argument: &str, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        match Self::of(data)? {
            Some(body) => Ok(body),
            None => {
                let class = data.get_type().name()?;
                Err(PyTypeError::new_err(format!("{argument} must be str, bytes or bytearray, not {class}")))
            }
        }
    }

    /// The same of what may be no body at all.
    pub(crate) fn of(data: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        if let Ok(bytes) = data.cast::<PyBytes>() {
            return Ok(Some(Self::Bytes(bytes.clone().into())));
        }
        if let Ok(bytes) = data.cast::<PyByteArray>() {
            // A copy: the caller may go on to change it.
            return Ok(Some(Self::Bytes(bytes.clone().into())));
        }
        let Ok(text) = data.cast::<PyString>() else { return Ok(None) };
        Ok(Some(match text.clone().try_into() {
            Ok(text) => Self::Text(text),
            // Half a surrogate pair: no text, and the core says so.
            Err(_) => {
                let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
                Self::Bytes(bytes.cast_into::<PyBytes>()?.into())
            }
        }))
    }

    pub(crate) fn clone_ref(&self, py: Python<'_>) -> Self {
        match self {
            Self::Bytes(bytes) => Self::Bytes(bytes.clone_ref(py)),
            Self::Text(text) => Self::Text(text.clone_ref(py)),
            Self::Owned(bytes) => Self::Owned(bytes.clone()),
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
            Self::Owned(bytes) => bytes,
        }
    }
}

/// A JSON body that was refused, and why.
pub(crate) struct Refused {
    pub(crate) body: Body,
    pub(crate) error: core::ValidationError,
}

self_cell!(
    pub(crate) struct Read {
        owner: Body,
        #[covariant]
        dependent: Model,
    }
);

self_cell!(
    pub(crate) struct Converted {
        owner: MutBorrow<Texts>,
        #[covariant]
        dependent: Model,
    }
);

self_cell!(
    pub(crate) struct Made {
        owner: Py<TaskRunCreate>,
        #[covariant]
        dependent: Model,
    }
);

/// A model.
pub(crate) enum Held {
    /// It owns all it has.
    Owned(Model<'static>),
    /// It borrows from the body that it was read from.
    Read(Read),
    /// It borrows texts of the objects that it was made of.
    Converted(Converted),
    /// It borrows from what it was made of.
    Made(Made),
}

impl Held {
    /// Validates a JSON body, and gives it back with what is wrong with it.
    pub(crate) fn read(info: &'static ModelInfo, body: Body, context: &core::Context) -> Result<Self, Box<Refused>> {
        Read::try_new_or_recover(body, |body| Model::from_payload(info, Payload::Json(body.as_bytes()), context))
            .map(Self::Read)
            .map_err(|(body, error)| Box::new(Refused { body, error }))
    }

    /// The task run that the server would answer a payload with.
    pub(crate) fn create(create: Py<TaskRunCreate>, context: &core::Context, known: &core::Known<'static>) -> Self {
        Self::Made(Made::new(create, |create| {
            core::host::create_of_model(create.get().0.model().clone(), context, known)
        }))
    }

    /// Makes a model that borrows texts of Python's objects.
    pub(crate) fn convert(make: impl for<'a> FnOnce(&'a Texts) -> PyResult<Model<'a>>) -> PyResult<Self> {
        // Only the maker needs the place where the texts are put, so that it may be one for a single thread.
        Converted::try_new(MutBorrow::new(Texts::new()), |texts| make(texts.borrow_mut())).map(Self::Converted)
    }

    pub(crate) fn model(&self) -> &Model<'_> {
        match self {
            Self::Owned(model) => model,
            Self::Read(read) => read.borrow_dependent(),
            Self::Converted(converted) => converted.borrow_dependent(),
            Self::Made(made) => made.borrow_dependent(),
        }
    }

    /// The model, borrowing nothing.
    pub(crate) fn to_owned(&self) -> Model<'static> {
        self.model().to_static()
    }
}
