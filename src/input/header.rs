//! Knows what a file's headers make of it: which table, which column is which, and what is missing. Headers are
//! settled before any row is read.

use super::columns::{COLUMN_COUNT, Column, PROVENANCE, any_column, is_personal};
use super::decimal::decimal_mark;
use super::diagnostic::{Problems, Words, listed, nearest, shown};
use super::layout::LaidOut;
use super::spelling::{bracketed_scale, fold, in_percent, time_unit};
use super::table::{ABSENT, Table};
use super::tables::{TABLES, TableKind, TableSpec};
use crate::quantity::DecimalMark;
use std::borrow::Cow;

/// A file as a table, or `None` with the reasons added to the problems.
pub(super) fn table(laid_out: LaidOut, problems: &mut Problems) -> Option<Table> {
    let headers = headers(&laid_out, problems)?;
    let personal = report_personal(&laid_out, &headers, problems);
    let Some(spec) = spec_of(&headers) else {
        if !personal {
            report_no_table(&laid_out, &headers, problems);
        }
        return None;
    };
    let LaidOut { grid, header, .. } = laid_out;
    let mut table = Table {
        grid,
        kind: spec.kind,
        header,
        places: [ABSENT; COLUMN_COUNT],
        decimal: DecimalMark::Undecided,
    };
    let unknown = find_columns(&mut table, spec, &headers, problems);
    let complete = report_missing(&table, spec, &headers, &unknown, problems);
    if table.rows().is_empty() {
        report_no_rows(&table, problems);
    }
    let named = headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1);
    report_ragged(&table, named, headers.len(), problems);
    table.decimal = decimal_mark(&table, problems);
    complete.then_some(table)
}

/// A table may have so many columns; blank ones to their right do not count.
const MOST_COLUMNS: usize = 200;

fn headers(laid_out: &LaidOut, problems: &mut Problems) -> Option<Vec<String>> {
    let mut headers: Vec<String> =
        laid_out.grid.records.values(laid_out.header).map(Cow::into_owned).collect();
    if headers.iter().skip(MOST_COLUMNS).any(|header| !header.is_empty()) {
        laid_out.grid.report(problems, (laid_out.header, MOST_COLUMNS), "too-many-columns", || {
            let message = format!("this file has more than {MOST_COLUMNS} columns");
            Words::new(
                message,
                "no table of a study has so many: a separator may be wrong, or rows and columns are swapped",
            )
        });
        return None;
    }
    headers.truncate(MOST_COLUMNS);
    Some(headers)
}

/// The table that headers make: the first that is known by one of them, unless another fits much better (a
/// tiers table whose `subjects` is misspelt still has its `tier` and `regime`).
fn spec_of(headers: &[String]) -> Option<&'static TableSpec> {
    let fit = |spec: &TableSpec| {
        headers.iter().filter(|header| spec.column(header).is_some() || near(spec, header).is_some()).count()
    };
    let is_known = |spec: &&TableSpec| {
        let has = |column: &Column| headers.iter().any(|header| spec.column(header) == Some(*column));
        spec.known_by.iter().any(|columns| columns.iter().all(has))
    };
    let known = TABLES.iter().find(is_known)?;
    let best = TABLES.iter().rev().max_by_key(|spec| fit(spec)).unwrap_or(known);
    Some(if fit(best) >= fit(known) + 2 { best } else { known })
}

/// The key or other name of a column that a header is close to without being it.
fn near(spec: &TableSpec, header: &str) -> Option<&'static str> {
    const LONGEST: usize = 60;
    if header.trim().is_empty() || header.len() > LONGEST || is_personal(header) {
        return None;
    }
    if any_column(header).is_some() {
        return spec.sibling(header).map(Column::key);
    }
    let folded = fold(header);
    nearest(&folded.replace(' ', "_"), spec.keys()).or_else(|| nearest(&folded, spec.other_names()))
}

