//! Floats as texts and back: with large tables where there is room for them, with long arithmetic where a page waits for
//! every byte. Both give the float that is nearest to a text, and the shortest text that gives a float.

#[cfg(any(target_family = "wasm", test))]
mod long;

/// The float that a text in Rust's grammar is nearest to.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn parse(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Writes the shortest digits that give a finite float, with an exponent below 1e-5 and from 1e16 on.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn write(value: f64, out: &mut String) {
    out.push_str(zmij::Buffer::new().format_finite(value));
}

#[cfg(target_family = "wasm")]
pub(crate) use long::{parse, write};
