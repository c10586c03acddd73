//! Knows how documents lie on disk: a folder of CSV files each.

use super::diagnostic::{Diagnostics, Place, Words};
use super::table::File;
use super::{Document, embedded};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The documents of a folder: itself, if it holds CSV files, or else each folder in it that does, by name.
///
/// # Errors
/// Every mistake of every file, or that there is nothing to read.
pub fn read(folder: &Path) -> Result<Vec<Document>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let folders = document_folders(folder).unwrap_or_else(|error| {
        problems.add(place(folder), "unreadable", unreadable(&error));
        Vec::new()
    });
    let named: Vec<_> = folders.iter().map(|path| (name(path), files(path, folder, &mut problems))).collect();
    if named.is_empty() && problems.0.is_empty() {
        problems.add(place(folder), "no-documents", no_documents());
    }
    read_all(named, problems)
}

/// Reads documents given as names and files; all mistakes of all of them, or the documents.
pub(super) fn read_all(
    named: Vec<(String, Vec<File>)>,
    mut problems: Diagnostics,
) -> Result<Vec<Document>, Diagnostics> {
    let mut documents = Vec::new();
    for (name, files) in named {
        match Document::read(&name, &files) {
            Ok(document) => documents.push(document),
            Err(mistakes) => problems.0.extend(mistakes.0),
        }
    }
    if problems.0.is_empty() { Ok(documents) } else { Err(problems) }
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

/// What lies in a folder, by name.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The CSV files of a document, named from the folder that was given.
fn files(path: &Path, given: &Path, problems: &mut Diagnostics) -> Vec<File> {
    let mut files = Vec::new();
    for file in csv_files(path).unwrap_or_default() {
        let shown = file.strip_prefix(given).unwrap_or(&file).to_path_buf();
        match fs::read(&file) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => files.push(File { name: shown.display().to_string(), text }),
                Err(_) => problems.add(place(&shown), "not-utf8", not_utf8()),
            },
            Err(error) => problems.add(place(&shown), "unreadable", unreadable(&error)),
        }
    }
    files
}

fn name(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn place(path: &Path) -> Place {
    Place { file: path.display().to_string(), ..Place::default() }
}

fn unreadable(error: &io::Error) -> Words {
    Words::new("this cannot be read", error.to_string())
        .instead("the path of a folder with facts.csv and claims.csv")
}

fn no_documents() -> Words {
    let why = "a document is a folder with a table of facts and a table of claims, as CSV files";
    Words::new("there are no documents in this folder", why)
}

fn not_utf8() -> Words {
    Words::new("this file is not UTF-8 text", "letters could be lost: save it as \"CSV UTF-8\"")
}
