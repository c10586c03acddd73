//! What every study answers: the domain's formulas of demand, supply and what is between them.

use super::compile::{Builder, Built, PoolInputs, TierInputs};
use super::compiled::TierCells;
use crate::sheet::{CellId, Expr, Parts, Source};
use crate::unit::Unit;
use std::rc::Rc;

/// A quantity that every study answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Subjects x officers per subject.
    OfficersRequired,
    /// Officers x deployable x (1 - vacancy), over all pools.
    OfficersAvailable,
    /// Officers available / officers required; may pass 100%.
    Coverage,
    /// Officers available / officers per subject.
    SubjectsCoverable,
    /// Subjects less those coverable, not below 0.
    SubjectsUncovered,
    /// Officers required less officers available, not below 0.
    OfficerShortfall,
    /// Officers required / officers available.
    StaffMultiple,
    /// Officers available / subjects: the ratio at which everybody could be watched.
    BreakevenRatio,
    /// Where officers are allocated: subjects of the tier, counted once, who are watched.
    SubjectsWatched,
    /// Subjects watched / subjects of the tier, counted once.
    ShareWatched,
    /// Officers who watch them.
    OfficersAssigned,
    /// Officers without a task: of the total only.
    OfficersLeftOver,
}

/// Every quantity, in the order of the answer.
pub const ANSWERED: [Measure; 8] = [
    Measure::OfficersRequired,
    Measure::OfficersAvailable,
    Measure::Coverage,
    Measure::SubjectsCoverable,
    Measure::SubjectsUncovered,
    Measure::OfficerShortfall,
    Measure::StaffMultiple,
    Measure::BreakevenRatio,
];

/// What an allocation answers; worked out only where it is asked for.
pub const ALLOCATED: [Measure; 4] =
    [Measure::SubjectsWatched, Measure::ShareWatched, Measure::OfficersAssigned, Measure::OfficersLeftOver];

impl Measure {
    /// The name in formulas, CSV and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::OfficersRequired => "officers_required",
            Self::OfficersAvailable => "officers_available",
            Self::Coverage => "coverage",
            Self::SubjectsCoverable => "subjects_coverable",
            Self::SubjectsUncovered => "subjects_uncovered",
            Self::OfficerShortfall => "officer_shortfall",
            Self::StaffMultiple => "staff_multiple",
            Self::BreakevenRatio => "breakeven_ratio",
            Self::SubjectsWatched => "subjects_watched",
            Self::ShareWatched => "share_watched",
            Self::OfficersAssigned => "officers_assigned",
            Self::OfficersLeftOver => "officers_left_over",
        }
    }

    /// The words in tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::OfficersRequired => "officers required",
            Self::OfficersAvailable => "officers available",
            Self::Coverage => "coverage (officers available / required)",
            Self::SubjectsCoverable => "subjects watchable at that level",
            Self::SubjectsUncovered => "subjects not watchable at that level",
            Self::OfficerShortfall => "officer shortfall",
            Self::StaffMultiple => "required / available (times)",
            Self::BreakevenRatio => "officers there are per subject",
            Self::SubjectsWatched => "subjects watched",
            Self::ShareWatched => "share watched",
            Self::OfficersAssigned => "officers assigned",
            Self::OfficersLeftOver => "officers left over",
        }
    }

    /// The unit.
    pub fn unit(self) -> Unit {
        match self {
            Self::OfficersRequired
            | Self::OfficersAvailable
            | Self::OfficerShortfall
            | Self::OfficersAssigned
            | Self::OfficersLeftOver => Unit::officers(),
            Self::Coverage | Self::ShareWatched => Unit::share(),
            Self::SubjectsCoverable | Self::SubjectsUncovered | Self::SubjectsWatched => Unit::subjects(),
            Self::StaffMultiple => Unit::times(),
            Self::BreakevenRatio => Unit::officers().per(&Unit::subjects()),
        }
    }

    /// Whether less of it is better: it is reached from above.
    pub fn is_to_fall(self) -> bool {
        matches!(self, Self::OfficerShortfall | Self::SubjectsUncovered | Self::StaffMultiple)
    }

    /// The quantity of this name.
    pub fn named(key: &str) -> Option<Self> {
        ANSWERED.into_iter().chain(ALLOCATED).find(|measure| measure.key() == key)
    }
}

/// The cells of the total, everybody on the lists, and those of them to watch.
type Total = (Vec<(Measure, Source)>, Source, Source);

/// Demand: what is to be watched, and what it takes.
struct Demand {
    subjects: Expr,
    ratio: Expr,
    required: CellId,
}

