//! What a model is, as data, from which everything else follows.

use crate::context::Context;
use crate::json::characters;
use crate::release::Release;
use crate::validate::MOST_FIELDS;
use crate::value::{Model, Value};

pub use crate::shape::{Shape, UnionMember};

/// What a model is, as data.
#[derive(Debug)]
pub struct ModelInfo {
    /// The model's name in Prefect.
    pub name: &'static str,
    /// What it is for; empty without the crate's feature `schema`.
    pub doc: &'static str,
    /// What becomes of a payload's other fields.
    pub extra: Extra,
    /// Whether Prefect's own schema says what it is for.
    pub described: bool,
    /// The fields, in order.
    pub fields: &'static [FieldInfo],
    /// Pairs of an older field and the newer one that takes its value, where the newer is absent or falsy and the older
    /// is not 0.
    pub older: &'static [(usize, usize)],
    /// What becomes of the model, once every field is right.
    pub(crate) after: Option<After>,
}

/// A rule for all fields of a model.
pub(crate) type After = fn(&mut Model<'_>, &Context);

/// Prefect's own rule of a field.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is asked of a value.
    pub limit: Limit,
    /// What Prefect says of any other.
    pub(crate) words: &'static str,
}

/// What is asked of a value whose type is right.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// A text has at most so many characters.
    MostCharacters(usize),
    /// A list has at most so many items.
    MostItems(usize),
    /// A number is 0 or more.
    NotNegative,
}

impl Limit {
    /// Whether a value is within the limit.
    pub(crate) fn allows(self, value: &Value<'_>) -> bool {
        match (self, value) {
            // Only a text of more bytes can have more characters.
            (Self::MostCharacters(most), Value::Str(text)) => {
                text.len() <= most || characters(text, text.len()) <= most
            }
            (Self::MostItems(most), Value::List(items)) => items.len() <= most,
            (Self::NotNegative, Value::Float(number)) => *number >= 0.0 || number.is_nan(),
            _ => true,
        }
    }
}

/// What becomes of fields that a model does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// Each is an error.
    Forbidden,
    /// They are passed over.
    Ignored,
}

/// What a field is, as data.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct FieldInfo {
    /// The name in payloads.
    pub name: &'static str,
    /// What it is for; empty without the crate's feature `schema`.
    pub doc: &'static str,
    /// The type.
    pub shape: &'static Shape,
    /// How an absent field is filled in.
    pub default: Absent,
    /// Whether Prefect's own schema says what the field is for.
    pub described: bool,
    /// Whether Prefect advises against it.
    pub deprecated: bool,
    /// Whether an answer of the server always has it, though a payload need not.
    pub answered: bool,
    /// Whether it tells one model from its copies, and so has no part in whether two are equal.
    pub reset: bool,
    /// Whether it is shown where the model is written for people.
    pub shown: bool,
    /// An example, as JSON; none without the crate's feature `schema`.
    pub example: Option<&'static str>,
    /// Whether what Python holds for false counts as absent.
    pub made_if_falsy: bool,
    /// What is asked once the type is right.
    pub rule: Option<Rule>,
    /// The first release of Prefect that knows the field.
    pub since: Release,
}

/// What happens when a payload lacks a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is an error.
    Required,
    /// It is null.
    Null,
    /// It takes the empty value of its type, the same for every payload.
    Empty,
    /// It takes a value that is made anew.
    Made(Made),
}

/// A value that is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// The empty value of the field's type.
    Empty,
    /// A made-up name of two words.
    Name,
    /// The id of a new task run.
    RunId,
    /// The id of a new state.
    StateId,
    /// The present.
    Now,
}

impl FieldInfo {
    pub(crate) const fn new(name: &'static str, doc: &'static str, shape: &'static Shape, default: Absent) -> Self {
        Self {
            name: plain(name),
            doc: description(doc),
            shape,
            default,
            described: true,
            deprecated: false,
            answered: false,
            reset: false,
            shown: true,
            example: None,
            made_if_falsy: false,
            rule: None,
            since: Release::FIRST,
        }
    }