fn report_personal(laid_out: &LaidOut, headers: &[String], problems: &mut Problems) -> bool {
    let personal: Vec<usize> = (0..headers.len()).filter(|index| is_personal(&headers[*index])).collect();
    for &column in &personal {
        laid_out.grid.report(problems, (laid_out.header, column), "personal-data", || {
            let message = format!("the column `{}` is about single people", shown(&headers[column]));
            let why = "stakeout works on counts and never on people: add the rows up to one row for each list, and leave this column out";
            let rename = "; if it holds the names of lists, call it `tier`";
            let is_name = ["nom", "noms"].contains(&fold(&headers[column]).as_str());
            Words::new(message, format!("{why}{}", if is_name { rename } else { "" }))
        });
    }
    !personal.is_empty()
}

fn report_no_table(laid_out: &LaidOut, headers: &[String], problems: &mut Problems) {
    let count = |spec: &&TableSpec| {
        headers.iter().filter(|header| spec.column(header).is_some() || near(spec, header).is_some()).count()
    };
    // Between two tables that fit as well, the one whose own columns they are.
    let own = |spec: &&TableSpec| {
        let is_own =
            |header: &&String| spec.column(header).is_some_and(|column| spec.columns.contains(&column));
        headers.iter().filter(is_own).count()
    };
    let nearest_table = TABLES
        .iter()
        .rev()
        .max_by_key(|spec| (count(spec), own(spec)))
        .filter(|spec| count(spec) > 0)
        .unwrap_or(&TABLES[0]);
    let found = listed(headers.iter().map(String::as_str).filter(|header| !header.is_empty()).take(8));
    laid_out.grid.report(problems, (laid_out.header, 0), "no-table", || {
        let keys = |columns: &&[Column]| listed(columns.iter().map(|column| column.key()));
        let known_by = nearest_table.known_by.iter().map(keys).collect::<Vec<_>>();
        let message = format!("no table has these headers: {found}");
        let why = format!(
            "a file is known by its headers; the nearest is {}, which needs {} (its columns: {})",
            nearest_table.with_article(),
            known_by.join(" or "),
            nearest_table.columns.iter().map(|column| column.key()).collect::<Vec<_>>().join(", ")
        );
        let words = Words::new(message, why);
        match corrected(laid_out, nearest_table, headers) {
            Some(line) => words.line(line),
            None => words,
        }
    });
}

/// The header line with its near misses put right, where that makes it the table's.
fn corrected(laid_out: &LaidOut, spec: &TableSpec, headers: &[String]) -> Option<String> {
    let mut columns: Vec<Column> = headers.iter().filter_map(|header| spec.column(header)).collect();
    let mut fixes: Vec<(usize, &str)> = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        let fix = near(spec, header).and_then(|name| Some((name, spec.column(name)?)));
        // A column that is there already is not what the header was meant for.
        if let Some((name, column)) = fix.filter(|(_, column)| !columns.contains(column)) {
            columns.push(column);
            fixes.push((index, name));
        }
    }
    let is_missing = |column: &Column| !columns.contains(column);
    let missing = |known_by: &&[Column]| known_by.iter().copied().filter(is_missing).collect::<Vec<_>>();
    let fewest = spec.known_by.iter().map(missing).min_by_key(Vec::len)?;
    match fewest.as_slice() {
        [] => {}
        [column] => fixes.push((only_unknown(spec, headers, &fixes)?, in_words_of(headers, *column))),
        _ => return None,
    }
    (!fixes.is_empty()).then(|| laid_out.grid.line_with(laid_out.header, &fixes))
}

