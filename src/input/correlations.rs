//! Knows the table `correlations`: which inputs go together, and which rows cannot have been meant.
//!
//! Whether all rows can hold together shows only when they are sampled: the simulation says so.

use super::columns::Column;
use super::diagnostic::{Problems, Words, shown};
use super::inputs::Inputs;
use super::rows::walk;
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use crate::study::Correlation;

/// The correlations of all files.
pub(super) fn correlations(
    tables: &[Table],
    inputs: &Inputs<'_>,
    problems: &mut Problems,
) -> Vec<Correlation> {
    let mut list: Vec<Correlation> = Vec::new();
    walk(tables, TableKind::Correlations, |(number, row), neighbours| {
        let table = &tables[number];
        if let Some(correlation) = correlation(table, row, inputs, neighbours, problems) {
            check_pair(table, row, &correlation, &list, problems);
            list.push(correlation);
        }
    });
    list
}

fn correlation(
    table: &Table,
    row: usize,
    inputs: &Inputs<'_>,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<Correlation> {
    let mut input_in = |column| named_input(table, row, column, inputs, problems);
    let (input, with) = (input_in(Column::Input), input_in(Column::With));
    let entry = table.needed_entry(row, Column::RankCorrelation, neighbours, problems);
    let rank = entry.quantity.base();
    // A cell that could not be read is told already, and stands for no number.
    if !rank.is_nan() {
        check_rank(table, row, rank, entry.quantity.is_exact(), problems);
    }
    let provenance = table.provenance(row, neighbours);
    Some(Correlation { input: input?, with: with?, rank, place: entry.place, provenance })
}

/// The input a cell names.
fn named_input(
    table: &Table,
    row: usize,
    column: Column,
    inputs: &Inputs<'_>,
    problems: &mut Problems,
) -> Option<String> {
    inputs.named_in(table, row, column, problems).map(|_| table.text(row, column).into_owned())
}

fn check_rank(table: &Table, row: usize, rank: f64, is_exact: bool, problems: &mut Problems) {
    if is_exact && rank.abs() <= 1.0 {
        return;
    }
    table.report(problems, row, Column::RankCorrelation, "correlation-range", || {
        let text = table.text(row, Column::RankCorrelation);
        let message = format!("`{}` is no rank correlation", shown(&text));
        let why = "it is one number from -1 (one goes down when the other goes up) over 0 (nothing to do with each other) to 1";
        Words::new(message, why)
    });
}

/// An input goes with another one, and each two are named once.
fn check_pair(
    table: &Table,
    row: usize,
    correlation: &Correlation,
    earlier: &[Correlation],
    problems: &mut Problems,
) {
    let Correlation { input, with, .. } = correlation;
    if input == with {
        table.report(problems, row, Column::With, "correlation-itself", || {
            let message = format!("`{}` is correlated with itself", shown(input));
            Words::new(message, "an input goes with itself wholly: name another input, or remove the row")
        });
    }
    let same = |other: &&Correlation| {
        (&other.input, &other.with) == (input, with) || (&other.input, &other.with) == (with, input)
    };
    if earlier.iter().any(|other| same(&other)) {
        table.report(problems, row, Column::With, "row-twice", || {
            let message = format!("`{}` and `{}` are correlated twice", shown(input), shown(with));
            Words::new(message, "one of the two rows would hide the other: remove one of them")
        });
    }
}
