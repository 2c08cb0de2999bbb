//! Floats as texts and back by long arithmetic, which is slow, and small.

mod read;
mod whole;
mod write;

pub(crate) use read::parse;
pub(crate) use write::digits;

const LOWEST_EXPONENT: i32 = -1074;
const MANTISSA_BITS: i32 = 53;

/// So many decimal digits are a float whatever they are, and no two of them the same one.
const EXACT_DIGITS: usize = 15;
/// The largest power of ten that is a float.
const EXACT_POWER: i32 = 22;

fn power_of_ten(exponent: i32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

// The tables are not in wasm.
#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use super::{digits, parse};
    use crate::float::{Spelling, tables};

    fn spelt((digits, point): (String, i32), spelling: Spelling) -> String {
        let mut out = String::new();
        spelling.write(&digits, point, &mut out);
        out
    }

    /// Floats of every magnitude, and those next to powers of two and of ten.
    fn floats() -> impl Iterator<Item = f64> {
        let mut random = oorandom::Rand64::new(7);
        let any = (0..20_000).map(move |_| f64::from_bits(random.rand_u64()));
        let powers = (0..0x7ff).map(|exponent| f64::from_bits(exponent << 52));
        let tens = (-330..=308).filter_map(|exponent| format!("1e{exponent}").parse().ok());
        let next = |value: f64| [value, value.next_up(), value.next_down(), -value];
        any.chain(powers.chain(tens).flat_map(next)).filter(|value: &f64| value.is_finite())
    }

    #[test]
    fn writes_as_the_tables_do() {
        for value in floats().filter(|value| *value != 0.0) {
            let value = value.abs();
            for spelling in [Spelling::Pydantic, Spelling::Python] {
                assert_eq!(spelt(digits(value), spelling), spelt(tables::digits(value), spelling));
            }
        }
    }

    #[test]
    fn reads_as_the_tables_do() {
        let same = |text: &str| {
            let bits = |value: Option<f64>| value.map(f64::to_bits);
            assert_eq!(bits(parse(text)), bits(text.parse().ok()), "{text}");
        };
        let mut random = oorandom::Rand64::new(8);
        for value in floats() {
            same(&format!("{value:e}"));
            // Up to two digits more than are needed, so that some stand next to the middle between two floats.
            same(&format!("{value:.*e}", random.rand_range(0..20) as usize));
        }
        for text in [
            "",
            "+",
            "-",
            ".",
            "e",
            "e1",
            ".e1",
            "1e",
            "1e+",
            "1e-",
            "1.e1",
            ".5",
            "5.",
            "0",
            "-0",
            "+0.0",
            "00012",
            "1_0",
            "1 ",
            "0x1",
            "inf",
            "-Infinity",
            "+INF",
            "nan",
            "-NaN",
            "infin",
            "1e400",
            "1e-400",
            "1e99999999999",
            "0e99999999999",
            "1e-99999999999",
            "9007199254740993",
            "9007199254740992.9999999",
            "2.4703282292062328e-324",
            "2.4703282292062327e-324",
            "1.7976931348623159e308",
            "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
        ] {
            same(text);
        }
        // The middle between two floats in all its digits, and a little more.
        let middle = format!("{:.1100}", 2.0_f64.powi(-1074) * 0.5 + 2.0_f64.powi(-1022));
        same(&middle);
        same(&[&middle, "1"].concat());
        same(&["1", &"0".repeat(2000), "e-2000"].concat());
        same(&["0.", &"0".repeat(2000), "1e2001"].concat());
        same(&["9007199254740993", &"0".repeat(800), "1e-801"].concat());
    }
}
