//! A reader of Python's JSON dialect: what it takes, and in which words and where it refuses.

use super::node::{Kind, Node};
use super::text::{self, hex4};

/// Why a text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not JSON: Python's words, and the byte they are about.
    Syntax(&'static str, usize),
    /// JSON that Python nevertheless fails on; the server answers 400.
    Unreadable(usize),
}

/// Python refuses to convert a longer one.
pub(crate) const MOST_DIGITS: usize = 4300;

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
const SURROGATE: &str = "Invalid \\uXXXX escape: a lone surrogate";
const EXTRA: &str = "Extra data";

/// No container is open.
const OUTSIDE: u32 = u32::MAX;

/// Reads a text, in which half a surrogate pair may have stood, into a flat list of its values.
pub(crate) fn read(text: &str, lone_surrogate: Option<usize>) -> Result<Vec<Node>, Refusal> {
    if u32::try_from(text.len()).is_err() {
        return Err(Refusal::Unreadable(0));
    }
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
        nodes: Vec::with_capacity((text.len() / 8).clamp(8, 4096)),
        open: OUTSIDE,
        depth: 0,
        lone_surrogate,
        refusal: None,
    };
    reader.read();
    let refusal = reader.refusal.or(reader.lone_surrogate.map(|at| Refusal::Syntax(SURROGATE, at)));
    refusal.map_or(Ok(reader.nodes), Err)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The innermost open container. While one is open, its `next` is its parent.
    open: u32,
    depth: usize,
    /// Refused only when nothing else is wrong, since Python reads on.
    lone_surrogate: Option<usize>,
    /// Why there is no reading on. Kept here, so that what the steps give back is small.
    refusal: Option<Refusal>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next byte that is no space.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                byte => return byte,
            }
        }
    }

    #[cold]
    fn refuse<T>(&mut self, refusal: Refusal) -> Option<T> {
        self.refusal = Some(refusal);
        None
    }

    fn push(&mut self, kind: Kind, start: usize) {
        let next = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { kind, start: start as u32, end: self.at as u32, next });
    }

    fn read(&mut self) -> Option<()> {
        loop {
            if self.value()? {
                continue;
            }
            if !self.after_value()? {
                break;
            }
        }
        if self.next().is_some() { self.refuse(Refusal::Syntax(EXTRA, self.at)) } else { Some(()) }
    }

    /// Reads a value, or the beginning of a container; true if a member of it is due.
    fn value(&mut self) -> Option<bool> {
        let first = self.next();
        let start = self.at;
        match first {
            Some(b'"') => self.string()?,
            Some(b'{') => return self.begin(Kind::Object),
            Some(b'[') => return self.begin(Kind::List),
            Some(b'n') if self.word(b"null") => self.push(Kind::Null, start),
            Some(b't') if self.word(b"true") => self.push(Kind::True, start),
            Some(b'f') if self.word(b"false") => self.push(Kind::False, start),
            Some(b'N') if self.word(b"NaN") => self.push(Kind::Float, start),
            Some(b'I') if self.word(b"Infinity") => self.push(Kind::Float, start),
            Some(b'-') if self.word(b"-Infinity") => self.push(Kind::Float, start),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return self.refuse(Refusal::Syntax(VALUE, self.at)),
        }
        Some(false)
    }

    fn word(&mut self, word: &[u8]) -> bool {
        let stands = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if stands {
            self.at += word.len();
        }
        stands
    }

    fn begin(&mut self, kind: Kind) -> Option<bool> {
        self.depth += 1;
        if self.depth > crate::limits::MOST_LEVELS {
            return self.refuse(Refusal::Unreadable(self.at));
        }
        let parent = self.open;
        self.open = self.nodes.len() as u32;
        let start = self.at as u32;
        self.nodes.push(Node { kind, start, end: start, next: parent });
        self.at += 1;
        let close = if kind == Kind::Object { b'}' } else { b']' };
        if self.next() == Some(close) {
            self.end();
            return Some(false);
        }
        if kind == Kind::Object {
            self.key()?;
        }
        Some(true)
    }

    fn end(&mut self) {
        self.at += 1;
        self.depth -= 1;
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(self.open as usize) {
            self.open = node.next;
            node.end = self.at as u32;
            node.next = next;
        }
    }

    #[inline]
    fn key(&mut self) -> Option<()> {
        if self.peek() != Some(b'"') {
            return self.refuse(Refusal::Syntax(NAME, self.at));
        }
        self.string()?;
        if self.next() != Some(b':') {
            return self.refuse(Refusal::Syntax(COLON, self.at));
        }
        self.at += 1;
        Some(())
    }

    /// Closes what ends after a value; true if another value is due.
    fn after_value(&mut self) -> Option<bool> {
        while self.open != OUTSIDE {
            let object = self.nodes.get(self.open as usize).is_some_and(|node| node.kind == Kind::Object);
            let (close, late_comma) = if object { (b'}', LATE_COMMA_OBJECT) } else { (b']', LATE_COMMA_LIST) };
            match self.next() {
                Some(byte) if byte == close => self.end(),
                Some(b',') => {
                    let comma = self.at;
                    self.at += 1;
                    if self.next() == Some(close) {
                        return self.refuse(Refusal::Syntax(late_comma, comma));
                    }
                    if object {
                        self.key()?;
                    }
                    return Some(true);
                }
                _ => return self.refuse(Refusal::Syntax(COMMA, self.at)),
            }
        }
        Some(false)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let digits = match self.peek() {
            Some(b'0') => {
                self.at += 1;
                1
            }
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.refuse(Refusal::Syntax(VALUE, start)),
        };
        let mut kind = Kind::Int;
        if let Some([b'.', b'0'..=b'9']) = self.bytes.get(self.at..self.at + 2) {
            kind = Kind::Float;
            self.at += 1;
            self.digits();
        }
        if let Some(b'e' | b'E') = self.peek() {
            let exponent = self.at;
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits() > 0 {
                kind = Kind::Float;
            } else {
                self.at = exponent;
            }
        }
        if kind == Kind::Int && digits > MOST_DIGITS {
            return self.refuse(Refusal::Unreadable(start));
        }
        self.push(kind, start);
        Some(())
    }

    #[inline]
    fn string(&mut self) -> Option<()> {
        let start = self.at;
        self.at = text::plain_end(self.bytes, start + 1);
        let mut kind = Kind::Plain;
        if self.peek() != Some(b'"') {
            kind = Kind::Escaped;
            self.rest_of_string(start)?;
        }
        self.at += 1;
        self.push(kind, start);
        Some(())
    }

    /// Goes on from something uncommon in a string to its end.
    #[cold]
    #[inline(never)]
    fn rest_of_string(&mut self, start: usize) -> Option<()> {
        loop {
            match self.peek() {
                Some(b'"') => return Some(()),
                Some(b'\\') => self.escape(start)?,
                Some(_) => return self.refuse(Refusal::Syntax(CONTROL, self.at)),
                None => return self.refuse(Refusal::Syntax(UNTERMINATED, start)),
            }
            self.at = text::plain_end(self.bytes, self.at);
        }
    }

    fn escape(&mut self, string: usize) -> Option<()> {
        match self.bytes.get(self.at + 1) {
            None => self.refuse(Refusal::Syntax(UNTERMINATED, string)),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Some(())
            }
            Some(b'u') => self.unicode_escape(),
            Some(_) => self.refuse(Refusal::Syntax(ESCAPE, self.at)),
        }
    }

    fn unicode_escape(&mut self) -> Option<()> {
        let start = self.at;
        let code = self.code()?;
        match code {
            0xd800..0xdc00 => {
                // Python looks for the other half only where more text follows it.
                let pair = self.bytes.get(self.at..self.at + 2) == Some(b"\\u") && self.bytes.len() > self.at + 6;
                if pair {
                    let second = self.at;
                    if matches!(self.code()?, 0xdc00..0xe000) {
                        return Some(());
                    }
                    self.at = second;
                }
                self.lone_surrogate.get_or_insert(start + 1);
            }
            0xdc00..0xe000 => {
                self.lone_surrogate.get_or_insert(start + 1);
            }
            _ => {}
        }
        Some(())
    }

    /// The code of a `\uXXXX`; refused too where the text ends right after it.
    fn code(&mut self) -> Option<u32> {
        let letter = self.at + 1;
        match hex4(self.bytes.get(self.at + 2..)) {
            Some(code) if self.bytes.len() > self.at + 6 => {
                self.at += 6;
                Some(code)
            }
            _ => self.refuse(Refusal::Syntax(UNICODE, letter)),
        }
    }
}
