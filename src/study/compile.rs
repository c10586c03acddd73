//! From a study to a sheet: the inputs once, then the formulas for the base and for each scenario.

use super::allocation::{Allocation, AllotmentInputs, RegimeLimits, Rule};
use super::effects::{ChannelInputs, EffectCell, RegimeEffects};
use super::inputs::{InputNames, NameError, Slot};
use super::series::Series;
use super::staff::{HiresInputs, Leaving, Staff};
use super::timeline::{Timeline, Years};
use super::{Change, Measure, Operation, Place, Study};
use crate::quantity::CellKind;
use crate::sheet::{
    AxisId, CellId, DomainError, Expr, FormulaError, InputId, RowName, Sheet, Source, input_name,
};
use crate::unit::Unit;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// The name of the row that counts everybody once.
pub const TOTAL: &str = "total";
/// The name of the scenario that the others change.
pub const BASE: &str = "base";

/// A share this little over 1 is 1.
pub(super) const ROUNDING: f64 = 1e-12;

/// The result of a step that builds cells.
pub(super) type Built<T> = Result<T, FormulaError>;

/// A study as a sheet, with the cells that answer.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Every input and formula.
    pub sheet: Sheet,
    /// The base, then each scenario, in file order.
    pub scenarios: Vec<ScenarioCells>,
    /// The dates asked about, where there are any.
    pub years: Option<Years>,
    /// What the person should know about how it was done.
    pub notes: Vec<String>,
    pub(super) names: InputNames,
}

/// The cells that answer for one scenario.
#[derive(Debug, Clone)]
pub struct ScenarioCells {
    /// Its name; `base` for the base.
    pub name: Rc<str>,
    /// Its tiers and the cells that answer for each alone and for the total.
    pub tiers: TierCells,
    /// The analyst's own outcomes: index in [`Study::outcomes`] and cell.
    pub outcomes: Vec<(usize, CellId)>,
    /// What answers at the dates asked about, where there are any.
    pub years: Option<ScenarioYears>,
    /// Who is watched, where it is asked for.
    pub allocation: Option<Rc<Allocation>>,
    /// What watching part of the lists is worth, as far as the study says what it takes.
    pub effects: Vec<EffectCell>,
}

/// The cells that answer for one scenario at dates.
#[derive(Debug, Clone)]
pub struct ScenarioYears {
    /// The staff over the dates; `None` where the study has no officers.
    pub staff: Option<Staff>,
    /// Tiers and total at each date, in the order of [`Years::dates`].
    pub dates: Vec<TierCells>,
}

impl ScenarioCells {
    /// Where a measure stands: for each tier, and for all.
    pub fn measured(&self, measure: Measure) -> Measured {
        let (alone, total) = self.tiers.measured(measure);
        let allocation = self.allocation.as_deref();
        let allotted = allocation.map(|own| placed(measure, &own.alone, &own.total)).unwrap_or_default();
        (alone.or(allotted.0), total.or(allotted.1))
    }
}

impl TierCells {
    /// Where a measure stands: for each tier, and for all.
    pub fn measured(&self, measure: Measure) -> Measured {
        placed(measure, &self.alone, &self.total)
    }
}

/// Where a measure stands: the family for each tier alone, and the cell for all.
pub type Measured = (Option<CellId>, Option<Source>);

fn placed(measure: Measure, alone: &[(Measure, CellId)], total: &[(Measure, Source)]) -> Measured {
    (
        alone.iter().find(|(known, _)| *known == measure).map(|(_, cell)| *cell),
        total.iter().find(|(known, _)| *known == measure).map(|(_, source)| *source),
    )
}

/// The tiers of a scenario and the cells that answer.
#[derive(Debug, Clone)]
pub struct TierCells {
    /// Index in [`Study::tiers`] of each, in file order; also the members of the families.
    pub rows: Vec<usize>,
    /// Families that answer for each tier alone.
    pub alone: Vec<(Measure, CellId)>,
    /// Cells (and members) that answer for everybody, counted once.
    pub total: Vec<(Measure, Source)>,
    /// People on the list of each tier, and in all.
    pub subjects: (CellId, Source),
    /// Of them, people to watch, where only a share is.
    pub to_watch: Option<(CellId, Source)>,
    /// Officers per subject of each tier.
    pub ratio: CellId,
}

