use std::borrow::Cow;

use super::text::plain_end;
use crate::float;
use crate::input::Any;
use crate::kept::Kept;
use crate::sink::{Sink, any};
use crate::text::{self, joined};
use crate::types::{DateTime, Int, write_date_time};

/// How a float is spelt. Both take the shortest digits that give the number back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Floats {
    /// `1e-7`
    Pydantic,
    /// `1e-07`
    Python,
}

/// Writes JSON as pydantic's `model_dump_json` does.
#[derive(Debug)]
pub struct Writer {
    out: String,
    floats: Floats,
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
            floats: Floats::Pydantic,
            indent,
            depth: 0,
            fresh: true,
            keyed: true,
        }
    }

    /// A writer that spells floats as Python's `json.dumps` does.
    pub(crate) fn python() -> Self {
        Self { floats: Floats::Python, ..Self::new(None) }
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
        write_float(value, self.floats, &mut self.out);
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
        self.plain(name);
        self.colon();
    }

    fn uuid(&mut self, value: uuid::Uuid) {
        self.plain(value.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
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

/// Writes a number; JSON has no word for what is not finite.
fn write_float(value: f64, floats: Floats, out: &mut String) {
    if !value.is_finite() {
        return out.push_str("null");
    }
    if floats == Floats::Pydantic {
        return float::write(value, out);
    }
    let mut text = String::new();
    float::write(value, &mut text);
    python_float(&text, out);
}

/// Spells a float's shortest digits as Python's `repr` does: with an exponent below 1e-4 and from 1e16 on.
fn python_float(text: &str, out: &mut String) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = joined(&[whole, fraction]);
    let leading = digits.len() - digits.trim_start_matches('0').len();
    let digits = digits.trim_matches('0');
    // The place of the first digit: 0 in 1.0, -1 in 0.1.
    let first = exponent.parse().unwrap_or(0) + whole.len() as i32 - 1 - leading as i32;
    out.push_str(sign);
    let zeros = |count: i32, out: &mut String| out.extend(std::iter::repeat_n('0', count.max(0) as usize));
    match digits.split_at_checked(1) {
        None => out.push_str("0.0"),
        Some((head, tail)) if !(-4..16).contains(&first) => {
            let point = if tail.is_empty() { "" } else { "." };
            let sign = if first < 0 { "e-" } else { "e+" };
            let padding = if first.unsigned_abs() < 10 { "0" } else { "" };
            out.extend([head, point, tail, sign, padding, &text::digits(first.unsigned_abs())]);
        }
        Some(_) if first < 0 => {
            out.push_str("0.");
            zeros(-first - 1, out);
            out.push_str(digits);
        }
        Some(_) => {
            let count = digits.len() as i32;
            let (whole, fraction) = digits.split_at_checked((first + 1).min(count) as usize).unwrap_or((digits, ""));
            out.push_str(whole);
            zeros(first + 1 - count, out);
            out.extend([".", if fraction.is_empty() { "0" } else { fraction }]);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::python_float;

    /// Each text is what Python 3.13 prints of the number.
    #[test]
    fn floats_are_spelt_as_in_python() {
        for text in [
            "0.0",
            "-0.0",
            "1.0",
            "-1.5",
            "0.1",
            "0.0001",
            "1e-05",
            "1.5e-05",
            "1e-07",
            "123456789.125",
            "1e+16",
            "1234567890123456.0",
            "9999999999999998.0",
            "1.2345678901234568e+16",
            "1e+22",
            "1.7976931348623157e+308",
            "5e-324",
            "100.0",
            "1000000000000000.0",
            "-2.5e-10",
            "0.00012345",
            "12345.678",
        ] {
            let number: f64 = text.parse().unwrap();
            let mut out = String::new();
            python_float(zmij::Buffer::new().format_finite(number), &mut out);
            assert_eq!(out, text);
        }
    }
}
