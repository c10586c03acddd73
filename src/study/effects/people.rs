//! Who counts for those who will attack: the watched who are in sight, and all who are listed, each person once.

use super::super::Measure;
use super::super::allocation::Allocation;
use super::super::compile::{Builder, Built, TierCells, TierInputs};
use crate::sheet::{CellId, Expr, Source, input_name};
use crate::unit::Unit;

/// The watched who are in sight and all who are listed, by tier and in all.
pub(super) struct People {
    pub seen: CellId,
    pub seen_in_all: Source,
    pub listed: CellId,
    pub listed_in_all: Source,
    /// Whether some of the watched may be out of sight.
    pub may_be_lost: bool,
}

impl Builder<'_> {
    /// Everybody on the lists counts, also where only a share is to be watched.
    pub(super) fn people(
        &mut self,
        tiers: &TierInputs,
        cells: &TierCells,
        allocation: &Allocation,
        contact: &[Option<CellId>],
    ) -> Built<People> {
        let listed = self.add_counted_once(tiers, cells.subjects.0)?;
        let listed_in_all = if listed == cells.subjects.0 {
            cells.subjects.1
        } else {
            self.place("subjects_listed", "subjects", tiers.sum(listed))?
        };
        let may_be_lost =
            allocation.rows.iter().any(|row| row.regime.is_some_and(|at| contact[at].is_some()));
        let of = Measure::SubjectsWatched;
        let watched = allocation.alone.iter().find(|(known, _)| *known == of).map(|(_, cell)| *cell);
        let in_all = allocation.total.iter().find(|(known, _)| *known == of).map(|(_, source)| *source);
        let (seen, seen_in_all) = match watched.zip(in_all) {
            Some((watched, all)) if !may_be_lost => (watched, all),
            _ => {
                let seen = self.add_in_sight(tiers, allocation, contact)?;
                (seen, self.place("subjects_in_contact", "subjects", tiers.sum(seen))?)
            }
        };
        Ok(People { seen, seen_in_all, listed, listed_in_all, may_be_lost })
    }

    /// Of each tier's watched, those in sight: the sum over its ways of watched x in contact.
    fn add_in_sight(
        &mut self,
        tiers: &TierInputs,
        allocation: &Allocation,
        contact: &[Option<CellId>],
    ) -> Built<CellId> {
        const KEY: &str = "subjects_in_contact";
        let mut sources = Vec::new();
        for ways in allocation.rows.chunk_by(|a, b| a.tier == b.tier) {
            let seen = ways.iter().map(|row| {
                let contact = row.regime.and_then(|at| contact[at]);
                contact.map_or_else(|| row.watched.into(), |share| Expr::from(row.watched) * share)
            });
            let seen = seen.reduce(|sum, next| sum + next);
            let seen = seen.unwrap_or_else(|| Expr::Constant(0.0, Unit::subjects()));
            let tier = &self.study.tiers[tiers.rows[ways[0].tier]].name;
            sources.push(self.place(&input_name(tier, KEY), "subjects", seen)?);
        }
        match (tiers.axis, sources.first()) {
            (None, Some(Source { cell, member: None })) => Ok(*cell),
            (None, Some(source)) => self.formula(KEY, "subjects", Expr::from(*source)),
            (Some(axis), _) => self.formula(KEY, "subjects", Expr::Pick(axis, sources.into())),
            (None, None) => self.formula(KEY, "subjects", Expr::Constant(0.0, Unit::subjects())),
        }
    }
}
