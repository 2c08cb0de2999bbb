//! The headers of a request that its answer depends on.

use crate::text::trimmed;

/// What a request's headers say, as far as its answer depends on it. A server takes each byte of theirs for a character, as Latin-1
/// has it.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, Headers, Known, respond};
///
/// // What `curl --data` sends, unless it is told otherwise.
/// let headers = Headers { content_type: Some("application/x-www-form-urlencoded"), ..Headers::default() };
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let answer = respond(br#"{"task_key": "load", "dynamic_key": "0"}"#, headers, &context, &Known::default());
/// assert_eq!(answer.status, 422);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headers<'a> {
    /// `x-prefect-api-version`, if the request has one.
    pub api_version: Option<&'a str>,
    /// `content-type`; a request that has none counts as one of JSON. A body of any other type is a text to the server, and no
    /// task run.
    pub content_type: Option<&'a str>,
}

impl Headers<'_> {
    /// Whether the server reads the body for JSON.
    ///
    /// Source of the rules: `fastapi.routing.get_request_handler`, `email.message.Message.get_content_type`, and what
    /// `prefect.server.api.server.create_api_app` puts before them for clients that do not say what they send.
    pub(crate) fn are_of_json(&self) -> bool {
        let Some(header) = self.content_type else { return true };
        let end = header.bytes().position(|byte| byte == b';').unwrap_or(header.len());
        let media = trimmed(header.get(..end).unwrap_or_default(), is_space).to_ascii_lowercase();
        media.starts_with("application/")
            && (media.ends_with("/json") || media.ends_with("+json"))
            && media.bytes().filter(|byte| *byte == b'/').count() == 1
    }
}

/// What Python's `str.strip` takes for a space, among the characters that a header can have.
fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\x1c'..='\x1f' | ' ' | '\u{85}' | '\u{a0}')
}
