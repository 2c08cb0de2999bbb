//! What changed in payloads from release to release, as the models' definitions say.

use crate::model::{Extra, ModelInfo};
use crate::release::Release;
use crate::shape::Shape;

/// Something that payloads may hold since a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first release that knows it.
    pub since: Release,
    /// The fields on the way to it.
    pub path: Vec<&'static str>,
    /// What it is.
    pub kind: ChangeKind,
}

/// What payloads may hold since a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A field, and what earlier releases do about it as about any other that they do not know.
    Field(Extra),
    /// A form of a value, by its name in an error's `loc`.
    Form(&'static str),
}

/// What changed in the payloads of a model since the first release, in the order of its fields.
///
/// ```
/// use prefect_taskrun::{Release, TaskRunCreate, changes};
///
/// let labels = changes(TaskRunCreate::INFO).into_iter().find(|change| change.path == ["labels"]);
/// assert_eq!(labels.map(|labels| labels.since), Some(Release(3, 1, 5)));
/// ```
#[must_use]
pub fn changes(model: &'static ModelInfo) -> Vec<Change> {
    let mut found = Vec::new();
    of_model(model, &mut Vec::new(), &mut found);
    found
}

fn of_model(model: &'static ModelInfo, path: &mut Vec<&'static str>, found: &mut Vec<Change>) {
    for field in model.fields {
        path.push(field.name);
        note(field.since, path, ChangeKind::Field(model.extra), found);
        of_shape(field.shape, path, found);
        path.pop();
    }
}

fn of_shape(shape: &'static Shape, path: &mut Vec<&'static str>, found: &mut Vec<Change>) {
    match shape {
        Shape::Nullable(inner) | Shape::List(inner) | Shape::Map(inner) => of_shape(inner, path, found),
        Shape::Model(model) => of_model(model, path, found),
        Shape::Union(members) => {
            for member in *members {
                note(member.since, path, ChangeKind::Form(member.name), found);
                of_shape(member.shape, path, found);
            }
        }
        _ => {}
    }
}

fn note(since: Release, path: &[&'static str], kind: ChangeKind, found: &mut Vec<Change>) {
    if since > Release::FIRST {
        found.push(Change { since, path: path.to_vec(), kind });
    }
}
