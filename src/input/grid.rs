//! Knows one file's rows, and how a problem in one of its cells is told.

use super::diagnostic::{Diagnostic, Fix, Problems, Severity, Words, whole_file};
use super::records::Records;
use std::ops::Range;

/// The rows of one file.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Index into the study's files.
    pub file: u32,
    /// The file as the analyst named it.
    pub name: String,
    pub records: Records,
}

/// Lines longer than this are shown in part, and no line to paste is made of them.
const LONGEST_SHOWN: usize = 300;

impl Grid {
    /// Adds the problem of one cell. `words` is called only if the problem is listed.
    pub fn report(
        &self,
        problems: &mut Problems,
        (row, column): (usize, usize),
        code: &'static str,
        words: impl FnOnce() -> Words,
    ) {
        problems.add(self.file, code, || self.diagnose(row, column, code, words()));
    }

    /// Adds a problem of the whole file.
    pub fn report_file(&self, problems: &mut Problems, code: &'static str, words: Words) {
        problems.add_file(self.file, &self.name, code, words);
    }

    fn diagnose(&self, row: usize, column: usize, code: &'static str, words: Words) -> Diagnostic {
        let records = &self.records;
        let meant = self.meant(row, column, &words);
        let (source_line, span) = self.excerpt(row, &meant);
        let row_start = records.row_range(row).start;
        let before = records.text.get(row_start..meant.start).unwrap_or_default();
        let breaks = before.matches('\n').count();
        let line_before = before.rsplit('\n').next().unwrap_or_default();
        Diagnostic {
            severity: Severity::Error,
            line: records.line(row) + u32::try_from(breaks).unwrap_or(u32::MAX),
            column: u32::try_from(line_before.chars().count() + 1).unwrap_or(u32::MAX),
            cell: format!("{}{}", letters(column), records.spreadsheet_row(row)),
            suggestion: self.suggestion(row, column, &words.fix),
            source_line,
            span,
            ..whole_file(&self.name, code, Words { fix: Fix::None, ..words })
        }
    }

    /// The bytes of the text that are to blame.
    fn meant(&self, row: usize, column: usize, words: &Words) -> Range<usize> {
        let value = self.records.value_range(row, column);
        let text = self.records.text.get(value.clone()).unwrap_or_default();
        match &words.span {
            Some(span) if text.get(span.clone()).is_some() => {
                value.start + span.start..value.start + span.end
            }
            _ => value,
        }
    }

    /// The record that holds a range of the text, or the part around it, and the range in that.
    fn excerpt(&self, row: usize, meant: &Range<usize>) -> (String, Range<usize>) {
        let text = &self.records.text;
        let mut shown = self.records.row_range(row);
        if shown.len() > LONGEST_SHOWN {
            let start = meant.start.saturating_sub(LONGEST_SHOWN / 2).max(shown.start);
            shown = boundary(text, start)..boundary(text, (start + LONGEST_SHOWN).min(shown.end));
        }
        let clamp = |at: usize| at.clamp(shown.start, shown.end) - shown.start;
        let span = clamp(meant.start)..clamp(meant.end);
        (text.get(shown.clone()).unwrap_or_default().to_owned(), span)
    }

    fn suggestion(&self, row: usize, column: usize, fix: &Fix) -> Option<String> {
        match fix {
            Fix::None => None,
            Fix::Line(text) => Some(text.clone()),
            Fix::Cell(text) => Some(self.line_with(row, &[(column, text)])),
        }
    }

    /// The row's line with some of its cells replaced; the first replacement alone where the line is very long.
    pub fn line_with(&self, row: usize, replacements: &[(usize, &str)]) -> String {
        let records = &self.records;
        if let [(_, text), ..] = replacements
            && records.row_range(row).len() > LONGEST_SHOWN
        {
            return (*text).to_owned();
        }
        let cells =
            0..records.width(row).max(replacements.iter().map(|(column, _)| column + 1).max().unwrap_or(0));
        let separator = char::from(records.separator);
        let mut line = String::new();
        for column in cells {
            if column > 0 {
                line.push(separator);
            }
            match replacements.iter().find(|(replaced, _)| *replaced == column) {
                Some((_, text)) => line.push_str(&quoted(text, separator)),
                None => line.push_str(self.raw_cell(row, column)),
            }
        }
        line
    }

    /// A cell as it stands in the file.
    fn raw_cell(&self, row: usize, column: usize) -> &str {
        let range = self.records.cell_range(row, column).unwrap_or(0..0);
        self.records.text.get(range).unwrap_or_default()
    }
}

/// A cell's text as it is written in a file.
fn quoted(text: &str, separator: char) -> String {
    if text.contains([separator, '"', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// The next place at or after `at` where a character starts.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// A spreadsheet's name of a column, counted from 0: `A`, `Z`, `AA`.
pub(super) fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let names: Vec<String> = [0, 25, 26, 51, 701, 702].map(letters).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }

    fn grid(text: &str) -> Grid {
        let records = Records::cut(text.to_owned(), b',', 1).unwrap();
        Grid { file: 0, name: "tiers.csv".into(), records }
    }

    #[test]
    fn the_line_to_paste_keeps_the_other_cells_as_they_are() {
        let grid = grid("\"x, y\",20-15,z");
        assert_eq!(grid.line_with(0, &[(1, "15-20")]), "\"x, y\",15-20,z");
        assert_eq!(grid.line_with(0, &[(1, "a,b")]), "\"x, y\",\"a,b\",z");
        assert_eq!(grid.line_with(0, &[(3, "1")]), "\"x, y\",20-15,z,1");
    }

    #[test]
    fn places_count_characters_and_lines_of_the_file() {
        let grid = grid("été,2\n\"a\nb\",3");
        let words = || Words::new("m", "w");
        let problem = grid.diagnose(0, 1, "code", words());
        assert_eq!((problem.line, problem.column, problem.cell.as_str(), problem.span), (1, 5, "B1", 6..7));
        let problem = grid.diagnose(1, 1, "code", words());
        assert_eq!((problem.line, problem.column, problem.cell.as_str()), (3, 4, "B2"));
    }

    #[test]
    fn very_long_lines_are_shown_in_part() {
        let long = "é".repeat(10_000);
        let grid = grid(&format!("{long},x,{long}"));
        let problem = grid.diagnose(0, 1, "code", Words::new("m", "w").cell("y"));
        assert!(problem.source_line.len() <= LONGEST_SHOWN + 8);
        assert_eq!(&problem.source_line[problem.span], "x");
        assert_eq!(problem.suggestion.as_deref(), Some("y"));
    }
}
