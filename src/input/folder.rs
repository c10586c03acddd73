//! Knows which files a study is made of, and what to say where there are none.

use super::diagnostic::{Problems, Words, nearest, shown};
use super::source::{LONGEST_FILE, too_long};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where a study is read from.
#[derive(Debug, Clone)]
pub enum StudySource {
    /// A CSV file, or a folder of CSV files.
    Path(PathBuf),
    /// What came in on standard input.
    Stdin(Vec<u8>),
    /// Files that are at hand: the study's name, and each file's name and bytes.
    Files(String, Vec<(String, Vec<u8>)>),
}

/// The bytes of a study's files, each under the name the analyst knows it by.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub names: Vec<String>,
    pub bytes: Vec<Vec<u8>>,
    pub notices: Vec<String>,
}

impl StudySource {
    /// The study's name: the file's or folder's, without path and ending.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin(_) => "standard input".to_owned(),
            Self::Files(name, _) => name.clone(),
            Self::Path(path) => {
                let whole = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
                let name = if whole.is_dir() { whole.file_name() } else { whole.file_stem() };
                name.map_or_else(|| "study".to_owned(), |name| name.to_string_lossy().into_owned())
            }
        }
    }
}

/// The bytes of all files; what cannot be read is added to the problems.
pub(super) fn gather(sources: Vec<StudySource>, problems: &mut Problems) -> Files {
    let mut files = Files::default();
    for source in sources {
        match source {
            StudySource::Stdin(bytes) => files.add("-".to_owned(), bytes),
            StudySource::Files(_, named) => {
                for (name, bytes) in named {
                    files.add(name, bytes);
                }
            }
            StudySource::Path(path) if path.is_dir() => files.add_folder(&path, problems),
            StudySource::Path(path) => files.add_file(&path, problems),
        }
    }
    files
}

impl Files {
    fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.names.push(name);
        self.bytes.push(bytes);
    }

    fn refuse(&mut self, path: &Path, code: &'static str, words: Words, problems: &mut Problems) {
        let file = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let name = path.display().to_string();
        problems.add_file(file, &name, code, words);
        self.add(name, Vec::new());
    }

    fn add_file(&mut self, path: &Path, problems: &mut Problems) {
        if fs::metadata(path).is_ok_and(|data| data.len() > LONGEST_FILE) {
            let (code, words) = too_long();
            return self.refuse(path, code, words, problems);
        }
        match fs::read(path) {
            Ok(bytes) => self.add(path.display().to_string(), bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.refuse(path, "file-missing", missing(path), problems);
            }
            Err(error) => self.refuse(path, "file-unreadable", unreadable(&error), problems),
        }
    }

    fn add_folder(&mut self, folder: &Path, problems: &mut Problems) {
        let entries = match entries(folder) {
            Ok(entries) => entries,
            Err(error) => return self.refuse(folder, "file-unreadable", unreadable(&error), problems),
        };
        let nested: Vec<&PathBuf> = entries.iter().filter(|path| path.is_dir() && holds_csv(path)).collect();
        let csv: Vec<&PathBuf> = entries.iter().filter(|path| is_csv(path) && !path.is_dir()).collect();
        if csv.is_empty() {
            return self.refuse(folder, "no-csv", no_csv(&entries, &nested), problems);
        }
        for inner in &nested {
            self.refuse(inner, "folder-in-folder", nested_folder(), problems);
        }
        for path in entries.iter().filter(|path| path.is_dir() && is_csv(path) && !holds_csv(path)) {
            self.refuse(path, "folder-in-folder", Words::new("this is a folder, though it is named like a CSV file", "its numbers would be missing: move the files in it up into the study's folder, or rename it"), problems);
        }
        for workbook in entries.iter().filter(|path| is_workbook(path)) {
            self.notices.push(format!("{}: not read; only CSV files are", workbook.display()));
        }
        for path in csv {
            self.add_file(path, problems);
        }
    }
}

/// A folder's entries by name, without those that programs hide or lock (`.~lock.x.csv#`, `~$x.xlsx`).
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries
        .retain(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with(['.', '~'])));
    entries.sort();
    Ok(entries)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn is_csv(path: &Path) -> bool {
    has_ending(path, &["csv", "tsv"])
}

fn is_workbook(path: &Path) -> bool {
    has_ending(path, &["xlsx", "xls", "xlsm", "ods"])
}

fn holds_csv(folder: &Path) -> bool {
    folder.is_dir() && entries(folder).is_ok_and(|inner| inner.iter().any(|path| is_csv(path)))
}

fn nested_folder() -> Words {
    let why = "only the files of the folder itself are read: move them up into it, give this folder instead, or move it elsewhere";
    Words::new("this folder inside the study's folder holds CSV files too", why)
}

fn no_csv(entries: &[PathBuf], nested: &[&PathBuf]) -> Words {
    let message = "this folder holds no CSV files";
    if let Some(inner) = nested.first() {
        let why = "the folder below it does: a study is the folder that holds the files";
        return Words::new(message, why).line(format!("give {} instead", inner.display()));
    }
    if let Some(workbook) = entries.iter().find(|path| is_workbook(path)) {
        let fix = format!("open {} and save each sheet as \"CSV UTF-8\"", workbook.display());
        return Words::new(message, "workbooks are not read: each sheet becomes one CSV file").line(fix);
    }
    Words::new(message, "a study is one CSV file, or a folder with one CSV file for each table")
}

fn missing(path: &Path) -> Words {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let why = format!("there is no folder {} either", shown(&folder.display().to_string()));
        return Words::new("there is no such file", why);
    }
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names: Vec<String> = entries(folder)
        .unwrap_or_default()
        .iter()
        .filter(|path| is_csv(path) || path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => {
            let path = path.with_file_name(near);
            Words::new("there is no such file", "a file with a similar name is there")
                .line(format!("did you mean {}?", path.display()))
        }
        None => {
            Words::new("there is no such file", "nothing in its folder has a similar name: check the path")
        }
    }
}

fn unreadable(error: &io::Error) -> Words {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "you may not read it: ask for permission, or copy it to a folder of yours".to_owned()
        }
        _ => format!("the system says: {error}"),
    };
    Words::new("this file cannot be read", why)
}
