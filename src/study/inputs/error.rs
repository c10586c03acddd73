//! Knows why a name is no input, in words for a table's cell and for a line of text.

use super::near::shown;
use std::fmt;

/// Why a name is no input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameError {
    /// No input has this name.
    Unknown {
        /// As written.
        name: String,
        /// The nearest names there are.
        near: Vec<String>,
    },
    /// Several rows have this column.
    Ambiguous {
        /// As written.
        name: String,
        /// How many.
        rows: usize,
        /// Their full names, the first few.
        candidates: Vec<String>,
    },
    /// No row has a number in this column.
    Nowhere {
        /// The column.
        column: &'static str,
    },
    /// Nothing that has inputs is called this.
    NoRow {
        /// As written.
        row: String,
        /// The column asked for.
        column: &'static str,
        /// The nearest name there is.
        near: Option<String>,
    },
    /// The row has other inputs.
    NotOfRow {
        /// The row.
        row: String,
        /// The column asked for.
        column: &'static str,
        /// Those it has.
        own: Vec<&'static str>,
    },
    /// The tier has no ratio of its own.
    OfRegime {
        /// The tier.
        tier: String,
        /// Its regime.
        regime: String,
        /// The input of the regime that its ratio starts from.
        near: Option<String>,
    },
    /// The cell is blank, in a column where that stands for no number.
    Blank {
        /// The row.
        row: String,
        /// The column.
        column: &'static str,
        /// What blank means there.
        why: &'static str,
    },
}

impl NameError {
    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Self::Unknown { name, .. } => format!("there is no input `{}`", shown(name)),
            Self::Ambiguous { name, rows, .. } => {
                format!("`{}` could be any of {rows} inputs", shown(name))
            }
            Self::Nowhere { column } => format!("nothing in this study has `{column}`"),
            Self::NoRow { row, column, .. } => {
                format!("there is no row `{}` with an input `{column}`", shown(row))
            }
            Self::NotOfRow { row, column, .. } => format!("`{}` has no input `{column}`", shown(row)),
            Self::OfRegime { tier, regime, .. } => {
                format!("the tier `{}` takes its ratio from the regime `{}`", shown(tier), shown(regime))
            }
            Self::Blank { row, column, .. } => format!("`{}` has no number under `{column}`", shown(row)),
        }
    }

    /// Why that cannot stand, or what may have been meant.
    pub fn why(&self) -> String {
        match self {
            Self::Unknown { .. } | Self::NoRow { .. } => self.near().map_or_else(
                || {
                    "an input is named by its row and column, as in `DGSI.officers` or `[24/7].officers_per_subject`"
                        .into()
                },
                |near| format!("did you mean `{}`?", shown(near)),
            ),
            Self::Ambiguous { .. } => "say which row is meant: name it before a point".into(),
            Self::Nowhere { .. } => {
                "an input is a number of the base study, named by its row and column, as in `DGSI.officers`"
                    .into()
            }
            Self::NotOfRow { own, .. } => {
                let own: Vec<String> = own.iter().map(|column| format!("`{column}`")).collect();
                format!("it has {}", own.join(", "))
            }
            Self::OfRegime { .. } => {
                "change the regime's input: it holds for every tier with that regime".into()
            }
            Self::Blank { why, .. } => (*why).into(),
        }
    }

    /// A name that may be written instead.
    pub fn near(&self) -> Option<&str> {
        match self {
            Self::Unknown { near, .. } | Self::Ambiguous { candidates: near, .. } => {
                near.first().map(String::as_str)
            }
            Self::NoRow { near, .. } | Self::OfRegime { near, .. } => near.as_deref(),
            Self::Nowhere { .. } | Self::NotOfRow { .. } | Self::Blank { .. } => None,
        }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, near } if near.is_empty() => {
                write!(formatter, "there is no input `{name}`")
            }
            Self::Unknown { name, near } => {
                write!(formatter, "there is no input `{name}`; did you mean {}?", quoted(near, "or"))
            }
            Self::Ambiguous { name, candidates, .. } => write!(
                formatter,
                "several rows have `{name}`; write which one, as in {}",
                quoted(candidates, "or")
            ),
            Self::OfRegime { near: Some(near), .. } => {
                write!(formatter, "{}; did you mean `{near}`?", self.message())
            }
            _ => write!(formatter, "{}; {}", self.message(), self.why()),
        }
    }
}

impl std::error::Error for NameError {}

fn quoted(names: &[String], last: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
