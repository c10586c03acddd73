//! Files written whole or not at all.

use super::Format;
use super::words::clean;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that may be written: its name was looked at, and what would stop it was said.
#[derive(Debug)]
pub struct Destination {
    path: PathBuf,
    force: bool,
}

/// A file written in full under a temporary name; dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Staged {
    destination: Destination,
    file: NamedTempFile,
}

/// Why a file was not written.
#[derive(Debug)]
pub enum OutputError {
    /// The name has no extension.
    NoExtension(PathBuf),
    /// The name has an extension that no format has.
    UnknownExtension(PathBuf),
    /// A workbook was asked for.
    Workbook(PathBuf),
    /// There is such a file.
    Exists(PathBuf),
    /// The name is that of a folder.
    Folder(PathBuf),
    /// The name is that of a device or a pipe.
    NotAFile(PathBuf),
    /// There is no such folder.
    NoFolder(PathBuf),
    /// The folder or the file may not be changed.
    ReadOnly(PathBuf),
    /// No space is left.
    Full(PathBuf),
    /// The same name was given before.
    Twice(PathBuf),
    /// Anything else the system reports.
    Other(PathBuf, io::Error),
}

impl Format {
    /// The format that a file's extension names.
    ///
    /// # Errors
    /// An extension that is missing or unknown.
    pub fn of_path(path: &Path) -> Result<Self, OutputError> {
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            Some("md" | "markdown") => Ok(Self::Markdown),
            Some("txt") => Ok(Self::Text),
            Some("tex") => Ok(Self::Latex),
            Some("html" | "htm") => Ok(Self::Html),
            Some("xlsx" | "xls" | "xlsm" | "ods") => Err(OutputError::Workbook(path.into())),
            Some(_) => Err(OutputError::UnknownExtension(path.into())),
            None => Err(OutputError::NoExtension(path.into())),
        }
    }
}

impl Destination {
    /// The file at a path, if it may be written; without `force` only if there is none.
    ///
    /// Nothing is written yet, so that a mistake is told before the work is done.
    ///
    /// # Errors
    /// A file that exists, a folder, a device, a folder that does not exist.
    pub fn new(path: &Path, force: bool) -> Result<Self, OutputError> {
        if path.is_dir() {
            return Err(OutputError::Folder(path.into()));
        }
        if path.exists() && !path.is_file() {
            return Err(OutputError::NotAFile(path.into()));
        }
        if path.exists() && !force {
            return Err(OutputError::Exists(path.into()));
        }
        if !folder(path).is_dir() {
            return Err(OutputError::NoFolder(path.into()));
        }
        // A link is followed: the file it names is replaced, not the link.
        let followed = if path.is_symlink() { fs::canonicalize(path).ok() } else { None };
        Ok(Self { path: followed.unwrap_or_else(|| path.into()), force })
    }

    /// Destinations for all paths, each given once.
    ///
    /// # Errors
    /// As [`Destination::new`], and a path given twice.
    pub fn all(paths: &[PathBuf], force: bool) -> Result<Vec<Self>, OutputError> {
        for (index, path) in paths.iter().enumerate() {
            if paths[..index].contains(path) {
                return Err(OutputError::Twice(path.clone()));
            }
        }
        paths.iter().map(|path| Self::new(path, force)).collect()
    }

    /// Whether this is the file at a path.
    pub fn is_for(&self, path: &Path) -> bool {
        self.path == path
    }

    /// Writes everything beside the file and makes sure that it is on the disk.
    ///
    /// # Errors
    /// What the disk or `fill` reports; then nothing is left behind.
    pub fn stage(
        self,
        fill: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<Staged, OutputError> {
        let written = temporary_file(folder(&self.path)).and_then(|mut file| {
            fill(&mut file)?;
            if let Ok(replaced) = fs::metadata(&self.path) {
                file.as_file().set_permissions(replaced.permissions())?;
            }
            file.as_file().sync_all()?;
            Ok(file)
        });
        match written {
            Ok(whole) => Ok(Staged { destination: self, file: whole }),
            Err(error) => Err(OutputError::from_io(&self.path, error)),
        }
    }
}

impl Staged {
    /// Gives the file its name, at once and in full.
    ///
    /// # Errors
    /// A file of that name that came to be in the meantime, and what the system reports.
    pub fn persist(self) -> Result<(), OutputError> {
        let Self { destination: Destination { path, force }, file } = self;
        let named = if force { file.persist(&path) } else { file.persist_noclobber(&path) };
        named.map_err(|failed| OutputError::from_io(&path, failed.error))?;
        // The name is on the disk once its folder is; not every system can be asked for that.
        if let Ok(folder) = File::open(folder(&path)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// The folder a file is in; `.` for a bare name.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A temporary file with the permissions that an ordinary new file has.
fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".stakeout-");
    if let Some(permissions) = ordinary_permissions() {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder)
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)]
fn ordinary_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn ordinary_permissions() -> Option<Permissions> {
    None
}

impl OutputError {
    fn from_io(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists(path.into()),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder(path.into()),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(path.into())
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path.into()),
            _ => Self::Other(path.into(), error),
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoExtension(path) => write!(
                f,
                "{} has no extension, and the extension decides the format: end it in {EXTENSIONS}",
                shown(path)
            ),
            Self::UnknownExtension(path) => write!(
                f,
                "{} ends in .{}, which is no format this command writes: end it in {EXTENSIONS}",
                shown(path),
                clean(&path.extension().unwrap_or_default().to_string_lossy())
            ),
            Self::Workbook(path) => write!(
                f,
                "{} is a workbook, which this command does not write: use -o {} --excel, which opens in Excel",
                shown(path),
                shown(&path.with_extension("csv"))
            ),
            Self::Exists(path) => write!(f, "{} exists: add --force to overwrite it", shown(path)),
            Self::Folder(path) => {
                let inside = path.join("answer.csv");
                write!(f, "{} is a folder: name a file in it, such as {}", shown(path), shown(&inside))
            }
            Self::NotAFile(path) => write!(
                f,
                "{} is a device or a pipe, not a file: use --format and send standard output there with >",
                shown(path)
            ),
            Self::NoFolder(path) => write!(
                f,
                "{} was not written because there is no folder {}: make it first, or name another",
                shown(path),
                shown(folder(path))
            ),
            Self::ReadOnly(path) => write!(
                f,
                "{} was not written because the folder {} may not be changed: name a folder you may write to",
                shown(path),
                shown(folder(path))
            ),
            Self::Full(path) => write!(
                f,
                "{} was not written because the disk is full: free some space, or name a folder on another disk",
                shown(path)
            ),
            Self::Twice(path) => write!(f, "{} is given twice: each file is written once", shown(path)),
            Self::Other(path, error) => write!(f, "{} was not written: {error}", shown(path)),
        }
    }
}

