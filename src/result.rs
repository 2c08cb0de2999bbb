//! What the server keeps of a state's data: it stores the data as an artifact of the run.
//!
//! Source of the rules: `_validate_proposed_state` of `prefect.server.orchestration.rules` and
//! `prefect.server.schemas.core.Artifact.from_result`.

use std::borrow::Cow;

use crate::input::{Any, Input, View};
use crate::json::{self, JsonInput, Tree};
use crate::types::is_falsy;

/// What an object may say of the artifact that it becomes, and is not kept in it.
const ARTIFACT: [&str; 3] = ["artifact_key", "artifact_type", "artifact_description"];

/// The data makes no artifact, for which the server leaves a run without a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoArtifact;

/// The data that a created run's state carries.
pub(crate) fn kept(data: Any<'_>) -> Result<Option<Any<'_>>, NoArtifact> {
    let text = match &data {
        Any::Json(text) => text,
        Any::Host(object) if object.object().has_member("type", "unpersisted") => return Ok(None),
        Any::Host(_) => return Ok(Some(data)),
    };
    if !text.starts_with('{') {
        return Ok(Some(data));
    }
    // The text was read before, so it reads again.
    let Ok(nodes) = json::read(text, None) else { return Ok(Some(data)) };
    let tree = Tree { text, nodes: &nodes };
    let View::Object(object) = tree.root().view() else { return Ok(Some(data)) };
    let mut members = object.entries();
    if members.iter().any(|(key, value)| key == "type" && is_text(*value, "unpersisted")) {
        return Ok(None);
    }
    let count = members.len();
    for (key, value) in &members {
        let is_text = matches!(value.view(), View::Str(_));
        if ARTIFACT.contains(&key.as_ref()) && !is_text && !is_falsy(value).unwrap_or_default() {
            return Err(NoArtifact);
        }
    }
    members.retain(|(key, _)| !ARTIFACT.contains(&key.as_ref()));
    if members.len() == count {
        return Ok(Some(data));
    }
    let mut text = String::from("{");
    for (index, (key, value)) in members.iter().enumerate() {
        text.extend([if index > 0 { "," } else { "" }, &json::quote(key), ":", value.text()]);
    }
    text.push('}');
    Ok(Some(Any::Json(Cow::Owned(text))))
}

fn is_text(value: JsonInput<'_, '_>, text: &str) -> bool {
    matches!(value.view(), View::Str(value) if value == text)
}
