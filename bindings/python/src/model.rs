//! The models as Python's classes.

use std::collections::HashSet;

use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{self as core, Dump, Model};
use pyo3::IntoPyObjectExt;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyDictMethods, PyIterator, PyList, PyMapping, PyType};

use crate::attribute::{attributes, same};
use crate::batch::{JsonLines, Made, Verdict};
use crate::context::{Context, resolve, resolve_at};
use crate::copies::{deep, fields, fields_set, keeps_objects, restored, updated};
use crate::dump::Options;
use crate::error::refused;
use crate::field::Field;
use crate::filter::Filter;
use crate::held::{Body, Held};
use crate::options::{Within, validates};
use crate::pydantic::{self, SERIALIZER, Serializer};
use crate::shown;
use crate::signature::{SIGNATURE, Signature};
use crate::validate::validate;

/// The model in an object of a class.
pub(crate) type OfInstance = for<'a> fn(&'a Bound<'_, PyAny>) -> Option<&'a Model<'a>>;

/// Defines a class for each model: how it is shown, if it can be hashed, of what, and the methods that are its own.
macro_rules! models {
    ($(
        $model:ident $(repr $repr:ident)? $(str $str:ident)? $(hash $hash:ident)?
        $(asks { $($(#[doc = $asks:literal])+ $question:ident)+ })?
        $(makes { $(#[doc = $makes:literal])+ $make:ident $made:ident })?;
    )+) => {
        $(
            #[pyclass(frozen, weakref, module = "prefect_taskrun")]
            pub(crate) struct $model(pub(crate) Held);

            impl Made for $model {
                fn into_object(self: Box<Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
                    (*self).into_py_any(py)
                }
            }

            impl $model {
                /// Validates a line of a batch.
                fn of_line(line: Box<[u8]>, context: &core::Context) -> Verdict {
                    Held::read(core::$model::INFO, Body::Owned(line), context).map(|model| Box::new(Self(model)) as Box<dyn Made>)
                }

                fn of(model: PyResult<Held>) -> PyResult<Self> {
                    model.map(Self)
                }

                fn of_instance<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a Model<'a>> {
                    Some(object.cast::<Self>().ok()?.get().0.model())
                }
            }

            #[pymethods]
            impl $model {
                #[new]
                #[pyo3(signature = (**fields))]
                fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
                    let none = PyDict::new(py);
                    Self::of(validate(core::$model::INFO, fields.unwrap_or(&none), &resolve(None)))
                }

                /// Validates an object as the server does: a dict, any other mapping, or anything with attributes.
                ///
                /// With `server_version` it is the server of another release than the newest.
                ///
                /// Pydantic's other options are taken where they ask for what the server does; what does not, `strict=True` say,
                /// raises `NotImplementedError`.
                ///
                /// Raises `ValidationError` with everything that is wrong with it.
                #[classmethod]
                #[pyo3(signature = (obj, *, context = None, server_version = None, **options))]
                fn model_validate<'py>(
                    _class: &Bound<'py, PyType>,
                    py: Python<'py>,
                    obj: &Bound<'py, PyAny>,
                    context: Option<&Context>,
                    server_version: Option<&str>,
                    options: Option<&Bound<'_, PyDict>>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    validates(concat!(stringify!($model), ".model_validate"), options)?;
                    let context = resolve_at(py, context, server_version)?;
                    if obj.is_instance_of::<Self>() {
                        return Ok(obj.clone());
                    }
                    Self::of(validate(core::$model::INFO, obj, &context))?.into_bound_py_any(py)
                }

                /// Validates a JSON body as the server does; with `server_version` that of another release than the newest.
                ///
                /// Pydantic's other options are taken where they ask for what the server does; what does not, `strict=True` say,
                /// raises `NotImplementedError`.
                ///
                /// Raises `ValidationError` with everything that is wrong with it.
                #[classmethod]
                #[pyo3(signature = (data, *, context = None, server_version = None, **options))]
                fn model_validate_json(
                    _class: &Bound<'_, PyType>,
                    py: Python<'_>,
                    data: &Bound<'_, PyAny>,
                    context: Option<&Context>,
                    server_version: Option<&str>,
                    options: Option<&Bound<'_, PyDict>>,
                ) -> PyResult<Self> {
                    validates(concat!(stringify!($model), ".model_validate_json"), options)?;
                    let context = resolve_at(py, context, server_version)?;
                    Held::read(core::$model::INFO, Body::new("data", data)?, &context).map(Self).map_err(|body| refused(py, body))
                }

                /// Validates JSON Lines as the server validates bodies: a path, also of a `.gz`, bytes, or an open file.
                ///
                /// An iterator gives a `JsonLine` for each line that is not blank, in order, with its model or its error. The work is
                /// done on all cores and ahead of the iterator, in memory that does not grow with the source. With a seed in its
                /// context each line follows from that seed. What the source raises comes after the lines before it.
                #[classmethod]
                #[pyo3(signature = (source, *, context = None, server_version = None))]
                fn validate_jsonl(
                    _class: &Bound<'_, PyType>,
                    py: Python<'_>,
                    source: &Bound<'_, PyAny>,
                    context: Option<&Context>,
                    server_version: Option<&str>,
                ) -> PyResult<JsonLines> {
                    JsonLines::new(source, Self::of_line, resolve_at(py, context, server_version)?)
                }

                /// The model as a dict; in mode "json" with texts where JSON has no word for a value.
                ///
                /// Pydantic's other options are for what a state keeps as it came: `fallback` stands in for what nothing is known of,
                /// and models of pydantic's are dumped with all of them.
                #[pyo3(signature = (
                    *, mode = "python", include = None, exclude = None,
                    exclude_unset = false, exclude_defaults = false, exclude_none = false, **options
                ))]
                #[allow(clippy::too_many_arguments, reason = "they are pydantic's")]
                fn model_dump<'py>(
                    &self,
                    py: Python<'py>,
                    mode: &str,
                    include: Option<Bound<'py, PyAny>>,
                    exclude: Option<Bound<'py, PyAny>>,
                    exclude_unset: bool,
                    exclude_defaults: bool,
                    exclude_none: bool,
                    options: Option<Bound<'py, PyDict>>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    let dump = Dump { exclude_unset, exclude_none, exclude_defaults };
                    let within = Within::new(concat!(stringify!($model), ".model_dump"), dump, options)?;
                    Options { within, filter: Filter::new(include, exclude) }.dict(py, self.0.model(), mode)
                }

                /// The model as JSON, on one line or with so many spaces a level.
                ///
                /// Pydantic's other options are as for `model_dump`.
                #[pyo3(signature = (
                    *, indent = None, include = None, exclude = None,
                    exclude_unset = false, exclude_defaults = false, exclude_none = false, **options
                ))]
                #[allow(clippy::too_many_arguments, reason = "they are pydantic's")]
                fn model_dump_json<'py>(
                    &self,
                    py: Python<'py>,
                    indent: Option<usize>,
                    include: Option<Bound<'py, PyAny>>,
                    exclude: Option<Bound<'py, PyAny>>,
                    exclude_unset: bool,
                    exclude_defaults: bool,
                    exclude_none: bool,
                    options: Option<Bound<'py, PyDict>>,
                ) -> PyResult<String> {
                    let dump = Dump { exclude_unset, exclude_none, exclude_defaults };
                    let within = Within::new(concat!(stringify!($model), ".model_dump_json"), dump, options)?;
                    let filter = Filter::new(include, exclude);
                    if filter.is_empty() && !keeps_objects(self.0.model()) {
                        return Ok(core::to_json(self.0.model(), dump, indent));
                    }
                    Options { within, filter }.json(py, self.0.model(), indent)
                }

                /// The model's JSON Schema, as pydantic writes it; a task run's as the server answers with it.
                #[classmethod]
                fn model_json_schema<'py>(_class: &Bound<'py, PyType>, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    py.import("json")?.getattr("loads")?.call1((core::json_schema(core::$model::INFO),))
                }

                #[classmethod]
                fn __get_pydantic_core_schema__<'py>(
                    class: &Bound<'py, PyType>,
                    _source: &Bound<'py, PyAny>,
                    _handler: &Bound<'py, PyAny>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    pydantic::ask(class, "core_schema_of", (class,))
                }

                #[classmethod]
                fn __get_pydantic_json_schema__<'py>(
                    class: &Bound<'py, PyType>,
                    _schema: &Bound<'py, PyAny>,
                    handler: &Bound<'py, PyAny>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    pydantic::ask(class, "json_schema_of", (class, handler))
                }

                /// The names of the fields that were given.
                #[getter]
                fn model_fields_set(&self) -> HashSet<&'static str> {
                    fields_set(self.0.model()).into_iter().collect()
                }

                /// A copy, with other values for some fields; a deep one also copies what the model keeps as it came.
                #[pyo3(signature = (*, update = None, deep = false))]
                fn model_copy(&self, py: Python<'_>, update: Option<&Bound<'_, PyMapping>>, deep: bool) -> PyResult<Self> {
                    let copy = if deep { self.__deepcopy__(py, None)? } else { self.__copy__() };
                    match update {
                        Some(update) => Self::of(updated(py, copy.0.model(), update)),
                        None => Ok(copy),
                    }
                }

                fn __copy__(&self) -> Self {
                    Self(Held::Owned(self.0.to_owned()))
                }

                #[pyo3(signature = (memo = None))]
                fn __deepcopy__(&self, py: Python<'_>, memo: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
                    if keeps_objects(self.0.model()) { Self::of(deep(py, self.0.model(), memo)) } else { Ok(self.__copy__()) }
                }

                #[pyo3(signature = (**changes))]
                fn __replace__(&self, py: Python<'_>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
                    self.model_copy(py, changes.map(PyDictMethods::as_mapping), false)
                }

                fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
                    let py = this.py();
                    let model = this.get().0.model();
                    let restore = this.get_type().getattr("_restore")?;
                    (restore, (fields(py, model)?, fields_set(model))).into_bound_py_any(py)
                }

                #[classmethod]
                fn _restore(
                    _class: &Bound<'_, PyType>,
                    fields: &Bound<'_, PyDict>,
                    fields_set: Vec<String>,
                ) -> PyResult<Self> {
                    Self::of(restored(core::$model::INFO, fields, &fields_set))
                }

                fn __eq__<'py>(&self, py: Python<'py>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
                    equal(py, self.0.model(), other)
                }

                $(
                    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
                        shown::$hash(py, self.0.model())
                    }
                )?

                $($(
                    $(#[doc = $asks])+
                    fn $question(&self) -> bool {
                        core::$model::from(self.0.model().clone()).$question()
                    }
                )+)?

                $(
                    $(#[doc = $makes])+
                    fn $make(&self) -> $made {
                        $made(Held::Owned(core::$model::from(self.0.model().clone()).$make().into_owned().into()))
                    }
                )?

                fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                    models!(@shown repr $($repr)?)(py, self.0.model())
                }

                fn __str__(&self, py: Python<'_>) -> PyResult<String> {
                    models!(@shown str $($str)?)(py, self.0.model())
                }

                fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
                    pairs(py, self.0.model())?.try_iter()
                }

                fn __rich_repr__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
                    pairs(py, self.0.model())?.try_iter()
                }
            }
        )+

        /// A model of the core's, borrowing nothing, if an object is one.
        pub(crate) fn of_object(object: &Bound<'_, PyAny>, model: &'static ModelInfo) -> Option<Model<'static>> {
            let found = match model.name {
                $( stringify!($model) => $model::of_instance(object)?, )+
                _ => return None,
            };
            Some(found.to_static())
        }

        /// The model in an object that is one of these.
        pub(crate) fn of_instance<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a Model<'a>> {
            $(
                if let Some(model) = $model::of_instance(object) {
                    return Some(model);
                }
            )+
            None
        }

        /// A model as an object.
        pub(crate) fn instance<'py>(py: Python<'py>, model: &Model<'_>) -> PyResult<Bound<'py, PyAny>> {
            let held = Held::Owned(model.to_static());
            match model.info().name {
                $( stringify!($model) => $model(held).into_bound_py_any(py), )+
                _ => Ok(py.None().into_bound(py)),
            }
        }

        /// Gives each class its documentation, its fields, and what pydantic looks for.
        pub(crate) fn describe(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $( describe_class(&module.getattr(stringify!($model))?, core::$model::INFO, $model::of_instance)?; )+
            Ok(())
        }
    };

    (@shown $as:ident) => { shown::$as };
    (@shown $as:ident $own:ident) => { shown::$own };
}

