//! Texts of parts, without the formatting machinery of Rust's library, for which a page would wait.

/// The parts, one after the other.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    text.extend(parts.iter().copied());
    text
}

/// A text without the spaces at both ends, whatever counts as one.
pub(crate) fn trimmed(text: &str, is_space: fn(char) -> bool) -> &str {
    text.trim_matches(is_space)
}

/// What a text is split at, a character. The library's own search for one would come with a panic that is formatted.
pub(crate) fn at(character: char) -> impl Fn(char) -> bool {
    move |other| other == character
}

/// A one in each of eight bytes, for those who look at them together.
pub(crate) const ONES: u64 = u64::MAX / 255;

/// A number's decimal digits.
pub(crate) fn digits(number: impl itoa::Integer) -> String {
    itoa::Buffer::new().format(number).to_owned()
}

/// A text of ASCII alone, aligned as the library wants to look at several bytes together.
#[repr(align(8))]
pub(crate) struct Ascii<const SIZE: usize>(pub [u8; SIZE]);

impl<const SIZE: usize> Ascii<SIZE> {
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}
