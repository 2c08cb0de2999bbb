use crate::sink::Sink;
use crate::types::Int;

/// Writes JSON as pydantic's `model_dump_json` does.
pub(crate) struct Writer {
    out: String,
    indent: Option<usize>,
    depth: usize,
    /// Nothing stands yet in the innermost container.
    fresh: bool,
    /// A key was written, whose value is due.
    keyed: bool,
}

impl Writer {
    /// A writer on one line, or with so many spaces a level.
    pub fn new(indent: Option<usize>) -> Self {
        Self { out: String::new(), indent, depth: 0, fresh: true, keyed: true }
    }

    pub fn finish(self) -> String {
        self.out
    }

    /// What goes before a value or a key.
    fn separate(&mut self) {
        if std::mem::take(&mut self.keyed) {
            return;
        }
        if !std::mem::take(&mut self.fresh) {
            self.out.push(',');
        }
        self.break_line();
    }

    fn break_line(&mut self) {
        if let Some(width) = self.indent {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n(' ', width * self.depth));
        }
    }

    fn begin(&mut self, bracket: char) {
        self.separate();
        self.out.push(bracket);
        self.depth += 1;
        self.fresh = true;
    }

    fn end(&mut self, bracket: char) {
        self.depth -= 1;
        if !std::mem::take(&mut self.fresh) {
            self.break_line();
        }
        self.out.push(bracket);
    }

    fn word(&mut self, word: &str) {
        self.separate();
        self.out.push_str(word);
    }
}

impl Sink for Writer {
    fn null(&mut self) {
        self.word("null");
    }

    fn bool(&mut self, value: bool) {
        self.word(if value { "true" } else { "false" });
    }

    fn int(&mut self, value: &Int<'_>) {
        match value {
            Int::Small(number) => self.word(itoa::Buffer::new().format(*number)),
            Int::Big(digits) => self.word(digits),
        }
    }

    fn float(&mut self, value: f64) {
        self.separate();
        write_float(value, &mut self.out);
    }

    fn str(&mut self, value: &str) {
        self.separate();
        write_string(value, &mut self.out);
    }

    fn begin_list(&mut self) {
        self.begin('[');
    }

    fn end_list(&mut self) {
        self.end(']');
    }

    fn begin_map(&mut self) {
        self.begin('{');
    }

    fn key(&mut self, key: &str) {
        self.separate();
        write_string(key, &mut self.out);
        self.out.push_str(if self.indent.is_some() { ": " } else { ":" });
        self.keyed = true;
    }

    fn end_map(&mut self) {
        self.end('}');
    }
}

/// Writes the shortest digits that give the number back; JSON has no word for what is not finite.
fn write_float(value: f64, out: &mut String) {
    if value.is_finite() { out.push_str(zmij::Buffer::new().format_finite(value)) } else { out.push_str("null") }
}

/// A text as a JSON string.
///
/// ```
/// assert_eq!(prefect_taskrun::quote("a \"b\""), r#""a \"b\"""#);
/// ```
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_string(text, &mut out);
    out
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(character @ ('"' | '\\')) => out.extend(['\\', character]),
            Some(control) => {
                let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
                let code = u32::from(control);
                out.extend(['\\', 'u', '0', '0', digit(code >> 4), digit(code & 15)]);
            }
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
