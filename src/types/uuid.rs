//! UUIDs, in the forms that pydantic takes and with its words for any other.
//!
//! The words, and their few oddities, are those of the crate `uuid` 1.23 that pydantic-core 2.50 is built with. They
//! differ from release to release of it, and so are ours to keep.

use std::borrow::Cow;

use uuid::Uuid;

use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::input::{HostInput, HostText, Input, View};
use crate::text::{Ascii, ONES, digits, joined};

/// The lengths of the groups between hyphens, and where each group begins.
const GROUPS: [(usize, usize); 5] = [(8, 0), (4, 9), (4, 14), (4, 19), (12, 24)];
const HYPHENATED: usize = 36;
const URN: &str = "urn:uuid:";

/// No form is longer; such texts are not looked at.
const LONGEST: usize = 45;

/// Reads a UUID: 32 digits, or 36 characters with hyphens, which may stand in braces or after `urn:uuid:`.
fn parse(text: &str) -> Result<Uuid, String> {
    let (inner, start, form) = inner(text);
    of_digits(inner.as_bytes(), form).ok_or_else(|| {
        // What was taken out of its wrapping is complained of without it.
        if inner.len() == HYPHENATED {
            complaint(inner, inner, 0, Form::Hyphenated)
        } else {
            complaint(text, inner, start, form)
        }
    })
}

/// Whether a text is a UUID.
pub(crate) fn is_uuid(text: &str) -> bool {
    let (inner, _, form) = inner(text);
    of_digits(inner.as_bytes(), form).is_some()
}

/// What a text has to say without its wrapping, where that begins, and in which form it is.
fn inner(text: &str) -> (&str, usize, Form) {
    // At the length of the bare form nothing else is looked for.
    if text.len() == HYPHENATED { (text, 0, Form::Hyphenated) } else { unwrapped(text) }
}

/// The UUID of what is in no wrapping, or was taken out of one.
fn of_digits(text: &[u8], form: Form) -> Option<Uuid> {
    let words = match (text.try_into(), text.as_chunks()) {
        (Ok(text), _) => in_groups(text)?,
        (Err(_), ([a, b, c, d], [])) if form == Form::Unknown => [a, b, c, d].map(|word| u64::from_le_bytes(*word)),
        _ => return None,
    };
    // Of four times eight digits, each is looked at with its seven neighbours.
    let [a, b, c, d] = words.map(of_eight_digits);
    let bits = u128::from(a? | b? << 32) | u128::from(c? | d? << 32) << 64;
    Some(Uuid::from_bytes(bits.to_le_bytes()))
}

/// The digits between hyphens, eight to a word, the first of them lowest.
fn in_groups(text: &[u8; HYPHENATED]) -> Option<[u64; 4]> {
    if [8, 13, 18, 23].iter().any(|at| text.get(*at) != Some(&b'-')) {
        return None;
    }
    let four = |at: usize| Some(u64::from(u32::from_le_bytes(*text.get(at..)?.first_chunk()?)));
    let eight = |first, second| Some(four(first)? | four(second)? << 32);
    Some([eight(0, 4)?, eight(9, 14)?, eight(19, 24)?, eight(28, 32)?])
}

/// The four bytes that eight hexadecimal digits stand for, the first lowest.
fn of_eight_digits(word: u64) -> Option<u64> {
    const HIGH: u64 = ONES << 7;
    let ascii = word & !HIGH;
    let lower = ascii | (ONES * 0x20);
    // The highest bit of a sum says whether the byte is at least so much.
    let at_least = |bytes: u64, least: u8| bytes + ONES * u64::from(0x80 - least);
    let is_digit = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
    let is_letter = at_least(lower, b'a') & !at_least(lower, b'f' + 1) & HIGH;
    if (is_digit | is_letter) & !word & HIGH != HIGH {
        return None;
    }
    let digits = (word & (ONES * 0x0f)) + (is_letter >> 7) * 9;
    let bytes = (digits << 4 | digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let halves = (bytes | bytes >> 8) & 0x0000_ffff_0000_ffff;
    Some((halves | halves >> 16) & 0xffff_ffff)
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

/// A UUID as it is written: in lower case, with hyphens.
pub(crate) fn format_uuid(uuid: Uuid) -> Ascii<HYPHENATED> {
    let bits = u128::from_le_bytes(uuid.into_bytes());
    let [a, b, c, d] = [bits, bits >> 32, bits >> 64, bits >> 96].map(|bits| to_eight_digits(bits as u32));
    let mut buffer = [b'-'; _];
    buffer[..8].copy_from_slice(&a);
    buffer[9..13].copy_from_slice(&b[..4]);
    buffer[14..18].copy_from_slice(&b[4..]);
    buffer[19..23].copy_from_slice(&c[..4]);
    buffer[24..28].copy_from_slice(&c[4..]);
    buffer[28..].copy_from_slice(&d);
    Ascii(buffer)
}

/// The hexadecimal digits of four bytes, the first lowest, all made together.
fn to_eight_digits(bytes: u32) -> [u8; 8] {
    let halves = (u64::from(bytes) | u64::from(bytes) << 16) & 0x0000_ffff_0000_ffff;
    let bytes = (halves | halves << 8) & 0x00ff_00ff_00ff_00ff;
    let digits = (bytes >> 4 | bytes << 8) & (ONES * 0x0f);
    // From ten on the digits are letters.
    let is_letter = (digits + ONES * 6) >> 4 & ONES;
    (digits + ONES * u64::from(b'0') + is_letter * u64::from(b'a' - b'9' - 1)).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What the crate takes is taken, and nothing else.
        #[test]
        fn as_the_crate_reads_it(uuid in any::<u128>(), form in 0..6, at in 0..45_usize, other in any::<Option<char>>()) {
            let uuid = Uuid::from_u128(uuid);
            let text = match form {
                0 => uuid.simple().to_string(),
                1 => uuid.braced().to_string(),
                2 => uuid.urn().to_string(),
                3 => uuid.simple().to_string().to_uppercase(),
                4 => uuid.hyphenated().to_string().to_uppercase(),
                _ => uuid.to_string(),
            };
            let text: String = match other {
                Some(other) => text.chars().enumerate().map(|(index, one)| if index == at { other } else { one }).collect(),
                None => text,
            };
            // Newer releases of the crate take the prefix in capitals too.
            prop_assume!(text.starts_with(URN) || text.len() != LONGEST);
            prop_assert_eq!(parse(&text).ok(), Uuid::try_parse(&text).ok());
        }

        #[test]
        fn written_as_the_crate_does(uuid in any::<u128>()) {
            let uuid = Uuid::from_u128(uuid);
            let text = format_uuid(uuid);
            prop_assert_eq!(text.as_str(), uuid.to_string());
        }

        #[test]
        fn of_any_digits(text in "[0-9a-fA-F-]{30,40}") {
            prop_assert_eq!(parse(&text).ok(), Uuid::try_parse(&text).ok());
        }

        #[test]
        fn every_byte_in_every_place(at in 0..36_usize, byte in any::<u8>()) {
            let mut text = *b"01234567-89ab-CDEF-0123-456789abcdef";
            text[at] = byte;
            prop_assert_eq!(of_digits(&text, Form::Hyphenated), Uuid::try_parse_ascii(&text).ok());
        }
    }
}
