//! Floats as texts and back by the tables of Rust's library and of `zmij`.

/// The float that a text in Rust's grammar is nearest to.
pub(crate) fn parse(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// The shortest digits that give a positive float, and where among them the point stands.
pub(super) fn digits(value: f64) -> (String, i32) {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = String::with_capacity(text.len());
    digits.extend([whole, fraction]);
    digits.truncate(digits.trim_end_matches('0').len());
    let unpadded = digits.trim_start_matches('0').len();
    let padding = digits.len() - unpadded;
    digits.drain(..padding);
    (digits, exponent.parse().unwrap_or(0) + whole.len() as i32 - padding as i32)
}
