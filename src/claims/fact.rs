//! Knows one figure of a document, and how it is read from its row.

use super::diagnostic::{Diagnostics, Words, nearest};
use super::table::Row;
use super::value::{self, QUALIFIERS};
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
    /// The title of the source.
    pub source: String,
    /// Its address.
    pub url: String,
    /// The date the number is of.
    pub as_of: String,
}

/// The fact of a row; where it cannot be read, the reasons go to `problems`.
pub(super) fn read(row: Row<'_>, problems: &mut Diagnostics) -> Option<Fact> {
    let unit = unit(row, problems);
    let ends = figure(row, "value", problems);
    let qualifier = qualifier(row, "stated", problems);
    let id = id(row, problems);
    let (unit, ends, qualifier, id) = (unit?, ends?, qualifier?, id?);
    let text = |header: &str| row.text(header).to_owned();
    let origin = Origin { source: text("source"), url: text("url"), as_of: text("as_of") };
    Some(Fact {
        id,
        quantity: Quantity::uniform(ends.low, ends.high).qualified(qualifier),
        unit,
        written: text("value"),
        counts: text("counts"),
        found: text("where"),
        note: text("note"),
        origin,
    })
}

fn id(row: Row<'_>, problems: &mut Diagnostics) -> Option<String> {
    let id = row.text("id");
    let mut letters = id.chars();
    let is_name = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|c| c.is_alphanumeric() || c == '_');
    if is_name {
        return Some(id.to_owned());
    }
    let message = format!("`{id}` cannot be the name of a fact");
    let why = "formulas use it: it starts with a letter and has only letters, digits and _";
    let plain: String = id.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let fits = plain.starts_with(char::is_alphabetic);
    problems.add(row.place("id"), "fact-name", Words::new(message, why).instead_if(fits.then_some(plain)));
    None
}

/// The unit of a row.
pub(super) fn unit(row: Row<'_>, problems: &mut Diagnostics) -> Option<Unit> {
    match value::unit(row.text("unit")) {
        Ok(unit) => Some(unit),
        Err(reason) => {
            let why = "units are checked in every formula, so that people are not added to officers";
            problems.add(row.place("unit"), "unit", Words::new(reason, why));
            None
        }
    }
}

/// The figure under a header, read by the row's unit.
pub(super) fn figure(row: Row<'_>, header: &str, problems: &mut Diagnostics) -> Option<super::Ends> {
    let text = row.text(header);
    if text.is_empty() {
        let words = Words::new(
            format!("the cell under `{header}` is blank"),
            "what is unknown is not 0: leave the row out",
        );
        problems.add(row.place(header), "blank", words);
        return None;
    }
    match value::read(text, row.text("unit")) {
        Ok(ends) => Some(ends),
        Err(reason) => {
            problems.add(row.place(header), "figure", Words::new(reason, "no other reading is certain"));
            None
        }
    }
}

/// The qualifier under a header; blank is exact.
pub(super) fn qualifier(row: Row<'_>, header: &str, problems: &mut Diagnostics) -> Option<Qualifier> {
    let text = row.text(header);
    let known = QUALIFIERS.iter().find(|(word, _)| *word == text || text.is_empty());
    if known.is_none() {
        let message = format!("`{text}` under `{header}` does not say how firmly the figure is stated");
        let meant = nearest(text, QUALIFIERS.iter().map(|(word, _)| *word));
        let words = Words::new(message, "it is exact, about, at least or at most").instead_if(meant);
        problems.add(row.place(header), "qualifier", words);
    }
    known.map(|(_, qualifier)| *qualifier)
}
