//! Rules as cells: steps one after the other, or every tier its share.

use super::super::compile::{Builder, Built};
use super::case::Step;
use super::cells::Allocation;
use super::draft::{Draft, member, none, single};
use super::flow::Cells;
use super::inputs::name_of;
use super::ledger::Ledger;
use super::order::{Ways, steps};
use crate::sheet::{AxisId, CellId, Expr, RowName, Source, input_name};
use crate::unit::Unit;

/// Cells that a list of steps makes.
pub(super) struct Chain {
    pub steps: Vec<Step>,
    pub in_line: CellId,
    pub ahead: CellId,
    pub watched: CellId,
    pub officers: CellId,
}

/// Officers of all tiers together.
pub(super) struct Staff {
    /// Those without a task.
    pub left: Expr,
    /// Those with one.
    pub assigned: Expr,
    /// What the least shares take, where there are any.
    pub minimums: Option<CellId>,
}

/// What sharing officers in proportion comes to.
struct Shared {
    /// Tier, way, cells.
    cells: Vec<(usize, usize, Cells)>,
    left: Expr,
    assigned: Expr,
    /// Whether limits may keep a tier from using its share.
    has_idle: bool,
}

/// What one tier does with its share of the officers.
struct Spent {
    cells: Vec<(usize, usize, Cells)>,
    /// Officers whom its limits leave without a task.
    idle: Option<Source>,
}

