//! Which text a body's bytes are, as Python's `json.loads` finds out.

use std::borrow::Cow;

/// A body as text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Body<'a> {
    pub text: Cow<'a, str>,
    /// How many bytes stand before the text, a byte order mark say.
    pub skipped: usize,
    /// Where in the text the first half of a surrogate pair stood alone. Python reads on past such halves; here each
    /// is a replacement character.
    pub lone_surrogate: Option<usize>,
}

/// A body's text, or the offset of the first byte that is no text.
pub(crate) fn decode(body: &[u8]) -> Result<Body<'_>, usize> {
    let skipped = match body {
        [0xef, 0xbb, 0xbf, ..] => 3,
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] => 4,
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => 2,
        _ => 0,
    };
    let rest = body.get(skipped..).unwrap_or_default();
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
    text.map(|(text, lone_surrogate)| Body { text, skipped, lone_surrogate }).map_err(|byte| byte + skipped)
}

/// A text, and where half a pair stood alone.
type Text<'a> = (Cow<'a, str>, Option<usize>);

fn utf8(body: &[u8]) -> Result<Text<'_>, usize> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok((Cow::Borrowed(text), None)),
        Err(error) => utf8_with_surrogates(body, error.valid_up_to()),
    }
}

/// The replacement character.
const REPLACEMENT: [u8; 3] = [0xef, 0xbf, 0xbd];

/// Replaces halves of pairs, of three bytes each as the replacement character is.
fn utf8_with_surrogates(body: &[u8], first: usize) -> Result<Text<'_>, usize> {
    let mut bytes = body.to_vec();
    let mut at = first;
    loop {
        let Some([first @ 0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf]) = bytes.get_mut(at..at + 3) else {
            return Err(at);
        };
        [*first, *second, *third] = REPLACEMENT;
        match std::str::from_utf8(bytes.get(at..).unwrap_or_default()) {
            Ok(_) => break,
            Err(error) => at += error.valid_up_to(),
        }
    }
    String::from_utf8(bytes).map(|text| (text.into(), Some(first))).map_err(|_| first)
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Text<'_>, usize> {
    let (units, rest) = body.as_chunks::<2>();
    let mut text = String::with_capacity(body.len());
    let mut lone = None;
    for character in char::decode_utf16(units.iter().copied().map(unit)) {
        text.push(character.unwrap_or_else(|_| replaced(&mut lone, &text)));
    }
    if rest.is_empty() { Ok((text.into(), lone)) } else { Err(units.len() * 2) }
}

fn utf32(body: &[u8], unit: fn([u8; 4]) -> u32) -> Result<Text<'_>, usize> {
    let (units, rest) = body.as_chunks::<4>();
    let mut text = String::with_capacity(units.len());
    let mut lone = None;
    for (index, bytes) in units.iter().enumerate() {
        text.push(match unit(*bytes) {
            0xd800..0xe000 => replaced(&mut lone, &text),
            code => char::from_u32(code).ok_or(index * 4)?,
        });
    }
    if rest.is_empty() { Ok((text.into(), lone)) } else { Err(units.len() * 4) }
}

fn replaced(lone: &mut Option<usize>, text: &str) -> char {
    lone.get_or_insert(text.len());
    char::REPLACEMENT_CHARACTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::unnecessary_wraps, reason = "it is compared with what decoding gives")]
    fn body(text: &str, skipped: usize, lone_surrogate: Option<usize>) -> Result<Body<'_>, usize> {
        Ok(Body { text: text.into(), skipped, lone_surrogate })
    }

    #[test]
    fn every_encoding_of_python_s_is_found() {
        assert_eq!(decode("{é}".as_bytes()), body("{é}", 0, None));
        assert_eq!(decode(b"\xef\xbb\xbf{}"), body("{}", 3, None));
        assert_eq!(decode(b"\xff\xfe{\0}\0"), body("{}", 2, None));
        assert_eq!(decode(b"\xfe\xff\0{\0}"), body("{}", 2, None));
        assert_eq!(decode(b"{\0}\0"), body("{}", 0, None));
        assert_eq!(decode(b"\0{\0}"), body("{}", 0, None));
        assert_eq!(decode(b"{\0\0\0}\0\0\0"), body("{}", 0, None));
        assert_eq!(decode(b"\0\0\0{\0\0\0}"), body("{}", 0, None));
        assert_eq!(decode(b"\xff\xfe\0\0{\0\0\0}\0\0\0"), body("{}", 4, None));
        assert_eq!(decode(b"\0\0\xfe\xff\0\0\0{"), body("{", 4, None));
        assert_eq!(decode(b"1"), body("1", 0, None));
        assert_eq!(decode(b"1\0"), body("1", 0, None));
    }

    #[test]
    fn halves_of_pairs_are_passed_over() {
        assert_eq!(decode(b"\"a\xed\xa0\x80\xed\xb0\x80b\""), body("\"a\u{fffd}\u{fffd}b\"", 0, Some(2)));
        assert_eq!(decode(b"\"\0\x3d\xd8\"\0"), body("\"\u{fffd}\"", 0, Some(1)));
        assert_eq!(decode(b"\0\0\0a\0\0\xdc\0"), body("a\u{fffd}", 0, Some(1)));
    }

    #[test]
    fn what_is_no_text_is_refused_where_it_stands() {
        assert_eq!(decode(b"ab\xff"), Err(2));
        assert_eq!(decode(b"\xef\xbb\xbfa\xed\xa0\x80\xc3"), Err(7));
        assert_eq!(decode(b"\xff\xfea\0b"), Err(4));
        assert_eq!(decode(b"\0\0\0a\0\x11\0\0"), Err(4));
    }
}
