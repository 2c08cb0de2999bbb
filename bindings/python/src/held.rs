//! Models together with what they borrow from, so that nothing is copied before someone looks at it.

use prefect_taskrun as core;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyString};
use self_cell::self_cell;

use crate::model::TaskRunCreate as Create;

/// A JSON body.
pub(crate) enum Body {
    Bytes(PyBackedBytes),
    Text(PyBackedStr),
    /// Of no object of Python's.
    Owned(Box<[u8]>),
}

impl Body {
    /// The body that Python gives as `str` or `bytes`.
    pub(crate) fn new(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = data.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.clone().into()));
        }
        let Ok(text) = data.cast::<PyString>() else {
            return Err(PyTypeError::new_err("data must be str or bytes"));
        };
        match text.clone().try_into() {
            Ok(text) => Ok(Self::Text(text)),
            // Half a surrogate pair: no text, and the core says so.
            Err(_) => {
                let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
                Ok(Self::Bytes(bytes.cast_into::<PyBytes>()?.into()))
            }
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

macro_rules! held {
    ($($model:ident: $held:ident $read:ident $alias:ident $(, $made:ident of $source:ident)?;)+) => {$(
        type $alias<'a> = core::$model<'a>;

        self_cell!(
            pub(crate) struct $read {
                owner: Body,
                #[covariant]
                dependent: $alias,
            }
        );

        $(self_cell!(
            pub(crate) struct $made {
                owner: Py<$source>,
                #[covariant]
                dependent: $alias,
            }
        );)?

        pub(crate) enum $held {
            /// It owns all it has.
            Owned(Box<core::$model<'static>>),
            /// It borrows from the body that it was read from.
            Read($read),
            $(
                /// It borrows from what it was made of.
                Made($made),
            )?
        }

        impl $held {
            /// Validates a JSON body, and gives it back with what is wrong with it.
            pub(crate) fn read(body: Body, context: &core::Context) -> Result<Self, Box<Refused>> {
                $read::try_new_or_recover(body, |body| core::$model::from_json(body.as_bytes(), context))
                    .map(Self::Read)
                    .map_err(|(body, error)| Box::new(Refused { error, body }))
            }

            pub(crate) fn model(&self) -> &core::$model<'_> {
                match self {
                    Self::Owned(model) => model,
                    Self::Read(read) => read.borrow_dependent(),
                    $(Self::Made(made) => $made::borrow_dependent(made),)?
                }
            }
        }

        impl From<core::$model<'static>> for $held {
            fn from(model: core::$model<'static>) -> Self {
                Self::Owned(Box::new(model))
            }
        }
    )+};
}

held! {
    TaskRunCreate: HeldTaskRunCreate ReadTaskRunCreate CoreTaskRunCreate;
    TaskRunUpdate: HeldTaskRunUpdate ReadTaskRunUpdate CoreTaskRunUpdate;
    StateCreate: HeldStateCreate ReadStateCreate CoreStateCreate;
    State: HeldState ReadState CoreState;
    TaskRun: HeldTaskRun ReadTaskRun CoreTaskRun, MadeTaskRun of Create;
    StateDetails: HeldStateDetails ReadStateDetails CoreStateDetails;
    TaskRunPolicy: HeldTaskRunPolicy ReadTaskRunPolicy CoreTaskRunPolicy;
    TaskRunResult: HeldTaskRunResult ReadTaskRunResult CoreTaskRunResult;
    FlowRunResult: HeldFlowRunResult ReadFlowRunResult CoreFlowRunResult;
    Parameter: HeldParameter ReadParameter CoreParameter;
    Constant: HeldConstant ReadConstant CoreConstant;
}

impl HeldTaskRun {
    /// The task run that the server would answer a payload with.
    pub(crate) fn create(create: Py<Create>, context: &core::Context, known: &core::Known<'static>) -> Self {
        Self::Made(MadeTaskRun::new(create, |create| {
            core::create_task_run(create.get().0.model().clone(), context, known)
        }))
    }
}
