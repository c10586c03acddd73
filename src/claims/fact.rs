//! Knows one figure of a document, and how it is read from its row.

use super::table::Row;
use super::value::{self, QUALIFIERS};
use crate::input::{Problems, Words, cell_words, nearest, shown};
use crate::quantity::{Qualifier, Quantity};
use crate::unit::Unit;

/// A figure that a document gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name in formulas.
    pub id: String,
    /// Its number or range, with how firmly it is stated.
    pub quantity: Quantity,
    /// What the number counts: days since 1970-01-01 (unit `date`) for dates, months and years.
    pub unit: Unit,
    /// The cell as written.
    pub written: String,
    /// What is counted, in words.
    pub counts: String,
    /// Where in the document it stands.
    pub found: String,
    /// A remark.
    pub note: String,
    /// Where the number is from, and when it held.
    pub origin: Origin,
}

/// Where a number is from; empty where the table does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Whose country it is about.
    pub country: String,
    /// Whose service it is about.
    pub agency: String,
    /// What kind of figure it is: `ratio`, `watchlist`, `staff`.
    pub kind: String,
    /// What a figure of officers counts: `establishment`, `per_day`, `not_stated`.
    pub basis: String,
    /// The title of the source.
    pub source: String,
    /// Its address.
    pub url: String,
    /// The date the number is of.
    pub as_of: String,
}

/// The fact of a row; where it cannot be read, the reasons go to `problems`.
pub(super) fn read(row: Row<'_>, problems: &mut Problems) -> Option<Fact> {
    let id = id(row, problems);
    let unit = unit(row, problems);
    let quantity = figure(row, "value", "stated", problems);
    let text = |header: &str| row.text(header).into_owned();
    Some(Fact {
        id: id?,
        quantity: quantity?,
        unit: unit?,
        written: text("value"),
        counts: text("counts"),
        found: text("where"),
        note: text("note"),
        origin: Origin {
            source: text("source"),
            url: text("url"),
            as_of: text("as_of"),
            country: text("country"),
            agency: text("agency"),
            kind: text("quantity"),
            basis: text("basis"),
        },
    })
}

fn id(row: Row<'_>, problems: &mut Problems) -> Option<String> {
    let id = row.text("id");
    let starts_well = |text: &str| text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    if starts_well(&id) && id.chars().all(is_letter) {
        return Some(id.into_owned());
    }
    let message = format!("`{}` cannot be the name of a fact", shown(&id));
    let why = "formulas use it: it starts with a letter and has only letters, digits and _";
    let plain: String = id.chars().map(|c| if is_letter(c) { c } else { '_' }).collect();
    let fits = starts_well(&plain).then_some(plain);
    row.report(problems, "id", "fact-name", Words::new(message, why).cell_if(fits));
    None
}

/// The unit of a row.
pub(super) fn unit(row: Row<'_>, problems: &mut Problems) -> Option<Unit> {
    match value::unit(&row.text("unit")) {
        Ok(unit) => Some(unit),
        Err(error) => {
            let why = "units are checked in every formula, so that people are not added to officers";
            row.report(problems, "unit", "unit", Words::new(error.to_string(), why));
            None
        }
    }
}

/// The figure under a header, read by the row's unit, with the qualifier under another.
pub(super) fn figure(
    row: Row<'_>,
    header: &str,
    firmness: &str,
    problems: &mut Problems,
) -> Option<Quantity> {
    let quantity = number(row, header, problems);
    // The cell's own word (`about 5`) counts where the column says nothing.
    let own = quantity.as_ref().map(Quantity::qualifier).unwrap_or_default();
    let qualifier = qualifier(row, firmness, own, problems);
    Some(quantity?.qualified(qualifier?))
}

fn number(row: Row<'_>, header: &str, problems: &mut Problems) -> Option<Quantity> {
    let text = row.text(header);
    if text.is_empty() {
        let message = format!("the cell under `{header}` is blank");
        let words = Words::new(message, "what is unknown is not 0: fill it in, or leave the row out");
        row.report(problems, header, "blank-cell", words);
        return None;
    }
    match value::read(&text, &row.text("unit")) {
        Ok(quantity) => Some(quantity),
        Err(error) => {
            row.report(problems, header, error.code, cell_words(error));
            None
        }
    }
}

fn qualifier(row: Row<'_>, header: &str, blank: Qualifier, problems: &mut Problems) -> Option<Qualifier> {
    let text = row.text(header);
    if text.is_empty() {
        return Some(blank);
    }
    let known = QUALIFIERS.iter().find(|(word, _)| *word == text);
    if known.is_none() {
        let message =
            format!("`{}` under `{header}` does not say how firmly the figure is stated", shown(&text));
        let meant = nearest(&text, QUALIFIERS.iter().map(|(word, _)| *word));
        let words = Words::new(message, "it is exact, about, at least or at most").cell_if(meant);
        row.report(problems, header, "qualifier", words);
    }
    known.map(|(_, qualifier)| *qualifier)
}
