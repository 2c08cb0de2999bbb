/// Where in a text something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first byte's offset.
    pub start: usize,
    /// The offset of the byte after the last.
    pub end: usize,
    /// The line of the first character, from 1.
    pub line: usize,
    /// The column of the first character in its line, in characters, from 1.
    pub column: usize,
}

/// The number of characters before a byte.
pub(crate) fn characters(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|&&byte| starts_character(byte)).count()
}

fn starts_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// Where the bytes from `start` to `end` stand.
pub(crate) fn span(text: &str, start: usize, end: usize) -> Span {
    let before = text.as_bytes().get(..start).unwrap_or_default();
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    Span {
        start,
        end,
        line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
        column: before.iter().skip(line_start).filter(|&&byte| starts_character(byte)).count() + 1,
    }
}