models! {
    TaskRunCreate;
    TaskRunUpdate;
    StateCreate;
    State repr state_repr str state_str hash state_hash asks {
        /// Whether the run waits for its time.
        is_scheduled
        /// Whether the run is about to start.
        is_pending
        /// Whether the run is under way.
        is_running
        /// Whether the run succeeded.
        is_completed
        /// Whether the run failed.
        is_failed
        /// Whether the run was ended from without.
        is_crashed
        /// Whether the run was cancelled.
        is_cancelled
        /// Whether the run is being cancelled.
        is_cancelling
        /// Whether the run is paused.
        is_paused
        /// Whether the run has ended.
        is_final
    } makes {
        /// The payload that asks for such a state: it has neither id nor time of its own.
        to_state_create StateCreate
    };
    TaskRun;
    StateDetails;
    TaskRunPolicy;
    TaskRunResult hash fields_hash;
    FlowRunResult hash fields_hash;
    Parameter hash fields_hash;
    Constant hash fields_hash;
}

fn describe_class(class: &Bound<'_, PyAny>, info: &'static ModelInfo, of_instance: OfInstance) -> PyResult<()> {
    class.setattr("__doc__", info.doc)?;
    class.setattr(SERIALIZER, Serializer)?;
    class.setattr(SIGNATURE, Signature(info))?;
    for (index, field) in info.fields.iter().enumerate() {
        class.setattr(field.name, Field::new(field.name, field.doc, index, of_instance))?;
    }
    Ok(())
}

