//! Answers as text, Markdown, CSV and JSON.
//!
//! A verb gives an [`Answer`]: a machine-readable [`Table`] and, for people, [`Block`]s of words and grids.
//! Rows are produced on demand, so that a study of 100,000 tiers needs no memory for them.

use std::io;

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
    pub columns: Vec<&'static str>,
    /// Gives every row to the sink; may be called more than once.
    pub rows: RowSource<'a>,
}

/// Gives every row of a table to a sink.
pub type RowSource<'a> = Box<dyn Fn(&mut RowSink<'_>) -> io::Result<()> + 'a>;
