use prefect_taskrun::host::any;
use prefect_taskrun::{Any, Int, Model, Value};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::kept::Object;
use crate::model;
use crate::objects::{self, Builder, Mode};
use crate::options::Within;
use crate::state_type;

/// The value of a model's field: a typed object, made anew each time.
pub(crate) fn attribute<'py>(py: Python<'py>, model: &Model<'_>, index: usize) -> PyResult<Bound<'py, PyAny>> {
    match model.get(index) {
        // As a default Prefect has a whole number.
        Value::Float(number) if !model.fields_set().contains(index) && number.fract() == 0.0 => {
            objects::int(py, &Int::Small(*number as i64))
        }
        value => object(py, value),
    }
}

/// The names and the values of all fields, in order.
pub(crate) fn attributes<'py>(
    py: Python<'py>,
    model: &Model<'_>,
) -> impl Iterator<Item = PyResult<(&'static str, Bound<'py, PyAny>)>> {
    let fields = model.info().fields.iter().enumerate();
    fields.map(move |(index, field)| Ok((field.name, attribute(py, model, index)?)))
}

fn object<'py>(py: Python<'py>, value: &Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(value) => value.into_bound_py_any(py),
        Value::Int(value) => objects::int(py, value),
        Value::Float(value) => value.into_bound_py_any(py),
        Value::Str(value) => value.into_bound_py_any(py),
        Value::Uuid(value) => objects::uuid(py, *value),
        Value::DateTime(value) => objects::date_time(py, *value),
        Value::Duration(value) => objects::duration(py, *value),
        Value::Enum(text) => state_type::member(py, text),
        Value::Any(value) => kept(py, value),
        Value::Model(model) => model::instance(py, model),
        Value::List(list) => {
            let items = list.iter().map(|item| object(py, item));
            Ok(PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any())
        }
        Value::Map(map) => {
            let dict = PyDict::new(py);
            for (key, value) in map.iter() {
                dict.set_item(key, object(py, value)?)?;
            }
            Ok(dict.into_any())
        }
    }
}

/// What was kept as it came: the very object, or what its JSON says.
fn kept<'py>(py: Python<'py>, value: &Any<'_>) -> PyResult<Bound<'py, PyAny>> {
    if let Any::Host(kept) = value
        && let Some(object) = Object::of(py, kept)
    {
        return Ok(object.clone());
    }
    let mut builder = Builder::new(py, Mode::Python, Within::default());
    any(value, &mut builder);
    builder.finish()
}

/// Whether two values that were kept as they came are equal to Python.
pub(crate) fn same(py: Python<'_>, one: &Any<'_>, other: &Any<'_>) -> PyResult<bool> {
    let (one, other) = (kept(py, one)?, kept(py, other)?);
    // As a container of Python's compares its items: some objects are not equal to themselves, or cannot say.
    Ok(one.is(&other) || one.eq(other)?)
}
