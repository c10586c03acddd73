//! Knows what a problem is: where it stands, what is wrong, why, and what to write instead.

pub(crate) use crate::study::{nearest, shown};

use std::collections::HashMap;
use std::ops::Range;

/// How bad a problem is. Every problem of a study's files is an error today: nothing is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The study is not answered.
    Error,
}

impl Severity {
    /// `error`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
        }
    }
}

/// One problem in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The broken rule: `range-backwards`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file as the analyst named it.
    pub file: String,
    /// Line in the file, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Character of the line, from 1; 0 where the whole file is meant.
    pub column: u32,
    /// The spreadsheet cell, `C3`; empty where no cell is meant.
    pub cell: String,
    /// What is wrong.
    pub message: String,
    /// Why that is a problem; empty where the message says it.
    pub why: String,
    /// What to write instead: a whole line to paste where a line is meant.
    pub suggestion: Option<String>,
    /// The record as it stands in the file, shortened where it is very long; empty where the whole file is meant.
    pub source_line: String,
    /// The bytes of `source_line` that are meant.
    pub span: Range<usize>,
}

/// All problems of a study, by file and line. Never empty when handed out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// The problems.
    pub list: Vec<Diagnostic>,
    /// How many more there are of kinds already listed [`Diagnostics::PER_CODE`] times in a file.
    pub omitted: usize,
}

impl Diagnostics {
    /// So many problems of one kind are listed for one file; the rest are counted.
    pub const PER_CODE: usize = 50;
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.render_human(false))
    }
}

impl std::error::Error for Diagnostics {}

/// What is said about a problem, without its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub message: String,
    pub why: String,
    pub fix: Fix,
    /// The bytes of the cell that are meant; the whole cell if not given.
    pub span: Option<Range<usize>>,
}

/// What to write instead.
#[derive(Debug, Clone, Default)]
pub(crate) enum Fix {
    /// Nothing that could be pasted.
    #[default]
    None,
    /// The text of the cell.
    Cell(String),
    /// The whole line, or a sentence where no line is meant.
    Line(String),
}

impl Words {
    pub fn new(message: impl Into<String>, why: impl Into<String>) -> Self {
        Self { message: message.into(), why: why.into(), ..Self::default() }
    }

    pub fn cell(self, text: impl Into<String>) -> Self {
        Self { fix: Fix::Cell(text.into()), ..self }
    }

    pub fn cell_if(self, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.cell(text),
            None => self,
        }
    }

    pub fn line(self, text: impl Into<String>) -> Self {
        Self { fix: Fix::Line(text.into()), ..self }
    }
}

/// Gathers the problems of all files.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<(u32, Diagnostic)>,
    counts: HashMap<(u32, &'static str), usize>,
    omitted: usize,
    incomplete: bool,
}

/// Rules between tables: broken by every row where a table could not be read, and not told then.
const BETWEEN_TABLES: [&str; 9] = [
    "no-tiers",
    "no-regimes",
    "unknown-regime",
    "unknown-part-of",
    "unknown-input",
    "unknown-tier",
    "no-availability",
    "no-pools",
    "unknown-pool",
];

impl Problems {
    /// A file could not become a table: rules between tables are not held from here on.
    pub fn set_incomplete(&mut self) {
        self.incomplete = true;
    }

    /// Adds a problem, unless its kind has been listed often enough in this file: then it is only counted,
    /// and its words are never made.
    pub fn add(&mut self, file: u32, code: &'static str, problem: impl FnOnce() -> Diagnostic) {
        if self.incomplete && BETWEEN_TABLES.contains(&code) {
            return;
        }
        let count = self.counts.entry((file, code)).or_default();
        *count += 1;
        if *count > Diagnostics::PER_CODE {
            self.omitted += 1;
        } else {
            self.found.push((file, problem()));
        }
    }

    /// Adds a problem of a whole file.
    pub fn add_file(&mut self, file: u32, name: &str, code: &'static str, words: Words) {
        self.add(file, code, || whole_file(name, code, words));
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether anything was found in this file.
    pub fn blames(&self, file: u32) -> bool {
        self.counts.keys().any(|(blamed, _)| *blamed == file)
    }

    pub fn into_diagnostics(mut self) -> Diagnostics {
        self.found.sort_by_key(|(file, problem)| (*file, problem.line, problem.column));
        let list = self.found.into_iter().map(|(_, problem)| problem).collect();
        Diagnostics { list, omitted: self.omitted }
    }
}

/// A problem that no single cell is to blame for.
pub(super) fn whole_file(name: &str, code: &'static str, words: Words) -> Diagnostic {
    let suggestion = match words.fix {
        Fix::None => None,
        Fix::Cell(text) | Fix::Line(text) => Some(text),
    };
    Diagnostic {
        code,
        severity: Severity::Error,
        file: name.to_owned(),
        line: 0,
        column: 0,
        cell: String::new(),
        message: words.message,
        why: words.why,
        suggestion,
        source_line: String::new(),
        span: 0..0,
    }
}

/// `a`, `b` and `c`.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{}`", shown(name))).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
