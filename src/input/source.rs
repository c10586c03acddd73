//! Knows how the bytes of a file become text, and which files are no text at all.

use super::diagnostic::Words;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file's text, and what had to be assumed to read it.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    pub notice: Option<String>,
}

/// Why bytes are no text: a code and the words.
pub(crate) type Refusal = (&'static str, Words);

/// A file may be so long; offsets into it are held in 32 bits.
pub(super) const LONGEST_FILE: u64 = 1 << 30;

/// Text of a CSV file, with line ends as `\n` or `\r\n` and without a byte order mark.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Refusal> {
    if bytes.len() as u64 > LONGEST_FILE {
        return Err(too_long());
    }
    if let Some(kind) = known_binary(&bytes) {
        return Err(not_text(kind));
    }
    let decoded = match encoding(&bytes) {
        Encoding::Utf16(encoding, skip) => decode_utf16(&bytes[skip..], encoding)?,
        Encoding::Utf8Marked => match String::from_utf8(bytes[3..].to_vec()) {
            Ok(text) => Decoded { text, notice: None },
            Err(_) => return Err(damaged("UTF-8")),
        },
        Encoding::Unmarked => decode_unmarked(bytes),
    };
    if decoded.text.contains('\0') {
        return Err(not_text("a file with NUL bytes, so no text"));
    }
    Ok(Decoded { text: modern_line_ends(decoded.text), ..decoded })
}

enum Encoding {
    Utf8Marked,
    /// The encoding, and the length of its mark.
    Utf16(&'static encoding_rs::Encoding, usize),
    Unmarked,
}

fn encoding(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Encoding::Utf8Marked,
        [0xFF, 0xFE, ..] => Encoding::Utf16(UTF_16LE, 2),
        [0xFE, 0xFF, ..] => Encoding::Utf16(UTF_16BE, 2),
        // Headers are Latin letters: every other byte of their UTF-16 is 0.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Encoding::Utf16(UTF_16LE, 0),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Encoding::Utf16(UTF_16BE, 0),
        _ => Encoding::Unmarked,
    }
}

fn decode_utf16(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<Decoded, Refusal> {
    let (text, damage) = encoding.decode_without_bom_handling(bytes);
    if damage {
        return Err(damaged("UTF-16"));
    }
    Ok(Decoded { text: text.into_owned(), notice: None })
}

/// UTF-8 where it is UTF-8; otherwise what Excel writes on Windows.
fn decode_unmarked(bytes: Vec<u8>) -> Decoded {
    String::from_utf8(bytes).map_or_else(
        |error| {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            let notice = Some(
                "read as Windows-1252 (what Excel's plain \"CSV\" writes), because it is not UTF-8".into(),
            );
            Decoded { text: text.into_owned(), notice }
        },
        |text| Decoded { text, notice: None },
    )
}

/// Lone carriage returns end lines in files of old Macs and of `CSV (Macintosh)`.
fn modern_line_ends(text: String) -> String {
    let bytes = text.as_bytes();
    let is_lone = |at: &usize| bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !bytes.contains(&b'\r') || !(0..bytes.len()).any(|at| is_lone(&at)) {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What a file is by its first bytes, where that is nothing we read.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let lower = start.to_ascii_lowercase();
    let kinds: [(&[u8], &str); 6] = [
        (b"pk\x03\x04", "a workbook (.xlsx, .ods) or another zipped file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
        (b"%pdf", "a PDF"),
        (b"{\\rtf", "a text document (.rtf)"),
        (b"<!doctype", "a web page"),
        (b"<html", "a web page"),
    ];
    kinds.iter().find(|(magic, _)| lower.starts_with(magic)).map(|(_, kind)| *kind)
}

fn not_text(kind: &str) -> Refusal {
    let words = Words::new(
        format!("this is {kind}, not a CSV file"),
        "stakeout reads tables as text, one file for each table",
    );
    (
        "not-csv",
        words.line("open it in Excel or LibreOffice, choose Save as, and save each sheet as \"CSV UTF-8\""),
    )
}

fn damaged(encoding: &str) -> Refusal {
    let why = format!(
        "it starts as {encoding} text, but bytes in it are no {encoding}: a letter could be lost without a word"
    );
    let words = Words::new("the text of this file is damaged", why);
    ("damaged-text", words.line("save it again as \"CSV UTF-8\""))
}

/// Said of files and of standard input.
pub(super) fn too_long() -> Refusal {
    let words = Words::new(
        "this file is longer than 1 GiB",
        "stakeout reads at most 1 GiB and 1,000,000 rows of a file",
    );
    ("file-too-long", words.line("split it into several files in one folder, each with its header"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).unwrap().text
    }

    #[test]
    fn every_encoding_of_a_spreadsheet_is_read() {
        let wanted = "sujets;périmètre\n11;été";
        let utf16: Vec<u8> = wanted.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_be: Vec<u8> = wanted.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (windows, _, _) = WINDOWS_1252.encode(wanted);
        assert_eq!(text(wanted.as_bytes()), wanted);
        assert_eq!(text(&[b"\xEF\xBB\xBF", wanted.as_bytes()].concat()), wanted);
        assert_eq!(text(&[b"\xFF\xFE", &utf16[..]].concat()), wanted);
        assert_eq!(text(&[b"\xFE\xFF", &utf16_be[..]].concat()), wanted);
        assert_eq!(text(&utf16), wanted);
        assert_eq!(text(&utf16_be), wanted);
        assert_eq!(text(&windows), wanted);
    }

    #[test]
    fn lone_carriage_returns_end_lines() {
        assert_eq!(text(b"a\rb\r\nc"), "a\nb\nc");
        assert_eq!(text(b"a\r\nb"), "a\r\nb");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in
            [&b"PK\x03\x04..."[..], b"%PDF-1.7", b"tier,subjects\n\0\0\0", b"\xFF\xFE\x00\xD8\x41\x00"]
        {
            assert!(decode(bytes.to_vec()).is_err());
        }
    }
}
