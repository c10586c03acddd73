//! The answer's rows as CSV.

use super::{Answer, Style, Value, number};
use crate::unit::Locale;
use csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

/// The mark by which Excel knows a file as UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a header and the rows; for Excel also the caveats, below a blank row.
///
/// A CSV for programs holds the table alone, so that every reader takes it; a spreadsheet is read by people,
/// and is mailed on without what stood beside it.
pub(super) fn write(answer: &Answer<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if style.excel {
        out.write_all(BYTE_ORDER_MARK)?;
    }
    let mut sheet = Sheet { comma: decimal_comma(style), writer: writer(style, out), scratch: Vec::new() };
    sheet.header(&answer.table.columns)?;
    answer.table.each(&mut |row| sheet.row(row))?;
    if style.excel {
        sheet.caveats(&answer.caveats, answer.table.columns.len())?;
    }
    sheet.writer.flush()
}

/// Excel takes both separators from the country it is set to.
fn decimal_comma(style: &Style) -> bool {
    style.excel && style.locale == Locale::French
}

fn writer<'o>(style: &Style, out: &'o mut dyn Write) -> Writer<&'o mut dyn Write> {
    WriterBuilder::new()
        .delimiter(if decimal_comma(style) { b';' } else { b',' })
        .terminator(if style.excel { Terminator::CRLF } else { Terminator::Any(b'\n') })
        .buffer_capacity(1 << 16)
        .from_writer(out)
}

struct Sheet<'o> {
    comma: bool,
    writer: Writer<&'o mut dyn Write>,
    scratch: Vec<u8>,
}

impl Sheet<'_> {
    fn header(&mut self, columns: &[&str]) -> io::Result<()> {
        if columns.is_empty() { Ok(()) } else { self.writer.write_record(columns).map_err(plain) }
    }

    fn row(&mut self, row: &[Value<'_>]) -> io::Result<()> {
        row.iter().try_for_each(|value| self.cell(value))?;
        self.end()
    }

    fn end(&mut self) -> io::Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(plain)
    }

    fn cell(&mut self, value: &Value<'_>) -> io::Result<()> {
        match *value {
            Value::Text(text) => self.text(text),
            Value::Number(number) if number.is_finite() => self.number(number),
            Value::Number(_) | Value::Null => self.text(""),
        }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_field(&*defused(text)).map_err(plain)
    }

    fn number(&mut self, number: f64) -> io::Result<()> {
        self.scratch.clear();
        number::push(number, &mut self.scratch);
        if self.comma {
            self.scratch.iter_mut().filter(|byte| **byte == b'.').for_each(|byte| *byte = b',');
        }
        self.writer.write_field(&self.scratch).map_err(plain)
    }

    fn caveats(&mut self, caveats: &[String], columns: usize) -> io::Result<()> {
        let blank = std::iter::once("").filter(|_| !caveats.is_empty());
        for text in blank.chain(caveats.iter().map(String::as_str)) {
            self.text(text)?;
            (1..columns).try_for_each(|_| self.text(""))?;
            self.end()?;
        }
        Ok(())
    }
}

/// Columns of numbers as CSV, a block of rows at a time.
pub struct Columns<'o> {
    writer: Writer<&'o mut (dyn Write + Send)>,
    scratch: Vec<u8>,
}

impl<'o> Columns<'o> {
    /// Writes the header.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn begin(names: &[&str], out: &'o mut (dyn Write + Send)) -> io::Result<Self> {
        let mut writer = WriterBuilder::new().buffer_capacity(1 << 16).from_writer(out);
        names.iter().try_for_each(|name| writer.write_field(&*defused(name))).map_err(plain)?;
        writer.write_record(None::<&[u8]>).map_err(plain)?;
        Ok(Self { writer, scratch: Vec::new() })
    }

    /// Writes one row for each place of the columns, which are all of one length.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn rows(&mut self, columns: &[&[f64]]) -> io::Result<()> {
        let rows = columns.first().map_or(0, |column| column.len());
        for row in 0..rows {
            for column in columns {
                self.scratch.clear();
                number::push(column[row], &mut self.scratch);
                self.writer.write_field(&self.scratch).map_err(plain)?;
            }
            self.writer.write_record(None::<&[u8]>).map_err(plain)?;
        }
        Ok(())
    }

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn end(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The text, with an apostrophe in front where a spreadsheet would take it for a formula.
fn defused(text: &str) -> Cow<'_, str> {
    const ACTIVE: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(ACTIVE) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The cause itself: a closed pipe and a full disk must stay what they are.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}
