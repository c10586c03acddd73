//! A quantity as a cell text again, in point-decimal English: read with the same kind and decimal mark
//! `.`, it is an equal quantity.

use super::{Qualifier, Quantity, Shape};
use std::fmt::{self, Display, Formatter, Write};

/// A number whose digits no decimal mark makes ambiguous: never three decimals after one to three digits.
pub(super) struct Plain(pub f64);

impl Display for Plain {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        formatter.write_str(&text)?;
        match text.split_once('.') {
            Some((whole, decimals)) if decimals.len() == 3 && looks_grouped(whole) => {
                formatter.write_char('0')
            }
            _ => Ok(()),
        }
    }
}

fn looks_grouped(whole: &str) -> bool {
    let digits = whole.trim_start_matches('-');
    digits.len() <= 3 && !digits.starts_with('0')
}

/// A share as a percentage without rounding: the decimal mark moves two places.
pub(super) struct Percent(pub f64);

impl Display for Percent {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let (moved, rest) = decimals.split_at(decimals.len().min(2));
        let digits = format!("{whole}{moved:0<2}");
        let digits = digits.trim_start_matches('0');
        formatter.write_str(if digits.is_empty() { "0" } else { digits })?;
        if !rest.is_empty() {
            write!(formatter, ".{rest}")?;
        }
        formatter.write_char('%')
    }
}

impl Qualifier {
    /// The words in front of a number, with a space after them.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "about ",
            Self::AtLeast => "at least ",
            Self::AtMost => "at most ",
        }
    }
}

impl Display for Quantity {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.qualifier().words())?;
        self.shape().fmt(formatter)
    }
}

impl Display for Shape {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(value) => Plain(*value).fmt(formatter),
            Self::Uniform { low, high } => write!(formatter, "{} to {}", Plain(*low), Plain(*high)),
            Self::Interval { low, high, level } => {
                write!(formatter, "{} {} to {}", Percent(*level), Plain(*low), Plain(*high))
            }
            Self::Triangular { low, mode, high } => call(formatter, "triangular", &[*low, *mode, *high]),
            Self::Pert { low, mode, high } => call(formatter, "pert", &[*low, *mode, *high]),
            Self::Normal { mean, sd } => call(formatter, "normal", &[*mean, *sd]),
            Self::Lognormal { mean, sd } => call(formatter, "lognormal", &[*mean, *sd]),
            Self::Beta { alpha, beta } => call(formatter, "beta", &[*alpha, *beta]),
            Self::Discrete(points) => discrete(formatter, points),
        }
    }
}

fn call(formatter: &mut Formatter<'_>, name: &str, arguments: &[f64]) -> fmt::Result {
    let arguments: Vec<String> = arguments.iter().map(|argument| Plain(*argument).to_string()).collect();
    write!(formatter, "{name}({})", arguments.join(", "))
}

fn discrete(formatter: &mut Formatter<'_>, points: &[(f64, f64)]) -> fmt::Result {
    let points: Vec<String> =
        points.iter().map(|(value, share)| format!("{}:{}", Plain(*value), Plain(*share))).collect();
    write!(formatter, "discrete({})", points.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_decimals_are_never_taken_for_thousands() {
        for (value, text) in [
            (1.125, "1.1250"),
            (-12.125, "-12.1250"),
            (0.125, "0.125"),
            (1234.125, "1234.125"),
            (1.25, "1.25"),
            (11_000.0, "11000"),
        ] {
            assert_eq!(Plain(value).to_string(), text);
        }
    }

    #[test]
    fn percentages_move_the_mark_without_rounding() {
        for (value, text) in [
            (0.9, "90%"),
            (0.955, "95.5%"),
            (0.05, "5%"),
            (0.001, "0.1%"),
            (1.0, "100%"),
            (0.0, "0%"),
            (0.07, "7%"),
        ] {
            assert_eq!(Percent(value).to_string(), text);
        }
    }
}