impl Builder<'_> {
    /// Where the officers of one move of a step stand.
    fn cost(&mut self, draft: &Draft<'_>, step: &Step, name: &str) -> Built<Source> {
        let ratio = |line: usize, way: usize| Expr::from(draft.ratios[line][way]);
        let more = step.moves.iter().filter_map(|moved| Some(ratio(moved.line, moved.to?)));
        let Some(mut cost) = more.reduce(|sum, next| sum + next) else {
            return self.place(name, "officers per subject", none(Self::unit_of("officers_per_subject")));
        };
        for moved in &step.moves {
            if let Some(from) = moved.from {
                cost = cost - ratio(moved.line, from);
            }
        }
        self.place(&input_name(name, "more_officers_per_subject"), "officers per subject", cost)
    }

    /// The cells of steps that follow each other as far as `available` lasts.
    fn chain(
        &mut self,
        draft: &Draft<'_>,
        ledger: &mut Ledger,
        steps: Vec<Step>,
        (available, round): (CellId, &str),
    ) -> Built<Chain> {
        let (mut names, mut lines, mut costs) = (Vec::new(), Vec::new(), Vec::new());
        for step in &steps {
            let name = self.step_name(draft, step) + round;
            let limit = ledger.limits(&draft.case, step).smallest();
            let key = input_name(&name, "subjects_waiting");
            let limit = self.place(&key, "subjects", limit)?;
            ledger.take(&draft.case, step, &Expr::from(limit));
            self.settle(ledger)?;
            costs.push(self.cost(draft, step, &name)?);
            lines.push(limit);
            names.push(RowName::from(name));
        }
        let axis = self.sheet.add_axis("step", names.into());
        let ratio = self.by_step(axis, "officers_per_subject", "officers per subject", costs)?;
        let people = self.by_step(axis, "subjects_in_line", "subjects", lines)?;
        let in_line = self.formula("officers_in_line", "officers", people * ratio)?;
        let ahead = self.formula("officers_ahead", "officers", Expr::from(in_line).sum_before())?;
        let left = (available - ahead).max(none(Unit::officers()));
        let left = self.formula("officers_left_for_it", "officers", left)?;
        let officers = self.formula("officers_assigned", "officers", Expr::from(in_line).min(left))?;
        let watched = self.formula("subjects_watched", "subjects", Expr::from(people).min(left / ratio))?;
        Ok(Chain { steps, in_line, ahead, watched, officers })
    }

    /// Room left as cells: many tiers share it, and each looks at it once.
    fn settle(&mut self, ledger: &mut Ledger) -> Built<()> {
        for (regime, room) in self.study.regimes.iter().zip(&mut ledger.rooms) {
            if let Some(left @ Expr::Binary(..)) = room {
                let left = left.clone().max(none(Unit::subjects()));
                let name = input_name(&regime.name, "room_left");
                *room = Some(self.sheet.add_formula(&name, Some(&Unit::subjects()), left)?.into());
            }
        }
        Ok(())
    }

    /// One value for each step; a rule that watches nobody has none.
    fn by_step(&mut self, axis: AxisId, key: &str, unit: &str, sources: Vec<Source>) -> Built<CellId> {
        if sources.is_empty() {
            return self.sheet.add_inputs(key, axis, unit.parse().unwrap_or_default(), Vec::new());
        }
        self.formula(key, unit, Expr::Pick(axis, sources.into()))
    }

    /// Steps one after the other: priority, or value.
    pub(super) fn in_order(&mut self, draft: &Draft<'_>) -> Built<Allocation> {
        let mut ledger = self.ledger(draft);
        let all = steps(&draft.case, draft.rule, Ways::Reached);
        let first_steps = all.iter().filter(|step| step.is_minimum).count();
        let chain = self.chain(draft, &mut ledger, all, (draft.available, ""))?;
        let minimums = self.minimums(&chain, first_steps)?;
        let cells = self.way_cells(draft, &[&chain], &[])?;
        let in_line = Expr::from(chain.in_line).sum();
        let staff = Staff {
            left: (draft.available - in_line.clone()).max(none(Unit::officers())),
            assigned: in_line.min(draft.available),
            minimums,
        };
        self.answer(draft, &cells, staff)
    }

    /// Officers that the least shares take.
    fn minimums(&mut self, chain: &Chain, count: usize) -> Built<Option<CellId>> {
        let all = match count {
            0 => return Ok(None),
            count if count < chain.steps.len() => Expr::from(member(chain.ahead, count)),
            _ => Expr::from(chain.in_line).sum(),
        };
        self.formula("officers_for_least_shares", "officers", all).map(Some)
    }

    /// Every tier the same share of what it requires; what limits leave of that goes by rank.
    pub(super) fn in_proportion(&mut self, draft: &Draft<'_>) -> Built<Allocation> {
        let mut ledger = self.ledger(draft);
        let (first, others): (Vec<Step>, Vec<Step>) =
            steps(&draft.case, draft.rule, Ways::Reached).into_iter().partition(|step| step.is_minimum);
        let mut chains = Vec::new();
        let mut there = draft.available;
        let mut staff =
            Staff { left: none(Unit::officers()), assigned: none(Unit::officers()), minimums: None };
        if !first.is_empty() {
            let count = first.len();
            let chain = self.chain(draft, &mut ledger, first, (draft.available, ""))?;
            staff.minimums = self.minimums(&chain, count)?;
            let in_line = Expr::from(chain.in_line).sum();
            let rest = (draft.available - in_line.clone()).max(none(Unit::officers()));
            staff.assigned = in_line.min(draft.available);
            there = self.formula("officers_after_least_shares", "officers", rest)?;
            chains.push(chain);
        }
        let mut after = ledger.clone();
        let shared = self.in_shares(draft, &mut ledger, &others, there)?;
        staff.assigned = staff.assigned + shared.assigned;
        staff.left = shared.left;
        if shared.has_idle {
            let left = self.formula("officers_to_spare", "officers", staff.left)?;
            for (line, way, cells) in &shared.cells {
                let step = Step::begin(*line, *way, false);
                after.take(&draft.case, &step, &cells.watched.into());
            }
            self.settle(&mut after)?;
            let chain = self.chain(draft, &mut after, others, (left, ", the rest"))?;
            let in_line = Expr::from(chain.in_line).sum();
            staff.left = (left - in_line.clone()).max(none(Unit::officers()));
            staff.assigned = staff.assigned + in_line.min(left);
            chains.push(chain);
        }
        let chains: Vec<&Chain> = chains.iter().collect();
        let cells = self.way_cells(draft, &chains, &shared.cells)?;
        self.answer(draft, &cells, staff)
    }

    /// What comes of sharing officers in proportion.
    fn in_shares(
        &mut self,
        draft: &Draft<'_>,
        ledger: &mut Ledger,
        steps: &[Step],
        there: CellId,
    ) -> Built<Shared> {
        let mut required = Vec::new();
        for at in 0..draft.case.lines.len() {
            let own = Expr::from(draft.ratios[at][0]);
            let people = ledger.unwatched[at].clone();
            let name = name_of(&self.study.tiers[draft.tiers.rows[at]].name, None, "officers_in_line");
            required.push(single(self.formula(&name, "officers", people * own)?));
        }
        let all = self.sum_of("officers_in_line", &required)?;
        let all = self.formula("officers_in_line", "officers", all)?;
        // Nothing required of nothing left is a share of 0.
        let divisor = Expr::from(all).max(Expr::Constant(f64::MIN_POSITIVE, Unit::officers()));
        let share =
            self.formula("share_of_requirement", "share", (there / divisor).min(Expr::number(1.0)))?;
        let (mut cells, mut idle) = (Vec::new(), Vec::new());
        for own in steps.chunk_by(|a, b| a.moves[0].line == b.moves[0].line) {
            let spent = self.spent(draft, ledger, own, (share, required[own[0].moves[0].line].cell))?;
            cells.extend(spent.cells);
            idle.extend(spent.idle);
        }
        let left = (there - all).max(none(Unit::officers()));
        let assigned = Expr::from(all).min(there);
        if idle.is_empty() {
            return Ok(Shared { cells, left, assigned, has_idle: false });
        }
        let idle = self.sum_of("officers_to_spare", &idle)?;
        let assigned = (assigned - idle.clone()).max(none(Unit::officers()));
        Ok(Shared { cells, left: left + idle, assigned, has_idle: true })
    }

    /// The sum of many cells.
    fn sum_of(&mut self, key: &str, sources: &[Source]) -> Built<Expr> {
        let name = |source: &Source| RowName::from(self.sheet.cell(source.cell).key.to_string());
        let names = sources.iter().map(name).collect();
        let axis = self.sheet.add_axis("tier", names);
        self.formula(key, "officers", Expr::Pick(axis, sources.into())).map(|cell| Expr::from(cell).sum())
    }

    /// What a tier does with its share: its ways, best first.
    fn spent(
        &mut self,
        draft: &Draft<'_>,
        ledger: &mut Ledger,
        steps: &[Step],
        (share, required): (CellId, CellId),
    ) -> Built<Spent> {
        let mut cells = Vec::new();
        let mut before: Option<Expr> = None;
        for step in steps {
            let moved = step.moves[0];
            let Some(way) = moved.to else { continue };
            let ratio = Expr::from(draft.ratios[moved.line][way]);
            let name = self.step_name(draft, step);
            let key = |key: &str| input_name(&name, key);
            let limit = ledger.limits(&draft.case, step).smallest();
            if steps.len() == 1 && draft.case.room(moved.line, way).is_infinite() {
                let watched = self.formula(&key("subjects_watched"), "subjects", limit * share)?;
                let officers = self.formula(&key("officers_assigned"), "officers", required * share)?;
                let pair = Cells { watched: single(watched), officers: single(officers) };
                return Ok(Spent { cells: vec![(moved.line, way, pair)], idle: None });
            }
            let limit = self.place(&key("subjects_in_line"), "subjects", limit)?;
            let mut left = required * share;
            if let Some(before) = &before {
                left = (left - before.clone()).max(none(Unit::officers()));
            }
            let left = self.formula(&key("officers_left_for_it"), "officers", left)?;
            let asked =
                self.formula(&key("officers_in_line"), "officers", Expr::from(limit) * ratio.clone())?;
            let officers =
                self.formula(&key("officers_assigned"), "officers", Expr::from(asked).min(left))?;
            let watched = Expr::from(limit).min(left / ratio);
            let watched = self.formula(&key("subjects_watched"), "subjects", watched)?;
            ledger.take_apart(&draft.case, step, &Expr::from(limit), &Expr::from(watched));
            self.settle(ledger)?;
            before = Some(before.map_or_else(|| asked.into(), |sum| sum + asked));
            cells.push((moved.line, way, Cells { watched: single(watched), officers: single(officers) }));
        }
        let asked = before.unwrap_or_else(|| none(Unit::officers()));
        let idle = (required * share - asked).max(none(Unit::officers()));
        let name = self.step_name(draft, &steps[0]);
        let idle = self.formula(&input_name(&name, "officers_to_spare"), "officers", idle)?;
        Ok(Spent { cells, idle: Some(single(idle)) })
    }
}
