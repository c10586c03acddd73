//! Knows how the files of a study are told apart later: by their SHA-256.

use super::folder::Files;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// What a study was read from: the hash of every file, and one of them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// The hash of the lines `hash, two spaces, name` of all files: what `sha256sum *.csv | sha256sum` prints
    /// in the study's folder.
    pub all: String,
    /// Every file.
    pub files: Vec<FileDigest>,
}

/// One file and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDigest {
    /// The file's name, without its folder.
    pub name: String,
    /// How long it is.
    pub bytes: usize,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Digests {
    pub(super) fn of(files: &Files) -> Self {
        let named = files.names.iter().zip(&files.bytes);
        let files: Vec<FileDigest> = named.map(|(name, bytes)| FileDigest::of(name, bytes)).collect();
        let lines: Vec<String> =
            files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
        let lines = lines.concat();
        Self { all: hexadecimal(lines.as_bytes()), files }
    }
}

impl FileDigest {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        Self { name, bytes: bytes.len(), sha256: hexadecimal(bytes) }
    }
}

/// The SHA-256 of some bytes, in hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut digits, byte| {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hexadecimal(b"abc"), abc);
    }

    #[test]
    fn folders_do_not_count_but_names_and_bytes_do() {
        let digests = |names: &[&str], bytes: &[&str]| {
            Digests::of(&Files {
                names: names.iter().map(|name| (*name).to_owned()).collect(),
                bytes: bytes.iter().map(|bytes| bytes.as_bytes().to_vec()).collect(),
                notices: Vec::new(),
            })
        };
        let study = digests(&["x/a.csv", "x/b.csv"], &["1\n", "2\n"]);
        assert_eq!(study, digests(&["/y/a.csv", "y\\b.csv"], &["1\n", "2\n"]));
        // printf '1\n' >a.csv; printf '2\n' >b.csv; sha256sum *.csv | sha256sum
        assert_eq!(study.all, "ffa316d1dfc28adc171ad727498624f20943b24bd0fc8f3bf6a3ffa9e227104c");
        assert_ne!(study.all, digests(&["a.csv", "c.csv"], &["1\n", "2\n"]).all);
        assert_ne!(study.all, digests(&["a.csv", "b.csv"], &["1\n", "3\n"]).all);
    }
}
