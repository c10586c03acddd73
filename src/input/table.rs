//! Knows one table: a file's rows under the columns they were found to be, and how a cell of them is read.

use super::columns::{COLUMN_COUNT, Column, PROVENANCE};
use super::dates;
use super::diagnostic::{Problems, Words};
use super::grid::Grid;
use super::tables::TableKind;
use crate::quantity::{CellContext, CellError, CellKind, DecimalMark, Quantity};
use crate::sheet::RowName;
use crate::study::{Entry, Place, Provenance};
use std::borrow::Cow;
use std::rc::Rc;

/// A file's rows under known columns.
#[derive(Debug)]
pub(super) struct Table {
    pub grid: Grid,
    pub kind: TableKind,
    /// The row that holds the headers.
    pub header: usize,
    /// Where each column stands, by its number; [`ABSENT`] where it does not.
    pub places: [u32; COLUMN_COUNT],
    /// What `# decimal:` or other cells say of the decimal mark.
    pub decimal: DecimalMark,
}

/// Columns of numbers of which none has five digits: there, such a number is a day that a spreadsheet made of a range.
const SMALL: [Column; 6] = [
    Column::OfficersPerSubject,
    Column::OnDuty,
    Column::VisitsPerMonth,
    Column::HoursPerVisit,
    Column::OfficersPerVisit,
    Column::SubjectsPerOfficer,
];

/// Digits of the number by which spreadsheets keep a day of our times.
const SERIAL_DIGITS: usize = 5;

/// The place of a column that a table does not have.
pub(super) const ABSENT: u32 = u32::MAX;

/// Stands for a number that could not be read: it compares with nothing, so that one mistake is told once.
pub(super) fn unreadable() -> Entry {
    Entry { quantity: Quantity::exact(f64::NAN), place: None, written: None }
}

/// What rows near each other share: a text that was read is not read again.
#[derive(Debug)]
pub(super) struct Neighbours {
    /// For each column, texts read lately, each in the slot of its hash, the latest first.
    read: [Vec<Slot>; COLUMN_COUNT],
    provenance: Option<Rc<Provenance>>,
}

/// Texts whose hashes are alike: one alone would be forgotten and read again in turn with another.
type Slot = [Option<Read>; 4];

/// A column has so many slots: a power of two.
const SLOTS: usize = 128;

impl Default for Neighbours {
    fn default() -> Self {
        Self { read: [const { Vec::new() }; COLUMN_COUNT], provenance: None }
    }
}

impl Neighbours {
    /// Where a text of a column is remembered, if it was read before.
    fn slot(&mut self, column: Column, text: &str) -> &mut Slot {
        let slots = &mut self.read[column as usize];
        if slots.is_empty() {
            slots.resize_with(SLOTS, Slot::default);
        }
        let mixed = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, mixed);
        // The high bits depend on every byte.
        &mut slots[usize::try_from(hash >> 40).unwrap_or(0) % SLOTS]
    }
}

/// A text and what it was read as.
#[derive(Debug)]
struct Read {
    text: Rc<String>,
    kind: CellKind,
    quantity: Quantity,
    is_plain: bool,
}

impl Read {
    /// The quantity, and the text where it says more than a plain number.
    fn told(&self) -> (Quantity, Option<Rc<String>>) {
        (self.quantity.clone(), (!self.is_plain).then(|| Rc::clone(&self.text)))
    }
}

impl Table {
    /// The rows below the headers.
    pub fn rows(&self) -> std::ops::Range<usize> {
        self.header + 1..self.grid.records.len()
    }

    /// Whether the table has the column.
    pub fn has(&self, column: Column) -> bool {
        self.places[column as usize] != ABSENT
    }

    /// The column's number in the file, from 0; 0 where the table does not have it.
    pub fn column(&self, column: Column) -> usize {
        let place = self.places[column as usize];
        if place == ABSENT { 0 } else { place as usize }
    }

