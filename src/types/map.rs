use std::borrow::Cow;

use crate::check::{Check, Validate};
use crate::error::{ErrorKind, Loc};
use crate::input::{HostInput, Input, Key, ObjectInput, View};
use crate::owned::IntoOwned;
use crate::shape::Shape;
use crate::value::{MapRef, Value, ValueRef};

/// A dictionary by text that keeps its order.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<'a, V>(Vec<(Cow<'a, str>, V)>);

impl<'a, V> Map<'a, V> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0.iter().find(|(other, _)| other == key).map(|(_, value)| value)
    }

    /// Sets a key's value; a new key goes to the end.
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, value: V) {
        let key = key.into();
        match self.0.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// All entries, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These entries and then the others, whose values win.
    #[must_use]
    pub(crate) fn merged_with(mut self, others: Self) -> Self
    where
        V: Clone,
    {
        self.0.extend(others.0);
        crate::json::last_value_wins(&mut self.0);
        self
    }
}

impl<V> Default for Map<'_, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, V> FromIterator<(Cow<'a, str>, V)> for Map<'a, V>
where
    V: Clone,
{
    fn from_iter<T: IntoIterator<Item = (Cow<'a, str>, V)>>(entries: T) -> Self {
        let mut entries = entries.into_iter().collect();
        crate::json::last_value_wins(&mut entries);
        Self(entries)
    }
}

/// The step to a key's own errors, after that to its value.
const KEY: &str = "[key]";

impl<'a, V: Validate<'a> + Clone> Validate<'a> for Map<'a, V> {
    const SHAPE: &'static Shape = &Shape::Map(V::SHAPE);

    fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        let object = match input.view() {
            View::Object(object) => Some(object),
            View::Host(host) => host.mapping(),
            _ => None,
        };
        let Some(object) = object else {
            return check.fail(ErrorKind::DictType, input);
        };
        let entries = match object.entries() {
            Ok(entries) => entries,
            Err(complaint) => return check.complain(complaint, input),
        };
        let errors = check.errors();
        let mut values = Vec::with_capacity(entries.len());
        let mut odd_keys = false;
        for (key, value) in entries {
            match key {
                Key::Text(key) => {
                    if let Some(value) = check.member(&value, || Loc::Key(key.clone())) {
                        values.push((key, value));
                    }
                }
                Key::Host(host) => {
                    odd_keys = true;
                    let before = check.errors();
                    let key = Cow::validate(&host.input(), check);
                    check.within(before, || Loc::Member(KEY));
                    check.within(before, || host.step());
                    if let (Some(value), Some(key)) = (check.member(&value, || host.step()), key) {
                        values.push((key, value));
                    }
                }
            }
        }
        if odd_keys {
            // Several keys may have become the same text.
            crate::json::last_value_wins(&mut values);
        }
        (check.errors() == errors).then_some(Self(values))
    }
}

impl<V: Value> Value for Map<'_, V> {
    fn value(&self) -> ValueRef<'_> {
        ValueRef::Map(self)
    }
}

impl<V: Value> MapRef for Map<'_, V> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn entry(&self, index: usize) -> Option<(&str, ValueRef<'_>)> {
        self.0.get(index).map(|(key, value)| (key.as_ref(), value.value()))
    }
}

impl<V: IntoOwned> IntoOwned for Map<'_, V> {
    type Static = Map<'static, V::Static>;

    fn into_owned(self) -> Self::Static {
        Map(self.0.into_iter().map(|(key, value)| (IntoOwned::into_owned(key), value.into_owned())).collect())
    }
}