/// The one header beside known ones that means nothing yet: only that can have been meant for a missing column.
fn only_unknown(spec: &TableSpec, headers: &[String], fixes: &[(usize, &str)]) -> Option<usize> {
    let is_fixed = |index: usize| fixes.iter().any(|(fixed, _)| *fixed == index);
    let is_unknown = |index: &usize| {
        let header = headers[*index].as_str();
        !header.is_empty()
            && !is_fixed(*index)
            && spec.column(header).is_none()
            && any_column(header).is_none()
    };
    let mut unknown = (0..headers.len()).filter(is_unknown);
    let first = unknown.next()?;
    (unknown.next().is_none() && headers.iter().any(|header| spec.column(header).is_some())).then_some(first)
}

/// A column's key, or its other name that is a word of the headers: `sujets` beside `Agents par sujet`.
fn in_words_of(headers: &[String], column: Column) -> &'static str {
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    let singular = |word: &str| word.trim_end_matches('s').to_owned();
    let is_said = |name: &str| {
        folded.iter().flat_map(|header| header.split(' ')).any(|word| singular(word) == singular(name))
    };
    let key = column.key();
    let other = || column.facts().3.split('|').find(|name| is_said(name));
    if is_said(key) { key } else { other().unwrap_or(key) }
}

/// Fills the table's columns in; gives those that unknown headers may have meant.
fn find_columns(
    table: &mut Table,
    spec: &TableSpec,
    headers: &[String],
    problems: &mut Problems,
) -> Vec<Column> {
    let mut meant = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        if header.is_empty() {
            report_nameless(table, index, problems);
        } else if let Some(column) = spec.column(header) {
            place(table, column, index, header, problems);
        } else if !is_personal(header) {
            // The word that is near may be another name of the column.
            meant.extend(near(spec, header).and_then(|name| spec.column(name)));
            report_unknown(table, spec, index, headers, problems);
        }
    }
    meant
}

fn place(table: &mut Table, column: Column, index: usize, header: &str, problems: &mut Problems) {
    let at = (table.header, index);
    if table.has(column) {
        let other = table.grid.records.value(table.header, table.column(column)).into_owned();
        table.grid.report(problems, at, "column-twice", || {
            let message =
                format!("`{}` and `{}` are both the column `{}`", shown(&other), shown(header), column.key());
            Words::new(message, "one of the two would be ignored: remove one, or call it `note`")
        });
        return;
    }
    if let Some(scale) = bracketed_scale(header).filter(|_| column.kind().is_some()) {
        table.grid.report(problems, at, "column-scaled", || {
            let message = format!("the numbers under `{}` are in {scale}", shown(header));
            Words::new(message, "a scale in a header is lost when a row is copied: write the numbers out, as in 11k or 11,000").cell(column.key())
        });
    } else if let Some([unit, _]) = time_unit(header).filter(|_| column.key().ends_with("_months"))
        && unit != "months"
    {
        table.grid.report(problems, at, "column-scaled", || {
            let message = format!("the numbers under `{}` are in {unit}", shown(header));
            Words::new(message, "they would be read as months: write them in months, 12 for a year")
                .cell(column.key())
        });
    } else if in_percent(header) && column.kind().is_some() {
        report_percent(table, column, index, header, problems);
    }
    table.places[column as usize] = u32::try_from(index).unwrap_or(ABSENT);
}

/// A `%` in the header instead of the cells: 0.5 there could be half a per cent or a half.
fn report_percent(table: &Table, column: Column, index: usize, header: &str, problems: &mut Problems) {
    for row in table.rows() {
        let text = table.grid.records.value(row, index);
        if !text.is_empty() && !text.contains('%') {
            table.grid.report(problems, (row, index), "percent-sign", || {
                let message = format!("`{}` stands under `{}` without a %", shown(&text), shown(header));
                let why = format!("0.5 could be a half or half a per cent: write the % in the cell and call the column `{}`", column.key());
                Words::new(message, why).cell(format!("{text}%"))
            });
        }
    }
}