/// Something wrong that shows only when the study is put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind of mistake.
    pub code: &'static str,
    /// Where the cell stands.
    pub place: Option<Place>,
    /// Bytes of the cell's text it concerns.
    pub span: Option<Range<usize>>,
    /// What is wrong and what to write instead.
    pub message: String,
}

impl From<FormulaError> for Problem {
    fn from(error: FormulaError) -> Self {
        Self { code: "units", place: None, span: None, message: error.to_string() }
    }
}

impl From<DomainError> for Problem {
    fn from(error: DomainError) -> Self {
        Self { code: "outside-domain", place: None, span: None, message: error.to_string() }
    }
}

/// Builds the sheet; holds what is shared between the base and the scenarios.
pub(super) struct Builder<'s> {
    pub study: &'s Study,
    pub sheet: Sheet,
    pub names: InputNames,
    /// For each regime, its inputs as the base has them.
    pub regime_inputs: Vec<Vec<CellId>>,
    /// For each regime, what it says for allocation.
    pub regime_limits: Vec<RegimeLimits>,
    /// For each regime, what it says beyond its ratio.
    pub(super) regime_effects: Vec<RegimeEffects>,
    /// For each regime, its officers per subject in the scenario being built.
    pub regime_ratios: Vec<CellId>,
    /// For each regime that is a surge, its officers per post in the scenario being built.
    pub regime_posts: Vec<Option<CellId>>,
    pub(super) channel_inputs: Option<ChannelInputs>,
    /// How many will attack, as the base has it.
    pub attackers: Option<CellId>,
    /// The share of them that is on no list; `None` where all are taken to be listed.
    pub not_listed: Option<CellId>,
    /// How officers are allocated; `None` where it is not asked for.
    pub rule: Option<Rule>,
    pub availability_inputs: Vec<(&'static str, CellId)>,
    /// What the person should know, found while formulas were built.
    noted: Vec<String>,
    /// Cells that stand in for input cells: with the settings, and with the scenario being built.
    current: HashMap<CellId, CellId>,
    /// Columns that a setting or scenario changes.
    changed: HashSet<String>,
    /// Rows and columns that they change.
    changed_rows: HashSet<(String, String)>,
    /// The inputs that settings and scenarios changed.
    overlays: Vec<Overlay>,
    /// The date the formulas built now are for.
    date: Option<String>,
    pub(super) leaving: Vec<Leaving>,
    pub(super) hires_inputs: Vec<HiresInputs>,
    pub(super) series: Vec<Series>,
    /// For cells of subjects, under which name the people in none of their parts stand.
    pub(super) counted_once: HashMap<(CellId, String), CellId>,
    /// The cells behind `first_date(...)` in the formula being built.
    pub(super) first_dates: Vec<(String, CellId)>,
    pub(super) base_tiers: TierInputs,
    pub(super) base_pools: PoolInputs,
    /// Where each of the base's tiers stands, by name; made when a scenario has rows of its own.
    pub(super) base_places: HashMap<RowName, usize>,
}

/// One input as a setting or scenario makes it.
struct Overlay {
    source: Source,
    column: &'static str,
    input: String,
    scenario: String,
    place: Option<Place>,
}

/// The input cells of a set of tiers.
#[derive(Debug, Clone, Default)]
pub(super) struct TierInputs {
    pub rows: Vec<usize>,
    pub axis: Option<AxisId>,
    pub subjects: Option<CellId>,
    pub share_to_watch: Option<CellId>,
    pub allotments: AllotmentInputs,
    pub attackers_share: Option<CellId>,
    /// Where each tier's own ratio stands; `None` where it has a regime.
    pub own_ratios: Vec<Option<Source>>,
}

impl TierInputs {
    /// The sum over all tiers of what each has one of.
    pub fn sum(&self, family: CellId) -> Expr {
        match self.axis {
            Some(_) => Expr::from(family).sum(),
            None => Expr::from(family),
        }
    }
}

/// The input cells of a set of pools.
#[derive(Debug, Clone, Default)]
pub(super) struct PoolInputs {
    pub officers: Option<CellId>,
    pub deployable: Option<CellId>,
    pub vacancy: Option<CellId>,
}