impl Builder<'_> {
    /// The cells that answer for a set of tiers and the officers available.
    pub(super) fn add_answers(
        &mut self,
        tiers: &TierInputs,
        available: Option<CellId>,
        notes: &mut Vec<String>,
    ) -> Built<TierCells> {
        let regimes = self.add_ratios()?;
        let sources = self.ratio_sources(tiers, &regimes);
        self.regime_ratios = regimes;
        let subjects = tiers.subjects.map(|cell| self.now(cell)).ok_or_else(|| members("subjects"))?;
        let share = tiers.share_to_watch.map(|cell| self.now(cell));
        let to_watch = match share {
            Some(share) => self.formula("subjects_to_watch", "subjects", subjects * share)?,
            None => subjects,
        };
        let ratio = self.add_tier_ratio(tiers, &sources)?;
        let required = self.formula("officers_required", "officers", to_watch * ratio)?;
        if available.is_none() {
            add_note(notes, NO_OFFICERS);
        }
        let alone = self
            .add_measures(&Demand { subjects: to_watch.into(), ratio: ratio.into(), required }, available)?;
        let (total, subjects_in_all, watched_in_all) = if tiers.rows.len() == 1 {
            let member = tiers.axis.map(|_| 0);
            let total = alone.iter().map(|(measure, cell)| {
                let family = self.sheet.cell(*cell).axis.is_some();
                (*measure, Source { cell: *cell, member: member.filter(|_| family) })
            });
            (total.collect(), Source { cell: subjects, member }, Source { cell: to_watch, member })
        } else {
            self.add_total(tiers, &sources, (subjects, share, ratio), available, notes)?
        };
        let to_watch = share.map(|_| (to_watch, watched_in_all));
        let subjects = (subjects, subjects_in_all);
        Ok(TierCells { rows: tiers.rows.clone(), alone, total, subjects, to_watch, ratio })
    }

    /// The officers per subject of each tier, as one family.
    fn add_tier_ratio(&mut self, tiers: &TierInputs, sources: &[Source]) -> Built<CellId> {
        let Some(axis) = tiers.axis else {
            return sources.first().map(|source| source.cell).ok_or_else(|| members("officers_per_subject"));
        };
        let first = sources.first().ok_or_else(|| members("officers_per_subject"))?;
        let in_order =
            (0..).zip(sources).all(|(at, source)| source.cell == first.cell && source.member == Some(at));
        if in_order && self.sheet.cell(first.cell).axis == Some(axis) {
            return Ok(first.cell);
        }
        self.formula("officers_per_subject", "officers per subject", Expr::Pick(axis, sources.into()))
    }

    /// Officers x deployable x (1 - vacancy), over all pools; `None` where the study has no officers.
    pub(super) fn add_available(&mut self, pools: &PoolInputs) -> Built<Option<CellId>> {
        let Some(officers) = pools.officers.map(|cell| self.now(cell)) else { return Ok(None) };
        let mut each = Expr::from(officers);
        if let Some(deployable) = pools.deployable.map(|cell| self.now(cell)) {
            each = each * deployable;
        }
        if let Some(vacancy) = pools.vacancy.map(|cell| self.now(cell)) {
            each = each * (Expr::number(1.0) - vacancy);
        }
        let family = self.sheet.cell(officers).axis.is_some();
        let all = if family { each.sum() } else { each };
        self.formula("officers_available", "officers", all).map(Some)
    }

    /// The quantities of one demand against one supply.
    fn add_measures(&mut self, demand: &Demand, available: Option<CellId>) -> Built<Vec<(Measure, CellId)>> {
        let mut cells = vec![(Measure::OfficersRequired, demand.required)];
        let Some(available) = available else { return Ok(cells) };
        cells.push((Measure::OfficersAvailable, available));
        let coverable = self.measure(Measure::SubjectsCoverable, available / demand.ratio.clone())?;
        let uncovered = self.at_least_none(demand.subjects.clone() - coverable, &Unit::subjects());
        for (measure, expr) in self.supply_measures(demand, available) {
            cells.push((measure, self.measure(measure, expr)?));
        }
        let uncovered = self.measure(Measure::SubjectsUncovered, uncovered)?;
        cells.extend([(Measure::SubjectsCoverable, coverable), (Measure::SubjectsUncovered, uncovered)]);
        cells.sort_by_key(|(measure, _)| *measure);
        Ok(cells)
    }

    /// Those quantities that do not need one ratio for everybody.
    fn supply_measures(&self, demand: &Demand, available: CellId) -> [(Measure, Expr); 4] {
        let required = demand.required;
        [
            (Measure::Coverage, available / required),
            (Measure::OfficerShortfall, self.at_least_none(required - available, &Unit::officers())),
            (Measure::StaffMultiple, required / available),
            (Measure::BreakevenRatio, available / demand.subjects.clone()),
        ]
    }

    fn measure(&mut self, measure: Measure, expr: Expr) -> Built<CellId> {
        let key = self.at_date(measure.key());
        self.sheet.add_formula(&key, Some(&measure.unit()), expr)
    }

    #[allow(clippy::unused_self)]
    fn at_least_none(&self, expr: Expr, unit: &Unit) -> Expr {
        expr.max(Expr::Constant(0.0, unit.clone()))
    }

    /// Everybody once, each at the ratio of the innermost tier.
    fn add_total(
        &mut self,
        tiers: &TierInputs,
        sources: &[Source],
        (subjects, share, ratio): (CellId, Option<CellId>, CellId),
        available: Option<CellId>,
        notes: &mut Vec<String>,
    ) -> Built<Total> {
        let once = self.add_counted_once(tiers, subjects)?;
        let to_watch = match share {
            Some(share) => self.formula("subjects_to_watch", "subjects", once * share)?,
            None => once,
        };
        let required = self.formula("officers_required", "officers", (to_watch * ratio).sum())?;
        let in_all = self.add_in_all(tiers, subjects)?;
        let watched = if share.is_some() {
            self.formula("subjects_to_watch", "subjects", Expr::from(to_watch).sum())?
        } else {
            in_all
        };
        let single = |cell| Source { cell, member: None };
        let demand = |ratio: Expr| Demand { subjects: watched.into(), ratio, required };
        let cells = if let (Some(ratio), Some(_)) = (self.common_ratio(sources), available) {
            self.add_measures(&demand(ratio.into()), available)?
        } else {
            let mut cells = vec![(Measure::OfficersRequired, required)];
            if let Some(available) = available {
                cells.push((Measure::OfficersAvailable, available));
                for (measure, expr) in self.supply_measures(&demand(Expr::number(0.0)), available) {
                    cells.push((measure, self.measure(measure, expr)?));
                }
                if self.rule.is_none() {
                    add_note(notes, MIXED_RATIOS);
                }
            }
            cells.sort_by_key(|(measure, _)| *measure);
            cells
        };
        Ok((
            cells.into_iter().map(|(measure, cell)| (measure, single(cell))).collect(),
            single(in_all),
            single(watched),
        ))
    }

    /// Everybody: the tiers that are part of no other.
    fn add_in_all(&mut self, tiers: &TierInputs, subjects: CellId) -> Built<CellId> {
        let study = self.study;
        let outer = |at: &usize| study.tiers[tiers.rows[*at]].details().part_of.is_none();
        let outer: Vec<usize> = (0..tiers.rows.len()).filter(outer).collect();
        if outer.len() == tiers.rows.len() {
            return self.formula("subjects", "subjects", Expr::from(subjects).sum());
        }
        let names = outer.iter().map(|at| study.tiers[tiers.rows[*at]].name.clone()).collect();
        let axis = self.sheet.add_axis("outer tier", names);
        let member = |at: &usize| Source { cell: subjects, member: u32::try_from(*at).ok() };
        let sources = outer.iter().map(member).collect();
        self.formula("subjects", "subjects", Expr::Pick(axis, sources).sum())
    }

    /// The people of each tier who are in none of its parts.
    pub(super) fn add_counted_once(&mut self, tiers: &TierInputs, subjects: CellId) -> Built<CellId> {
        let study = self.study;
        let known = (subjects, self.at_date("subjects_counted_once"));
        if let Some(once) = self.counted_once.get(&known) {
            return Ok(*once);
        }
        let mut places = vec![None; study.tiers.len()];
        for (at, row) in tiers.rows.iter().enumerate() {
            places[*row] = Some(at);
        }
        let place = |row: usize| places.get(row).copied().flatten();
        let whole = |row: &usize| {
            study.tiers[*row].details().part_of.and_then(place).and_then(|at| u32::try_from(at).ok())
        };
        if tiers.rows.iter().all(|row| study.tiers[*row].details().part_of.is_none()) {
            return Ok(subjects);
        }
        let parts: Vec<Option<u32>> = tiers.rows.iter().map(whole).collect();
        let parts = Expr::from(subjects).sum_of_parts(Rc::new(Parts::new(&parts)));
        let once = self.at_least_none(subjects - parts, &Unit::subjects());
        let once = self.formula("subjects_counted_once", "subjects", once)?;
        self.counted_once.insert(known, once);
        Ok(once)
    }

    /// The one ratio that holds for every tier, if there is one.
    fn common_ratio(&self, sources: &[Source]) -> Option<Source> {
        let first = *sources.first()?;
        let value = |source: Source| {
            let quantity = self.input_behind(source).and_then(|input| self.sheet.quantity(input))?;
            quantity.is_exact().then(|| quantity.base())
        };
        let same =
            |source: &Source| *source == first || (value(first).is_some() && value(*source) == value(first));
        sources.iter().all(same).then_some(first)
    }
}

const MIXED_RATIOS: &str = "the total mixes ratios: how many subjects can be watched in all depends on who is \
                            watched first, so it is left out of the total: `stakeout allocate` answers it";
const NO_OFFICERS: &str = "the study says nothing about officers: what needs them (coverage, shortfall) is left out; \
                           add a column `officers` or a pools table";

/// Every scenario has the same reason to say so: it is said once.
fn add_note(notes: &mut Vec<String>, note: &str) {
    if !notes.iter().any(|known| known == note) {
        notes.push(note.to_owned());
    }
}

fn members(cell: &str) -> crate::sheet::FormulaError {
    crate::sheet::FormulaError::Members { cell: cell.to_owned() }
}
