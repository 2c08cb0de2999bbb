//! Pydantic's `include` and `exclude`: which parts of a dump are wanted.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBoolMethods, PyDict, PyInt, PySet};

const UNSIZED: &str = "Negative indices cannot be used to exclude items on unsized iterables";

/// The marker of every item.
const ALL: &str = "__all__";

/// What is wanted of a value: sets of names or indices, or dicts of them and of what is wanted within.
pub(crate) struct Filter<'py> {
    include: Option<Bound<'py, PyAny>>,
    exclude: Option<Bound<'py, PyAny>>,
}

impl<'py> Filter<'py> {
    pub(crate) fn new(include: Option<Bound<'py, PyAny>>, exclude: Option<Bound<'py, PyAny>>) -> Self {
        let given = |wish: Option<Bound<'py, PyAny>>| wish.filter(|wish| !wish.is_none());
        Self { include: given(include), exclude: given(exclude) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.include.is_none() && self.exclude.is_none()
    }

    /// The wish for everything.
    pub(crate) fn none() -> Self {
        Self { include: None, exclude: None }
    }

    /// As pydantic's own methods take it.
    pub(crate) fn put_into(&self, options: &Bound<'py, PyDict>) -> PyResult<()> {
        options.set_item("include", &self.include)?;
        options.set_item("exclude", &self.exclude)
    }

    /// The wish for the items of a list of a length, if that is known; as pydantic has indices, they go round beyond either end.
    pub(crate) fn of_items(&self, length: Option<usize>) -> PyResult<Self> {
        let forward = |wish: &Option<Bound<'py, PyAny>>| wish.as_ref().map(|wish| forward(wish, length)).transpose();
        Ok(Self { include: forward(&self.include)?, exclude: forward(&self.exclude)? })
    }

    /// What is wanted of an item; nothing where the item itself is not.
    pub(crate) fn of_item(&self, py: Python<'py>, index: usize) -> PyResult<Option<Self>> {
        if self.is_empty() { Ok(Some(Self::none())) } else { self.within(index.into_pyobject(py)?.as_any()) }
    }

    /// What is wanted of a member; nothing where the member itself is not.
    pub(crate) fn within(&self, key: &Bound<'py, PyAny>) -> PyResult<Option<Self>> {
        let mut exclude = None;
        if let Some(wish) = &self.exclude {
            match lookup(wish, key, "exclude")? {
                Found::Whole => return Ok(None),
                Found::Part(part) => exclude = Some(part),
                Found::Nothing => {}
            }
        }
        let mut include = None;
        if let Some(wish) = &self.include {
            match lookup(wish, key, "include")? {
                Found::Whole => {}
                Found::Part(part) => include = Some(part),
                Found::Nothing => return Ok(None),
            }
        }
        Ok(Some(Self::new(include, exclude)))
    }
}

enum Found<'py> {
    Nothing,
    Whole,
    Part(Bound<'py, PyAny>),
}

fn lookup<'py>(wish: &Bound<'py, PyAny>, key: &Bound<'py, PyAny>, argument: &str) -> PyResult<Found<'py>> {
    if let Ok(dict) = wish.cast::<PyDict>() {
        return Ok(match merged(dict, key)? {
            None => Found::Nothing,
            Some(part) if is_whole(&part) => Found::Whole,
            Some(part) => Found::Part(part),
        });
    }
    let contains = if let Ok(set) = wish.cast::<PySet>() {
        Some(set.contains(key)? || set.contains(ALL)?)
    } else {
        contains(wish, key)?
    };
    match contains {
        Some(true) => Ok(Found::Whole),
        Some(false) => Ok(Found::Nothing),
        None => Err(PyTypeError::new_err(format!("`{argument}` argument must be a set or dict."))),
    }
}

/// Whether anything else that can contain something does.
fn contains(wish: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>) -> PyResult<Option<bool>> {
    let Ok(method) = wish.getattr("__contains__") else { return Ok(None) };
    match method.call1((key,)) {
        Ok(found) => Ok(Some(found.is_truthy()? || method.call1((ALL,))?.is_truthy()?)),
        Err(_) => Ok(None),
    }
}

/// Whether all of a member is meant.
fn is_whole(part: &Bound<'_, PyAny>) -> bool {
    part.is(part.py().Ellipsis()) || part.cast::<PyBool>().is_ok_and(PyBoolMethods::is_true)
}

/// What a dict says of a key, together with what it says of all.
fn merged<'py>(dict: &Bound<'py, PyDict>, key: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    match (dict.get_item(key)?, dict.get_item(ALL)?) {
        (Some(one), Some(all)) if !is_whole(&one) && !is_whole(&all) => {
            Ok(Some(merge(&as_dict(&one)?, &all)?.into_any()))
        }
        (Some(one), _) => Ok(Some(one)),
        (None, all) => Ok(all),
    }
}

fn as_dict<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    if let Ok(dict) = value.cast::<PyDict>() {
        return dict.copy();
    }
    let Ok(set) = value.cast::<PySet>() else {
        return Err(PyTypeError::new_err(
            "`include` and `exclude` must be of type `dict[str | int, <recursive> | ...] | set[str | int | ...]`",
        ));
    };
    let dict = PyDict::new(value.py());
    for item in set.try_iter()? {
        dict.set_item(item?, value.py().Ellipsis())?;
    }
    Ok(dict)
}

fn merge<'py>(one: &Bound<'py, PyDict>, all: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    let merged = one.copy()?;
    if let Ok(all) = all.cast::<PyDict>() {
        for pair in all.items() {
            let (key, theirs): (Bound<'py, PyAny>, Bound<'py, PyAny>) = pair.extract()?;
            match merged.get_item(&key)? {
                None => merged.set_item(key, theirs)?,
                Some(ours) if is_whole(&ours) || is_whole(&theirs) => {}
                Some(ours) => merged.set_item(key, merge(&as_dict(&ours)?, &theirs)?)?,
            }
        }
    } else if let Ok(all) = all.cast::<PySet>() {
        for key in all.try_iter()? {
            let key = key?;
            if !merged.contains(&key)? {
                merged.set_item(key, one.py().Ellipsis())?;
            }
        }
    } else {
        return Err(PyTypeError::new_err(
            "'__all__' key of `include` and `exclude` must be of type `dict[str | int, <recursive> | ...] | set[str | int | ...]`",
        ));
    }
    Ok(merged)
}

/// The same wish with indices within a length.
fn forward<'py>(wish: &Bound<'py, PyAny>, length: Option<usize>) -> PyResult<Bound<'py, PyAny>> {
    let py = wish.py();
    let within = |key: Bound<'py, PyAny>| -> PyResult<Bound<'py, PyAny>> {
        if !key.is_instance_of::<PyInt>() {
            return Ok(key);
        }
        match length {
            None if key.lt(0)? => Err(PyValueError::new_err(UNSIZED)),
            None | Some(0) => Ok(key),
            Some(length) => key.rem(length),
        }
    };
    if let Ok(dict) = wish.cast::<PyDict>() {
        let mapped = PyDict::new(py);
        for pair in dict.items() {
            let (key, value): (Bound<'py, PyAny>, Bound<'py, PyAny>) = pair.extract()?;
            mapped.set_item(within(key)?, value)?;
        }
        return Ok(mapped.into_any());
    }
    if let Ok(set) = wish.cast::<PySet>() {
        let mapped = PySet::empty(py)?;
        for key in set.try_iter()? {
            mapped.add(within(key?)?)?;
        }
        return Ok(mapped.into_any());
    }
    Ok(wish.clone())
}