impl Compiled {
    /// Builds the sheet of a study, with settings given on the command line.
    ///
    /// # Errors
    /// Every name that is no input and every formula that does not fit, all at once.
    pub fn new(study: &Study, settings: &[Change]) -> Result<Self, Vec<Problem>> {
        Self::over(study, settings, &Timeline::default())
    }

    /// As [`Compiled::new`], answered at dates too.
    ///
    /// # Errors
    /// As [`Compiled::new`], and dates before the study's numbers hold.
    pub fn over(study: &Study, settings: &[Change], asked: &Timeline) -> Result<Self, Vec<Problem>> {
        Self::asked(study, settings, asked, None)
    }

    /// The same with an allocation of officers in every scenario.
    ///
    /// # Errors
    /// As [`Compiled::new`], and what the rule needs and the study does not say.
    pub fn allocated(study: &Study, settings: &[Change], rule: Rule) -> Result<Self, Vec<Problem>> {
        Self::asked(study, settings, &Timeline::default(), Some(rule))
    }

    /// Answered at dates, and with an allocation of officers where a rule is given.
    ///
    /// # Errors
    /// As [`Compiled::over`] and [`Compiled::allocated`].
    pub fn asked(
        study: &Study,
        settings: &[Change],
        asked: &Timeline,
        rule: Option<Rule>,
    ) -> Result<Self, Vec<Problem>> {
        let mut builder = Builder::new(study, settings);
        builder.rule = rule.or(builder.rule);
        builder.build(settings, asked)
    }

    /// The input of this name in the base.
    ///
    /// # Errors
    /// When no input or several have the name, with the nearest names.
    pub fn find_input(&self, name: &str) -> Result<Slot, NameError> {
        self.names.find(&self.sheet, name)
    }

    /// The scenario of this name.
    pub fn scenario(&self, name: &str) -> Option<&ScenarioCells> {
        self.scenarios.iter().find(|scenario| &*scenario.name == name)
    }

    /// The base.
    pub fn base(&self) -> &ScenarioCells {
        &self.scenarios[0]
    }
}

impl<'s> Builder<'s> {
    fn new(study: &'s Study, settings: &[Change]) -> Self {
        let changes = study.scenarios.iter().flat_map(|scenario| &scenario.changes).chain(settings);
        let column = |change: &Change| change.input.rsplit('.').next().unwrap_or_default().trim().to_owned();
        Self {
            study,
            sheet: Sheet::new(),
            names: InputNames::default(),
            regime_inputs: Vec::new(),
            regime_limits: Vec::new(),
            regime_effects: Vec::new(),
            regime_ratios: Vec::new(),
            regime_posts: Vec::new(),
            channel_inputs: None,
            attackers: None,
            not_listed: None,
            noted: Vec::new(),
            rule: study.asks_for_allocation().then(|| study.about.rule.unwrap_or_default()),
            availability_inputs: Vec::new(),
            current: HashMap::new(),
            changed: changes.clone().map(column).collect(),
            changed_rows: changes.map(row_and_column).collect(),
            overlays: Vec::new(),
            date: None,
            leaving: Vec::new(),
            hires_inputs: Vec::new(),
            series: Vec::new(),
            counted_once: HashMap::new(),
            first_dates: Vec::new(),
            base_tiers: TierInputs::default(),
            base_pools: PoolInputs::default(),
            base_places: HashMap::new(),
        }
    }

