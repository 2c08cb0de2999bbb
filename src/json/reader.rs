//! A reader of Python's JSON dialect: what it takes, and in which words and where it refuses.

use super::node::{Kind, Node};
use super::text::{self, hex4};
use crate::limits::{MOST_DIGITS, MOST_LEVELS};

/// Why a text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not JSON: Python's words, and the byte they are about.
    Syntax(&'static str, usize),
    /// JSON that Python nevertheless fails on; the server answers 400.
    Unreadable(usize),
}

const VALUE: &str = "Expecting value";
const NAME: &str = "Expecting property name enclosed in double quotes";
const COLON: &str = "Expecting ':' delimiter";
const COMMA: &str = "Expecting ',' delimiter";
const LATE_COMMA_OBJECT: &str = "Illegal trailing comma before end of object";
const LATE_COMMA_LIST: &str = "Illegal trailing comma before end of array";
const UNTERMINATED: &str = "Unterminated string starting at";
const CONTROL: &str = "Invalid control character at";
const ESCAPE: &str = "Invalid \\escape";
const UNICODE: &str = "Invalid \\uXXXX escape";
/// What is no error to Python, which goes on with such a text.
pub(crate) const SURROGATE: &str = "Invalid \\uXXXX escape: a lone surrogate";
const EXTRA: &str = "Extra data";

/// No container is open.
const OUTSIDE: u32 = u32::MAX;

/// Reads a text, in which half a surrogate pair may have stood, into a flat list of its values.
pub(crate) fn read(text: &str, lone_surrogate: Option<usize>) -> Result<Vec<Node>, Refusal> {
    if u32::try_from(text.len()).is_err() {
        return Err(Refusal::Unreadable(0));
    }
    let mut reader = Reader { bytes: text.as_bytes(), lone_surrogate, refusal: None };
    let nodes = reader.nodes();
    let refusal = reader.refusal.or(reader.lone_surrogate.map(|at| Refusal::Syntax(SURROGATE, at)));
    refusal.map_or(Ok(nodes.unwrap_or_default()), Err)
}

struct Reader<'a> {
    bytes: &'a [u8],
    /// Refused only when nothing else is wrong, since Python reads on.
    lone_surrogate: Option<usize>,
    /// Why there is no reading on. Kept here, so that what the steps give back is small.
    refusal: Option<Refusal>,
}

/// From a place on the first that is no space.
#[inline]
fn past_space(bytes: &[u8], at: usize) -> usize {
    // Between most there is none.
    if bytes.get(at).is_some_and(|byte| *byte > b' ') { at } else { past_spaces(bytes, at) }
}

#[inline(never)]
fn past_spaces(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

fn past_digits(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b'0'..=b'9') = bytes.get(at) {
        at += 1;
    }
    at
}

/// What closes a container.
fn closing(kind: Kind) -> u8 {
    if kind == Kind::Object { b'}' } else { b']' }
}

