use std::borrow::Cow;

use crate::check::Check;
use crate::error::{ErrorKind, Loc};
use crate::input::{HostInput, Input, Key, ObjectInput, View};
use crate::shape::Shape;
use crate::types;
use crate::value::Value;

/// A dictionary by text that keeps its order. Equal are those with equal entries in the same order; in models, that has no part in it.
///
/// ```
/// use prefect_taskrun::{Label, Map};
///
/// let mut labels: Map<Label> = Map::from([("team", "data".into()), ("retries", 3.into())]);
/// labels.insert("urgent", true.into());
/// assert_eq!(labels.get("urgent"), Some(&Label::Bool(true)));
/// assert_eq!(labels.remove("retries"), Some(Label::from(3)));
/// for (key, label) in &labels {
///     println!("{key}: {label:?}");
/// }
/// assert_eq!(labels.into_iter().map(|(key, _)| key).collect::<Vec<_>>(), ["team", "urgent"]);
/// ```
///
/// Any other dictionary becomes one, and the other way round:
///
/// ```
/// use std::collections::BTreeMap;
///
/// use prefect_taskrun::{Label, Map};
///
/// let texts = BTreeMap::from([("team", "data"), ("stage", "test")]);
/// let labels: Map<Label> = texts.into_iter().map(|(key, text)| (key, text.into())).collect();
/// let by_key: BTreeMap<String, Label> = labels.into_iter().map(|(key, label)| (key.into(), label)).collect();
/// assert_eq!(by_key["team"], Label::from("data"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<'a, V>(Vec<(Cow<'a, str>, V)>);

impl<'a, V> Map<'a, V> {
    /// The value of a key, for which all keys are looked through.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0.iter().find(|(other, _)| other == key).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.0.iter_mut().find(|(other, _)| other == key).map(|(_, value)| value)
    }

    /// Takes a key out, and gives its value; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        let place = self.0.iter().position(|(other, _)| other == key)?;
        Some(self.0.remove(place).1)
    }

    /// Sets a key's value; a new key goes to the end. All keys are looked through: collect an iterator to make a large dictionary.
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, value: V) {
        let key = key.into();
        match self.0.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// All entries, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &V)> {
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

    /// Makes room for so many more entries.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// The entries with other values.
    pub(crate) fn map<W>(self, mut change: impl FnMut(V) -> W) -> Map<'a, W> {
        let mut changed = Vec::with_capacity(self.0.len());
        changed.extend(self.0.into_iter().map(|(key, value)| (key, change(value))));
        Map(changed)
    }

    /// These entries and then the others, whose values win.
    #[must_use]
    pub(crate) fn merged_with(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        crate::json::last_value_wins(&mut self.0);
        self
    }
}

impl Map<'_, Value<'_>> {
    /// A copy that borrows nothing.
    #[must_use]
    pub fn to_static(&self) -> Map<'static, Value<'static>> {
        Map(self.0.iter().map(|(key, value)| (Cow::Owned(key.as_ref().into()), value.to_static())).collect())
    }
}

impl<V> Default for Map<'_, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// All entries, in order, each key borrowed from the payload if it was so.
impl<'a, V> IntoIterator for Map<'a, V> {
    type Item = (Cow<'a, str>, V);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// All entries, in order.
impl<'m, 'a, V> IntoIterator for &'m Map<'a, V> {
    type Item = (&'m str, &'m V);
    type IntoIter = std::iter::Map<std::slice::Iter<'m, (Cow<'a, str>, V)>, fn(&'m (Cow<'a, str>, V)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }
}

/// Of a key that comes twice, the first place and the last value, as in Python.
impl<'a, K: Into<Cow<'a, str>>, V> FromIterator<(K, V)> for Map<'a, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(entries: T) -> Self {
        let mut map = Self::default();
        map.extend(entries);
        map
    }
}

impl<'a, K: Into<Cow<'a, str>>, V> Extend<(K, V)> for Map<'a, V> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, entries: T) {
        self.0.extend(entries.into_iter().map(|(key, value)| (key.into(), value)));
        crate::json::last_value_wins(&mut self.0);
    }
}

impl<'a, K: Into<Cow<'a, str>>, V, const N: usize> From<[(K, V); N]> for Map<'a, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

/// The step to a key's own errors, after that to its value.
const KEY: &str = "[key]";

/// A dictionary of values of a shape.
#[inline(never)]
pub(crate) fn map<'a, I: Input<'a>>(
    shape: &'static Shape,
    input: &I,
    check: &mut Check<'a, '_, I>,
) -> Option<Map<'a, Value<'a>>> {
    let object = match input.view() {
        View::Object(object) => Some(object),
        View::Host(host) => host.mapping(),
        _ => None,
    };
    let Some(object) = object else {
        return check.fail(ErrorKind::DictType, input);
    };
    let mut entries = match object.entries() {
        Ok(entries) => entries,
        Err(complaint) => return check.complain(complaint, input),
    };
    let before = check.errors();
    let text = |key: &mut Key<'a, I::Host>| match key {
        Key::Text(text) => std::mem::take(text),
        Key::Host(_) => Cow::default(),
    };
    let mut values: Vec<_> = entries.iter_mut().map(|(key, _)| (text(key), Value::Null)).collect();
    let mut odd_keys = false;
    for ((odd_key, value), (key, place)) in entries.iter().zip(&mut values) {
        let errors = check.errors();
        if let Key::Host(host) = odd_key {
            odd_keys = true;
            *key = types::text(&host.input(), check).unwrap_or_default();
            check.within(errors, &Loc::Member(KEY));
            check.value(shape, value, place);
            check.within(errors, &host.step());
        } else if check.value(shape, value, place).is_none() {
            check.within(errors, &Loc::Key(key.clone()));
        }
    }
    if odd_keys {
        // Several keys may have become the same text.
        crate::json::last_value_wins(&mut values);
    }
    (check.errors() == before).then_some(Map(values))
}