    fn build(mut self, settings: &[Change], asked: &Timeline) -> Result<Compiled, Vec<Problem>> {
        self.base_tiers = self.add_base_tiers().map_err(|error| vec![error.into()])?;
        self.add_regime_effects();
        self.add_regime_inputs();
        self.add_regime_limits();
        self.base_pools = self.add_base_pools().map_err(|error| vec![error.into()])?;
        self.add_staff_inputs();
        self.add_channel_inputs().map_err(|error| vec![error.into()])?;
        self.add_attacker_inputs();
        let years = self.add_years(asked)?;
        let mut problems = self.add_series_inputs();
        problems.extend(self.study.ranks_with_ranges(settings));
        problems.extend(self.apply("set", settings, true));
        let settled = self.current.clone();
        let mut notes = self.hidden_settings(settings);
        let mut scenarios = Vec::new();
        let study = self.study;
        let own: Vec<Option<&super::Scenario>> =
            [None].into_iter().chain(study.scenarios.iter().map(Some)).collect();
        for scenario in own {
            self.current.clone_from(&settled);
            if let Some(scenario) = scenario {
                problems.extend(self.apply(&scenario.name, &scenario.changes, false));
            }
            match self.build_scenario(scenario.map(|scenario| &scenario.name), years.as_ref(), &mut notes) {
                Ok((cells, wrong)) => {
                    scenarios.push(cells);
                    problems.extend(wrong);
                }
                Err(error) => problems.push(error.into()),
            }
        }
        // The same formula is wrong in every scenario: it is told once.
        problems.dedup();
        let mut seen = HashSet::new();
        problems.retain(|problem| seen.insert((problem.place, problem.message.clone())));
        notes.extend(self.parts_may_exceed());
        notes.append(&mut self.noted);
        if years.is_some() {
            notes.extend(self.how_officers_leave());
        }
        if problems.is_empty() {
            problems = self.impossible_values();
        }
        if problems.is_empty() && self.is_changed("subjects") {
            problems = self.parts_too_large(&scenarios);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Compiled { sheet: self.sheet, scenarios, years, notes, names: self.names })
    }

    fn build_scenario(
        &mut self,
        scenario: Option<&Rc<str>>,
        years: Option<&Years>,
        notes: &mut Vec<String>,
    ) -> Built<(ScenarioCells, Vec<Problem>)> {
        let tiers = match scenario {
            Some(name) => self.scenario_tiers(name)?,
            None => self.base_tiers.clone(),
        };
        let pools = match scenario {
            Some(name) => self.scenario_pools(name),
            None => self.base_pools.clone(),
        };
        let available = self.add_available(&pools)?;
        let answers = self.add_answers(&tiers, available, notes)?;
        let dated = match years {
            Some(years) => Some(self.add_dated_answers(scenario, (&tiers, &pools), years)?),
            None => None,
        };
        let name = scenario.cloned().unwrap_or_else(|| BASE.into());
        let outcomes = Vec::new();
        let effects = Vec::new();
        let mut cells =
            ScenarioCells { name, tiers: answers, outcomes, years: dated, allocation: None, effects };
        if let Some(rule) = self.rule {
            match self.add_allocation(&tiers, &cells.tiers, rule)? {
                Ok(allocation) => cells.allocation = allocation.map(Rc::new),
                Err(problem) => return Ok((cells, vec![problem])),
            }
        }
        match self.add_effects(&tiers, &cells)? {
            Ok(effects) => cells.effects = effects,
            Err(problem) => return Ok((cells, vec![problem])),
        }
        let problems = self.add_outcomes(&mut cells, years);
        Ok((cells, problems))
    }

    /// The staff over the dates, and the answers at each.
    fn add_dated_answers(
        &mut self,
        scenario: Option<&Rc<str>>,
        (tiers, pools): (&TierInputs, &PoolInputs),
        years: &Years,
    ) -> Built<ScenarioYears> {
        let followed = self.follow_series(scenario.map(|name| &**name), years)?;
        let staff = self.add_staff(scenario, pools, &followed, years)?;
        let before = self.current.clone();
        let ratios = (self.regime_ratios.clone(), self.regime_posts.clone());
        let mut dates = Vec::new();
        for (at, date) in (0..).zip(&years.dates) {
            self.date = Some(date.to_string());
            self.put_at(&followed, at)?;
            let available = match &staff {
                Some(staff) => {
                    let member = Expr::Member(staff.available, at);
                    Some(self.formula("officers_available", "officers", member)?)
                }
                None => None,
            };
            dates.push(self.add_answers(tiers, available, &mut Vec::new())?);
            self.current.clone_from(&before);
        }
        self.date = None;
        // What follows is about now again.
        (self.regime_ratios, self.regime_posts) = ratios;
        Ok(ScenarioYears { staff, dates })
    }