/// A column without a header is fine where it is blank all the way down.
fn report_nameless(table: &Table, index: usize, problems: &mut Problems) {
    let Some(row) = table.rows().find(|row| !table.grid.records.value(*row, index).is_empty()) else {
        return;
    };
    let text = shown(&table.grid.records.value(row, index));
    table.grid.report(problems, (row, index), "column-nameless", || {
        let message = format!("`{text}` stands in a column without a header");
        Words::new(
            message,
            "only columns with a header are read: give it one (`note` for remarks), or clear the column",
        )
    });
}

fn report_unknown(
    table: &Table,
    spec: &TableSpec,
    index: usize,
    headers: &[String],
    problems: &mut Problems,
) {
    let header = headers[index].as_str();
    table.grid.report(problems, (table.header, index), "unknown-column", || {
        let message = format!("{} has no column `{}`", spec.with_article(), shown(header));
        // A column that is there already is not what the header was meant for.
        let is_there = |name: &&str| headers.iter().any(|other| spec.column(other) == spec.column(name));
        let near = near(spec, header).filter(|name| !is_there(name));
        let why = match (near, home_of(header)) {
            (Some(key), _) => format!("did you mean `{key}`?"),
            (None, Some(home)) => {
                format!("that is a column of {home}: put it into a file of its own in the same folder")
            }
            (None, None) => {
                "a column that nobody reads could hide a number that was meant: remove it, or call it `note`"
                    .into()
            }
        };
        Words::new(message, why).cell_if(near)
    });
}

/// The table that a header of another table belongs to.
fn home_of(header: &str) -> Option<String> {
    let column = any_column(header)?;
    TABLES.iter().find(|spec| spec.columns.contains(&column)).map(TableSpec::with_article)
}

/// Whether all needed columns are there. One that a misspelt header may have meant is not told a second time.
fn report_missing(
    table: &Table,
    spec: &TableSpec,
    headers: &[String],
    meant: &[Column],
    problems: &mut Problems,
) -> bool {
    let mut complete = true;
    for choice in needed(spec.kind) {
        if choice.iter().any(|column| table.has(*column)) {
            continue;
        }
        complete = false;
        if !choice.iter().any(|column| meant.contains(column)) {
            report_missing_column(table, spec, choice, headers, problems);
        }
    }
    complete
}

fn report_missing_column(
    table: &Table,
    spec: &TableSpec,
    choice: &[Column],
    headers: &[String],
    problems: &mut Problems,
) {
    let last = headers.len().saturating_sub(1);
    table.grid.report(problems, (table.header, last), "missing-column", || {
        let keys = choice.iter().map(|column| format!("`{}`", column.key())).collect::<Vec<_>>().join(" or ");
        let message = format!("this {} table has no column {keys}", spec.name);
        let why = if choice.len() > 1 {
            "one of them is needed: without it nothing can be calculated"
        } else {
            "without it nothing can be calculated"
        };
        let first = choice.first().map_or("", |column| column.key());
        Words::new(message, why).line(table.grid.line_with(table.header, &[(last + 1, first)]))
    });
}

/// Columns a table cannot do without: one of each list.
fn needed(kind: TableKind) -> &'static [&'static [Column]] {
    use Column as C;
    match kind {
        TableKind::Tiers => &[&[C::Subjects], &[C::OfficersPerSubject, C::Regime]],
        TableKind::Regimes => {
            const WAYS: &[Column] =
                &[C::OfficersPerSubject, C::OnDuty, C::VisitsPerMonth, C::SubjectsPerOfficer, C::ReviewYears];
            &[&[C::Regime], WAYS]
        }
        TableKind::Availability => &[&[C::NetHoursPerYear, C::HoursPerWeek]],
        TableKind::Pools => &[&[C::Pool], &[C::Officers]],
        TableKind::Hires => &[&[C::Announced], &[C::From]],
        TableKind::Series => &[&[C::Date], &[C::Input], &[C::Value]],
        TableKind::Scenarios => &[&[C::Scenario], &[C::Input], &[C::Operation], &[C::Value]],
        TableKind::Correlations => &[&[C::Input], &[C::With], &[C::RankCorrelation]],
        TableKind::Outcomes => &[&[C::Outcome], &[C::Formula]],
        TableKind::Attackers => &[&[C::Attackers]],
        TableKind::Channels => &[&[C::Channel]],
        TableKind::About => &[&[C::Key], &[C::Value]],
    }
}

