//! Knows one claim of a document, and how it is read from its row.

use super::diagnostic::{Diagnostics, Words, nearest};
use super::fact;
use super::table::Row;
use super::verdict::{Figure, Verdict};
use crate::sheet::{Syntax, parse_formula};
use crate::unit::Unit;

/// A figure that a document works out, or that follows from its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its name within the document.
    pub id: String,
    /// What is claimed, in words.
    pub words: String,
    /// The formula over the facts' names, as written.
    pub formula: String,
    /// The figure stated, with its precision and how firmly it is stated.
    pub figure: Figure,
    /// The cell of the figure as written.
    pub stated: String,
    /// What the figure counts.
    pub unit: Unit,
    /// The verdict it is marked with, if any.
    pub expected: Option<Verdict>,
    /// Why it comes out as it does.
    pub note: String,
}

/// The claim of a row with its formula taken apart; where it cannot be read, the reasons go to `problems`.
pub(super) fn read(row: Row<'_>, problems: &mut Diagnostics) -> Option<(Claim, Syntax)> {
    let syntax = syntax(row, problems);
    let unit = fact::unit(row, problems);
    let figure = figure(row, problems);
    let expected = expected(row, problems);
    let id = id(row, problems);
    let text = |header: &str| row.text(header).to_owned();
    let claim = Claim {
        id: id?,
        words: text("claim"),
        formula: text("formula"),
        figure: figure?,
        stated: text("stated"),
        unit: unit?,
        expected,
        note: text("note"),
    };
    Some((claim, syntax?))
}

fn id(row: Row<'_>, problems: &mut Diagnostics) -> Option<String> {
    let id = row.text("id");
    if id.is_empty() {
        let words = Words::new("this claim has no id", "results name a claim by it: give it a short name");
        problems.add(row.place("id"), "claim-name", words);
    }
    (!id.is_empty()).then(|| id.to_owned())
}

fn figure(row: Row<'_>, problems: &mut Diagnostics) -> Option<Figure> {
    let ends = fact::figure(row, "stated", problems);
    let qualifier = fact::qualifier(row, "qualifier", problems);
    let precision = precision(row, problems);
    Some(Figure { ends: ends?, precision: precision?, qualifier: qualifier? })
}

fn precision(row: Row<'_>, problems: &mut Diagnostics) -> Option<f64> {
    let text = row.text("precision");
    let step = text.parse().ok().filter(|step: &f64| step.is_finite() && *step > 0.0);
    if step.is_none() {
        let message = format!("`{text}` is not a precision");
        let why = "it is the step the figure was rounded to: 1 for whole numbers, 0.1 for one decimal, 1000 for thousands";
        problems.add(row.place("precision"), "precision", Words::new(message, why));
    }
    step
}

/// The verdict marked, if any.
fn expected(row: Row<'_>, problems: &mut Diagnostics) -> Option<Verdict> {
    let text = row.text("expected");
    let verdict = Verdict::of_word(text);
    if verdict.is_none() && !text.is_empty() {
        let words = Verdict::ALL.map(Verdict::word);
        let why = format!("a verdict is one of: {}", words.join(", "));
        let message = format!("`{text}` under `expected` is not a verdict");
        let words = Words::new(message, why).instead_if(nearest(text, words));
        problems.add(row.place("expected"), "verdict", words);
    }
    verdict
}

fn syntax(row: Row<'_>, problems: &mut Diagnostics) -> Option<Syntax> {
    let text = row.text("formula");
    match parse_formula(text) {
        Ok(syntax) => Some(syntax),
        Err(error) => {
            let mut place = row.place("formula");
            place.column += text.get(..error.span.start).unwrap_or_default().chars().count();
            let why =
                format!("`{text}` is not a formula: it has names of facts, numbers, + - * / and parentheses");
            problems.add(place, "formula", Words::new(error.reason, why));
            None
        }
    }
}
