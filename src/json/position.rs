use std::collections::BinaryHeap;
use std::ops::Range;

/// Where in a text something stands. Offsets in a body of another encoding are those of its text in UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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

impl Span {
    /// The bytes, as slices and those who print errors beside their source take them.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use prefect_taskrun::{Context, TaskRunCreate};
    ///
    /// let body = r#"{"task_key": 1, "dynamic_key": "0"}"#;
    /// let refused = TaskRunCreate::from_json(body.as_bytes(), &Context::new(DateTime::UNIX_EPOCH, 0)).unwrap_err();
    /// assert_eq!(refused.spans().into_iter().map(|span| &body[span.range()]).collect::<Vec<_>>(), ["1"]);
    /// ```
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The span in a body that has so many bytes before the text.
    pub(crate) fn moved(self, bytes: usize) -> Self {
        Self { start: self.start + bytes, end: self.end + bytes, ..self }
    }
}

/// Where pairs of a first byte and the byte after the last stand, all found in one walk over the text.
pub(crate) fn spans(text: &str, places: &[(usize, usize)]) -> Vec<Span> {
    let order = places.iter().enumerate().map(|(index, place)| (*place, index)).collect::<BinaryHeap<_>>();
    let mut spans = vec![Span::default(); places.len()];
    let (mut line, mut column, mut at) = (1, 1, 0);
    for ((start, end), index) in order.into_sorted_vec() {
        let Some(span) = spans.get_mut(index) else { continue };
        for &byte in text.as_bytes().get(at..start).unwrap_or_default() {
            if byte == b'\n' {
                (line, column) = (line + 1, 1);
            } else if starts_character(byte) {
                column += 1;
            }
        }
        at = start;
        *span = Span { start, end, line, column };
    }
    spans
}