impl Reader<'_> {
    #[cold]
    fn refuse<T>(&mut self, refusal: Refusal) -> Option<T> {
        self.refusal = Some(refusal);
        None
    }

    fn syntax<T>(&mut self, words: &'static str, at: usize) -> Option<T> {
        self.refuse(Refusal::Syntax(words, at))
    }

    /// All values. One loop, so that where it stands need not be kept in memory.
    fn nodes(&mut self) -> Option<Vec<Node>> {
        let bytes = self.bytes;
        let mut nodes = Vec::with_capacity((bytes.len() / 8).clamp(8, 4096));
        let mut at = 0;
        // The innermost open container, whose `next` is its parent while it is open, and what closes it.
        let mut open = OUTSIDE;
        let mut close = 0;
        let mut depth = 0;
        let mut key_is_due = false;
        'values: loop {
            at = past_space(bytes, at);
            let start = at;
            let kind = match bytes.get(at) {
                Some(b'"') => {
                    at = text::plain_end(bytes, start + 1);
                    let mut kind = Kind::Plain;
                    if bytes.get(at) != Some(&b'"') {
                        kind = Kind::Escaped;
                        at = self.rest_of_string(start, at)?;
                    }
                    at += 1;
                    kind
                }
                _ if key_is_due => return self.syntax(NAME, at),
                Some(bracket @ (b'{' | b'[')) => {
                    depth += 1;
                    if depth > MOST_LEVELS {
                        return self.refuse(Refusal::Unreadable(at));
                    }
                    let kind = if *bracket == b'{' { Kind::Object } else { Kind::List };
                    let parent = std::mem::replace(&mut open, nodes.len() as u32);
                    nodes.push(Node { kind, start: at as u32, end: at as u32, next: parent });
                    close = closing(kind);
                    at = past_space(bytes, at + 1);
                    if bytes.get(at) != Some(&close) {
                        key_is_due = kind == Kind::Object;
                        continue;
                    }
                    kind
                }
                Some(b'n') => self.word(b"null", Kind::Null, &mut at)?,
                Some(b't') => self.word(b"true", Kind::True, &mut at)?,
                Some(b'f') => self.word(b"false", Kind::False, &mut at)?,
                Some(b'N') => self.word(b"NaN", Kind::Float, &mut at)?,
                Some(b'I') => self.word(b"Infinity", Kind::Float, &mut at)?,
                Some(b'-') if bytes.get(at + 1) == Some(&b'I') => self.word(b"-Infinity", Kind::Float, &mut at)?,
                Some(b'-' | b'0'..=b'9') => self.number(&mut at)?,
                _ => return self.syntax(VALUE, at),
            };
            // What is open already stands there, and is empty.
            if !matches!(kind, Kind::Object | Kind::List) {
                let next = nodes.len() as u32 + 1;
                nodes.push(Node { kind, start: start as u32, end: at as u32, next });
            }
            if key_is_due {
                at = past_space(bytes, at);
                if bytes.get(at) != Some(&b':') {
                    return self.syntax(COLON, at);
                }
                at += 1;
                key_is_due = false;
                continue;
            }
            while open != OUTSIDE {
                at = past_space(bytes, at);
                match bytes.get(at) {
                    Some(byte) if *byte == close => {
                        at += 1;
                        depth -= 1;
                        let next = nodes.len() as u32;
                        if let Some(node) = nodes.get_mut(open as usize) {
                            open = std::mem::replace(&mut node.next, next);
                            node.end = at as u32;
                        }
                        close = nodes.get(open as usize).map_or(0, |parent| closing(parent.kind));
                    }
                    Some(b',') => {
                        let comma = at;
                        at = past_space(bytes, at + 1);
                        key_is_due = close == b'}';
                        if bytes.get(at) == Some(&close) {
                            return self.syntax(if key_is_due { LATE_COMMA_OBJECT } else { LATE_COMMA_LIST }, comma);
                        }
                        continue 'values;
                    }
                    _ => return self.syntax(COMMA, at),
                }
            }
            at = past_space(bytes, at);
            return if at < bytes.len() { self.syntax(EXTRA, at) } else { Some(nodes) };
        }
    }

    /// Passes a word that must stand at a place.
    fn word(&mut self, word: &[u8], kind: Kind, at: &mut usize) -> Option<Kind> {
        if !self.bytes.get(*at..).is_some_and(|rest| rest.starts_with(word)) {
            return self.syntax(VALUE, *at);
        }
        *at += word.len();
        Some(kind)
    }

    /// Passes a number, which a minus sign or a digit begins.
    fn number(&mut self, at: &mut usize) -> Option<Kind> {
        let bytes = self.bytes;
        let start = *at;
        let first = start + usize::from(bytes.get(start) == Some(&b'-'));
        let mut end = match bytes.get(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => past_digits(bytes, first),
            _ => return self.syntax(VALUE, start),
        };
        let digits = end - first;
        let mut kind = Kind::Int;
        if let Some([b'.', b'0'..=b'9']) = bytes.get(end..end + 2) {
            kind = Kind::Float;
            end = past_digits(bytes, end + 1);
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            let exponent = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent_end = past_digits(bytes, exponent);
            if exponent_end > exponent {
                kind = Kind::Float;
                end = exponent_end;
            }
        }
        if kind == Kind::Int && digits > MOST_DIGITS {
            return self.refuse(Refusal::Unreadable(start));
        }
        *at = end;
        Some(kind)
    }

    /// Goes on from something uncommon in a string to the quote at its end.
    #[cold]
    #[inline(never)]
    fn rest_of_string(&mut self, start: usize, mut at: usize) -> Option<usize> {
        loop {
            at = match self.bytes.get(at) {
                Some(b'"') => return Some(at),
                Some(b'\\') => self.past_escape(start, at)?,
                Some(_) => return self.syntax(CONTROL, at),
                None => return self.syntax(UNTERMINATED, start),
            };
            at = text::plain_end(self.bytes, at);
        }
    }

    fn past_escape(&mut self, string: usize, at: usize) -> Option<usize> {
        match self.bytes.get(at + 1) {
            None => self.syntax(UNTERMINATED, string),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Some(at + 2),
            Some(b'u') => self.past_unicode_escape(at),
            Some(_) => self.syntax(ESCAPE, at),
        }
    }

    fn past_unicode_escape(&mut self, start: usize) -> Option<usize> {
        let end = start + 6;
        match self.code(start)? {
            0xd800..0xdc00 => {
                // Python looks for the other half only where more text follows it.
                let pair = self.bytes.get(end..end + 2) == Some(b"\\u") && self.bytes.len() > end + 6;
                if pair && matches!(self.code(end)?, 0xdc00..0xe000) {
                    return Some(end + 6);
                }
                self.lone_surrogate.get_or_insert(start + 1);
            }
            0xdc00..0xe000 => {
                self.lone_surrogate.get_or_insert(start + 1);
            }
            _ => {}
        }
        Some(end)
    }

    /// The code of a `\uXXXX`; refused too where the text ends right after it.
    fn code(&mut self, at: usize) -> Option<u32> {
        match hex4(self.bytes.get(at + 2..)) {
            Some(code) if self.bytes.len() > at + 6 => Some(code),
            _ => self.syntax(UNICODE, at + 1),
        }
    }
}
