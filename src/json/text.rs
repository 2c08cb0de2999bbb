use crate::float;
use crate::text::ONES;

/// The value of a string's text between the quotes, its escapes already known to be well formed.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte == b'\\') {
        let Some((plain, escape)) = rest.split_at_checked(at) else { break };
        out.push_str(plain);
        let (character, length) = escaped(escape.as_bytes());
        out.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The character that an escape stands for, and the escape's length.
fn escaped(escape: &[u8]) -> (char, usize) {
    match escape.get(1) {
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b't') => ('\t', 2),
        Some(b'u') => match (hex4(escape.get(2..)), escape.get(6..8)) {
            (Some(high @ 0xd800..0xdc00), Some(b"\\u")) => {
                let low = hex4(escape.get(8..)).unwrap_or_default();
                (join(high, low).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
            }
            (code, _) => (code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
        },
        Some(&other) => (char::from(other), 2),
        None => (char::REPLACEMENT_CHARACTER, 1),
    }
}

/// The value of four hexadecimal digits, if four stand there.
pub(crate) fn hex4(digits: Option<&[u8]>) -> Option<u32> {
    digits?.first_chunk::<4>()?.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}

/// The character of a surrogate pair.
pub(crate) fn join(high: u32, low: u32) -> Option<char> {
    matches!(low, 0xdc00..0xe000).then(|| char::from_u32(0x10000 + ((high - 0xd800) << 10 | (low - 0xdc00)))).flatten()
}

/// A number's value, `NaN` and the infinities included; past the largest it is infinite.
pub(crate) fn float(text: &str) -> f64 {
    float::parse(text).unwrap_or(f64::NAN)
}

/// Whether two texts are the same: keys, which are short and mostly are. To call what compares texts of any length takes longer.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured")]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    // The last eight bytes may be some of the others too.
    if let (Some(end), Some(other_end)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        let (words, other_words) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
        end == other_end && words.iter().zip(other_words).all(|(word, other)| word == other)
    } else if let (Some(end), Some(other_end)) = (one.last_chunk::<4>(), other.last_chunk::<4>()) {
        end == other_end && one.first_chunk::<4>() == other.first_chunk::<4>()
    } else {
        one.iter().zip(other).all(|(byte, other)| byte == other)
    }
}

/// Where from a place on the next quote, backslash or control character stands, or the end.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured")]
pub(crate) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    near_end(bytes, at)
}

/// The same among the last bytes of a text, fewer than eight.
#[inline(never)]
fn near_end(bytes: &[u8], at: usize) -> usize {
    let left = bytes.len().saturating_sub(at);
    match bytes.last_chunk::<8>() {
        // What comes before is shifted out, and what comes in after it is a control character.
        Some(word) if left > 0 => {
            let special = special(u64::from_le_bytes(*word) >> (64 - 8 * left.min(8)));
            at + left.min(special.trailing_zeros() as usize / 8)
        }
        _ => {
            let tail = bytes.get(at..).unwrap_or_default();
            at + tail.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(left)
        }
    }
}

/// Marks, of eight bytes, the first that is a quote, a backslash or a control character; what is marked after it may not be.
fn special(word: u64) -> u64 {
    // With this bit turned the quote stands right after the control characters.
    let quote_or_control = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (quote_or_control | backslash) & !word & (ONES << 7)
}
