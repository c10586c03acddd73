//! Knows one claim of a document, and how it is read from its row.

use super::fact;
use super::table::Row;
use super::verdict::{Ends, Figure, Verdict};
use crate::input::{Problems, Words, nearest, shown};
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
pub(super) fn read(row: Row<'_>, problems: &mut Problems) -> Option<(Claim, Syntax)> {
    let id = id(row, problems);
    let syntax = syntax(row, problems);
    let unit = fact::unit(row, problems);
    let figure = figure(row, problems);
    let expected = expected(row, problems);
    let text = |header: &str| row.text(header).into_owned();
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

fn id(row: Row<'_>, problems: &mut Problems) -> Option<String> {
    let id = row.text("id");
    if id.is_empty() {
        let words = Words::new("this claim has no id", "results name a claim by it: give it a short name");
        row.report(problems, "id", "claim-name", words);
    }
    (!id.is_empty()).then(|| id.into_owned())
}

fn figure(row: Row<'_>, problems: &mut Problems) -> Option<Figure> {
    let quantity = fact::figure(row, "stated", "qualifier", problems);
    let precision = precision(row, problems);
    let quantity = quantity?;
    let Some((low, high)) = quantity.ends() else {
        let message = format!("`{}` has no ends", shown(&row.text("stated")));
        let words = Words::new(message, "a stated figure is one number or a range, as in 15-20");
        row.report(problems, "stated", "no-ends", words);
        return None;
    };
    Some(Figure { ends: Ends { low, high }, precision: precision?, qualifier: quantity.qualifier() })
}

fn precision(row: Row<'_>, problems: &mut Problems) -> Option<f64> {
    let text = row.text("precision");
    let step = text.parse().ok().filter(|step: &f64| step.is_finite() && *step > 0.0);
    if step.is_none() {
        let message = format!("`{}` is not a precision", shown(&text));
        let why = "it is the step the figure was rounded to: 1 for whole numbers, 0.1 for one decimal, 1000 for thousands";
        row.report(problems, "precision", "precision", Words::new(message, why));
    }
    step
}

/// The verdict marked, if any.
fn expected(row: Row<'_>, problems: &mut Problems) -> Option<Verdict> {
    let text = row.text("expected");
    let verdict = Verdict::of_word(&text);
    if verdict.is_none() && !text.is_empty() {
        let words = Verdict::ALL.map(Verdict::word);
        let why = format!("a verdict is one of: {}", words.join(", "));
        let message = format!("`{}` under `expected` is not a verdict", shown(&text));
        let words = Words::new(message, why).cell_if(nearest(&text, words));
        row.report(problems, "expected", "verdict", words);
    }
    verdict
}

fn syntax(row: Row<'_>, problems: &mut Problems) -> Option<Syntax> {
    match parse_formula(&row.text("formula")) {
        Ok(syntax) => Some(syntax),
        Err(error) => {
            let why = "a formula has the names of facts, numbers, + - * /, parentheses and sum, min, max, pow, sqrt";
            let words = Words { span: Some(error.span), ..Words::new(error.reason, why) };
            row.report(problems, "formula", "formula", words);
            None
        }
    }
}
