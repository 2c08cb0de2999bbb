/// How the digits of a float are spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As pydantic's JSON: with an exponent below 1e-5 and from 1e16 on, `1e-7`.
    Pydantic,
    /// As Python's `repr`: with an exponent below 1e-4 and from 1e16 on, `1e-07`.
    Python,
}

impl Spelling {
    /// Spells digits, among which the point stands at a place: at 0 before the first.
    pub(super) fn write(self, digits: &str, point: i32, out: &mut String) {
        let zeros = |count: i32, out: &mut String| out.extend(std::iter::repeat_n('0', count.max(0) as usize));
        let split = |at: i32| digits.split_at_checked(at.max(0) as usize).unwrap_or((digits, ""));
        let lowest = if self == Self::Pydantic { -4 } else { -3 };
        if (lowest..=16).contains(&point) {
            let (whole, fraction) = split(point);
            out.push_str(if whole.is_empty() { "0" } else { whole });
            zeros(point - digits.len() as i32, out);
            out.push('.');
            zeros(-point, out);
            return out.push_str(if fraction.is_empty() { "0" } else { fraction });
        }
        let (first, rest) = split(1);
        out.push_str(first);
        if !rest.is_empty() {
            out.extend([".", rest]);
        }
        let exponent = point - 1;
        out.push_str(if exponent < 0 { "e-" } else { "e+" });
        if self == Self::Python && exponent.unsigned_abs() < 10 {
            out.push('0');
        }
        out.push_str(itoa::Buffer::new().format(exponent.unsigned_abs()));
    }
}

#[cfg(test)]
mod tests {
    use super::Spelling;
    use crate::float::write;

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
            let mut out = String::new();
            write(text.parse().unwrap(), Spelling::Python, &mut out);
            assert_eq!(out, text);
        }
    }

    /// Each text is what pydantic's `to_json` writes of the number.
    #[test]
    fn floats_are_spelt_as_in_pydantic_s_json() {
        for text in ["1.0", "0.0001", "0.00001", "1e-6", "1.5e-7", "1e-10", "1e+16", "1e+17"] {
            let mut out = String::new();
            write(text.parse().unwrap(), Spelling::Pydantic, &mut out);
            assert_eq!(out, text);
        }
    }
}
