//! Input: from files to a [`Study`], or to every problem in them with its place, why, and a line to paste.
//!
//! ```text
//! bytes (folder) -> text (source) -> rows and cells (records) -> headers' row (layout) -> columns (header)
//!       -> tiers, regimes, pools, scenarios, ... -> study (compile)
//! ```
//!
//! | file | knows |
//! |---|---|
//! | `folder` | which files a study is made of |
//! | `source` | how bytes become text |
//! | `records` | where rows and cells stand in a text |
//! | `layout` | the separator, and the row of the headers |
//! | `columns` | every column and its other names |
//! | `tables` | every table's columns, and what makes a file this table |
//! | `spelling` | how headers are spelt |
//! | `header` | which table a file is, and what its headers lack |
//! | `table` | a file's rows under known columns |
//! | `decimal` | whether a file writes 17.5 or 17,5 |
//! | `dates` | how dates are written, and what spreadsheets make of them |
//! | `tiers`, `parts`, `regimes`, `pools`, `hires`, `scenarios`, `series`, `correlations`, `attackers`, `channels`, `about` | one table each |
//! | `windows` | what regimes say of contact, of windows of days and of periodic checks |
//! | `rows` | how the rows of a table are walked over, and found by name |
//! | `inputs`, `names` | what rows and inputs are called |
//! | `compile` | how tables make a study |
//! | `formulas` | how mistakes in formulas are told |
//! | `check` | how every cell was read |
//! | `digest` | how a study's files are told apart later |
//! | `diagnostic`, `grid`, `render` | problems, their places, and how they are told |

mod about;
mod allotment;
mod attackers;
mod channels;
mod check;
mod columns;
mod compile;
mod correlations;
mod dates;
mod decimal;
mod diagnostic;
mod digest;
mod folder;
mod formulas;
mod grid;
mod header;
mod hires;
mod inputs;
mod layout;
mod names;
mod parts;
mod pools;
mod records;
mod regimes;
mod render;
mod rows;
mod scenarios;
mod series;
mod source;
mod spelling;
mod table;
mod tables;
mod tiers;
mod windows;

pub use check::{CellReading, Cells, HeaderReading};
pub use dates::DateReading;
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use digest::{Digests, FileDigest};
pub use folder::StudySource;

pub(crate) use diagnostic::{Problems, Words, nearest, shown};
pub(crate) use grid::Grid;
pub(crate) use layout::{IsKnown, LaidOut};
pub(crate) use source::Refusal;
pub(crate) use table::cell_words;

use crate::study::Study;
use table::Table;

/// A study, and how it was read.
#[derive(Debug)]
pub struct Reading {
    /// What the files say.
    pub study: Study,
    /// What had to be assumed or skipped, a sentence each.
    pub notices: Vec<String>,
    /// How every cell was read, for whoever asks.
    pub cells: Cells,
}

/// The study in a CSV file, a folder of CSV files or standard input; several sources make one study.
///
/// # Errors
/// All problems of all files, if there are any: no study is read in part.
pub fn read(sources: Vec<StudySource>) -> Result<Reading, Diagnostics> {
    let name = sources.first().map_or_else(String::new, StudySource::name);
    let mut problems = Problems::default();
    let files = folder::gather(sources, &mut problems);
    read_files(name, files, problems)
}

/// As [`read`], with the hashes of the very bytes that were read.
///
/// # Errors
/// As [`read`].
pub fn read_with_digests(sources: Vec<StudySource>) -> Result<(Reading, Digests), Diagnostics> {
    let name = sources.first().map_or_else(String::new, StudySource::name);
    let mut problems = Problems::default();
    let files = folder::gather(sources, &mut problems);
    let digests = Digests::of(&files);
    Ok((read_files(name, files, problems)?, digests))
}

fn read_files(name: String, files: folder::Files, mut problems: Problems) -> Result<Reading, Diagnostics> {
    let mut notices = files.notices;
    let mut tables = Vec::new();
    for (file, (file_name, bytes)) in files.names.iter().zip(files.bytes).enumerate() {
        let file = u32::try_from(file).unwrap_or(u32::MAX);
        match read_file(file, file_name, bytes, &mut problems, &mut notices) {
            Some(table) => tables.push(table),
            None => problems.set_incomplete(),
        }
    }
    compile::report_no_tiers(&tables, &mut problems);
    let study = compile::compile(&tables, &mut problems, &mut notices);
    let study = Study { name, files: files.names, ..study };
    formulas::check(&study, &tables, &mut problems);
    if !problems.is_empty() {
        return Err(problems.into_diagnostics());
    }
    Ok(Reading { study, notices, cells: Cells { tables } })
}

/// One file as a table, or `None` with the reasons added to the problems.
fn read_file(
    file: u32,
    name: &str,
    bytes: Vec<u8>,
    problems: &mut Problems,
    notices: &mut Vec<String>,
) -> Option<Table> {
    if problems.blames(file) {
        return None;
    }
    let read = read_rows((file, name), bytes, columns::is_known, notices);
    match read {
        Ok(laid_out) => header::table(laid_out, problems),
        Err((code, words)) => {
            problems.add_file(file, name, code, words);
            None
        }
    }
}

/// A file's rows, and which of them holds the headers: the one with most that `is_known`.
///
/// Also for tables that are no study's; what had to be assumed is added to the notices.
pub(crate) fn read_rows(
    (file, name): (u32, &str),
    bytes: Vec<u8>,
    is_known: IsKnown,
    notices: &mut Vec<String>,
) -> Result<LaidOut, Refusal> {
    let decoded = source::decode(bytes)?;
    notices.extend(decoded.notice.map(|notice| format!("{name}: {notice}")));
    let laid_out = layout::lay_out(file, name, decoded.text, is_known)?;
    notices.extend(laid_out.notices.iter().cloned());
    Ok(laid_out)
}
