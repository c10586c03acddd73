//! Knows the documents that the program carries, so that they can be recomputed anywhere.

use super::Document;
use super::folder::read_all;
use super::table::File;
use crate::input::{Diagnostics, Problems};
use include_dir::{Dir, include_dir};
use std::path::Path;

static SEEDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seeds");
static PUBLISHED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/published");

/// The source documents, by name.
///
/// # Errors
/// Their mistakes; a test holds that there are none.
pub fn seeds() -> Result<Vec<Document>, Diagnostics> {
    let mut named: Vec<_> = SEEDS.dirs().map(|dir| (name(dir), files(dir))).collect();
    named.sort_by(|left, right| left.0.cmp(&right.0));
    read_all(named, Problems::default())
}

/// The published figures of other countries, as one document.
///
/// # Errors
/// Its mistakes; a test holds that there are none.
pub fn published() -> Result<Document, Diagnostics> {
    Document::read("published", files(&PUBLISHED))
}

/// Whether a path is a table of a document.
pub(super) fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

fn files(dir: &Dir<'_>) -> Vec<File> {
    let tables = dir.files().filter(|file| is_table(file.path()));
    let mut files: Vec<File> = tables
        .map(|file| File { name: file.path().display().to_string(), bytes: file.contents().to_vec() })
        .collect();
    files.sort_by(|left, right| left.name.cmp(&right.name));
    files
}

fn name(dir: &Dir<'_>) -> String {
    dir.path().file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