fn report_no_rows(table: &Table, problems: &mut Problems) {
    table.grid.report(problems, (table.header, 0), "no-rows", || {
        let message = format!("this {} table has headers but no rows", table.kind.name());
        Words::new(
            message,
            "an empty list is not the number 0: add a row below the headers, or remove the file",
        )
    });
}

/// Rows with fewer cells than there are named headers, or more than there are headers: a cell may have slipped
/// into the wrong column.
fn report_ragged(table: &Table, named: usize, width: usize, problems: &mut Problems) {
    for row in table.rows() {
        let cells = table.grid.records.width(row);
        if cells < named {
            let at = (row, cells.saturating_sub(1));
            table.grid.report(problems, at, "row-ragged", || short_row(table, row, named, cells));
        } else if let Some(column) =
            (width..cells).find(|column| !table.grid.records.value(row, *column).is_empty())
        {
            table.grid.report(problems, (row, column), "row-ragged", || long_row(table, row, width, cells));
        }
    }
}

fn long_row(table: &Table, row: usize, width: usize, cells: usize) -> Words {
    let message = format!("this row has {cells} cells under {width} headers");
    let why = match table.grid.records.separator {
        b',' => {
            "a cell may have slipped into the wrong column: a text or number with a comma in it is put in quotes, as in \"17,5\""
        }
        _ => {
            "a cell may have slipped into the wrong column: a text with the separator in it is put in quotes"
        }
    };
    let words = Words::new(message, why);
    match comma_in_number(table, row, width, cells) {
        Some(line) => words.line(line),
        None => words,
    }
}

/// The row with two of its cells as one number, where a comma in a file of commas cut it: thousands, else a decimal
/// comma in the last.
fn comma_in_number(table: &Table, row: usize, width: usize, cells: usize) -> Option<String> {
    let records = &table.grid.records;
    if records.separator != b',' || cells != width + 1 {
        return None;
    }
    let text = |column| records.value(row, column);
    let is_digits =
        |column| !text(column).is_empty() && text(column).bytes().all(|byte| byte.is_ascii_digit());
    let are_thousands = |column: &usize| {
        let (first, second) = (text(*column), text(column + 1));
        let in_groups = first.len() <= 3 && second.len() == 3 && !first.starts_with('0');
        in_groups && is_digits(*column) && is_digits(column + 1)
    };
    let mut thousands = (0..width).filter(are_thousands);
    let cut = match (thousands.next(), thousands.next()) {
        (Some(column), None) => column,
        (None, None) if is_digits(width - 1) && is_digits(width) => width - 1,
        _ => return None,
    };
    let end = records.row_range(row).end;
    let before = records.text.get(records.row_range(row).start..records.cell_range(row, cut)?.start)?;
    let after = records.text.get(records.cell_range(row, cut + 1)?.end..end)?;
    Some(format!("{before}\"{},{}\"{after}", text(cut), text(cut + 1)))
}

fn short_row(table: &Table, row: usize, width: usize, cells: usize) -> Words {
    let message = format!("this row has {cells} of {width} cells");
    let why = "a cell may have slipped into the wrong column: cells left blank keep their separator";
    Words::new(message, why).line(table.grid.line_with(row, &[(width - 1, "")]))
}

/// How a header was taken, for the verb `check`.
pub(super) fn meaning(table: &Table, index: usize) -> Option<Column> {
    let at = |column: &&Column| table.has(**column) && table.column(**column) == index;
    table.kind.spec().columns.iter().chain(&PROVENANCE).find(at).copied()
}
