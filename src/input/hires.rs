//! Knows the table `hires`: posts announced for pools, what each row is called, and which cannot have been meant.

use super::columns::Column;
use super::dates::{needed_period, period};
use super::diagnostic::{Problems, Words, listed, nearest, shown};
use super::names::{NameIndex, check_name, is_total, line_of, report_twice};
use super::pools::Pools;
use super::rows::walk;
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use super::tiers::Tiers;
use crate::quantity::Moment;
use crate::study::{Entry, Hires};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

/// The posts announced in all files.
#[derive(Debug, Default)]
pub(super) struct Intakes {
    pub list: Vec<Hires>,
    /// For each, its table and row.
    rows: Vec<(usize, usize)>,
    index: NameIndex,
}

/// The pools that can grow: the one without a name is that of the tiers' rows.
struct Growing<'p> {
    names: Vec<&'p str>,
}

impl Intakes {
    /// Reads the rows of all tables, then names them.
    pub fn read(tables: &[Table], (pools, tiers): (&Pools, &Tiers), problems: &mut Problems) -> Self {
        let mut intakes = Self::default();
        let growing = Growing::new(pools, tiers);
        walk(tables, TableKind::Hires, |(number, row), neighbours| {
            intakes.list.push(hires(&tables[number], row, &growing, neighbours, problems));
            intakes.rows.push((number, row));
        });
        intakes.name(tables);
        intakes.check_names(tables, &growing, problems);
        intakes
    }

    /// Names the rows that have no name of their own: by their pool, and by their start where it has several.
    fn name(&mut self, tables: &[Table]) {
        let mut rows_of: HashMap<Rc<str>, usize> = HashMap::new();
        for hires in &self.list {
            *rows_of.entry(Rc::clone(&hires.pool)).or_default() += 1;
        }
        for (hires, (number, row)) in self.list.iter_mut().zip(&self.rows) {
            if !hires.name.is_empty() {
                continue;
            }
            hires.name = Rc::clone(&hires.pool);
            if rows_of.get(&hires.pool) != Some(&1) {
                let from = tables[*number].text(*row, Column::From);
                hires.name = Rc::from(format!("{} {from}", hires.pool).trim());
            }
        }
    }

    fn check_names(&mut self, tables: &[Table], growing: &Growing<'_>, problems: &mut Problems) {
        for (place, &(number, row)) in self.rows.iter().enumerate() {
            let (table, list) = (&tables[number], &self.list);
            let hires = &list[place];
            // A blank date is told already, and the name is not what it will be.
            if table.text(row, Column::From).is_empty() && table.text(row, Column::Intake).is_empty() {
                continue;
            }
            if let Some(other) = self.index.add(("", &hires.name), place, |place| ("", &list[place].name)) {
                let (number, other) = self.rows[other];
                let grid = &tables[number].grid;
                report_same(table, row, hires, (&grid.name, grid.records.line(other)), problems);
            } else if hires.name != hires.pool && growing.names.contains(&&*hires.name) {
                report_other_pool(table, row, hires, problems);
            }
        }
    }
}

impl<'p> Growing<'p> {
    fn new(pools: &'p Pools, tiers: &'p Tiers) -> Self {
        let of_tiers = tiers.pools.iter().filter(|pool| pool.scenario.is_none());
        Self { names: pools.list.iter().chain(of_tiers).map(|pool| &*pool.name).collect() }
    }
}

fn hires(
    table: &Table,
    row: usize,
    growing: &Growing<'_>,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Hires {
    let (from, to) = dates(table, row, problems);
    let mut entry = |column| table.entry(row, column, neighbours, problems);
    let [filled, training_months, trainer_share, assigned] =
        [Column::Filled, Column::TrainingMonths, Column::TrainerShare, Column::Assigned].map(&mut entry);
    check_trainer_share(table, row, trainer_share.as_ref(), problems);
    Hires {
        name: own_name(table, row, problems),
        pool: pool(table, row, growing, problems),
        announced: table.needed_entry(row, Column::Announced, neighbours, problems),
        from,
        from_written: table.text(row, Column::From).into(),
        to,
        filled,
        training_months,
        trainer_share,
        assigned,
        provenance: table.provenance(row, neighbours),
    }
}

fn own_name(table: &Table, row: usize, problems: &mut Problems) -> Rc<str> {
    let name = table.text(row, Column::Intake);
    if is_total(&name) {
        table.report(problems, row, Column::Intake, "total-row", || {
            let message = format!("the row `{}` is listed as an intake", shown(&name));
            Words::new(
                message,
                "its posts would be counted twice: remove the row, stakeout adds the posts up itself",
            )
        });
    } else {
        check_name(table, row, Column::Intake, &name, problems);
    }
    Rc::from(&*name)
}

/// The pool that grows: the one named, else the only one there is.
fn pool(table: &Table, row: usize, growing: &Growing<'_>, problems: &mut Problems) -> Rc<str> {
    let name = table.text(row, Column::Pool);
    match growing.names.as_slice() {
        [] => report_no_pools(table, row, &name, problems),
        [only] if name.is_empty() => return Rc::from(*only),
        names if names.contains(&&*name) && !name.is_empty() => {}
        [""] => report_nameless_pool(table, row, &name, problems),
        names if name.is_empty() => report_which_pool(table, row, names, problems),
        names => report_unknown_pool(table, row, &name, names, problems),
    }
    Rc::from(&*name)
}

