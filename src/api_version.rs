//! The header `x-prefect-api-version`, by which a client says what it speaks.

use std::cmp::Ordering;

use crate::limits::MOST_DIGITS;
use crate::text::{at, joined, trimmed};

/// The lowest version that the server speaks with.
const MINIMUM: &str = "0.8.0";

/// Checks a header, and says in the server's words what is wrong with it. An empty one counts as none.
///
/// Source of the rules: `prefect.server.api.dependencies.EnforceMinimumAPIVersion`.
pub(crate) fn check(header: &str) -> Result<(), String> {
    if header.is_empty() {
        return Ok(());
    }
    let Some(order) = compare(header) else {
        let words = "Invalid X-PREFECT-API-VERSION header format.Expected header in format 'x.y.z' but received ";
        return Err(joined(&[words, header]));
    };
    if order == Ordering::Less {
        let words = ["The request specified API version ", header, " but this server requires version ", MINIMUM];
        return Err(joined(&words) + " or higher.");
    }
    Ok(())
}

/// How a version stands to the lowest, if it is one.
fn compare(header: &str) -> Option<Ordering> {
    let mut parts = header.split(at('.')).map(Integer::parse);
    let mut order = Ordering::Equal;
    for minimum in MINIMUM.split(at('.')) {
        order = order.then(parts.next()??.compare(minimum));
    }
    parts.next().is_none().then_some(order)
}

/// An integer as Python's `int` reads it of a text.
struct Integer {
    negative: bool,
    /// With no zeros in front.
    digits: String,
}

impl Integer {
    fn parse(text: &str) -> Option<Self> {
        let text = trimmed(text, is_space);
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let groups =
            unsigned.split(at('_')).all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
        let digits: String = unsigned.chars().filter(|&character| character != '_').collect();
        (groups && digits.len() <= MOST_DIGITS)
            .then(|| Self { negative, digits: digits.trim_start_matches('0').into() })
    }

    fn compare(&self, minimum: &str) -> Ordering {
        let minimum = minimum.trim_start_matches('0');
        if self.negative && !self.digits.is_empty() {
            return Ordering::Less;
        }
        self.digits.len().cmp(&minimum.len()).then_with(|| self.digits.as_str().cmp(minimum))
    }
}

/// What Python's `int` takes for a space, among the characters that a header can have: not all that `str.strip` does.
fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::check;

    /// Verdicts of the server's own dependency on these headers.
    #[test]
    fn versions_are_integers_as_python_reads_them() {
        for good in [
            "",
            "0.8.0",
            "0.8.4",
            "1.0.0",
            " 0.8.0 ",
            "0.+8.0",
            "0.0_8.0",
            "0.10.0",
            "0.8.-0",
            "00.08.00",
            "99999999999999999999.0.0",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for low in ["0.7.9", "0.0_7.9", "0.0.0", "-1.9.9", "0.8.-1", "0.-9.0"] {
            assert!(check(low).is_err_and(|words| words.contains("requires version 0.8.0 or higher")), "{low}");
        }
        for bad in [
            "x",
            "1",
            "1.2",
            "1.2.3.4",
            "1.2.",
            "a.b.c",
            "1.2.3a",
            "1._2.3",
            "1.2__0.3",
            "1.2.\u{b2}",
            "+-1.2.3",
            "v1.2.3",
            " ",
            "0.8.\x1c0",
            "0.\x1f\u{a0}8.0",
        ] {
            assert!(check(bad).is_err_and(|words| words.starts_with("Invalid X-PREFECT")), "{bad}");
        }
    }
}
