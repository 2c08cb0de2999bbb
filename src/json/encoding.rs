//! Which text a body's bytes are, as Python's `json.loads` finds out.

use std::borrow::Cow;

/// A body's text and how many bytes stand before it, or the offset of the first byte that is no text.
pub(crate) fn decode(body: &[u8]) -> Result<(Cow<'_, str>, usize), usize> {
    let mark = match body {
        [0xef, 0xbb, 0xbf, ..] => 3,
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] => 4,
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => 2,
        _ => 0,
    };
    let rest = body.get(mark..).unwrap_or_default();
    let text = match body {
        [0xef, 0xbb, 0xbf, ..] => utf8(rest),
        [0, 0, 0xfe, 0xff, ..] => utf32(rest, u32::from_be_bytes),
        [0xff, 0xfe, 0, 0, ..] => utf32(rest, u32::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, ..] => utf16(rest, u16::from_le_bytes),
        [0, 0, _, _, ..] => utf32(body, u32::from_be_bytes),
        [0, _, _, _, ..] | [0, _] => utf16(body, u16::from_be_bytes),
        [_, 0, 0, 0, ..] => utf32(body, u32::from_le_bytes),
        [_, 0, _, _, ..] | [_, 0] => utf16(body, u16::from_le_bytes),
        _ => utf8(body),
    };
    text.map(|text| (text, mark)).map_err(|byte| byte + mark)
}

fn utf8(body: &[u8]) -> Result<Cow<'_, str>, usize> {
    std::str::from_utf8(body).map(Cow::Borrowed).map_err(|error| error.valid_up_to())
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, usize> {
    let (units, rest) = body.as_chunks::<2>();
    let mut text = String::with_capacity(body.len());
    for character in char::decode_utf16(units.iter().copied().map(unit)) {
        text.push(character.map_err(|_| text.encode_utf16().count() * 2)?);
    }
    if rest.is_empty() { Ok(text.into()) } else { Err(units.len() * 2) }
}

fn utf32(body: &[u8], unit: fn([u8; 4]) -> u32) -> Result<Cow<'_, str>, usize> {
    let (units, rest) = body.as_chunks::<4>();
    let mut text = String::with_capacity(units.len());
    for (index, bytes) in units.iter().enumerate() {
        text.push(char::from_u32(unit(*bytes)).ok_or(index * 4)?);
    }
    if rest.is_empty() { Ok(text.into()) } else { Err(units.len() * 4) }
}
