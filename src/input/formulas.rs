//! Knows how mistakes in the analyst's formulas are told: in their places, with the other problems.

use super::diagnostic::{Problems, Words};
use super::table::Table;
use crate::sheet::parse_formula;
use crate::study::{Compiled, Problem, Study};

/// Adds what is wrong with the study's formulas. Beside other problems only what is no formula at all is
/// told: names could be missing because of those.
pub(super) fn check(study: &Study, tables: &[Table], problems: &mut Problems) {
    if study.outcomes.is_empty() {
        return;
    }
    let found = if problems.is_empty() {
        Compiled::new(study, &[]).err().unwrap_or_default()
    } else {
        unreadable(study)
    };
    for problem in found {
        report(tables, problem, problems);
    }
}

fn unreadable(study: &Study) -> Vec<Problem> {
    let unreadable = study.outcomes.iter().filter_map(|outcome| {
        let error = parse_formula(&outcome.formula).err()?;
        Some(Problem {
            code: "bad-formula",
            place: outcome.place,
            span: Some(error.span),
            message: error.reason,
        })
    });
    unreadable.collect()
}

fn report(tables: &[Table], problem: Problem, problems: &mut Problems) {
    let Problem { code, place, span, message } = problem;
    let words = Words { message, span, ..Words::default() };
    let table = place.and_then(|place| tables.iter().find(|table| table.grid.file == place.file()));
    let at = table.zip(place).and_then(|(table, place)| {
        let row = table.rows().find(|row| table.grid.records.line(*row) == place.line())?;
        Some((table, (row, (place.column() as usize).saturating_sub(1))))
    });
    match (at, tables.first()) {
        (Some((table, cell)), _) => table.grid.report(problems, cell, code, || words),
        (None, Some(table)) => table.grid.report_file(problems, code, words),
        (None, None) => {}
    }
}