    /// Lists whose parts could be larger than they are, at the ends of the ranges.
    fn parts_may_exceed(&self) -> Option<String> {
        let rows = &self.base_tiers.rows;
        let mut parts = vec![0.0; self.study.tiers.len()];
        for row in rows {
            if let Some(whole) = self.study.tiers[*row].details().part_of {
                parts[whole] += high_end(&self.study.tiers[*row].subjects.quantity);
            }
        }
        let exceeds = |row: &&usize| {
            let subjects = &self.study.tiers[**row].subjects.quantity;
            parts[**row] > subjects.ends().map_or_else(|| subjects.quantile(0.05), |(low, _)| low)
        };
        let row = rows.iter().find(exceeds)?;
        Some(format!(
            "at the ends of their ranges the parts of `{}` could be more than all of it: the total then counts the \
             parts, and nobody else on that list",
            self.study.tiers[*row].name
        ))
    }

    /// Shares over 100% and numbers below 0 that a setting or scenario makes.
    fn impossible_values(&self) -> Vec<Problem> {
        if self.overlays.is_empty() {
            return Vec::new();
        }
        let bounds = match self.sheet.bounds() {
            Ok(bounds) => bounds,
            Err(error) => return vec![error.into()],
        };
        let told = |overlay: &Overlay| {
            let column = super::column(overlay.column)?;
            let bound = bounds.of(overlay.source.cell, overlay.source.member.unwrap_or(0));
            let most = if column.kind == CellKind::Share { 1.0 } else { f64::INFINITY };
            let what = match (bound.low < 0.0, bound.high > most * (1.0 + ROUNDING)) {
                (true, _) => "below 0",
                (_, true) => "over 100%",
                _ => return None,
            };
            let who = match overlay.scenario.as_str() {
                "set" => "--set".to_owned(),
                name => format!("scenario \"{name}\""),
            };
            let message = format!("{who} makes `{}` {what}, which cannot be", overlay.input);
            Some(Problem { code: "impossible-value", place: overlay.place, span: None, message })
        };
        self.overlays.iter().filter_map(told).collect()
    }

    /// Lists that a setting or scenario makes smaller than their parts.
    fn parts_too_large(&self, scenarios: &[ScenarioCells]) -> Vec<Problem> {
        let values = self.sheet.base_values();
        let mut problems = Vec::new();
        for scenario in scenarios {
            let tiers = &scenario.tiers;
            let column = &values[self.sheet.position(tiers.subjects.0)];
            let mut parts = vec![0.0; tiers.rows.len()];
            for (at, row) in tiers.rows.iter().enumerate() {
                let whole = self.study.tiers[*row].details().part_of;
                let whole = whole.and_then(|whole| tiers.rows.iter().position(|row| *row == whole));
                if let (Some(whole), Some(subjects)) = (whole, column.get(at)) {
                    parts[whole] += subjects;
                }
            }
            for ((row, parts), at) in tiers.rows.iter().zip(parts).zip(0..) {
                if column.get(at).is_some_and(|whole| *whole < parts) {
                    problems.push(Problem {
                        code: "parts-exceed-whole",
                        place: None,
                        span: None,
                        message: format!(
                            "in scenario \"{}\" the tier `{}` is smaller than the tiers that are part of it",
                            scenario.name, self.study.tiers[*row].name
                        ),
                    });
                }
            }
        }
        problems
    }

    /// The cell that stands for an input cell now.
    pub fn now(&self, cell: CellId) -> CellId {
        self.current.get(&cell).copied().unwrap_or(cell)
    }

    /// For the formulas built next, a cell stands in for an input cell.
    pub fn stand_in(&mut self, original: CellId, cell: CellId) {
        self.current.insert(original, cell);
    }

    /// Every scenario may have the same reason to say so: it is said once.
    pub(super) fn note(&mut self, words: &str) {
        if !self.noted.iter().any(|known| known == words) {
            self.noted.push(words.to_owned());
        }
    }

    /// The name of a cell, with the date it is built for.
    pub fn at_date(&self, key: &str) -> String {
        self.date.as_ref().map_or_else(|| key.to_owned(), |date| format!("{key}@{date}"))
    }

    /// Where a source stands now.
    pub fn source_now(&self, source: Source) -> Source {
        Source { cell: self.now(source.cell), ..source }
    }

