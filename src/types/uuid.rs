//! UUIDs, in the forms that pydantic takes and with its words for any other.
//!
//! The words, and their few oddities, are those of the crate `uuid` 1.23 that pydantic-core 2.50 is built with. They
//! differ from release to release of it, and so are ours to keep.

use std::borrow::Cow;

use uuid::Uuid;

use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::input::{HostInput, HostText, Input, View};
use crate::text::{digits, joined};

/// The lengths of the groups between hyphens, and where each group begins.
const GROUPS: [(usize, usize); 5] = [(8, 0), (4, 9), (4, 14), (4, 19), (12, 24)];
const HYPHENATED: usize = 36;
const URN: &str = "urn:uuid:";

/// No form is longer; such texts are not looked at.
const LONGEST: usize = 45;

/// Reads a UUID: 32 digits, or 36 characters with hyphens, which may stand in braces or after `urn:uuid:`.
fn parse(text: &str) -> Result<Uuid, String> {
    // Newer releases of the crate take the prefix in capitals too.
    let other_prefix = text.len() == LONGEST && !text.starts_with(URN);
    let parsed = if other_prefix { None } else { Uuid::try_parse(text).ok() };
    parsed.ok_or_else(|| {
        // At the length of the bare form nothing else is looked for.
        let (inner, start, form) = if text.len() == HYPHENATED { (text, 0, Form::Hyphenated) } else { unwrapped(text) };
        // What was taken out of its wrapping is complained of without it.
        if inner.len() == HYPHENATED {
            complaint(inner, inner, 0, Form::Hyphenated)
        } else {
            complaint(text, inner, start, form)
        }
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Unknown,
    Hyphenated,
    Wrapped,
}

/// What braces or the URN's prefix hold, and where it begins.
fn unwrapped(text: &str) -> (&str, usize, Form) {
    if let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        (inner, 1, Form::Wrapped)
    } else if let Some(inner) = text.strip_prefix(URN) {
        (inner, URN.len(), Form::Wrapped)
    } else {
        (text, 0, Form::Unknown)
    }
}

/// What is wrong with a text, or rather with its part that begins at `start`.
fn complaint(text: &str, inner: &str, start: usize, mut form: Form) -> String {
    if text.is_empty() || text.len() > LONGEST {
        return joined(&["invalid length: found ", &digits(text.len())]);
    }
    let mut hyphens = Vec::new();
    for (index, character) in inner.char_indices() {
        // Of a character beyond ASCII only the lowest eight bits are looked at.
        match character as u8 {
            b'-' => {
                form = if form == Form::Unknown { Form::Hyphenated } else { form };
                hyphens.push(index);
            }
            byte if byte.is_ascii_hexdigit() => {}
            _ => {
                let character = character.encode_utf8(&mut [0; 4]).to_owned();
                return joined(&["invalid character: found `", &character, "` at ", &digits(index + start)]);
            }
        }
    }
    if form == Form::Unknown {
        return joined(&["invalid length: found ", &digits(text.len())]);
    }
    if hyphens.len() != GROUPS.len() - 1 {
        return joined(&[
            "invalid group count: expected ",
            &digits(GROUPS.len()),
            ", found ",
            &digits(hyphens.len() + 1),
        ]);
    }
    // Where every hyphen is in its place, the last group is at fault.
    let ends = hyphens.iter().copied().chain([text.len()]);
    for (group, ((length, begin), end)) in GROUPS.iter().zip(ends).enumerate() {
        if end != begin + length || group == GROUPS.len() - 1 {
            let found = end.wrapping_sub(*begin);
            let [group, length, found] = [group, *length, found].map(digits);
            return joined(&["invalid group length in group ", &group, ": expected ", &length, ", found ", &found]);
        }
    }
    String::new()
}

/// Reads a UUID of bytes: those of a text, or its own 16.
fn parse_bytes(bytes: &[u8]) -> Result<Uuid, String> {
    if let Some(uuid) = std::str::from_utf8(bytes).ok().and_then(|text| parse(text).ok()) {
        return Ok(uuid);
    }
    Uuid::from_slice(bytes).map_err(|_| joined(&["invalid length: expected 16 bytes, found ", &digits(bytes.len())]))
}

/// A UUID.
#[inline(never)]
pub(crate) fn uuid<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Uuid> {
    match input.view() {
        View::Str(text) => {
            check.floor(Exactness::Lax);
            match parse(&text) {
                Ok(uuid) => Some(uuid),
                Err(words) => check.fail_with(ErrorKind::UuidParsing, Cow::Owned(words), input),
            }
        }
        View::Host(host) => {
            if let Some(uuid) = host.uuid() {
                return Some(uuid);
            }
            check.floor(Exactness::Lax);
            let parsed = match (host.text(), host.bytes()) {
                (Some(HostText::Derived(text)), _) => parse(&text),
                (Some(HostText::Unreadable(true)), _) => return check.fail(ErrorKind::StringUnicode, input),
                (None, Some(bytes)) => parse_bytes(&bytes),
                _ => return check.fail(ErrorKind::UuidType, input),
            };
            parsed.map_or_else(|words| check.fail_with(ErrorKind::UuidParsing, Cow::Owned(words), input), Some)
        }
        _ => check.fail(ErrorKind::UuidType, input),
    }
}
