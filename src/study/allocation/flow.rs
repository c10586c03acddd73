//! Who is watched in each way, and by how many officers: what the steps come to.

use super::super::Measure;
use super::super::compile::{Builder, Built};
use super::cells::{AllocatedRow, Allocation};
use super::chain::{Chain, Staff};
use super::draft::{Draft, member, none, single};
use super::inputs::name_of;
use crate::sheet::{CellId, Expr, Source};
use crate::unit::Unit;
use std::rc::Rc;

/// What the sum over a tier's ways is never more than.
type Whole<'w> = dyn Fn(usize) -> Expr + 'w;

/// The cells of a tier in one way of watching.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells {
    pub watched: Source,
    pub officers: Source,
}

/// The steps that move people into a way (with the officers of those that only do that) and out of it.
#[derive(Debug, Clone, Default)]
struct Flows {
    more: Vec<(Source, Option<Source>)>,
    less: Vec<Source>,
}

impl Builder<'_> {
    /// Subjects and officers of each tier's ways, from the steps that move people in and out of them.
    pub(super) fn way_cells(
        &mut self,
        draft: &Draft<'_>,
        chains: &[&Chain],
        shared: &[(usize, usize, Cells)],
    ) -> Built<Vec<Vec<Cells>>> {
        let mut flows: Vec<Vec<Flows>> =
            draft.case.lines.iter().map(|line| vec![Flows::default(); line.ways.len()]).collect();
        for chain in chains {
            for (at, step) in chain.steps.iter().enumerate() {
                let watched = member(chain.watched, at);
                for moved in &step.moves {
                    if let Some(way) = moved.from {
                        flows[moved.line][way].less.push(watched);
                    }
                    if let Some(way) = moved.to {
                        let officers = moved.from.is_none() && step.moves.len() == 1;
                        let officers = officers.then(|| member(chain.officers, at));
                        flows[moved.line][way].more.push((watched, officers));
                    }
                }
            }
        }
        for (line, way, cells) in shared {
            flows[*line][*way].more.push((cells.watched, Some(cells.officers)));
        }
        let mut cells = Vec::new();
        for (line, ways) in flows.iter().enumerate() {
            let own = ways.iter().enumerate().map(|(way, flows)| self.way_cell(draft, (line, way), flows));
            cells.push(own.collect::<Built<Vec<Cells>>>()?);
        }
        Ok(cells)
    }

    fn way_cell(&mut self, draft: &Draft<'_>, (line, way): (usize, usize), flows: &Flows) -> Built<Cells> {
        let tier = self.study.tiers[draft.tiers.rows[line]].name.clone();
        let regime = draft.case.regime(line, way).filter(|_| draft.case.lines[line].ways.len() > 1);
        let regime = regime.map(|at| Rc::clone(&self.study.regimes[at].name));
        let key = |key: &str| name_of(&tier, regime.as_deref(), key);
        let more = flows.more.iter().map(|(watched, _)| Expr::from(*watched));
        let mut watched = more.reduce(|sum, next| sum + next).unwrap_or_else(|| none(Unit::subjects()));
        for less in &flows.less {
            watched = watched - Expr::from(*less);
        }
        // A sum of steps is never more than the whole, and what moves on is never more than was there: its ends need
        // not be either.
        if !flows.less.is_empty() {
            watched = watched.max(none(Unit::subjects()));
        }
        let is_of_several = flows.more.len() + flows.less.len() > 1 || draft.case.lines[line].ways.len() > 1;
        if is_of_several {
            watched = watched.min(self.element(draft.people, line));
        }
        let watched = self.place(&key("subjects_watched"), "subjects", watched)?;
        let direct: Option<Vec<Source>> = flows.more.iter().map(|(_, officers)| *officers).collect();
        let officers = match direct.filter(|_| flows.less.is_empty()) {
            Some(direct) => {
                let all = direct.into_iter().map(Expr::from).reduce(|sum, next| sum + next);
                all.unwrap_or_else(|| none(Unit::officers()))
            }
            None => Expr::from(watched) * Expr::from(draft.ratios[line][way]),
        };
        let officers = if is_of_several { officers.min(draft.available) } else { officers };
        let officers = self.place(&key("officers_assigned"), "officers", officers)?;
        Ok(Cells { watched, officers })
    }

    /// The answering cells, from those of each tier's ways.
    pub(super) fn answer(
        &mut self,
        draft: &Draft<'_>,
        cells: &[Vec<Cells>],
        staff: Staff,
    ) -> Built<Allocation> {
        let Staff { left, assigned, minimums } = staff;
        let people: Vec<Source> = (0..cells.len()).map(|at| self.element(draft.people, at)).collect();
        let all_of = |at: usize| Expr::from(people[at]);
        let there = Expr::from(draft.available);
        let watched =
            self.tier_family(draft, cells, "subjects_watched", "subjects", (|own| own.watched, &all_of))?;
        let officers = self.tier_family(
            draft,
            cells,
            "officers_assigned",
            "officers",
            (|own| own.officers, &|_| there.clone()),
        )?;
        let share = self.formula("share_watched", "share", watched / draft.people)?;
        let left = self.formula("officers_left_over", "officers", left.min(draft.available))?;
        let mut rows = Vec::new();
        for (tier, ways) in cells.iter().enumerate() {
            for (way, own) in ways.iter().enumerate() {
                let share = if ways.len() == 1 {
                    self.element(share, tier)
                } else {
                    let whole = Expr::from(self.element(draft.people, tier));
                    let name = name_of(&self.study.tiers[draft.tiers.rows[tier]].name, None, "share_watched");
                    self.formula(&name, "share", Expr::from(own.watched) / whole).map(single)?
                };
                let regime = draft.case.regime(tier, way);
                rows.push(AllocatedRow { tier, regime, watched: own.watched, officers: own.officers, share });
            }
        }
        let total = self.totals(draft, watched, (assigned, left))?;
        Ok(Allocation {
            rule: draft.rule,
            rows,
            people,
            alone: vec![
                (Measure::SubjectsWatched, watched),
                (Measure::ShareWatched, share),
                (Measure::OfficersAssigned, officers),
            ],
            total,
            minimums,
            available: draft.available,
            case: draft.case.clone(),
            ratios: draft.ratios.clone(),
            values: self.values(draft),
            worths: self.regime_limits.iter().map(|own| own.worth.map(|cell| self.now(cell))).collect(),
        })
    }

    fn values(&self, draft: &Draft<'_>) -> Vec<Option<Source>> {
        let value = draft.tiers.allotments.value.map(|cell| self.now(cell));
        (0..draft.case.lines.len()).map(|at| value.map(|cell| self.element(cell, at))).collect()
    }

    /// The answers for all tiers together.
    fn totals(
        &mut self,
        draft: &Draft<'_>,
        watched: CellId,
        (assigned, left): (Expr, CellId),
    ) -> Built<Vec<(Measure, Source)>> {
        let sum = |cell: CellId| match draft.tiers.axis {
            Some(_) => Expr::from(cell).sum(),
            None => Expr::from(cell),
        };
        let people = sum(draft.people);
        // The sum is never larger than the whole: its ends need not be either.
        let people = self.place("subjects_to_watch", "subjects", people)?;
        let all = self.formula("subjects_watched", "subjects", sum(watched).min(people))?;
        let assigned = self.formula("officers_assigned", "officers", assigned.min(draft.available))?;
        let share = self.formula("share_watched", "share", all / people)?;
        Ok(vec![
            (Measure::SubjectsWatched, single(all)),
            (Measure::ShareWatched, single(share)),
            (Measure::OfficersAssigned, single(assigned)),
            (Measure::OfficersLeftOver, single(left)),
        ])
    }

    /// One value for each tier: the sum over its ways.
    fn tier_family(
        &mut self,
        draft: &Draft<'_>,
        cells: &[Vec<Cells>],
        key: &str,
        unit: &str,
        (of, whole): (fn(&Cells) -> Source, &Whole<'_>),
    ) -> Built<CellId> {
        let mut sources = Vec::new();
        for (at, ways) in cells.iter().enumerate() {
            let all = ways.iter().map(|own| Expr::from(of(own))).reduce(|sum, next| sum + next);
            let name = name_of(&self.study.tiers[draft.tiers.rows[at]].name, None, key);
            let all = all.unwrap_or_else(|| none(unit.parse().unwrap_or_default()));
            let all = if ways.len() > 1 { all.min(whole(at)) } else { all };
            sources.push(self.place(&name, unit, all)?);
        }
        match (draft.tiers.axis, sources.as_slice()) {
            (Some(axis), _) => self.formula(key, unit, Expr::Pick(axis, sources.into())),
            (None, [Source { cell, member: None }]) => Ok(*cell),
            (None, [source, ..]) => self.formula(key, unit, Expr::from(*source)),
            (None, []) => self.formula(key, unit, none(unit.parse().unwrap_or_default())),
        }
    }
}
