//! Verdicts without values: a payload that is plainly right need not be made a model of to know so.
//!
//! What is not plain may be right all the same: `validate.rs` says.

use crate::input::{Input, ObjectInput};
use crate::json::{JsonInput, Kind, Node};
use crate::model::{Absent, FieldInfo, Limit, ModelInfo, Rule};
use crate::shape::Shape;
use crate::types::{self, is_zero};
use crate::validate::{FEW_FIELDS, MOST_FIELDS};

/// Longer integers are not looked at.
const FEW_DIGITS: u32 = 18;

/// Whether a value of a JSON text is plainly of a shape.
fn is_plainly(shape: &'static Shape, input: &JsonInput<'_, '_>) -> bool {
    let Node { kind, start, end, .. } = input.node();
    match shape {
        Shape::Nullable(inner) => kind == Kind::Null || is_plainly(inner, input),
        Shape::Any => input.is_of_text(),
        Shape::Str => matches!(kind, Kind::Plain | Kind::Escaped),
        Shape::Bool => matches!(kind, Kind::True | Kind::False),
        Shape::Int => kind == Kind::Int && end - start <= FEW_DIGITS,
        Shape::Float => kind == Kind::Float || kind == Kind::Int && end - start <= FEW_DIGITS,
        Shape::Uuid => input.plain_text().is_some_and(types::is_uuid),
        Shape::DateTime => input.plain_text().is_some_and(|text| types::parse_date_time(text).is_some()),
        Shape::Enum { members, .. } => input.plain_text().is_some_and(|text| members.contains(&text)),
        Shape::Literal(text) => input.plain_text() == Some(text),
        Shape::List(item) => kind == Kind::List && input.items().all(|value| is_plainly(item, &value)),
        Shape::Map(item) => kind == Kind::Object && input.members().all(|(_, value)| is_plainly(item, &value)),
        Shape::Union(members) => members.iter().any(|member| is_plainly(member.shape, input)),
        Shape::Model(info) => is_plain(info, input),
        Shape::Duration => false,
    }
}

/// Whether a value of a JSON text is plainly a model, as the newest release knows it.
pub(crate) fn is_plain(info: &'static ModelInfo, input: &JsonInput<'_, '_>) -> bool {
    match info.fields.len() {
        ..=FEW_FIELDS => is_plain_in(&mut [None; FEW_FIELDS], info, input),
        _ => is_plain_in(&mut [None; MOST_FIELDS], info, input),
    }
}

fn is_plain_in<'a, 'n>(
    found: &mut [Option<JsonInput<'a, 'n>>],
    info: &'static ModelInfo,
    input: &JsonInput<'a, 'n>,
) -> bool {
    let mut unknown = Vec::new();
    input.node().kind == Kind::Object
        && input.fields(info, found, &mut unknown).is_ok()
        && unknown.is_empty()
        && info.older.iter().all(|(older, _)| {
            let older = found.get(*older).and_then(Option::as_ref);
            older.is_none_or(|older| is_zero(older) == Ok(true))
        })
        && info.fields.iter().zip(found).all(|(field, found)| match found {
            Some(value) => is_plainly(field.shape, value) && is_within(field, value),
            None => field.default != Absent::Required,
        })
}

/// Whether a value that is plainly of its field's shape is plainly within its limit.
fn is_within(field: &FieldInfo, input: &JsonInput<'_, '_>) -> bool {
    let Node { kind, .. } = input.node();
    match field.rule {
        None => true,
        Some(_) if kind == Kind::Null => true,
        Some(Rule { limit: Limit::MostCharacters(most), .. }) => input.text().len() <= most,
        Some(Rule { limit: Limit::MostItems(most), .. }) => kind != Kind::List || input.items().count() <= most,
        Some(Rule { limit: Limit::NotNegative, .. }) => !input.text().starts_with('-'),
    }
}