    /// The name for people, as pydantic makes it: `Flow Run Id` of `flow_run_id`.
    #[cfg(feature = "schema")]
    #[must_use]
    pub fn label(&self) -> String {
        let words = self.name.split('_').map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or_default();
            first.to_ascii_uppercase() + rest
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

impl FieldInfo {
    /// What the field takes when it is absent, where that is the same for every payload.
    pub(crate) fn default_value(&self) -> Option<Value<'static>> {
        match self.default {
            Absent::Null => Some(Value::Null),
            Absent::Empty | Absent::Made(Made::Empty) => Some(Value::empty(self.shape)),
            _ => None,
        }
    }

    /// What the field takes when it is absent, as JSON, where that is the same for every payload.
    #[cfg(feature = "schema")]
    #[must_use]
    pub fn default_json(&self) -> Option<String> {
        let mut writer = crate::json::Writer::new(None);
        crate::sink::Dump::default().value(&self.default_value()?, &mut writer);
        Some(writer.finish())
    }

    /// Whether a value is what the field takes when it is absent.
    pub(crate) fn is_default(&self, value: &Value<'_>) -> bool {
        match (self.default, value) {
            (Absent::Null, value) => value.is_null(),
            (Absent::Required | Absent::Made(Made::Name | Made::RunId | Made::StateId | Made::Now), _) => false,
            (_, Value::Null) => false,
            (_, Value::Model(model)) => {
                model.info().fields.iter().zip(model.values()).all(|(field, value)| field.is_default(value))
            }
            (_, value) => value.is_falsy() || matches!(self.shape, Shape::Literal(_)),
        }
    }
}

/// A description, which only schemas need.
pub(crate) const fn description(doc: &'static str) -> &'static str {
    if cfg!(feature = "schema") { doc.trim_ascii() } else { "" }
}

/// An example, which only schemas and forms need.
pub(crate) const fn example(json: &'static str) -> Option<&'static str> {
    if cfg!(feature = "schema") { Some(json) } else { None }
}

/// A name without the mark that tells it from Rust's own words.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Where a model has the fields of another, in the other's order.
pub(crate) type Counterparts = [Option<u8>; MOST_FIELDS];

impl ModelInfo {
    /// Whether there is a rule for all of the model, once every field is right.
    #[must_use]
    pub fn has_after(&self) -> bool {
        self.after.is_some()
    }

    /// Where another model has the fields that this one has, by their names.
    pub(crate) const fn counterparts_in(&self, other: &Self) -> Counterparts {
        let mut places = [None; MOST_FIELDS];
        let (mut unplaced, mut rest) = (places.as_mut_slice(), self.fields);
        while let ([place, others @ ..], [field, fields @ ..]) = (unplaced, rest) {
            *place = other.place_of(field.name);
            (unplaced, rest) = (others, fields);
        }
        places
    }

    const fn place_of(&self, name: &str) -> Option<u8> {
        let (mut place, mut rest) = (0, self.fields);
        while let [field, fields @ ..] = rest {
            if is_same(field.name.as_bytes(), name.as_bytes()) {
                return Some(place);
            }
            (place, rest) = (place + 1, fields);
        }
        None
    }
}

/// Whether two texts are the same, where the compiler asks.
const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, rest @ ..], [other_first, other_rest @ ..]) = (one, other) {
        if *first != *other_first {
            return false;
        }
        (one, other) = (rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

/// The fields that a payload gave, by their index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u32);

impl FieldSet {
    /// All fields of a model.
    pub(crate) fn all(model: &ModelInfo) -> Self {
        Self(u32::MAX >> (32 - model.fields.len().min(32)))
    }

    pub(crate) fn insert(&mut self, index: usize) {
        self.0 |= 1 << index;
    }

    /// The fields of these names.
    #[must_use]
    pub fn of_names<'n>(model: &ModelInfo, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut fields = Self::default();
        fields.insert_names(model, names);
        fields
    }

    pub(crate) fn insert_names<'n>(&mut self, model: &ModelInfo, names: impl IntoIterator<Item = &'n str>) {
        let places = names.into_iter().filter_map(|name| model.place_of(name));
        places.for_each(|index| self.insert(index.into()));
    }

    /// Whether the field at an index is among them.
    #[must_use]
    pub fn contains(self, index: usize) -> bool {
        index < MOST_FIELDS && self.0 >> index & 1 == 1
    }

    /// How many they are.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether they are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
