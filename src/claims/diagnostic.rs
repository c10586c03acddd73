//! Knows what a mistake in a document is: where it stands, what is wrong, why, and what to write instead.

use std::fmt;

/// One mistake in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The broken rule: `unknown-fact`.
    pub code: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// Why that is a mistake.
    pub why: String,
    /// What to write instead.
    pub suggestion: Option<String>,
}

/// A cell of a file, or a whole file where line and column are 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file as the analyst named it.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// Character of the line, from 1.
    pub column: usize,
    /// The spreadsheet cell: `C3`.
    pub cell: String,
}

/// Every mistake of every file read, in order. Never empty when handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => formatter.write_str(&self.file),
            line => write!(formatter, "{}:{line}:{} (cell {})", self.file, self.column, self.cell),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} [{}]\n  {}", self.place, self.message, self.code, self.why)?;
        match &self.suggestion {
            Some(suggestion) => write!(formatter, "\n  write: {suggestion}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { "\n" };
            write!(formatter, "{before}{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

impl Diagnostics {
    pub(super) fn add(&mut self, place: Place, code: &'static str, words: Words) {
        let Words { message, why, suggestion } = words;
        self.0.push(Diagnostic { code, place, message, why, suggestion });
    }
}

/// What is said about a mistake, without its place.
#[derive(Debug, Clone)]
pub(super) struct Words {
    message: String,
    why: String,
    suggestion: Option<String>,
}

impl Words {
    pub fn new(message: impl Into<String>, why: impl Into<String>) -> Self {
        Self { message: message.into(), why: why.into(), suggestion: None }
    }

    #[must_use]
    pub fn instead(self, suggestion: impl Into<String>) -> Self {
        Self { suggestion: Some(suggestion.into()), ..self }
    }

    #[must_use]
    pub fn instead_if(self, suggestion: Option<impl Into<String>>) -> Self {
        Self { suggestion: suggestion.map(Into::into), ..self }
    }
}

/// The candidate most like a text, if one is like it at all.
pub(super) fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const LIKE_ENOUGH: f64 = 0.6;
    let wanted = text.trim().to_lowercase();
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(&wanted, &name.to_lowercase());
    let scored = candidates.into_iter().map(|name| (likeness(name), name));
    let like = scored.filter(|(likeness, _)| *likeness >= LIKE_ENOUGH);
    like.max_by(|left, right| left.0.total_cmp(&right.0)).map(|(_, name)| name)
}
