use std::borrow::Cow;
use std::cell::RefCell;

use prefect_taskrun::ErrorKind;
use prefect_taskrun::host::{Complaint, Entries, Key, ObjectInput};
use prefect_taskrun::model::{Extra, ModelInfo};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::{PyInput, session};
use crate::types;

/// What has named members.
#[derive(Clone)]
pub(crate) struct Members<'a, 's, 'py> {
    owner: PyInput<'a, 's, 'py>,
    kind: Kind<'s, 'py>,
}

#[derive(Clone)]
enum Kind<'s, 'py> {
    /// Its own methods are not asked, should it have some.
    Dict(&'s Bound<'py, PyDict>),
    Mapping,
    /// The members are attributes of an object, after those that a dict has.
    Attributes(Bound<'py, PyAny>, Option<Bound<'py, PyDict>>),
}

const NO_PAIRS: &str = "Mapping items must be tuples of (key, value) pairs";

type Member<'a, 's, 'py> = (PyInput<'a, 's, 'py>, PyInput<'a, 's, 'py>);

impl<'a, 's, 'py: 's> Members<'a, 's, 'py> {
    pub(super) fn of_dict(owner: PyInput<'a, 's, 'py>, dict: &'s Bound<'py, PyDict>) -> Self {
        Self { owner, kind: Kind::Dict(dict) }
    }

    /// The members of a mapping, as its methods give them.
    pub(super) fn of_mapping(owner: PyInput<'a, 's, 'py>) -> Option<Self> {
        types::mapping(owner.object).map(|_| Self { owner, kind: Kind::Mapping })
    }

    /// The members of what pydantic makes a model of.
    pub(super) fn of_object(owner: PyInput<'a, 's, 'py>) -> Option<Self> {
        let object = owner.object;
        if let Ok(dict) = object.cast::<PyDict>() {
            return Some(Self::of_dict(owner, dict));
        }
        if let Some(mapping) = Self::of_mapping(owner) {
            return Some(mapping);
        }
        let (object, first) = if has_attributes(object) {
            (object.clone(), None)
        } else {
            let (object, first) =
                object.cast::<PyTuple>().ok()?.extract::<(Bound<'py, PyAny>, Bound<'py, PyDict>)>().ok()?;
            has_attributes(&object).then_some((object, Some(first)))?
        };
        Some(Self { owner, kind: Kind::Attributes(object, first) })
    }

    /// The value of a field, if there is one.
    fn field(&self, name: &Bound<'py, PyString>, absent: &Bound<'py, PyAny>) -> Option<PyInput<'a, 's, 'py>> {
        let owner = self.owner;
        let found = match &self.kind {
            Kind::Dict(dict) => owner.session.catch(dict.get_item(name))?,
            Kind::Mapping => {
                let get = owner.object.call_method1(intern!(owner.py(), "get"), (name, absent));
                owner.session.catch(get).filter(|value| !value.is(absent))
            }
            Kind::Attributes(object, first) => {
                if let Some(value) = first.as_ref().and_then(|first| first.get_item(name).ok().flatten()) {
                    return Some(owner.other(value));
                }
                match object.getattr_opt(name) {
                    Ok(value) => value,
                    Err(error) => {
                        let detail = session::words(owner.py(), &error).into();
                        let complaint = Complaint { kind: ErrorKind::GetAttributeError, detail };
                        return Some(owner.session.unreadable(object.clone(), complaint));
                    }
                }
            }
        };
        found.map(|value| owner.other(value))
    }

    /// All keys and values, in order.
    fn members(&self) -> Result<Vec<Member<'a, 's, 'py>>, Complaint> {
        let owner = self.owner;
        let complaint = |words: Cow<'static, str>| Complaint { kind: ErrorKind::MappingType, detail: words };
        match &self.kind {
            Kind::Dict(dict) => Ok(pairs(owner, dict)),
            Kind::Attributes(..) => Ok(Vec::new()),
            Kind::Mapping => {
                let items = items(owner).map_err(|error| complaint(session::words(owner.py(), &error).into()))?;
                let pair = |item: Bound<'py, PyAny>| {
                    let (key, value): (Bound<'py, PyAny>, Bound<'py, PyAny>) =
                        item.extract().map_err(|_| complaint(NO_PAIRS.into()))?;
                    Ok((owner.other(key), owner.other(value)))
                };
                items.iter().map(pair).collect()
            }
        }
    }

    /// Looks for each field, and then through all keys for those of no field.
    fn look_up(
        &self,
        model: &ModelInfo,
        found: &mut [Option<PyInput<'a, 's, 'py>>],
        unknown: &mut Entries<'a, PyInput<'a, 's, 'py>>,
    ) -> Result<(), (Complaint, PyInput<'a, 's, 'py>)> {
        let py = self.owner.py();
        // No mapping has it.
        let absent = PyList::empty(py).into_any();
        for (field, slot) in model.fields.iter().zip(found.iter_mut()) {
            *slot = self.field(&PyString::intern(py, field.name), &absent);
        }
        if model.extra == Extra::Ignored {
            return Ok(());
        }
        for (key, value) in self.members().map_err(|complaint| (complaint, self.owner))? {
            let Some(text) = text(key) else {
                if key.object.is_exact_instance_of::<PyString>() {
                    return Err((Complaint { kind: ErrorKind::StringUnicode, detail: Cow::Borrowed("") }, key));
                }
                unknown.push((Key::Host(key), value));
                continue;
            };
            let mut fields = model.fields.iter().zip(found.iter());
            if !fields.any(|(field, slot)| field.name == text && slot.is_some()) {
                unknown.push((Key::Text(text), value));
            }
        }
        Ok(())
    }
}

