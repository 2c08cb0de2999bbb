use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{self as core, Dump, ModelRef, Value};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::context::{Context, resolve_at};
use crate::error::refused;
use crate::held::{Body, HeldState, HeldStateCreate, HeldTaskRun, HeldTaskRunCreate, HeldTaskRunUpdate};
use crate::objects::{Builder, Mode};
use crate::validate::validate;

macro_rules! models {
    ($($(#[doc = $doc:literal])+ $model:ident $held:ident),+) => {$(
        $(#[doc = $doc])+
        #[pyclass(frozen, module = "prefect_taskrun")]
        pub(crate) struct $model(pub(crate) $held);

        #[pymethods]
        impl $model {
            /// Validates a JSON body as the server does; with `server_version` that of another release than the newest.
            ///
            /// Raises `ValidationError` with everything that is wrong with it.
            #[classmethod]
            #[pyo3(signature = (data, *, context = None, server_version = None))]
            fn model_validate_json(
                _class: &Bound<'_, PyType>,
                py: Python<'_>,
                data: &Bound<'_, PyAny>,
                context: Option<&Context>,
                server_version: Option<&str>,
            ) -> PyResult<Self> {
                let context = resolve_at(py, context, server_version)?;
                $held::read(Body::new(data)?, &context).map(Self).map_err(|error| refused(py, error))
            }

            /// Validates an object as the server does: a dict, any other mapping, or anything with attributes.
            ///
            /// With `server_version` it is the server of another release than the newest.
            ///
            /// Raises `ValidationError` with everything that is wrong with it.
            #[classmethod]
            #[pyo3(signature = (obj, *, context = None, server_version = None))]
            fn model_validate<'py>(
                _class: &Bound<'py, PyType>,
                py: Python<'py>,
                obj: &Bound<'py, PyAny>,
                context: Option<&Context>,
                server_version: Option<&str>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let context = resolve_at(py, context, server_version)?;
                if obj.is_instance_of::<Self>() {
                    return Ok(obj.clone());
                }
                Ok(Bound::new(py, Self(validate::<core::$model<'static>>(py, obj, &context)?.into()))?.into_any())
            }

            /// The model as a dict; in mode "json" with texts where JSON has no word for a value.
            #[pyo3(signature = (*, mode = "python", exclude_unset = false, exclude_none = false))]
            fn model_dump<'py>(
                &self,
                py: Python<'py>,
                mode: &str,
                exclude_unset: bool,
                exclude_none: bool,
            ) -> PyResult<Bound<'py, PyAny>> {
                let mode = match mode {
                    "python" => Mode::Python,
                    "json" => Mode::Json,
                    _ => return Err(PyValueError::new_err("mode must be 'python' or 'json'")),
                };
                let mut builder = Builder::new(py, mode);
                Dump { exclude_unset, exclude_none }.value(self.0.model().value(), &mut builder);
                builder.finish()
            }

            /// The model as JSON, on one line or with so many spaces a level.
            #[pyo3(signature = (*, indent = None, exclude_unset = false, exclude_none = false))]
            fn model_dump_json(&self, indent: Option<usize>, exclude_unset: bool, exclude_none: bool) -> String {
                core::to_json(self.0.model(), Dump { exclude_unset, exclude_none }, indent)
            }

            /// The model's JSON Schema, as pydantic writes it; a task run's as the server answers with it.
            #[classmethod]
            fn model_json_schema<'py>(_class: &Bound<'py, PyType>, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                py.import("json")?.getattr("loads")?.call1((core::json_schema(core::$model::INFO),))
            }

            /// The names of the fields that the payload gave.
            #[getter]
            fn model_fields_set(&self) -> std::collections::HashSet<&'static str> {
                let fields = core::$model::INFO.fields.iter().enumerate();
                fields.filter(|(index, _)| self.0.model().is_set(*index)).map(|(_, field)| field.name).collect()
            }

            fn __eq__(&self, other: &Self) -> bool {
                self.0.model() == other.0.model()
            }
        }
    )+
        /// A model of the core's, borrowing nothing, if an object is one.
        pub(crate) fn of_object(object: &Bound<'_, PyAny>, model: &'static ModelInfo) -> Option<Box<dyn std::any::Any>> {
            match model.name {
                $( stringify!($model) => {
                    let held = object.cast::<$model>().ok()?;
                    Some(Box::new(held.get().0.model().clone().into_owned()))
                } )+
                _ => None,
            }
        }
    };
}

models! {
    /// Data used by the Prefect REST API to create a task run.
    TaskRunCreate HeldTaskRunCreate,
    /// Data used by the Prefect REST API to update a task run.
    TaskRunUpdate HeldTaskRunUpdate,
    /// Data used by the Prefect REST API to create a new state.
    StateCreate HeldStateCreate,
    /// Represents the state of a run.
    State HeldState,
    /// An ORM representation of task run data.
    TaskRun HeldTaskRun
}
