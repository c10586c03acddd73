//! What every number of a study has: where it stands, how it is written, and where it is from.

use crate::quantity::Quantity;
use std::num::NonZeroU32;
use std::rc::Rc;

/// Where a cell stands; small, because every number has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    line: NonZeroU32,
    /// The column in the low byte, the file above it.
    file_and_column: u32,
}

impl Place {
    /// A column in a byte: tables have at most 200.
    const COLUMN: u32 = 0xff;

    /// The place with this index into [`Study::files`](crate::study::Study::files), line and column (from 1; column 0 is the whole line).
    pub fn new(file: u32, line: u32, column: u32) -> Self {
        let line = NonZeroU32::new(line).unwrap_or(NonZeroU32::MIN);
        Self { line, file_and_column: file << 8 | column.min(Self::COLUMN) }
    }

    /// Index into [`Study::files`](crate::study::Study::files).
    pub fn file(self) -> u32 {
        self.file_and_column >> 8
    }

    /// Line in the file, from 1.
    pub fn line(self) -> u32 {
        self.line.get()
    }

    /// Column of the spreadsheet, from 1; 0 for the whole line.
    pub fn column(self) -> u32 {
        self.file_and_column & Self::COLUMN
    }

    /// The line it is on.
    #[must_use]
    pub fn whole_line(self) -> Self {
        Self::new(self.file(), self.line(), 0)
    }
}

/// Where a row's numbers are from: the provenance columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Document.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Date the number holds for, as written.
    pub as_of: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// One number of a study: the quantity, its place and, where the text is not a plain number, the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The number.
    pub quantity: Quantity,
    /// Where it stands; `None` for numbers given on the command line.
    pub place: Option<Place>,
    /// The cell as written, unless it is a plain number.
    pub written: Option<Rc<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_keep_file_line_and_column() {
        let place = Place::new(70_000, 1_000_000, 200);
        assert_eq!((place.file(), place.line(), place.column()), (70_000, 1_000_000, 200));
        assert_eq!(place.whole_line().column(), 0);
    }
}
