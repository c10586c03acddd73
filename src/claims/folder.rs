//! Knows how documents lie on disk: a folder of CSV files each.

use super::table::File;
use super::{Document, embedded};
use crate::input::{Diagnostics, Problems, Words};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The documents of a folder: itself, if it holds CSV files, or else each folder in it that does, by name.
///
/// # Errors
/// Every mistake of every file, or that there is nothing to read.
pub fn read(folder: &Path) -> Result<Vec<Document>, Diagnostics> {
    let mut problems = Problems::default();
    let named = named_files(folder, &mut problems);
    if named.is_empty() && problems.is_empty() {
        problems.add_file(0, &folder.display().to_string(), "no-documents", no_documents());
    }
    read_all(named, problems)
}

/// A document on its way: its name and its files.
pub(super) type Named = (String, Vec<File>);

/// Reads documents; all mistakes of all of them, or the documents.
pub(super) fn read_all(named: Vec<Named>, mut problems: Problems) -> Result<Vec<Document>, Diagnostics> {
    let mut documents = Vec::new();
    let mut first = 0;
    for (name, files) in named {
        let next = first + u32::try_from(files.len().max(1)).unwrap_or(u32::MAX);
        documents.extend(Document::read_into(&name, first, files, &mut problems));
        first = next;
    }
    if problems.is_empty() { Ok(documents) } else { Err(problems.into_diagnostics()) }
}

fn named_files(folder: &Path, problems: &mut Problems) -> Vec<Named> {
    let read = document_folders(folder).and_then(|folders| {
        let named = folders.iter().map(|path| Ok((name(path), files(path)?)));
        named.collect::<io::Result<Vec<Named>>>()
    });
    read.unwrap_or_else(|error| {
        problems.add_file(0, &folder.display().to_string(), "unreadable", unreadable(folder, &error));
        Vec::new()
    })
}

fn document_folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !csv_files(folder)?.is_empty() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut found = Vec::new();
    for path in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        if !csv_files(&path)?.is_empty() {
            found.push(path);
        }
    }
    Ok(found)
}

fn csv_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_csv = |path: &PathBuf| embedded::is_table(path) && path.is_file();
    Ok(entries(folder)?.into_iter().filter(is_csv).collect())
}

/// What lies in a folder, by name, without what programs hide or lock.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with(['.', '~'])));
    paths.sort();
    Ok(paths)
}

/// The CSV files of a document, each named by the path that an editor can open.
fn files(folder: &Path) -> io::Result<Vec<File>> {
    let read = |path: PathBuf| Ok(File { name: path.display().to_string(), bytes: fs::read(&path)? });
    csv_files(folder)?.into_iter().map(read).collect()
}

fn name(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn unreadable(folder: &Path, error: &io::Error) -> Words {
    if folder.is_file() {
        return Words::new("this is a file, not a folder", A_DOCUMENT);
    }
    match error.kind() {
        io::ErrorKind::NotFound => Words::new("there is no such folder", A_DOCUMENT),
        _ => Words::new("this folder cannot be read", format!("the system says: {error}")),
    }
}

fn no_documents() -> Words {
    Words::new("there are no documents in this folder", A_DOCUMENT)
}

const A_DOCUMENT: &str = "a document is a folder with a table of facts and a table of claims, as CSV files";
