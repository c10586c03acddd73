//! How a number is written for a program to read: never rounded.

use std::io::Write as _;

/// Appends the shortest digits that read back as the same number; whole numbers have no decimal point.
///
/// They are as many as those of `{}`; of two that are as near, the even one. Zero has no sign. The number must be finite.
pub(super) fn push(value: f64, text: &mut Vec<u8>) {
    let mut buffer = zmij::Buffer::new();
    match digits(value, &mut buffer) {
        Some(digits) => text.extend_from_slice(digits.as_bytes()),
        // Writing to a Vec cannot fail.
        None => {
            let _ = write!(text, "{value}");
        }
    }
}

/// As `push`, for words that hold numbers.
pub fn push_number(value: f64, text: &mut String) {
    let mut buffer = zmij::Buffer::new();
    match digits(value, &mut buffer) {
        Some(digits) => text.push_str(digits),
        None => text.extend([format!("{value}")]),
    }
}

/// The digits, or `None` where they would have an exponent: spreadsheets and strict readers differ about those.
fn digits(value: f64, buffer: &mut zmij::Buffer) -> Option<&str> {
    let digits = buffer.format_finite(if value == 0.0 { 0.0 } else { value });
    (!digits.bytes().any(|byte| byte == b'e')).then(|| digits.strip_suffix(".0").unwrap_or(digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(value: f64) -> String {
        let mut text = Vec::new();
        push(value, &mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn whole_numbers_have_no_point() {
        assert_eq!(text(165_000.0), "165000");
        assert_eq!(text(0.015), "0.015");
        assert_eq!(text(-8_500.5), "-8500.5");
        assert_eq!(text(1e20), "100000000000000000000");
        assert_eq!(text(1e-9), "0.000000001");
        assert_eq!(text(9_007_199_254_740_993.0), "9007199254740992");
        assert_eq!(text(-0.0), "0");
        // Half way between .2 and .3, which both read back.
        assert_eq!(text(-567_579_370_051_520.3), "-567579370051520.2");
    }

    proptest! {
        #[test]
        fn the_digits_are_as_few_as_those_of_display_and_read_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite() && value != 0.0);
            prop_assert_eq!(text(value).len(), format!("{value}").len());
            prop_assert_eq!(text(value).parse::<f64>().unwrap().to_bits(), bits);
        }
    }
}
