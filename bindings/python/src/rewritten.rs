use prefect_taskrun::Line;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::input::{PyInput, Session};

/// The errors, in whose values stands what a rule of Prefect's wrote there. The caller's own dicts stay as they are.
pub(crate) fn rewritten<'a, 'py: 'a>(
    mut lines: Vec<Line<'a, PyInput<'a, 'py>>>,
    rewrites: &[(PyInput<'a, 'py>, &'static str, PyInput<'a, 'py>)],
    session: &'a Session<'py>,
) -> PyResult<Vec<Line<'a, PyInput<'a, 'py>>>> {
    let mut copies: Vec<(&Bound<'py, PyAny>, Bound<'py, PyDict>)> = Vec::new();
    for (object, name, value) in rewrites {
        let Ok(dict) = object.object.cast_exact::<PyDict>() else { continue };
        let known = copies.iter().find(|(of, _)| of.is(dict)).map(|(_, copy)| copy.clone());
        let copy = known.map_or_else(|| dict.copy(), Ok)?;
        copy.set_item(name, value.object)?;
        copies.push((object.object, copy));
    }
    let copy_of = |object: &Bound<'py, PyAny>| copies.iter().find(|(of, _)| of.is(object)).map(|(_, copy)| copy);
    for line in lines.iter_mut().filter(|_| !copies.is_empty()) {
        let Ok(dict) = line.input.object.cast_exact::<PyDict>() else { continue };
        let mut shown = copy_of(dict.as_any()).cloned();
        for (key, value) in dict.iter() {
            if let Some(copy) = copy_of(&value) {
                shown.get_or_insert(dict.copy()?).set_item(key, copy)?;
            }
        }
        if let Some(shown) = shown {
            line.input = PyInput::new(session.keep(shown.into_any()), session);
        }
    }
    Ok(lines)
}
