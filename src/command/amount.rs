//! Numbers of options, read as cells are: `10,000`, `10k`, `1e6`, `1%`.

use super::asked::parse_cell;
use crate::quantity::CellKind;

/// A number of things: draws, samples, trajectories.
pub(super) fn count(text: &str) -> Result<u64, String> {
    let quantity = parse_cell(text, CellKind::Count)?;
    let value = quantity.base();
    let usable = quantity.is_exact() && value.fract() == 0.0 && (1.0..=1e15).contains(&value);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a whole number in between
    usable.then_some(value as u64).ok_or_else(|| "write one whole number from 1, such as 10,000".to_owned())
}

/// As [`count`], for what is kept in memory.
pub(super) fn size(text: &str) -> Result<usize, String> {
    count(text).and_then(|count| usize::try_from(count).map_err(|_| format!("{text} is too many to keep")))
}

/// A share above 0 and below 1: a precision, a width.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let quantity = parse_cell(text, CellKind::Share)?;
    let value = quantity.base();
    let usable = quantity.is_exact() && value > 0.0 && value < 1.0;
    usable.then_some(value).ok_or_else(|| "write one share above 0% and below 100%, such as 1%".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_in_cells() {
        let read = ["65536", "10,000,000", "10k", "1e7", "10 000"].map(count);
        assert_eq!(read, [Ok(65_536), Ok(10_000_000), Ok(10_000), Ok(10_000_000), Ok(10_000)]);
        assert_eq!(share("1%"), Ok(0.01));
        assert_eq!(share("0.1"), Ok(0.1));
    }

    #[test]
    fn what_is_no_one_number_is_told() {
        for text in ["0", "1.5", "10-20"] {
            assert_eq!(
                count(text),
                Err("write one whole number from 1, such as 10,000".to_owned()),
                "{text}"
            );
        }
        for text in ["0", "100%", "1-2%"] {
            assert_eq!(
                share(text),
                Err("write one share above 0% and below 100%, such as 1%".to_owned()),
                "{text}"
            );
        }
        assert!(count("many").is_err());
    }
}