    /// Whether a setting or scenario changes this column.
    pub fn is_changed(&self, column: &str) -> bool {
        self.changed.contains(column)
    }

    /// Whether a setting or scenario names this row and column.
    pub fn is_row_changed(&self, row: &str, column: &str) -> bool {
        self.changed_rows.contains(&(row.to_owned(), column.to_owned()))
    }

    /// Adds a calculated cell in a unit given in words.
    pub fn formula(&mut self, key: &str, unit: &str, expr: impl Into<Expr>) -> Built<CellId> {
        let unit: Unit = unit.parse().unwrap_or_default();
        let key = self.at_date(key);
        self.sheet.add_formula(&key, Some(&unit), expr)
    }

    /// Carries out changes; those that replace a base number with `direct` replace the quantity itself.
    fn apply(&mut self, name: &str, changes: &[Change], direct: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for change in changes {
            let slot = match self.names.find(&self.sheet, &change.input) {
                Ok(slot) => slot,
                Err(error) => {
                    problems.push(Problem {
                        code: "unknown-input",
                        place: change.value.place.map(Place::whole_line),
                        span: None,
                        message: error.to_string(),
                    });
                    continue;
                }
            };
            if direct && change.operation == Operation::Set {
                self.sheet.set_quantity(slot.input, change.value.quantity.clone());
            } else if let Err(error) = self.overlay(name, slot, change) {
                problems.push(error.into());
            }
        }
        problems
    }

    /// A cell that stands for an input cell, with one member changed.
    fn overlay(&mut self, name: &str, slot: Slot, change: &Change) -> Built<()> {
        let original = slot.source.cell;
        let now = self.source_now(slot.source);
        let unit = match change.operation {
            Operation::Multiply => Unit::number(),
            _ => self.sheet.cell(original).unit.clone(),
        };
        let key = input_name(name, &self.sheet.input_name(slot.input));
        let value = self.sheet.add_input(&key, unit, change.value.quantity.clone());
        let before = Expr::from(now);
        let changed = match change.operation {
            Operation::Set => Expr::from(value),
            Operation::Add => before + value,
            Operation::Multiply => before * value,
        };
        let member = slot.source.member.unwrap_or(0);
        let key = self.sheet.cell(original).key.clone();
        let replaced = Expr::Replaced(now.cell, Rc::from([(member, changed)]));
        let unit = self.sheet.cell(original).unit.clone();
        let cell = self.sheet.add_formula(&key, Some(&unit), replaced)?;
        self.overlays.push(Overlay {
            source: Source { cell, ..slot.source },
            column: slot.column,
            input: self.sheet.input_name(slot.input),
            scenario: name.to_owned(),
            place: change.value.place,
        });
        self.current.insert(original, cell);
        Ok(())
    }

    /// Settings that a scenario replaces again, and so hides.
    fn hidden_settings(&self, settings: &[Change]) -> Vec<String> {
        let input = |change: &Change| self.names.find(&self.sheet, &change.input).ok().map(|slot| slot.input);
        let mut notes = Vec::new();
        for setting in settings {
            let Some(set) = input(setting) else { continue };
            for scenario in &self.study.scenarios {
                let hides =
                    |change: &&Change| change.operation == Operation::Set && input(change) == Some(set);
                if scenario.changes.iter().any(|change| hides(&change)) {
                    notes.push(format!(
                        "scenario \"{}\" sets {} itself: --set has no effect there",
                        scenario.name,
                        self.sheet.input_name(set)
                    ));
                }
            }
        }
        notes
    }

    /// The input behind a source, where it is one.
    pub fn input_behind(&self, source: Source) -> Option<InputId> {
        self.sheet.input_of(source.cell, source.member.unwrap_or(0))
    }
}

/// The row and the column that a change names.
fn row_and_column(change: &Change) -> (String, String) {
    let (row, column) = super::inputs::split_name(change.input.trim());
    (row.unwrap_or_default().to_owned(), column.to_owned())
}

/// The largest value, or the 95% point where there is none.
fn high_end(quantity: &crate::quantity::Quantity) -> f64 {
    quantity.ends().map_or_else(|| quantity.quantile(0.95), |(_, high)| high)
}
