use std::cmp::Ordering;

use super::whole::Whole;
use super::{EXACT_DIGITS, EXACT_POWER, LOWEST_EXPONENT, MANTISSA_BITS, power_of_ten};

/// The shortest digits that give a positive float, and where among them the point stands.
pub(crate) fn digits(value: f64) -> (String, i32) {
    at_once(value).unwrap_or_else(|| shortest(value))
}

/// The digits of a float that has few, and where among them the point stands: no other text as short gives it.
fn at_once(value: f64) -> Option<(String, i32)> {
    let most = power_of_ten(EXACT_DIGITS as i32);
    let exact = |places: i32| {
        let mantissa = (value * power_of_ten(places)).round();
        (mantissa < most && (mantissa / power_of_ten(places)).to_bits() == value.to_bits())
            .then_some((mantissa as u64, places))
    };
    let (mantissa, places) = (0..=EXACT_POWER).find_map(exact)?;
    let digits = itoa::Buffer::new().format(mantissa).to_owned();
    let point = digits.len() as i32 - places;
    Some((digits, point))
}

/// The digits, and where among them the point stands: Steele and White's way, with Dragon4's bounds.
fn shortest(value: f64) -> (String, i32) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << (MANTISSA_BITS - 1)) - 1);
    let biased = (bits >> (MANTISSA_BITS - 1)) as i32;
    let mantissa = if biased == 0 { fraction } else { fraction | 1 << (MANTISSA_BITS - 1) };
    let exponent = biased.max(1) - 1 + LOWEST_EXPONENT;
    // At a power of two the next float below is nearer than the one above.
    let narrow = i32::from(fraction == 0 && biased > 1);
    let inclusive = mantissa & 1 == 0;

    // The value is rest / scale, and half the way to its neighbours low / scale and high / scale.
    let (mut rest, mut scale) = (Whole::new(mantissa), Whole::new(1));
    let mut low = Whole::new(1);
    rest.double(exponent.max(0) + 1 + narrow);
    low.double(exponent.max(0));
    scale.double((-exponent).max(0) + 1 + narrow);
    let mut high = low.clone();
    high.double(narrow);

    // Rounded down, so that the first digit is never past its place by more than one.
    let mut point = (f64::from(Whole::new(mantissa).bits() + exponent - 1) * std::f64::consts::LOG10_2).ceil() as i32;
    if point >= 0 {
        scale.multiply_by_power_of_ten(point);
    } else {
        for part in [&mut rest, &mut low, &mut high] {
            part.multiply_by_power_of_ten(-point);
        }
    }
    let reaches = |sum: Ordering| sum == Ordering::Greater || (inclusive && sum == Ordering::Equal);
    let sum = |rest: &Whole, high: &Whole| {
        let mut sum = rest.clone();
        sum.add(high);
        sum
    };
    if reaches(sum(&rest, &high).compare(&scale)) {
        point += 1;
    } else {
        for part in [&mut rest, &mut low, &mut high] {
            part.multiply_add(10, 0);
        }
    }
    let mut digits = String::new();
    loop {
        let mut digit = 0;
        while rest.compare(&scale) != Ordering::Less {
            rest.subtract(&scale);
            digit += 1;
        }
        let down = reaches(low.compare(&rest));
        let up = reaches(sum(&rest, &high).compare(&scale));
        if !down && !up {
            digits.push(char::from(b'0' + digit));
            for part in [&mut rest, &mut low, &mut high] {
                part.multiply_add(10, 0);
            }
            continue;
        }
        rest.double(1);
        // Of two texts as short the nearer one, or the even one.
        let beyond_half = match rest.compare(&scale) {
            Ordering::Less => false,
            Ordering::Equal => digit % 2 == 1,
            Ordering::Greater => true,
        };
        if up && (!down || beyond_half) {
            digit += 1;
        }
        digits.push(char::from(b'0' + digit));
        return (digits, point);
    }
}
