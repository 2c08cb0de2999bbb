//! When two models are equal, as Prefect has it: when Python holds what they are dumped as for equal.

use std::cmp::Ordering;

use crate::input::Any;
use crate::types::Int;
use crate::types::Map;
use crate::value::{Model, Value};

/// Whether two models are equal. What tells one from its copies, an `id` say, has no part in it.
///
/// Numbers are equal across their types, and dictionaries in any order. `same` says it of values that were kept as they
/// came.
pub fn equal(one: &Model<'_>, other: &Model<'_>, same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool) -> bool {
    fields(one, other, true, same)
}

fn fields(
    one: &Model<'_>,
    other: &Model<'_>,
    outermost: bool,
    same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool,
) -> bool {
    let kept = |model: &Model<'_>| -> Vec<(&'static str, usize)> {
        let fields = model.info().fields.iter().enumerate();
        fields.filter(|(_, field)| !(outermost && field.reset)).map(|(index, field)| (field.name, index)).collect()
    };
    let (ours, theirs) = (kept(one), kept(other));
    ours.len() == theirs.len()
        && ours.iter().all(|(name, index)| {
            let their_index = theirs.iter().find(|(other, _)| other == name).map(|(_, index)| *index);
            their_index.is_some_and(|their_index| values(one.get(*index), other.get(their_index), same))
        })
}

fn values(one: &Value<'_>, other: &Value<'_>, same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool) -> bool {
    match (one, other) {
        (Value::Null, Value::Null) => true,
        (Value::Str(_) | Value::Enum(_), Value::Str(_) | Value::Enum(_)) => one.as_str() == other.as_str(),
        (Value::Uuid(one), Value::Uuid(other)) => one == other,
        (Value::DateTime(one), Value::DateTime(other)) => one == other,
        (Value::Duration(one), Value::Duration(other)) => one == other,
        (Value::Any(one), Value::Any(other)) => same(one, other),
        (Value::Model(one), Value::Model(other)) => fields(one, other, false, same),
        (Value::List(one), Value::List(other)) => lists(one, other, same),
        (Value::Map(one), Value::Map(other)) => maps(one, other, same),
        (one, other) => match (Number::of(one), Number::of(other)) {
            (Some(one), Some(other)) => one.equals(&other),
            _ => false,
        },
    }
}

fn lists(one: &[Value<'_>], other: &[Value<'_>], same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| values(one, other, same))
}

fn maps(
    one: &Map<'_, Value<'_>>,
    other: &Map<'_, Value<'_>>,
    same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool,
) -> bool {
    fn sorted<'m>(map: &'m Map<'_, Value<'_>>) -> Vec<(&'m str, &'m Value<'m>)> {
        let mut entries: Vec<_> = map.iter().collect();
        entries.sort_by_key(|(key, _)| *key);
        entries
    }
    one.len() == other.len()
        && sorted(one)
            .into_iter()
            .zip(sorted(other))
            .all(|((key, one), (other_key, other))| key == other_key && values(one, other, same))
}

/// A number of any type.
enum Number<'v> {
    Int(i64),
    Big(&'v str),
    Float(f64),
}

impl<'v> Number<'v> {
    fn of(value: &'v Value<'v>) -> Option<Self> {
        Some(match value {
            Value::Bool(value) => Self::Int((*value).into()),
            Value::Int(Int::Small(number)) => Self::Int(*number),
            Value::Int(Int::Big(digits)) => Self::Big(digits),
            Value::Float(number) => Self::Float(*number),
            _ => return None,
        })
    }

    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(one), Self::Int(other)) => one == other,
            (Self::Big(one), Self::Big(other)) => one == other,
            (Self::Float(one), Self::Float(other)) => one.partial_cmp(other) == Some(Ordering::Equal),
            (Self::Int(int), Self::Float(float)) | (Self::Float(float), Self::Int(int)) => {
                float.fract() == 0.0 && *float as i128 == i128::from(*int)
            }
            (Self::Big(digits), Self::Float(float)) | (Self::Float(float), Self::Big(digits)) => {
                float.is_finite() && format!("{float:.0}") == **digits && float.fract() == 0.0
            }
            (Self::Int(_), Self::Big(_)) | (Self::Big(_), Self::Int(_)) => false,
        }
    }
}
