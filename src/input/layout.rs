//! Knows how a file is laid out: which character separates its cells, and which row holds its headers.

use super::diagnostic::{Words, shown};
use super::grid::Grid;
use super::records::{CutFault, LONGEST_RECORD, Records, Uncut};
use super::source::Refusal;

/// Headers are looked for in so many rows; what stands above them is a preamble.
const HEADER_WITHIN: usize = 40;

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A file cut into cells, with the row of its headers.
#[derive(Debug)]
pub(crate) struct LaidOut {
    pub grid: Grid,
    /// The row with the headers.
    pub header: usize,
    pub notices: Vec<String>,
}

/// Whether a header means something to whoever reads the file.
pub(crate) type IsKnown = fn(&str) -> bool;

/// Cuts a text by the separator that finds most known headers.
pub(super) fn lay_out(file: u32, name: &str, text: String, is_known: IsKnown) -> Result<LaidOut, Refusal> {
    let stated = stated_separator(&text);
    let separator = stated.unwrap_or_else(|| best_separator(&text, is_known));
    let first_row = u32::from(stated.is_none());
    let records = match Records::cut(text, separator, first_row) {
        Ok(records) => records,
        Err((text, uncut)) => return Err(uncuttable(&text, uncut)),
    };
    let skipped = usize::from(stated.is_some());
    if records.len() <= skipped {
        return Err(empty());
    }
    let header = skipped
        + header_among(
            (skipped..records.len().min(HEADER_WITHIN))
                .map(|row| known_headers(records.values(row), is_known)),
        );
    let notices = preamble_notice(name, &records, skipped..header).into_iter().collect();
    Ok(LaidOut { grid: Grid { file, name: name.to_owned(), records }, header, notices })
}

/// The separator that Excel is told by a first line `sep=;`.
fn stated_separator(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim().trim_matches('"');
    let stated =
        line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(line.as_bytes().get(4))?;
    SEPARATORS.contains(stated).then_some(*stated)
}

fn best_separator(text: &str, is_known: IsKnown) -> u8 {
    // Where none is known, the one that finds most cells: a file of `;;;` is empty.
    let mut best = ((0, 0), SEPARATORS[0]);
    for separator in SEPARATORS {
        let rows = Records::glimpse(text, separator, HEADER_WITHIN);
        let width = if rows.is_empty() { usize::MAX } else { rows[0].len() };
        let found = rows.into_iter().map(|row| known_headers(row.into_iter(), is_known)).max().unwrap_or(0);
        if found > best.0.0 || found == 0 && best.0.0 == 0 && width > best.0.1 {
            best = ((found, width), separator);
        }
    }
    best.1
}

/// The first of the rows that hold most known headers.
fn header_among(known: impl Iterator<Item = usize>) -> usize {
    let mut best = (0, 0);
    for (row, found) in known.enumerate() {
        if found > best.0 {
            best = (found, row);
        }
    }
    best.1
}

fn known_headers(cells: impl Iterator<Item = impl AsRef<str>>, is_known: IsKnown) -> usize {
    // Headers are few and short: a row of data may be neither.
    cells.take(200).filter(|cell| cell.as_ref().len() <= 100 && is_known(cell.as_ref())).count()
}

fn preamble_notice(name: &str, records: &Records, rows: std::ops::Range<usize>) -> Option<String> {
    let first = records.values(rows.clone().next()?).find(|cell| !cell.is_empty())?;
    let lines = rows.len();
    let rows = if lines == 1 { "1 row".to_owned() } else { format!("{lines} rows") };
    Some(format!("{name}: {rows} above the headers skipped, from \"{}\"", shown(&first)))
}

fn uncuttable(text: &str, Uncut { at, line, fault }: Uncut) -> Refusal {
    match fault {
        CutFault::OpenQuote => {
            let start = shown(text.get(at..).unwrap_or_default().lines().next().unwrap_or_default());
            let message = format!("the quote that opens on line {line} (`{start}`) is never closed");
            let why = "all that follows it would be one cell";
            let fix = "close it with another \" or remove it; a quote inside a quoted cell is written twice";
            ("quote-open", Words::new(message, why).line(fix))
        }
        CutFault::LongRecord => {
            let message = format!("the row that starts on line {line} is longer than {LONGEST_RECORD} bytes");
            let words = Words::new(
                message,
                "no row of a table of numbers is that long: a quote may be missing, or the file is no table",
            );
            ("row-too-long", words)
        }
        CutFault::TooManyRows => {
            let message = "this file has more than 1,000,000 rows";
            (
                "too-many-rows",
                Words::new(message, "that is the limit for one file")
                    .line("add up rows that are watched in the same way"),
            )
        }
    }
}

/// Said of files without any row.
pub(super) fn empty() -> Refusal {
    let words = Words::new(
        "this file is empty",
        "an empty list is not the number 0: nothing can be calculated from it",
    );
    ("empty-file", words.line("tier,subjects,officers_per_subject,officers\nlisted,11000,15-20,3300"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str) -> (char, usize, Vec<String>) {
        let laid_out = lay_out(0, "x.csv", text.to_owned(), crate::input::columns::is_known).unwrap();
        (char::from(laid_out.grid.records.separator), laid_out.header, laid_out.notices)
    }

    #[test]
    fn the_separator_is_the_one_that_finds_most_headers() {
        for separator in [",", ";", "\t", "|"] {
            let text = "tier;subjects;officers_per_subject\nA, B | C;11,000;15-20\n".replace(';', separator);
            assert_eq!(laid_out(&text).0.to_string(), separator);
        }
        assert_eq!(laid_out("sep=|\ntier|subjects,officers|x").0, '|');
        assert_eq!(laid_out("subjects\n5").0, ',');
    }

    #[test]
    fn rows_above_the_headers_are_skipped_and_said() {
        let (_, header, notices) =
            laid_out("Watchlists, 2015\n\nMinistry of the Interior\ntier,subjects\nA,1\n");
        assert_eq!(header, 2);
        assert_eq!(notices, ["x.csv: 2 rows above the headers skipped, from \"Watchlists\""]);
        assert_eq!(laid_out("sep=;\ntier;subjects\nA;1"), (';', 1, vec![]));
    }
}
