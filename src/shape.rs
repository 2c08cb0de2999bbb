//! What a type is, as data: the source of schemas, stubs, TypeScript types and form fields.

use crate::input::{Input, View};
use crate::model::{FieldInfo, ModelInfo};
use crate::release::Release;
use crate::value::Value;

/// What a type is.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Anything at all.
    Any,
    /// A text.
    Str,
    /// A truth value.
    Bool,
    /// An integer of any size.
    Int,
    /// A number.
    Float,
    /// A UUID.
    Uuid,
    /// An instant with its offset from UTC.
    DateTime,
    /// A span of time, in seconds.
    Duration,
    /// A member of an enumeration.
    Enum {
        /// The enumeration's name.
        name: &'static str,
        /// Its description.
        doc: &'static str,
        /// Its members.
        members: &'static [&'static str],
    },
    /// One text and no other.
    Literal(&'static str),
    /// The shape, or null.
    Nullable(&'static Shape),
    /// A list of such items.
    List(&'static Shape),
    /// A dictionary of such values by text.
    Map(&'static Shape),
    /// One of several.
    Union(&'static [UnionMember]),
    /// A model.
    Model(&'static ModelInfo),
}

/// What a value of a union may be.
#[derive(Clone, Copy, Debug)]
pub struct UnionMember {
    /// The name in an error's `loc`.
    pub name: &'static str,
    /// What it is.
    pub shape: &'static Shape,
    /// Whether a truth value or a number must be one already.
    pub strict: bool,
    /// The first release of Prefect that knows it.
    pub since: Release,
}

impl UnionMember {
    pub(crate) const fn new(name: &'static str, shape: &'static Shape) -> Self {
        Self { name, shape, strict: false, since: Release::FIRST }
    }
}

impl Shape {
    /// The tag that tells a model from others, a literal in its first field, and the field's name; of a union, the
    /// first member's.
    #[must_use]
    pub fn tag(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Union([first, ..]) => first.shape.tag(),
            Self::Model(ModelInfo { fields: [FieldInfo { name, shape: Self::Literal(text), .. }, ..], .. }) => {
                Some((name, text))
            }
            _ => None,
        }
    }

    /// Whether a value may be of the very type, so that it is no other member's of a union. Of models that is never known.
    pub(crate) fn is_of_kind<'a, I: Input<'a>>(&self, value: &View<'a, I>) -> bool {
        matches!(
            (self, value),
            (Self::Bool, View::Bool(_))
                | (Self::Int, View::Int(_))
                | (Self::Float, View::Float(_))
                | (Self::Str, View::Str(_))
                | (Self::List(_), View::List(_))
        )
    }

    /// Whether a value that was validated needs no conversion to be of the shape, as a release knows it.
    pub(crate) fn takes(&self, value: &Value<'_>, release: Release) -> bool {
        match self {
            Self::Nullable(inner) => inner.takes(value, release),
            Self::Union(members) => members.iter().any(|member| release >= member.since && value.is_of(member.shape)),
            shape => value.is_of(shape),
        }
    }
}
