use std::collections::HashMap;
use std::collections::hash_map::Entry;

use prefect_taskrun::host::Line;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::input::{PyInput, Session};

/// The errors, in whose values stands what a rule of Prefect's wrote there. The caller's own dicts stay as they are.
pub(crate) fn rewritten<'a, 's, 'py: 's>(
    mut lines: Vec<Line<'a, PyInput<'a, 's, 'py>>>,
    rewrites: &[(PyInput<'a, 's, 'py>, &'static str, PyInput<'a, 's, 'py>)],
    session: &'s Session<'a, 'py>,
) -> PyResult<Vec<Line<'a, PyInput<'a, 's, 'py>>>> {
    let mut copies: Vec<(&Bound<'py, PyAny>, Bound<'py, PyDict>)> = Vec::new();
    for (object, name, value) in rewrites {
        let Ok(dict) = object.object.cast_exact::<PyDict>() else { continue };
        let known = copies.iter().find(|(of, _)| of.is(dict)).map(|(_, copy)| copy.clone());
        let copy = known.map_or_else(|| dict.copy(), Ok)?;
        copy.set_item(name, value.object)?;
        copies.push((object.object, copy));
    }
    if copies.is_empty() {
        return Ok(lines);
    }
    let copy_of = |object: &Bound<'py, PyAny>| copies.iter().find(|(of, _)| of.is(object)).map(|(_, copy)| copy);
    // Many errors may be about one dict, which is looked through once.
    let mut seen: HashMap<*mut ffi::PyObject, Option<PyInput<'a, 's, 'py>>> = HashMap::new();
    for line in &mut lines {
        let Ok(dict) = line.input.object.cast_exact::<PyDict>() else { continue };
        let shown = match seen.entry(dict.as_ptr()) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let mut shown = copy_of(dict.as_any()).cloned();
                for (key, value) in dict.iter() {
                    if let Some(copy) = copy_of(&value) {
                        shown.get_or_insert(dict.copy()?).set_item(key, copy)?;
                    }
                }
                *entry.insert(shown.map(|shown| session.input(shown.into_any())))
            }
        };
        if let Some(shown) = shown {
            line.input = shown;
        }
    }
    Ok(lines)
}