impl<'a, 's, 'py: 's> ObjectInput<'a, PyInput<'a, 's, 'py>> for Members<'a, 's, 'py> {
    fn fields(
        &self,
        model: &ModelInfo,
        found: &mut [Option<PyInput<'a, 's, 'py>>],
        unknown: &mut Entries<'a, PyInput<'a, 's, 'py>>,
    ) -> Result<(), (Complaint, PyInput<'a, 's, 'py>)> {
        let Kind::Dict(dict) = &self.kind else {
            return self.look_up(model, found, unknown);
        };
        let mut search = Search { owner: self.owner, model, found, unknown, expected: 0, plain: true };
        for_each(self.owner, dict, |key, value| search.take(key, value));
        if search.plain {
            return Ok(());
        }
        // Every field is looked for anew.
        unknown.clear();
        self.look_up(model, found, unknown)
    }

    fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::Dict(dict) if dict.is_empty())
    }

    fn entries(&self) -> Result<Entries<'a, PyInput<'a, 's, 'py>>, Complaint> {
        let entry = |(key, value): Member<'a, 's, 'py>| match key.text {
            Some(text) => (Key::Text(Cow::Borrowed(text)), value),
            None => (Key::Host(key), value),
        };
        let Kind::Dict(dict) = &self.kind else {
            return Ok(self.members()?.into_iter().map(entry).collect());
        };
        let mut entries = Vec::with_capacity(dict.len());
        for_each(self.owner, dict, |key, value| entries.push(entry((self.owner.other(key), self.owner.other(value)))));
        Ok(entries)
    }
}

/// One look through a dict whose keys are plain texts; other keys may be equal to a field's name all the same.
struct Search<'f, 'a, 's, 'py: 's> {
    owner: PyInput<'a, 's, 'py>,
    model: &'f ModelInfo,
    found: &'f mut [Option<PyInput<'a, 's, 'py>>],
    unknown: &'f mut Entries<'a, PyInput<'a, 's, 'py>>,
    /// Dicts mostly have the order that the fields are defined in.
    expected: usize,
    /// Whether every key so far was a plain text.
    plain: bool,
}

impl<'py> Search<'_, '_, '_, 'py> {
    fn take(&mut self, key: Bound<'py, PyAny>, value: Bound<'py, PyAny>) {
        let Some(text) = key.cast_exact::<PyString>().ok().and_then(|text| text.to_str().ok()) else {
            self.plain = false;
            return;
        };
        let fields = self.model.fields;
        let place = match fields.get(self.expected) {
            Some(field) if field.name == text => Some(self.expected),
            _ => fields.iter().position(|field| field.name == text),
        };
        if let Some(index) = place {
            self.expected = index + 1;
            if let Some(slot) = self.found.get_mut(index) {
                *slot = Some(self.owner.other(value));
            }
        } else if self.model.extra == Extra::Forbidden
            && let Some(text) = self.owner.other(key).text
        {
            self.unknown.push((Key::Text(Cow::Borrowed(text)), self.owner.other(value)));
        }
    }
}

/// Takes all members of a dict at once: later it may change.
fn for_each<'py>(
    owner: PyInput<'_, '_, 'py>,
    dict: &Bound<'py, PyDict>,
    take: impl FnMut(Bound<'py, PyAny>, Bound<'py, PyAny>),
) {
    let take = RefCell::new(take);
    owner.session.catch(dict.locked_for_each(|key, value| {
        take.borrow_mut()(key, value);
        Ok(())
    }));
}

fn pairs<'a, 's, 'py: 's>(owner: PyInput<'a, 's, 'py>, dict: &Bound<'py, PyDict>) -> Vec<Member<'a, 's, 'py>> {
    let mut pairs = Vec::with_capacity(dict.len());
    for_each(owner, dict, |key, value| pairs.push((owner.other(key), owner.other(value))));
    pairs
}

fn items<'py>(owner: PyInput<'_, '_, 'py>) -> PyResult<Bound<'py, PyList>> {
    use pyo3::types::PyMapping;
    owner.object.cast::<PyMapping>()?.items()
}

/// The text that a key is.
fn text<'a>(key: PyInput<'a, '_, '_>) -> Option<Cow<'a, str>> {
    match key.text {
        Some(text) => Some(Cow::Borrowed(text)),
        None => Some(Cow::Owned(key.object.cast::<PyString>().ok()?.to_str().ok()?.into())),
    }
}

/// Pydantic's best guess at whether an object's attributes are worth a look.
fn has_attributes(object: &Bound<'_, PyAny>) -> bool {
    let Ok(module) = object.get_type().getattr(intern!(object.py(), "__module__")) else {
        return false;
    };
    let Ok(module) = module.cast::<PyString>() else {
        return false;
    };
    !matches!(module.to_str(), Ok("builtins" | "datetime" | "collections"))
}
