//! Knows how text falls into rows and cells, and where each of them stands.
//!
//! Cells are ranges of the text: nothing is copied. That is why the text is not split by the `csv` crate, which
//! copies cells and forgets where they stood; a property test holds that both see the same cells.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// A record may be so long.
pub(super) const LONGEST_RECORD: usize = 1 << 20;
/// A file may have so many rows.
pub(super) const MOST_ROWS: usize = 1_000_000;

/// A text cut into rows of cells.
#[derive(Debug)]
pub(crate) struct Records {
    pub text: Rc<String>,
    pub separator: u8,
    /// Where each cell starts, and for each row one more: where the next would.
    starts: Vec<u32>,
    rows: Vec<RowStart>,
}

/// A cell's bytes in the text, quotes included.
#[derive(Debug, Clone, Copy)]
struct Cell {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct RowStart {
    /// Index into the starts.
    first_cell: u32,
    /// Line of the file, from 1.
    line: u32,
    /// Row of the spreadsheet, from 1: a record of several lines is one row there.
    row: u32,
}

/// Why a text could not be cut: where (byte, line) and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Uncut {
    pub at: usize,
    pub line: u32,
    pub fault: CutFault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CutFault {
    OpenQuote,
    LongRecord,
    TooManyRows,
}

impl Records {
    /// Cuts a text; blank lines, `#` comments and rows of blank cells are left out.
    ///
    /// `first_row` is the spreadsheet row of the first line: 0 where a `sep=` line, which Excel hides, leads.
    pub(super) fn cut(text: String, separator: u8, first_row: u32) -> Result<Self, (String, Uncut)> {
        let mut cutter = Cutter::new(&text, separator, first_row);
        let lines = text.len() / 16;
        // Room that is not used costs nothing; growing copies.
        let mut starts = Vec::with_capacity(lines * 5);
        let mut rows = Vec::with_capacity(lines);
        let cut = cutter.all(&mut starts, &mut rows, MOST_ROWS);
        match cut {
            Ok(()) => Ok(Self { text: Rc::new(text), separator, starts, rows }),
            Err(uncut) => Err((text, uncut)),
        }
    }

    /// The first rows of a text as a separator cuts them, however the text goes on.
    pub fn glimpse(text: &str, separator: u8, rows: usize) -> Vec<Vec<Cow<'_, str>>> {
        let mut cutter = Cutter::new(text, separator, 1);
        let (mut starts, mut found) = (Vec::new(), Vec::new());
        // A fault is reported when the whole text is cut.
        let _ = cutter.all(&mut starts, &mut found, rows);
        let ends = found.iter().skip(1).map(|row| row.first_cell as usize).chain([starts.len()]);
        let ranges = found.iter().zip(ends).map(|(row, end)| row.first_cell as usize..end);
        ranges
            .take(rows)
            .map(|row| cells_between(&starts[row]).map(|cell| cell.value(text)).collect())
            .collect()
    }

    /// Number of rows that are not blank.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The starts of a row's cells, and of what follows the last.
    fn starts_of(&self, row: usize) -> &[u32] {
        let end = self.rows.get(row + 1).map_or(self.starts.len(), |next| next.first_cell as usize);
        let start = self.rows.get(row).map_or(end, |row| row.first_cell as usize);
        &self.starts[start..end]
    }

    fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        let start = self.rows.get(row)?.first_cell as usize + column;
        let end = self.rows.get(row + 1).map_or(self.starts.len(), |next| next.first_cell as usize);
        (start + 1 < end).then(|| Cell { start: self.starts[start], end: self.starts[start + 1] - 1 })
    }

    /// Number of cells of a row.
    pub fn width(&self, row: usize) -> usize {
        self.starts_of(row).len().saturating_sub(1)
    }

    /// What a cell says, without quotes and blanks around it; empty where the row is too short.
    pub fn value(&self, row: usize, column: usize) -> Cow<'_, str> {
        self.cell(row, column).map_or(Cow::Borrowed(""), |cell| cell.value(&self.text))
    }

    /// The bytes of the text that a borrowed value is.
    pub fn place_of(&self, value: &str) -> Range<usize> {
        let start = (value.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        start..start.wrapping_add(value.len())
    }

    /// The values of a row.
    pub fn values(&self, row: usize) -> impl Iterator<Item = Cow<'_, str>> {
        cells_between(self.starts_of(row)).map(|cell| cell.value(&self.text))
    }

    /// The bytes of the text that are a cell's value, without quotes and blanks around it.
    pub fn value_range(&self, row: usize, column: usize) -> Range<usize> {
        let end = self.row_range(row).end;
        self.cell(row, column).map_or(end..end, |cell| cell.inner(&self.text))
    }

    /// The bytes of the text that are a cell, quotes included.
    pub fn cell_range(&self, row: usize, column: usize) -> Option<Range<usize>> {
        self.cell(row, column).map(|cell| cell.start as usize..cell.end as usize)
    }

    /// The bytes of the text that are a row.
    pub fn row_range(&self, row: usize) -> Range<usize> {
        match self.starts_of(row) {
            [first, .., behind] => *first as usize..*behind as usize - 1,
            _ => 0..0,
        }
    }

    /// The line a row starts on, from 1.
    pub fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |start| start.line)
    }

    /// The spreadsheet's row, from 1.
    pub fn spreadsheet_row(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |start| start.row)
    }
}

/// Cells that follow each other: a separator, or what ends the row, stands between two starts.
fn cells_between(starts: &[u32]) -> impl Iterator<Item = Cell> {
    starts.windows(2).map(|pair| Cell { start: pair[0], end: pair[1] - 1 })
}

impl Cell {
    fn raw(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    fn is_blank(self, text: &str) -> bool {
        // Most cells start with a letter or a digit.
        let first = text.as_bytes().get(self.start as usize);
        self.start == self.end || !first.is_some_and(u8::is_ascii_alphanumeric) && self.value(text).is_empty()
    }

    #[inline]
    fn value(self, text: &str) -> Cow<'_, str> {
        let raw = trimmed(self.raw(text));
        if raw.starts_with('"') { quoted_value(raw) } else { Cow::Borrowed(raw) }
    }

    fn inner(self, text: &str) -> Range<usize> {
        let raw = self.raw(text);
        let mut inner = raw.trim();
        if let Some(bare) = inner.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            inner = bare.trim();
        }
        let start = self.start as usize + (inner.as_ptr() as usize - raw.as_ptr() as usize);
        start..start + inner.len()
    }
}

/// The value of a cell that starts with a quote.
fn quoted_value(raw: &str) -> Cow<'_, str> {
    match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !inner.contains('"') => Cow::Borrowed(trimmed(inner)),
        _ => Cow::Owned(unquoted(raw).trim().to_owned()),
    }
}

/// [`str::trim`], with the common case decided by two bytes.
fn trimmed(text: &str) -> &str {
    let plain = |byte: &u8| (b'!'..=b'~').contains(byte);
    match text.as_bytes() {
        [] => text,
        [first, .., last] if plain(first) && plain(last) => text,
        [only] if plain(only) => text,
        _ => text.trim(),
    }
}

/// A quoted cell's text: `""` is a quote, and what stands after the closing quote is kept.
fn unquoted(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut inside = false;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if inside && chars.peek() == Some(&'"') => {
                chars.next();
                text.push('"');
            }
            '"' if inside || text.is_empty() => inside = !inside,
            _ => text.push(c),
        }
    }
    text
}