impl std::error::Error for OutputError {}

const EXTENSIONS: &str = ".csv, .json, .md, .txt, .tex or .html";

fn shown(path: &Path) -> String {
    clean(&OsStr::to_string_lossy(path.as_os_str())).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;

    fn write(path: &Path, force: bool, text: &str) -> Result<(), OutputError> {
        Destination::new(path, force)?.stage(|out| out.write_all(text.as_bytes()))?.persist()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn the_extension_decides_the_format() {
        for (name, format) in [
            ("a.csv", Format::Csv),
            ("a.JSON", Format::Json),
            ("a.md", Format::Markdown),
            ("a.b.txt", Format::Text),
            ("a.tex", Format::Latex),
            ("a.html", Format::Html),
            ("a.HTM", Format::Html),
        ] {
            assert_eq!(Format::of_path(Path::new(name)).unwrap(), format);
        }
    }

    #[test]
    fn a_file_is_overwritten_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("name.csv");
        write(&path, false, "one").unwrap();
        assert!(matches!(write(&path, false, "two"), Err(OutputError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&path, true, "three").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        assert_eq!(names(folder.path()), ["name.csv"]);
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("name.csv");
        write(&path, false, "old").unwrap();
        let failed = Destination::new(&path, true).unwrap().stage(|out| {
            out.write_all(b"half")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert!(matches!(failed, Err(OutputError::Full(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["name.csv"]);
    }

    #[test]
    fn a_file_that_came_in_the_meantime_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("name.csv");
        let staged = Destination::new(&path, false).unwrap().stage(|out| out.write_all(b"ours")).unwrap();
        fs::write(&path, "theirs").unwrap();
        assert!(matches!(staged.persist(), Err(OutputError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(folder.path()), ["name.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_permissions_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("name.csv"), folder.path().join("link.csv"));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        fs::write(folder.path().join("ordinary"), "").unwrap();
        write(&path, false, "old").unwrap();
        assert_eq!(mode(&path), mode(&folder.path().join("ordinary")));
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write(&link, true, "new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(mode(&path), 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn folders_devices_and_repeated_names_are_refused() {
        let temporary = tempfile::tempdir().unwrap();
        let missing = temporary.path().join("no/name.csv");
        assert!(matches!(write(&missing, false, ""), Err(OutputError::NoFolder(_))));
        assert!(matches!(write(temporary.path(), true, ""), Err(OutputError::Folder(_))));
        assert!(matches!(write(Path::new("/dev/null"), true, ""), Err(OutputError::NotAFile(_))));
        let twice = [temporary.path().join("a.csv"), temporary.path().join("a.csv")];
        assert!(matches!(Destination::all(&twice, false), Err(OutputError::Twice(_))));
    }

    #[test]
    fn every_mistake_has_its_words() {
        let told = |error: OutputError| error.to_string();
        let format = |name: &str| told(Format::of_path(Path::new(name)).unwrap_err());
        let io = |kind: ErrorKind| told(OutputError::from_io(Path::new("out/name.csv"), kind.into()));
        for (words, expected) in [
            (
                format("name"),
                "name has no extension, and the extension decides the format: end it in .csv, .json, .md, .txt, .tex or .html",
            ),
            (
                format("name.doc"),
                "name.doc ends in .doc, which is no format this command writes: end it in .csv, .json, .md, .txt, .tex or .html",
            ),
            (
                format("name.xlsx"),
                "name.xlsx is a workbook, which this command does not write: use -o name.csv --excel, which opens in Excel",
            ),
            (io(ErrorKind::AlreadyExists), "out/name.csv exists: add --force to overwrite it"),
            (
                told(OutputError::Folder("out".into())),
                "out is a folder: name a file in it, such as out/answer.csv",
            ),
            (
                told(OutputError::NotAFile("pipe.csv".into())),
                "pipe.csv is a device or a pipe, not a file: use --format and send standard output there with >",
            ),
            (
                io(ErrorKind::NotFound),
                "out/name.csv was not written because there is no folder out: make it first, or name another",
            ),
            (
                io(ErrorKind::ReadOnlyFilesystem),
                "out/name.csv was not written because the folder out may not be changed: name a folder you may write to",
            ),
            (
                io(ErrorKind::StorageFull),
                "out/name.csv was not written because the disk is full: free some space, or name a folder on another disk",
            ),
            (told(OutputError::Twice("a.csv".into())), "a.csv is given twice: each file is written once"),
            (
                told(OutputError::Other("a.csv".into(), io::Error::other("the device is gone"))),
                "a.csv was not written: the device is gone",
            ),
        ] {
            assert_eq!(words, expected);
        }
    }
}