/// The start of `from` and the end of `to`; of `from` itself where `to` is blank.
fn dates(table: &Table, row: usize, problems: &mut Problems) -> (Moment, Moment) {
    let first = needed_period(table, row, Column::From, problems);
    let is_open = table.text(row, Column::To).is_empty();
    let last = if is_open { first } else { period(table, row, Column::To, problems) };
    // What could not be read is told already, and no study comes of it.
    let none = Moment::of_years(f64::NAN);
    let (Some((from, _)), Some((_, to))) = (first, last) else { return (none, none) };
    if to.order(from) != Ordering::Greater {
        report_backwards(table, row, problems);
    }
    (from, to)
}

fn report_backwards(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::To, "dates-backwards", || {
        let (from, to) = (table.text(row, Column::From), table.text(row, Column::To));
        let message = format!("`{}` under `to` is not after `{}` under `from`", shown(&to), shown(&from));
        let swapped = [(table.column(Column::From), &*to), (table.column(Column::To), &*from)];
        Words::new(
            message,
            "the posts are filled from the one to the other: swap them, or put the wrong one right",
        )
        .line(table.grid.line_with(row, &swapped))
    });
}

/// So many officers busy with each recruit are a percentage whose sign was left out.
const MOST_TRAINERS: f64 = 10.0;

fn check_trainer_share(table: &Table, row: usize, share: Option<&Entry>, problems: &mut Problems) {
    let high = share.map_or(0.0, |entry| entry.quantity.ends().map_or(entry.quantity.base(), |ends| ends.1));
    // A cell that could not be read is told already, and stands for no number.
    if high.is_nan() || high < MOST_TRAINERS {
        return;
    }
    table.report(problems, row, Column::TrainerShare, "trainer-share", || {
        let text = table.text(row, Column::TrainerShare);
        let message = format!("`{}` officers would be tied up by each recruit in training", shown(&text));
        let why =
            "it is the part of one officer that each recruit takes: write a fifth as 0.2, 20% or 1 in 5";
        let is_percentage = text.parse().is_ok_and(|percent: f64| percent <= 100.0);
        Words::new(message, why).cell_if(is_percentage.then(|| format!("{text}%")))
    });
}

fn report_no_pools(table: &Table, row: usize, name: &str, problems: &mut Problems) {
    let column = if name.is_empty() { Column::Announced } else { Column::Pool };
    table.report(problems, row, column, "no-pools", || {
        let named = if name.is_empty() { "DGSI".to_owned() } else { shown(name) };
        let why = "posts are added to officers there are: put a CSV file with a pools table into the folder";
        Words::new("these posts are announced for a pool, and the study has none", why)
            .line(format!("pool,officers\n{named},3300"))
    });
}

fn report_nameless_pool(table: &Table, row: usize, name: &str, problems: &mut Problems) {
    table.report(problems, row, Column::Pool, "unknown-pool", || {
        let message = format!("there is no pool `{}`", shown(name));
        let why = "the officers are given on the tiers' rows and have no name: leave the cell blank, or give them in a pools table";
        Words::new(message, why).cell("")
    });
}

fn report_which_pool(table: &Table, row: usize, names: &[&str], problems: &mut Problems) {
    let column = if table.has(Column::Pool) { Column::Pool } else { Column::Announced };
    table.report(problems, row, column, "which-pool", || {
        let pools = listed(names.iter().take(8).copied());
        let why = format!("the pools are {pools}: write the one that is meant under `pool`");
        Words::new("this row does not say for which pool the posts are", why)
    });
}

fn report_unknown_pool(table: &Table, row: usize, name: &str, names: &[&str], problems: &mut Problems) {
    table.report(problems, row, Column::Pool, "unknown-pool", || {
        let near = nearest(name, names.iter().copied());
        let why = near.map_or_else(
            || format!("the pools of this study are {}", listed(names.iter().take(8).copied())),
            |near| format!("did you mean `{}`?", shown(near)),
        );
        Words::new(format!("there is no pool `{}`", shown(name)), why).cell_if(near)
    });
}

/// Two rows of one name; where it is not their own, what makes it the same.
fn report_same(table: &Table, row: usize, hires: &Hires, earlier: (&str, u32), problems: &mut Problems) {
    if !table.text(row, Column::Intake).is_empty() {
        return report_twice(table, row, Column::Intake, &hires.name, earlier, problems);
    }
    table.report(problems, row, Column::From, "row-twice", || {
        let place = line_of(earlier, table);
        let message = format!("the row on {place} has the name `{}` too", shown(&hires.name));
        let why = "counted twice, the posts would be too many: remove one of the rows, or give each a name under `intake`";
        Words::new(message, why)
    });
}

/// `DGSI.announced` would be taken for posts of the DGSI.
fn report_other_pool(table: &Table, row: usize, hires: &Hires, problems: &mut Problems) {
    let column = if table.has(Column::Intake) { Column::Intake } else { Column::From };
    table.report(problems, row, column, "intake-named-as-pool", || {
        let (name, pool) = (shown(&hires.name), shown(&hires.pool));
        let message = format!("the intake `{name}` is for the pool `{pool}`, but it has the name of another");
        let why =
            format!("`{name}.announced` would be taken for posts of `{name}`: give the row another name");
        Words::new(message, why)
    });
}
