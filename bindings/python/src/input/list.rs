use prefect_taskrun::ErrorKind;
use prefect_taskrun::host::{Complaint, ListInput};
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyFrozenSet, PyIterator, PyList, PySet, PyString, PyTuple};

use super::{PyInput, session};
use crate::types;

/// How often an iterator that may have no end lets Python look for an interruption.
const BREATH: usize = 1 << 10;

/// The items of a list, or of what a list can be made of.
pub(crate) struct List<'a, 's, 'py> {
    owner: PyInput<'a, 's, 'py>,
    items: Items<'s, 'py>,
    taken: usize,
    failure: Option<Complaint>,
}

enum Items<'s, 'py> {
    List(&'s Bound<'py, PyList>),
    Tuple(&'s Bound<'py, PyTuple>),
    Iterator(Bound<'py, PyIterator>),
}

impl<'a, 's, 'py> List<'a, 's, 'py> {
    pub(super) fn of_list(owner: PyInput<'a, 's, 'py>, list: &'s Bound<'py, PyList>) -> Self {
        Self { owner, items: Items::List(list), taken: 0, failure: None }
    }

    /// The items of what pydantic takes for a list though it is none.
    pub(super) fn of_iterable(owner: PyInput<'a, 's, 'py>) -> Option<Self> {
        let object = owner.object;
        let items = if let Ok(tuple) = object.cast::<PyTuple>() {
            Items::Tuple(tuple)
        } else {
            let is_set = object.is_instance_of::<PySet>() || object.is_instance_of::<PyFrozenSet>();
            if !is_set && is_whole(object) {
                return None;
            }
            Items::Iterator(object.try_iter().ok()?)
        };
        Some(Self { owner, items, taken: 0, failure: None })
    }

    /// The next item of an iterator.
    fn iterate(&mut self) -> Option<Bound<'py, PyAny>> {
        let Items::Iterator(iterator) = &mut self.items else { return None };
        let py = self.owner.py();
        if self.taken.is_multiple_of(BREATH)
            && let Err(interruption) = py.check_signals()
        {
            self.owner.session.raise(interruption);
            return None;
        }
        match iterator.next()? {
            Ok(item) => Some(item),
            Err(error) => {
                let detail = session::words(py, &error).into();
                self.failure = Some(Complaint { kind: ErrorKind::IterationError, detail });
                None
            }
        }
    }
}

/// Whether an object has items but is no list of them.
fn is_whole(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyString>()
        || object.is_instance_of::<PyBytes>()
        || object.is_instance_of::<PyByteArray>()
        || types::mapping(object).is_some()
}

impl<'a, 's, 'py: 's> Iterator for List<'a, 's, 'py> {
    type Item = PyInput<'a, 's, 'py>;

    // Longer than what functions give back in registers.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured")]
    fn next(&mut self) -> Option<Self::Item> {
        if self.owner.session.has_raised() {
            return None;
        }
        let index = self.taken;
        self.taken += 1;
        let item = match &self.items {
            // An error is dear, and every list has an end.
            Items::List(list) => (index < list.len()).then(|| list.get_item(index).ok()).flatten(),
            Items::Tuple(tuple) => (index < tuple.len()).then(|| tuple.get_item(index).ok()).flatten(),
            Items::Iterator(_) => self.iterate(),
        };
        item.map(|item| self.owner.other(item))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // A list may change while it is looked at.
        match &self.items {
            Items::List(list) => (list.len().saturating_sub(self.taken), None),
            Items::Tuple(tuple) => (tuple.len().saturating_sub(self.taken), None),
            Items::Iterator(_) => (0, None),
        }
    }
}

impl<'a, 's, 'py: 's> ListInput<PyInput<'a, 's, 'py>> for List<'a, 's, 'py> {
    fn failure(&mut self) -> Option<Complaint> {
        self.failure.take()
    }
}
