//! Knows whether a file writes 17.5 or 17,5: from a line `# decimal: comma`, or from its other cells.

use super::columns::Column;
use super::diagnostic::{Problems, Words, shown};
use super::table::Table;
use super::tables::TableKind;
use crate::quantity::{DecimalMark, decimal_evidence};

/// The file's decimal mark, undecided where nothing shows it. Cells that disagree are reported.
pub(super) fn decimal_mark(table: &Table, problems: &mut Problems) -> DecimalMark {
    stated(&table.grid.records.text).unwrap_or_else(|| shown_by_cells(table, problems))
}

/// What a comment `# decimal: comma` says.
fn stated(text: &str) -> Option<DecimalMark> {
    if !text.starts_with('#') && !text.contains("\n#") {
        return None;
    }
    text.lines().find_map(|line| {
        let (key, mark) = line.strip_prefix('#')?.split_once(':')?;
        // A spreadsheet pads a comment with the separators of the other columns.
        let mark = mark.trim_matches(|c: char| c.is_whitespace() || ",;|".contains(c));
        match (key.trim().eq_ignore_ascii_case("decimal"), mark.to_ascii_lowercase().as_str()) {
            (true, "comma") => Some(DecimalMark::Comma),
            (true, "point") => Some(DecimalMark::Point),
            _ => None,
        }
    })
}

fn shown_by_cells(table: &Table, problems: &mut Problems) -> DecimalMark {
    let records = &table.grid.records;
    let no_points = !records.text.contains('.');
    let no_commas =
        if records.separator == b',' { !records.text.contains('"') } else { !records.text.contains(',') };
    if no_points && no_commas {
        return DecimalMark::Undecided;
    }
    let columns: Vec<Column> =
        table.kind.spec().columns.iter().copied().filter(|column| holds_numbers(table, *column)).collect();
    let mut first: Option<(DecimalMark, usize, Column)> = None;
    let mut mixed = false;
    for row in table.rows() {
        for &column in &columns {
            let text = table.text(row, column);
            let Some(mark) = decimal_evidence(&text) else { continue };
            match first {
                None => first = Some((mark, row, column)),
                Some((other, ..)) if other == mark => {}
                Some((_, other_row, other_column)) => {
                    let other = table.text(other_row, other_column);
                    report_mixed(table, (row, column), &text, &other, problems);
                    mixed = true;
                }
            }
        }
    }
    // Where cells disagree, each is read by its own looks: the disagreement is told already.
    first.filter(|_| !mixed).map_or(DecimalMark::Undecided, |(mark, ..)| mark)
}

fn holds_numbers(table: &Table, column: Column) -> bool {
    let is_change =
        column == Column::Value && [TableKind::Scenarios, TableKind::Series].contains(&table.kind);
    table.has(column) && (column.kind().is_some() || is_change)
}

fn report_mixed(
    table: &Table,
    (row, column): (usize, Column),
    text: &str,
    other: &str,
    problems: &mut Problems,
) {
    table.report(problems, row, column, "decimal-mixed", || {
        let message = format!("`{}` and `{}` use different decimal marks", shown(other), shown(text));
        let why = "one of them would be read a thousand times too large or small: write all numbers of the file one way, \
                   or say which with a first line `# decimal: point` or `# decimal: comma`";
        Words::new(message, why)
    });
}
