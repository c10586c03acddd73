//! Knows the study that the program carries: its founding example.

use crate::input::StudySource;
use include_dir::{Dir, include_dir};

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/france-2015");

/// Its name, as the folder is called.
pub(super) const NAME: &str = "france-2015";

/// The files of the example, in the order of their names.
pub(super) fn study() -> StudySource {
    let file = |file: &include_dir::File<'_>| {
        (format!("{NAME}/{}", file.path().display()), file.contents().to_vec())
    };
    let mut files: Vec<(String, Vec<u8>)> = EXAMPLE.files().map(file).collect();
    files.sort();
    StudySource::Files(NAME.to_owned(), files)
}
