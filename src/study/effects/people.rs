//! Who counts for those who will attack: the watched who are in sight, and all who are listed, each person once.

use super::super::Measure;
use super::super::allocation::{AllocatedRow, Allocation};
use super::super::compile::{Builder, Built, TierInputs};
use super::super::compiled::TierCells;
use crate::sheet::{CellId, Expr, Source, input_name};
use crate::unit::Unit;
use std::rc::Rc;

/// The watched and all who are listed, by tier and in all.
pub(super) struct People {
    allocation: Rc<Allocation>,
    pub watched: CellId,
    pub watched_in_all: Source,
    pub listed: CellId,
    pub listed_in_all: Source,
    pub sight: Sight,
    /// Whether how many are listed has a range, for one tier at least and for all together.
    pub is_ranged: [bool; 2],
    /// Whether a list could be of less than one person.
    pub may_be_empty: [bool; 2],
}

/// Which of the watched are in sight.
pub(super) enum Sight {
    /// All of them.
    All,
    /// The same share of the time for everybody.
    Same(CellId),
    /// A share of its own for each regime; `None` for all of the time.
    ByRegime(Vec<Option<CellId>>),
}

impl Builder<'_> {
    /// Everybody on the lists counts, also where only a share is to be watched; `None` where nobody is allocated.
    pub(super) fn people(
        &mut self,
        tiers: &TierInputs,
        cells: &TierCells,
        allocation: &Rc<Allocation>,
        contact: &[Option<CellId>],
    ) -> Built<Option<People>> {
        let of = Measure::SubjectsWatched;
        let watched = allocation.alone.iter().find(|(known, _)| *known == of).map(|(_, cell)| *cell);
        let in_all = allocation.total.iter().find(|(known, _)| *known == of).map(|(_, source)| *source);
        let Some((watched, watched_in_all)) = watched.zip(in_all) else { return Ok(None) };
        let listed = self.add_counted_once(tiers, cells.subjects.0)?;
        let listed_in_all = if listed == cells.subjects.0 {
            cells.subjects.1
        } else {
            self.place("subjects_listed", "subjects", tiers.sum(listed))?
        };
        Ok(Some(People {
            allocation: Rc::clone(allocation),
            watched,
            watched_in_all,
            listed,
            listed_in_all,
            sight: sight(allocation, contact),
            is_ranged: [true; 2],
            may_be_empty: [true; 2],
        }))
    }

    /// Of each tier's people, the share that is watched and in sight: over its ways, watched / subjects x in contact.
    pub(super) fn share_in_sight(&mut self, tiers: &TierInputs, people: &People) -> Built<Expr> {
        let share = people.share(people.watched.into(), people.listed.into(), 0);
        match &people.sight {
            Sight::All => Ok(share),
            Sight::Same(contact) => Ok(share * *contact),
            Sight::ByRegime(contact) => {
                let of_row = |builder: &Self, row: &AllocatedRow| {
                    let listed = Expr::from(builder.element(people.listed, row.tier));
                    let share = people.share(row.watched.into(), listed, 0);
                    row.regime.and_then(|at| contact[at]).map_or(share.clone(), |contact| share * contact)
                };
                self.by_tier(tiers, people, ("share_in_contact", "share"), of_row).map(Expr::from)
            }
        }
    }

    /// The same of everybody listed.
    pub(super) fn share_in_sight_of_all(&mut self, tiers: &TierInputs, people: &People) -> Built<Expr> {
        let of_all = |seen: Source| people.share(seen.into(), people.listed_in_all.into(), 1);
        match &people.sight {
            Sight::All => Ok(of_all(people.watched_in_all)),
            Sight::Same(contact) => Ok(of_all(people.watched_in_all) * *contact),
            Sight::ByRegime(contact) => {
                let of_row = |_: &Self, row: &AllocatedRow| {
                    let watched = Expr::from(row.watched);
                    row.regime.and_then(|at| contact[at]).map_or(watched.clone(), |contact| watched * contact)
                };
                let seen = self.by_tier(tiers, people, ("subjects_in_contact", "subjects"), of_row)?;
                let seen = self.place("subjects_in_contact", "subjects", tiers.sum(seen))?;
                Ok(of_all(seen))
            }
        }
    }

    /// A family that sums over each tier's ways.
    fn by_tier(
        &mut self,
        tiers: &TierInputs,
        people: &People,
        (key, unit): (&str, &str),
        of_row: impl Fn(&Self, &AllocatedRow) -> Expr,
    ) -> Built<CellId> {
        let mut sources = Vec::new();
        for ways in people.allocation.rows.chunk_by(|a, b| a.tier == b.tier) {
            let sum = ways.iter().map(|row| of_row(self, row)).reduce(|sum, next| sum + next);
            let sum = sum.unwrap_or_else(|| Expr::Constant(0.0, unit.parse().unwrap_or_default()));
            let tier = &self.study.tiers[tiers.rows[ways[0].tier]].name;
            sources.push(self.place(&input_name(tier, key), unit, sum)?);
        }
        match (tiers.axis, sources.first()) {
            (None, Some(Source { cell, member: None })) => Ok(*cell),
            (None, Some(source)) => self.formula(key, unit, Expr::from(*source)),
            (_, _) => {
                let axis = tiers.axis.unwrap_or_else(|| self.sheet.add_axis("tier", [].into()));
                self.formula(key, unit, Expr::Pick(axis, sources.into()))
            }
        }
    }
}

impl People {
    /// Some of the people listed, as a share. No more than all: said where lists have ranges, because a formula in
    /// which the same people stand twice does not show it.
    fn share(&self, some: Expr, listed: Expr, which: usize) -> Expr {
        let share = some / self.at_least_one(listed, which);
        if self.is_ranged[which] { share.min(whole()) } else { share }
    }

    /// A list that may be empty counts as one person, of whom nobody is watched.
    fn at_least_one(&self, listed: Expr, which: usize) -> Expr {
        if self.may_be_empty[which] { listed.max(Expr::Constant(1.0, Unit::subjects())) } else { listed }
    }
}

/// All of it.
pub(super) fn whole() -> Expr {
    Expr::Constant(1.0, Unit::share())
}

/// What is known of contact in the ways that are used.
fn sight(allocation: &Allocation, contact: &[Option<CellId>]) -> Sight {
    let mut shares = allocation.rows.iter().map(|row| row.regime.and_then(|at| contact[at]));
    let first = shares.next().flatten();
    match first {
        Some(first) if shares.all(|share| share == Some(first)) => Sight::Same(first),
        None if shares.all(|share| share.is_none()) => Sight::All,
        _ => Sight::ByRegime(contact.to_vec()),
    }
}
