use std::borrow::Cow;

use super::text::plain_end;
use crate::float::{self, Spelling};
use crate::input::Any;
use crate::kept::Kept;
use crate::sink::{Sink, any};
use crate::types::{DateTime, Int, format_uuid, write_date_time};

/// Writes JSON as pydantic's `model_dump_json` does.
#[derive(Debug)]
pub struct Writer {
    out: String,
    floats: Spelling,
    indent: Option<usize>,
    depth: usize,
    /// Nothing stands yet in the innermost container.
    fresh: bool,
    /// A key was written, whose value is due.
    keyed: bool,
}

/// Room for most answers, that they need not be moved as they grow.
const CAPACITY: usize = 2048;

impl Writer {
    /// A writer on one line, or with so many spaces a level.
    #[must_use]
    pub fn new(indent: Option<usize>) -> Self {
        Self {
            out: String::with_capacity(CAPACITY),
            floats: Spelling::Pydantic,
            indent,
            depth: 0,
            fresh: true,
            keyed: true,
        }
    }

    /// A writer that spells floats as Python's `json.dumps` does.
    pub(crate) fn python() -> Self {
        Self { floats: Spelling::Python, ..Self::new(None) }
    }

    /// What was written.
    #[must_use]
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
        self.depth = self.depth.saturating_sub(1);
        if !std::mem::take(&mut self.fresh) {
            self.break_line();
        }
        self.out.push(bracket);
    }

    fn word(&mut self, word: &str) {
        self.separate();
        self.out.push_str(word);
    }

    /// A text that needs no escaping.
    fn plain(&mut self, text: &str) {
        self.separate();
        self.out.push('"');
        self.out.push_str(text);
        self.out.push('"');
    }

    fn colon(&mut self) {
        self.out.push_str(if self.indent.is_some() { ": " } else { ":" });
        self.keyed = true;
    }
}

impl Sink for Writer {
    fn host(&mut self, object: &Kept) {
        match object.object().json() {
            Some(text) => any(&Any::Json(Cow::Owned(text)), self),
            None => self.null(),
        }
    }

    fn keeps(&self, name: &str) -> bool {
        // Such names are SQLAlchemy's own to FastAPI, `jsonable_encoder` of which the server shows an input with.
        self.floats == Spelling::Pydantic || !name.starts_with("_sa")
    }

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
        // JSON has no word for what is not finite.
        if value.is_finite() {
            float::write(value, self.floats, &mut self.out);
        } else {
            self.out.push_str("null");
        }
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
        self.colon();
    }

    fn end_map(&mut self) {
        self.end('}');
    }

    fn field(&mut self, name: &'static str) {
        if self.fresh || self.indent.is_some() {
            self.plain(name);
            self.colon();
        } else {
            // As most fields are written.
            self.out.push_str(",\"");
            self.out.push_str(name);
            self.out.push_str("\":");
            self.keyed = true;
        }
    }

    fn uuid(&mut self, value: uuid::Uuid) {
        self.plain(format_uuid(value).as_str());
    }

    fn date_time(&mut self, value: DateTime) {
        self.separate();
        self.out.push('"');
        write_date_time(&value, &mut self.out);
        self.out.push('"');
    }

    fn member(&mut self, text: &'static str) {
        self.plain(text);
    }
}

/// A text as a JSON string.
///
/// ```
/// assert_eq!(prefect_taskrun::host::quote("a \"b\""), r#""a \"b\"""#);
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
    while let Some((plain, special)) = rest.split_at_checked(plain_end(rest.as_bytes(), 0)) {
        out.push_str(plain);
        let mut characters = special.chars();
        let Some(character) = characters.next() else { break };
        escape(character, out);
        rest = characters.as_str();
    }
    out.push('"');
}

/// Writes what may not stand in a string as it is.
#[cold]
fn escape(character: char, out: &mut String) {
    match character {
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '"' | '\\' => out.extend(['\\', character]),
        control => {
            let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
            let code = u32::from(control);
            out.extend(['\\', 'u', '0', '0', digit(code >> 4), digit(code & 15)]);
        }
    }
}