    /// What a cell says; empty where it is blank or the table has no such column.
    #[inline]
    pub fn text(&self, row: usize, column: Column) -> Cow<'_, str> {
        match self.places[column as usize] {
            ABSENT => Cow::Borrowed(""),
            place => self.grid.records.value(row, place as usize),
        }
    }

    /// What a cell says, as the name of its row: a part of the file's text where it says it plainly.
    pub fn row_name(&self, name: Cow<'_, str>) -> RowName {
        let records = &self.grid.records;
        match name {
            Cow::Borrowed("") => RowName::default(),
            Cow::Borrowed(name) => RowName::within(&records.text, records.place_of(name)),
            Cow::Owned(name) => RowName::from(name),
        }
    }

    /// What a cell of words says, or `None` where it is blank.
    pub fn words(&self, row: usize, column: Column) -> Option<Rc<str>> {
        let text = self.text(row, column);
        (!text.is_empty()).then(|| Rc::from(&*text))
    }

    /// Adds a problem of a cell.
    pub fn report(
        &self,
        problems: &mut Problems,
        row: usize,
        column: Column,
        code: &'static str,
        words: impl FnOnce() -> Words,
    ) {
        let place = self.column(column);
        // A cell that a short row lacks: the row is told already.
        if place < self.grid.records.width(row) {
            self.grid.report(problems, (row, place), code, words);
        }
    }

    /// Where a cell stands.
    pub fn place(&self, row: usize, column: Column) -> Place {
        let column = u32::try_from(self.column(column) + 1).unwrap_or(u32::MAX);
        Place::new(self.grid.file, self.grid.records.line(row), column)
    }

    /// The number in a cell, or `None` where it is blank. One that cannot be read is reported.
    pub fn entry(
        &self,
        row: usize,
        column: Column,
        neighbours: &mut Neighbours,
        problems: &mut Problems,
    ) -> Option<Entry> {
        self.entry_of_kind(row, column, column.kind().unwrap_or(CellKind::Number), neighbours, problems)
    }

    /// The number in a cell that holds this kind of number.
    pub fn entry_of_kind(
        &self,
        row: usize,
        column: Column,
        kind: CellKind,
        neighbours: &mut Neighbours,
        problems: &mut Problems,
    ) -> Option<Entry> {
        let text = self.text(row, column);
        if text.is_empty() {
            return None;
        }
        let place = Some(self.place(row, column));
        // Most cells of a large table, without the room that a refusal would take.
        let whole = Quantity::whole(&text, CellContext { kind, decimal: self.decimal });
        if let Some(quantity) = whole.filter(|_| text.len() != SERIAL_DIGITS) {
            return Some(Entry { quantity, place, written: None });
        }
        match self.quantity(&text, column, kind, neighbours) {
            Ok((quantity, written)) => {
                if text.len() == SERIAL_DIGITS && SMALL.contains(&column) {
                    dates::report_serial(self, row, column, problems);
                }
                Some(Entry { quantity, place, written })
            }
            Err(error) => {
                self.report(problems, row, column, error.code, || cell_words(error));
                Some(unreadable())
            }
        }
    }

    /// What a cell's text is read as, and the text where it says more than a plain number.
    fn quantity(
        &self,
        text: &str,
        column: Column,
        kind: CellKind,
        neighbours: &mut Neighbours,
    ) -> Result<(Quantity, Option<Rc<String>>), CellError> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            // Read faster than remembered.
            return Ok((self.read(text, kind)?, None));
        }
        let slot = neighbours.slot(column, text);
        if let Some(read) = slot.iter().flatten().find(|read| *read.text == text && read.kind == kind) {
            return Ok(read.told());
        }
        let quantity = self.read(text, kind)?;
        let is_plain = is_plain(text, &quantity);
        slot.rotate_right(1);
        Ok(slot[0].insert(Read { text: Rc::new(text.to_owned()), kind, is_plain, quantity }).told())
    }

    /// Reads a cell's text in this file's decimal mark.
    pub fn read(&self, text: &str, kind: CellKind) -> Result<Quantity, CellError> {
        Quantity::parse(text, &CellContext { kind, decimal: self.decimal })
    }

    /// The number in a cell that must not be blank. A blank one is reported, with why it is needed.
    pub fn needed_entry(
        &self,
        row: usize,
        column: Column,
        neighbours: &mut Neighbours,
        problems: &mut Problems,
    ) -> Entry {
        self.entry(row, column, neighbours, problems).unwrap_or_else(|| {
            self.report_blank(row, column, problems);
            unreadable()
        })
    }

    /// Reports a blank cell of a column that needs something in every row.
    pub fn report_blank(&self, row: usize, column: Column, problems: &mut Problems) {
        self.report(problems, row, column, "blank-cell", || {
            let why = match column.kind() {
                Some(_) => {
                    "unknown is not 0: write the number, a range such as 100-200, or leave the row out"
                }
                None => "every row needs it: fill it in, or leave the row out",
            };
            Words::new(format!("the cell under `{}` is blank", column.key()), why)
        });
    }

    /// Where a row's numbers are from; shared with the row before where it says the same.
    pub fn provenance(&self, row: usize, neighbours: &mut Neighbours) -> Option<Rc<Provenance>> {
        if !PROVENANCE.iter().any(|column| self.has(*column)) {
            return None;
        }
        let [source, url, as_of, note] = PROVENANCE.map(|column| self.text(row, column));
        if [&source, &url, &as_of, &note].iter().all(|text| text.is_empty()) {
            return None;
        }
        let same = |own: &Option<String>, text: &str| own.as_deref().unwrap_or_default() == text;
        if let Some(last) = &neighbours.provenance
            && same(&last.source, &source)
            && same(&last.url, &url)
            && same(&last.as_of, &as_of)
            && same(&last.note, &note)
        {
            return Some(Rc::clone(last));
        }
        let owned = |text: Cow<'_, str>| (!text.is_empty()).then(|| text.into_owned());
        let new =
            Provenance { source: owned(source), url: owned(url), as_of: owned(as_of), note: owned(note) };
        neighbours.provenance = Some(Rc::new(new));
        neighbours.provenance.clone()
    }
}

/// Whether a cell's text is a number that says no more than its value.
fn is_plain(text: &str, quantity: &Quantity) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number && quantity.is_exact() && text.parse() == Ok(quantity.base())
}

/// The words of a cell that is not a number.
pub(crate) fn cell_words(error: CellError) -> Words {
    let (message, why) = sentence_parts(&error.reason);
    Words { span: Some(error.span), ..Words::new(message, why).cell_if(error.suggestion) }
}

/// A sentence `what: why` at its colon; one in a quoted text does not count, nor one that only a quoted text is before.
fn sentence_parts(sentence: &str) -> (&str, &str) {
    let (mut quoted, mut says_something) = (false, false);
    for (at, c) in sentence.char_indices() {
        match c {
            '`' => quoted = !quoted,
            ' ' if !quoted => says_something = true,
            ':' if !quoted && says_something && sentence[at..].starts_with(": ") => {
                return (&sentence[..at], &sentence[at + 2..]);
            }
            _ => {}
        }
    }
    (sentence, "")
}
