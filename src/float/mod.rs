//! Floats as texts and back: with large tables where there is room for them, with long arithmetic where a page waits for
//! every byte. Both give the float that is nearest to a text, and the shortest text that gives a float.

#[cfg(any(target_family = "wasm", test))]
mod long;
mod spell;
#[cfg(not(target_family = "wasm"))]
mod tables;

#[cfg(target_family = "wasm")]
use long as road;
#[cfg(not(target_family = "wasm"))]
use tables as road;

pub(crate) use road::parse;
pub(crate) use spell::Spelling;

/// Writes the shortest text that gives a finite float.
pub(crate) fn write(value: f64, spelling: Spelling, out: &mut String) {
    if value.is_sign_negative() {
        out.push('-');
    }
    if value == 0.0 {
        return out.push_str("0.0");
    }
    let (digits, point) = road::digits(value.abs());
    spelling.write(&digits, point, out);
}