/// Each field's name and value.
fn pairs<'py>(py: Python<'py>, model: &Model<'_>) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, attributes(py, model).collect::<PyResult<Vec<_>>>()?)
}

/// Whether a model is equal to an object, as Prefect has it: to another model with equal fields, or to what it dumps as.
/// An object may know better: what stands for any such model in a test, say.
fn equal<'py>(py: Python<'py>, model: &Model<'_>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Some(other) = of_instance(other) {
        // Even one that holds NaN is equal to itself.
        if std::ptr::eq(model, other) {
            return true.into_bound_py_any(py);
        }
        let mut raised = None;
        let equal = core::host::equal(model, other, &mut |one, other| {
            same(py, one, other).unwrap_or_else(|error| {
                raised.get_or_insert(error);
                false
            })
        });
        return raised.map_or_else(|| equal.into_bound_py_any(py), Err);
    }
    let options = Options { within: Within::default(), filter: Filter::none() };
    let dict = options.dict(py, model, "python")?;
    for field in model.info().fields.iter().filter(|field| field.reset) {
        dict.del_item(field.name)?;
    }
    let equal = dict.rich_compare(other, CompareOp::Eq)?;
    Ok(if equal.is(PyBool::new(py, false)) { py.NotImplemented().into_bound(py) } else { equal })
}
