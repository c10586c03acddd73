//! Knows which names a study may use, and finds rows by theirs.

use super::columns::Column;
use super::diagnostic::{Problems, Words, shown};
use super::table::Table;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Finds rows by name without keeping a copy of any: the caller says which name a row has.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    rows: HashTable<Indexed>,
    hasher: DefaultHashBuilder,
}

/// A row, with a part of its name's hash: names are fetched, from all over the memory, only where that is equal.
#[derive(Debug)]
struct Indexed {
    row: u32,
    mark: u32,
}

impl Indexed {
    /// Whether it is the row with this name, of this hash.
    fn is<'n>(&self, hash: u64, name: FullName<'_>, name_of: &impl Fn(usize) -> FullName<'n>) -> bool {
        self.mark == mark(hash) && name_of(self.row as usize) == name
    }
}

/// Most rows belong to no scenario: theirs is the hash of the name alone.
fn hash_of_name(hasher: &DefaultHashBuilder, (scenario, name): FullName<'_>) -> u64 {
    if scenario.is_empty() { hasher.hash_one(name) } else { hasher.hash_one((scenario, name)) }
}

/// The half of a hash that does not choose the place in the table.
fn mark(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(0)
}

/// A row's name within its scenario (empty for the base).
pub(super) type FullName<'a> = (&'a str, &'a str);

impl NameIndex {
    /// Adds a row; the row that already has this name, if there is one.
    pub fn add<'n>(
        &mut self,
        name: FullName<'_>,
        row: usize,
        name_of: impl Fn(usize) -> FullName<'n>,
    ) -> Option<usize> {
        let hash = hash_of_name(&self.hasher, name);
        let hash_of = |other: &Indexed| hash_of_name(&self.hasher, name_of(other.row as usize));
        match self.rows.entry(hash, |other| other.is(hash, name, &name_of), hash_of) {
            Entry::Occupied(other) => Some(other.get().row as usize),
            Entry::Vacant(place) => {
                place.insert(Indexed { row: u32::try_from(row).unwrap_or(u32::MAX), mark: mark(hash) });
                None
            }
        }
    }

    /// The row with this name.
    pub fn find<'n>(&self, name: FullName<'_>, name_of: impl Fn(usize) -> FullName<'n>) -> Option<usize> {
        let hash = hash_of_name(&self.hasher, name);
        let found = self.rows.find(hash, |other| other.is(hash, name, &name_of));
        found.map(|found| found.row as usize)
    }

    /// Makes room for so many rows, which must not have been added yet.
    pub fn reserve(&mut self, rows: usize) {
        if self.rows.is_empty() {
            self.rows = HashTable::with_capacity(rows);
        }
    }
}

/// Reports a name that nothing may have. Every other name is fine.
pub(super) fn check_name(table: &Table, row: usize, column: Column, name: &str, problems: &mut Problems) {
    if is_reserved(name) {
        table.report(problems, row, column, "name-reserved", || {
            let article = if column.key().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            let message = format!("{article} {} may not be called `{}`", column.key(), shown(name));
            Words::new(message, "`base` and `total` are names that stakeout gives itself: choose another")
        });
    } else if name.bytes().any(|byte| matches!(byte, b'[' | b']')) {
        table.report(problems, row, column, "name-brackets", || {
            let message = format!("the name `{}` contains a square bracket", shown(name));
            let why = "brackets mark names in formulas, as in officers_required[foreign fighters]: use round ones or none";
            Words::new(message, why).cell(name.replace('[', "(").replace(']', ")"))
        });
    }
}

fn is_reserved(name: &str) -> bool {
    ["base", "total"].iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// Whether a name is that of a total row.
pub(super) fn is_total(name: &str) -> bool {
    // Few names begin as one of those does.
    let begins = match name.as_bytes() {
        [first, second, ..] => [first.to_ascii_lowercase(), second.to_ascii_lowercase()],
        _ => return false,
    };
    [b"to", b"gr", b"su", b"so", b"en", b"ov", b"al"].contains(&&begins) && is_one_of_totals(name)
}

fn is_one_of_totals(name: &str) -> bool {
    const TOTALS: [&str; 16] = [
        "total",
        "totals",
        "totaux",
        "grand total",
        "total général",
        "total general",
        "subtotal",
        "sub-total",
        "sous-total",
        "sum",
        "somme",
        "ensemble",
        "overall",
        "all",
        "altogether",
        "all tiers",
    ];
    let name = name.trim_end_matches([':', ' ']);
    let starts =
        |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    TOTALS.iter().any(|total| name.eq_ignore_ascii_case(total)) || starts("total ") || starts("sum of ")
}

/// Reports a row (table, row) whose name an earlier row (table, row) has.
pub(super) fn report_row_twice(
    tables: &[Table],
    (number, row): (usize, usize),
    (column, name): (Column, &str),
    (other, other_row): (usize, usize),
    problems: &mut Problems,
) {
    let grid = &tables[other].grid;
    let earlier = (grid.name.as_str(), grid.records.line(other_row));
    report_twice(&tables[number], row, column, name, earlier, problems);
}

/// Reports a row whose name an earlier row, in this file and line, has.
pub(super) fn report_twice(
    table: &Table,
    row: usize,
    column: Column,
    name: &str,
    earlier: (&str, u32),
    problems: &mut Problems,
) {
    table.report(problems, row, column, "row-twice", || {
        let place = line_of(earlier, table);
        let message = format!("the {} `{}` is already on {place}", column.key(), shown(name));
        let counted = [Column::Tier, Column::Pool, Column::Intake].contains(&column);
        let why = if counted {
            "counted twice, its people or officers would be too many"
        } else {
            "only one of the two could be used"
        };
        Words::new(message, format!("{why}: remove one of the rows, or give it another name"))
    });
}

/// A line of a file, as it is told in a table: its file is named where it is another.
pub(super) fn line_of((file, line): (&str, u32), table: &Table) -> String {
    if file == table.grid.name { format!("line {line}") } else { format!("line {line} of {file}") }
}

/// Reports the name of something that there is not.
pub(super) fn report_unknown(
    table: &Table,
    row: usize,
    column: Column,
    code: &'static str,
    problems: &mut Problems,
    words: impl FnOnce() -> (String, Option<String>),
) {
    table.report(problems, row, column, code, || {
        let (message, near) = words();
        let why = near.as_ref().map_or_else(
            || "names must be written exactly as in the row that defines them".to_owned(),
            |near| format!("did you mean `{}`?", shown(near)),
        );
        Words::new(message, why).cell_if(near)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn total_rows_are_known_by_their_names() {
        let totals = [
            "Total",
            "TOTALS",
            "totaux",
            "Grand total",
            "total général",
            "total general",
            "subtotal",
            "sub-total:",
            "sous-total",
            "Sum",
            "somme",
            "ensemble",
            "overall",
            "all",
            "altogether",
            "all tiers",
            "total 2015",
            "Sum of all",
        ];
        assert_eq!(totals.map(is_total), [true; 18]);
        assert_eq!(["", "t", "tier 1", "totalled", "allies", "Somerset"].map(is_total), [false; 6]);
    }
}