/// Walks over a text, row by row.
struct Cutter<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    row: u32,
    /// Whether a byte is more than a letter of a cell: line end, quote, separator.
    ends_run: [bool; 256],
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str, separator: u8, row: u32) -> Self {
        let mut ends_run = [false; 256];
        for byte in [b'\n', b'"', separator] {
            ends_run[usize::from(byte)] = true;
        }
        Self { text, at: 0, line: 1, row, ends_run }
    }

    fn all(&mut self, starts: &mut Vec<u32>, rows: &mut Vec<RowStart>, most: usize) -> Result<(), Uncut> {
        while self.at < self.text.len() {
            let (at, line, row) = (self.at, self.line, self.row);
            let first_cell = starts.len();
            if self.text.as_bytes()[at] == b'#' {
                self.skip_line();
                continue;
            }
            self.record(starts)?;
            if self.at - at > LONGEST_RECORD {
                return Err(Uncut { at, line, fault: CutFault::LongRecord });
            }
            if cells_between(&starts[first_cell..]).all(|cell| cell.is_blank(self.text)) {
                starts.truncate(first_cell);
                continue;
            }
            if rows.len() == most {
                starts.truncate(first_cell);
                return Err(Uncut { at, line, fault: CutFault::TooManyRows });
            }
            rows.push(RowStart { first_cell: offset(first_cell), line, row });
        }
        Ok(())
    }

    fn skip_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        self.line += 1;
        self.row += 1;
    }

    /// One record, up to and with its line end.
    fn record(&mut self, starts: &mut Vec<u32>) -> Result<(), Uncut> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        starts.push(offset(start));
        // A cell's first quote opens it, if nothing but blanks stands before.
        let mut may_open = true;
        loop {
            while bytes.get(self.at).is_some_and(|byte| !self.ends_run[usize::from(*byte)]) {
                self.at += 1;
            }
            match bytes.get(self.at) {
                None | Some(b'\n') => break,
                Some(b'"') => {
                    let opens = may_open && bytes[start..self.at].iter().all(|byte| *byte == b' ');
                    may_open = false;
                    if opens {
                        self.skip_quoted()?;
                    } else {
                        self.at += 1;
                    }
                }
                Some(_) => {
                    self.at += 1;
                    (start, may_open) = (self.at, true);
                    starts.push(offset(start));
                }
            }
        }
        let end = if self.at > start && bytes[self.at - 1] == b'\r' { self.at - 1 } else { self.at };
        starts.push(offset(end + 1));
        self.at += 1;
        self.line += 1;
        self.row += 1;
        Ok(())
    }

    /// Goes behind the quote that closes the one at hand.
    fn skip_quoted(&mut self) -> Result<(), Uncut> {
        let bytes = self.text.as_bytes();
        let (at, line) = (self.at, self.line);
        self.at += 1;
        loop {
            match bytes.get(self.at) {
                None => return Err(Uncut { at, line, fault: CutFault::OpenQuote }),
                Some(b'"') if bytes.get(self.at + 1) == Some(&b'"') => self.at += 1,
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\n') => self.line += 1,
                Some(_) => {}
            }
            self.at += 1;
        }
    }
}

/// Texts are shorter than 1 GiB when they come here, UTF-16 grows by half at most: always fits.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, separator: u8) -> Vec<Vec<String>> {
        let records = Records::cut(text.to_owned(), separator, 1).unwrap();
        (0..records.len()).map(|row| records.values(row).map(Cow::into_owned).collect()).collect()
    }

    #[test]
    fn rows_know_their_line_and_their_spreadsheet_row() {
        let text = "a,b\r\n\r\n# note \"\n\"x\ny\",1\n;;\n,,\nlast,2".to_owned();
        let records = Records::cut(text, b',', 1).unwrap();
        let places: Vec<_> =
            (0..records.len()).map(|row| (records.line(row), records.spreadsheet_row(row))).collect();
        assert_eq!(places, [(1, 1), (4, 4), (6, 5), (8, 7)]);
        assert_eq!(records.value(1, 0), "x\ny");
        assert_eq!(records.value(3, 1), "2");
    }

    #[test]
    fn quotes_hold_separators_and_quotes() {
        assert_eq!(rows("\"a, \"\"b\"\"\", \"11,000\"", b','), [["a, \"b\"", "11,000"]]);
        assert_eq!(rows("5\" pipe;x", b';'), [["5\" pipe", "x"]]);
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        let (_, uncut) = Records::cut("a,b\n1,\"2\n3,4\n".to_owned(), b',', 1).unwrap_err();
        assert_eq!((uncut.line, uncut.at, uncut.fault), (2, 6, CutFault::OpenQuote));
    }

    proptest! {
        /// The csv crate is the judge of what the cells of a text are.
        #[test]
        fn cells_are_those_of_the_csv_crate(cells in prop::collection::vec(prop::collection::vec("[a-c\",;\n.é]{0,4}", 2..5), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &cells {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
            let wanted: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            prop_assert_eq!(rows(&text, b','), wanted);
        }

        #[test]
        fn no_text_breaks_the_cutter(text in ".{0,60}", separator in prop::sample::select(vec![b',', b';', b'\t', b'|'])) {
            if let Ok(records) = Records::cut(text, separator, 1) {
                for row in 0..records.len() {
                    for column in 0..=records.width(row) {
                        let range = records.value_range(row, column);
                        prop_assert!(records.text.get(range).is_some());
                    }
                }
            }
        }
    }
}
