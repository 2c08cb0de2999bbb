//! When two models are equal, as Prefect has it: when Python holds what they are dumped as for equal.

use std::cmp::Ordering;

use crate::input::{Any, Input, View};
use crate::json::{self, JsonInput, Tree};
use crate::types::Int;
use crate::types::Map;
use crate::value::{Model, Value};

/// Whether two models are equal: by their fields, whether given or filled in. What tells one from its copies, an `id` say, has no
/// part in it.
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

impl PartialEq for Any<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(one), Self::Json(other)) => texts(one, other),
            (Self::Host(one), Self::Host(other)) => one == other,
            _ => false,
        }
    }
}

/// Whether two JSON texts are equal values to Python, which were read before, so that they read again.
fn texts(one: &str, other: &str) -> bool {
    match (json::read(one, None), json::read(other, None)) {
        (Ok(ours), Ok(theirs)) => {
            parsed(Tree { text: one, nodes: &ours }.root(), Tree { text: other, nodes: &theirs }.root())
        }
        _ => one == other,
    }
}

/// The same of values in JSON texts, however deep they are: pairs are put aside, all of which have to be equal.
fn parsed<'a, 'n>(one: JsonInput<'a, 'n>, other: JsonInput<'a, 'n>) -> bool {
    let mut pairs = vec![(one, other)];
    while let Some((one, other)) = pairs.pop() {
        match (one.view(), other.view()) {
            (View::List(ours), View::List(theirs)) => {
                let (ours, theirs): (Vec<_>, Vec<_>) = (ours.collect(), theirs.collect());
                if ours.len() != theirs.len() {
                    return false;
                }
                pairs.extend(ours.into_iter().zip(theirs));
            }
            (View::Object(ours), View::Object(theirs)) => {
                let (mut ours, mut theirs) = (ours.entries(), theirs.entries());
                ours.sort_by(|(one, _), (other, _)| one.cmp(other));
                theirs.sort_by(|(one, _), (other, _)| one.cmp(other));
                if !ours.iter().map(|(key, _)| key).eq(theirs.iter().map(|(key, _)| key)) {
                    return false;
                }
                pairs.extend(ours.into_iter().zip(theirs).map(|((_, one), (_, other))| (one, other)));
            }
            (ours, theirs) => match (scalar(ours), scalar(theirs)) {
                (Some(ours), Some(theirs)) if values(&ours, &theirs, &mut |_, _| false) => {}
                _ => return false,
            },
        }
    }
    true
}

fn scalar<'a, I: Input<'a>>(value: View<'a, I>) -> Option<Value<'a>> {
    Some(match value {
        View::Null => Value::Null,
        View::Bool(value) => Value::Bool(value),
        View::Int(value) => Value::Int(value),
        View::Float(value) => Value::Float(value),
        View::Str(value) => Value::Str(value),
        View::List(_) | View::Object(_) | View::Host(_) => return None,
    })
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
