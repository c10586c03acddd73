//! Knows how an input is named: its row, in brackets where the row is no bare word, a point, and its column.

use super::super::{InputColumn, column};

/// Row and column of an input's name, split at the last point, brackets off the row; no row where there is none.
pub(in super::super) fn split_name(name: &str) -> (Option<&str>, &str) {
    let name = name.trim();
    match name.rsplit_once('.') {
        None => (None, name),
        Some((row, column)) => {
            let row = row.trim();
            let inner = row.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            (Some(inner.unwrap_or(row).trim()), column.trim())
        }
    }
}

/// The column that an input's name ends in, if it is one.
pub fn column_named(name: &str) -> Option<&'static InputColumn> {
    column(split_name(name).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_the_last_point() {
        assert_eq!(split_name("DGSI.officers"), (Some("DGSI"), "officers"));
        assert_eq!(split_name("[24/7].officers_per_subject"), (Some("24/7"), "officers_per_subject"));
        assert_eq!(split_name("[St. Denis].subjects"), (Some("St. Denis"), "subjects"));
        assert_eq!(split_name(" officers "), (None, "officers"));
    }
}
