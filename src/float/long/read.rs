use std::cmp::Ordering;

use super::whole::Whole;
use super::{EXACT_DIGITS, LOWEST_EXPONENT, MANTISSA_BITS, power_of_ten};

/// More digits than these cannot change a float, but for whether one of them is not 0.
const MOST_DIGITS: usize = 770;

/// A number that a text spells: a mantissa of decimal digits without a point, and a power of ten.
struct Decimal {
    digits: Vec<u8>,
    exponent: i32,
}

/// The float that a text in Rust's grammar is nearest to.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    let value = if is("inf") || is("infinity") {
        f64::INFINITY
    } else if is("nan") {
        f64::NAN
    } else {
        at_once(text.as_bytes()).or_else(|| decimal(text.as_bytes()).map(|decimal| nearest(&decimal)))?
    };
    Some(if negative { -value } else { value })
}

fn decimal(text: &[u8]) -> Option<Decimal> {
    let mantissa = text.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(text.len());
    let (mantissa, exponent) = text.split_at_checked(mantissa)?;
    let (mut digits, mut scale, mut any, mut point, mut beyond) = (Vec::new(), 0_i32, false, false, false);
    for &byte in mantissa {
        match byte {
            b'.' if !point => point = true,
            b'0'..=b'9' => {
                any = true;
                let kept = digits.len() < MOST_DIGITS;
                if kept && (byte != b'0' || !digits.is_empty()) {
                    digits.push(byte - b'0');
                }
                beyond |= !kept && byte != b'0';
                scale = scale.saturating_add(i32::from(!kept) - i32::from(point));
            }
            _ => return None,
        }
    }
    if beyond {
        digits.push(1);
        scale -= 1;
    }
    let exponent = match exponent {
        [] => 0,
        [_, b'-', digits @ ..] => -power(digits)?,
        [_, b'+', digits @ ..] | [_, digits @ ..] => power(digits)?,
    };
    any.then(|| Decimal { digits, exponent: scale.saturating_add(exponent) })
}

fn power(digits: &[u8]) -> Option<i32> {
    let add = |power: i32, byte: &u8| {
        byte.is_ascii_digit().then(|| power.saturating_mul(10).saturating_add(i32::from(byte - b'0')))
    };
    (!digits.is_empty()).then(|| digits.iter().try_fold(0, add))?
}

fn nearest(decimal: &Decimal) -> f64 {
    let Decimal { digits, exponent } = decimal;
    let magnitude = exponent.saturating_add(digits.len() as i32);
    if digits.is_empty() || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    let mut above = Whole::new(0);
    for digit in digits {
        above.multiply_add(10, (*digit).into());
    }
    let mut below = Whole::new(1);
    if *exponent < 0 { &mut below } else { &mut above }.multiply_by_power_of_ten(exponent.abs());

    // With the two aligned, each doubling gives one more bit of the quotient; one bit more than a mantissa has tells how
    // to round, with what is left over.
    let mut binary = above.bits() - below.bits();
    if binary < 0 { &mut above } else { &mut below }.double(binary.abs());
    if above.compare(&below) == Ordering::Less {
        above.double(1);
        binary -= 1;
    }
    let bits = MANTISSA_BITS.min(binary - LOWEST_EXPONENT + 1);
    if bits < 0 {
        return 0.0;
    }
    let mut quotient = 0_u64;
    for _ in 0..=bits {
        quotient <<= 1;
        if above.compare(&below) != Ordering::Less {
            above.subtract(&below);
            quotient |= 1;
        }
        above.double(1);
    }
    let up = quotient & 1 == 1 && (!above.is_zero() || quotient & 2 == 2);
    let mantissa = (quotient >> 1) + u64::from(up);
    let lowest = binary - bits + 1;
    // A mantissa that was rounded up to the next power of two carries into the exponent by itself.
    let biased = if bits == MANTISSA_BITS { (lowest - LOWEST_EXPONENT) as u64 } else { 0 };
    f64::from_bits(((biased << (MANTISSA_BITS - 1)) + mantissa).min(f64::INFINITY.to_bits()))
}

/// The float of a short text without an exponent: its digits and the power of ten are floats too, so that one operation
/// rounds once.
fn at_once(text: &[u8]) -> Option<f64> {
    let (mut mantissa, mut places, mut point) = (0_u64, 0, false);
    for byte in (text.len() <= EXACT_DIGITS).then_some(text)? {
        match byte {
            b'.' if !point => point = true,
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                places += i32::from(point);
            }
            _ => return None,
        }
    }
    (text.len() > usize::from(point)).then(|| mantissa as f64 / power_of_ten(places))
}
