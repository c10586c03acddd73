//! Answers as text, Markdown, CSV, JSON and HTML.
//!
//! A verb gives an [`Answer`]: a machine-readable [`Table`] and, for people, [`Block`]s of words and grids.
//! Rows are produced on demand, so that a study of 100,000 tiers needs no memory for them.

mod csv;
pub mod html;
mod json;
mod latex;
mod markdown;
mod number;
mod output;
mod text;
mod words;

pub use csv::Columns;
pub use number::push_number;
pub use output::{Destination, OutputError, Staged};
pub use words::clean;

use crate::unit::Locale;
use std::io;

/// A form that an answer can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// A page for a terminal.
    #[default]
    Text,
    /// The rows, for a spreadsheet or another program.
    Csv,
    /// Everything, for another program.
    Json,
    /// The page, for a report kept as Markdown.
    #[value(alias = "md")]
    Markdown,
    /// The page, for a paper: needs no package.
    #[value(alias = "tex")]
    Latex,
    /// The page, for a browser: one file, nothing fetched.
    Html,
}

/// How a page or a file should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the page; paragraphs are wrapped to it.
    pub width: usize,
    /// Whether a text page may use bold and dim.
    pub color: bool,
    /// Whether CSV is meant for a double click in Excel: byte order mark, the locale's separators.
    pub excel: bool,
    /// Whose separators `excel` means.
    pub locale: Locale,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 100, color: false, excel: false, locale: Locale::English }
    }
}

/// What a verb answers.
pub struct Answer<'a> {
    /// The command as typed, without `--threads`, `-o`, `--color`, `--quiet`.
    pub command: String,
    /// The study's base name.
    pub study: String,
    /// Facts about the run that are no rows: seed, scenario, tier, outcome; in order, before the rows.
    pub settings: Vec<(&'static str, serde_json::Value)>,
    /// The rows, for CSV and JSON.
    pub table: Table<'a>,
    /// For text and Markdown, in order: sentences first, caveats are added last by the renderer.
    pub blocks: Vec<Block>,
    /// What the comparison leaves out; part of the answer, in every format.
    pub caveats: Vec<String>,
    /// How something was read or done; standard error for text and CSV, a key in JSON.
    pub notes: Vec<String>,
    /// What an analysis adds to the JSON object, after the rows.
    pub extra: Vec<(&'static str, serde_json::Value)>,
}

impl Answer<'_> {
    /// Writes the answer in one form.
    ///
    /// # Errors
    /// Only what `out` or the rows themselves report; a row that does not fit the columns is one of these.
    pub fn write(&self, format: Format, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, style, out),
            Format::Csv => csv::write(self, style, out),
            Format::Json => json::write(self, out),
            Format::Markdown => markdown::write(self, out),
            Format::Latex => latex::write(self, out),
            Format::Html => html::write(self, out),
        }
    }
}

impl Answer<'_> {
    /// The blocks that have something to show.
    fn shown(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| !block.is_empty())
    }
}

/// A part of the answer as people read it.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Words; wrapped to the terminal's width.
    Paragraph(String),
    /// A list under a heading.
    List {
        /// Its heading, without colon.
        heading: String,
        /// Its items.
        items: Vec<String>,
    },
    /// A table of texts already shown as people read them.
    Grid(Grid),
    /// Lines kept as they are (an explanation's steps).
    Verbatim(String),
    /// A calculation: its lines as they are, and as lines of LaTeX mathematics.
    Formula {
        /// Lines for text and Markdown.
        plain: String,
        /// What is calculated, in words.
        heading: String,
        /// The right-hand sides, one a line.
        latex: Vec<String>,
    },
}

impl Block {
    fn is_empty(&self) -> bool {
        match self {
            Self::Paragraph(text) | Self::Verbatim(text) | Self::Formula { plain: text, .. } => {
                text.trim().is_empty()
            }
            Self::List { items, .. } => items.is_empty(),
            Self::Grid(grid) => grid.title.is_empty() && grid.rows.is_empty() && !grid.has_headings(),
        }
    }
}

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// What the grid shows; empty for none.
    pub title: String,
    /// Column headings, units included.
    pub headings: Vec<String>,
    /// Columns with numbers, aligned right.
    pub numeric: Vec<bool>,
    /// Rows, each as long as the headings.
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// The number of columns: of the headings, or of a longer row.
    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).fold(self.headings.len(), usize::max)
    }

    /// The text at a place; empty where the row is shorter than the grid.
    fn text(row: &[String], column: usize) -> &str {
        row.get(column).map_or("", String::as_str)
    }

    fn is_numeric(&self, column: usize) -> bool {
        self.numeric.get(column).copied().unwrap_or_default()
    }

    fn has_headings(&self) -> bool {
        self.headings.iter().any(|heading| !heading.is_empty())
    }
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Words.
    Text(&'a str),
    /// A number, never rounded; written without a decimal point where it is whole.
    Number(f64),
    /// Nothing: an unlimited end, a blank.
    Null,
}

/// Takes rows one at a time.
pub type RowSink<'s> = dyn FnMut(&[Value<'_>]) -> io::Result<()> + 's;

/// Rows on demand, under column keys.
pub struct Table<'a> {
    /// The CSV columns and JSON keys.
    pub columns: Vec<&'a str>,
    /// Gives every row to the sink; may be called more than once.
    pub rows: RowSource<'a>,
}

/// Gives every row of a table to a sink.
pub type RowSource<'a> = Box<dyn Fn(&mut RowSink<'_>) -> io::Result<()> + 'a>;

impl Table<'_> {
    /// Gives every row to the sink, and stops at one that does not fit the columns.
    fn each(&self, sink: &mut RowSink<'_>) -> io::Result<()> {
        let columns = self.columns.len();
        (self.rows)(&mut |row| {
            if row.len() == columns {
                sink(row)
            } else {
                Err(io::Error::other(format!(
                    "a row of {} values was given for {columns} columns",
                    row.len()
                )))
            }
        })
    }
}

#[cfg(test)]
mod examples;
#[cfg(test)]
mod properties;
