//! When two models are equal, as Prefect has it: when Python holds what they are dumped as for equal.

use std::cmp::Ordering;

use crate::input::Any;
use crate::types::Int;
use crate::value::{ListRef, MapRef, ModelRef, ValueRef};

/// Whether two models are equal. What tells one from its copies, an `id` say, has no part in it.
///
/// Numbers are equal across their types, and dictionaries in any order. `same` says it of values that were kept as they
/// came.
pub fn equal(one: &dyn ModelRef, other: &dyn ModelRef, same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool) -> bool {
    fields(one, other, true, same)
}

fn fields(
    one: &dyn ModelRef,
    other: &dyn ModelRef,
    outermost: bool,
    same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool,
) -> bool {
    let kept = |model: &dyn ModelRef| -> Vec<(&'static str, usize)> {
        let fields = model.info().fields.iter().enumerate();
        fields.filter(|(_, field)| !(outermost && field.reset)).map(|(index, field)| (field.name, index)).collect()
    };
    let (ours, theirs) = (kept(one), kept(other));
    ours.len() == theirs.len()
        && ours.iter().all(|(name, index)| {
            let their_index = theirs.iter().find(|(other, _)| other == name).map(|(_, index)| *index);
            match (one.field(*index), their_index.and_then(|index| other.field(index))) {
                (Some(one), Some(other)) => values(one, other, same),
                _ => false,
            }
        })
}

fn values(one: ValueRef<'_>, other: ValueRef<'_>, same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool) -> bool {
    match (one, other) {
        (ValueRef::Null, ValueRef::Null) => true,
        (ValueRef::Str(one) | ValueRef::Enum(one), ValueRef::Str(other)) => one == other,
        (ValueRef::Str(one), ValueRef::Enum(other)) => one == other,
        (ValueRef::Enum(one), ValueRef::Enum(other)) => one == other,
        (ValueRef::Uuid(one), ValueRef::Uuid(other)) => one == other,
        (ValueRef::DateTime(one), ValueRef::DateTime(other)) => one == other,
        (ValueRef::Duration(one), ValueRef::Duration(other)) => one == other,
        (ValueRef::Any(one), ValueRef::Any(other)) => same(one, other),
        (ValueRef::Model(one), ValueRef::Model(other)) => fields(one, other, false, same),
        (ValueRef::List(one), ValueRef::List(other)) => lists(one, other, same),
        (ValueRef::Map(one), ValueRef::Map(other)) => maps(one, other, same),
        (one, other) => match (Number::of(one), Number::of(other)) {
            (Some(one), Some(other)) => one.equals(&other),
            _ => false,
        },
    }
}

fn lists(one: &dyn ListRef, other: &dyn ListRef, same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool) -> bool {
    one.len() == other.len()
        && (0..one.len()).all(|index| match (one.item(index), other.item(index)) {
            (Some(one), Some(other)) => values(one, other, same),
            _ => false,
        })
}

fn maps(one: &dyn MapRef, other: &dyn MapRef, same: &mut dyn FnMut(&Any<'_>, &Any<'_>) -> bool) -> bool {
    fn sorted(map: &dyn MapRef) -> Vec<(&str, ValueRef<'_>)> {
        let mut entries: Vec<_> = (0..map.len()).filter_map(|index| map.entry(index)).collect();
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
    fn of(value: ValueRef<'v>) -> Option<Self> {
        Some(match value {
            ValueRef::Bool(value) => Self::Int(value.into()),
            ValueRef::Int(Int::Small(number)) => Self::Int(*number),
            ValueRef::Int(Int::Big(digits)) => Self::Big(digits),
            ValueRef::Float(number) => Self::Float(number),
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
