//! From a study to a sheet: the inputs once, then the formulas for the base and for each scenario.

use super::inputs::{InputNames, NameError, Slot};
use super::{Change, Entry, Measure, Operation, Place, Pool, Study, Tier, TierRatio};
use crate::quantity::Quantity;
use crate::sheet::{AxisId, CellId, DomainError, Expr, FormulaError, InputId, Sheet, Source, input_name};
use crate::unit::Unit;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// The name of the row that counts everybody once.
pub const TOTAL: &str = "total";
/// The name of the scenario that the others change.
pub const BASE: &str = "base";

/// The result of a step that builds cells.
pub(super) type Built<T> = Result<T, FormulaError>;

/// A study as a sheet, with the cells that answer.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Every input and formula.
    pub sheet: Sheet,
    /// The base, then each scenario, in file order.
    pub scenarios: Vec<ScenarioCells>,
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
    pub availability_inputs: Vec<(&'static str, CellId)>,
    /// Cells that stand in for input cells: with the settings, and with the scenario being built.
    current: HashMap<CellId, CellId>,
    /// Columns that a setting or scenario changes.
    changed: HashSet<String>,
    base_tiers: TierInputs,
    base_pools: PoolInputs,
}

/// The input cells of a set of tiers.
#[derive(Debug, Clone, Default)]
pub(super) struct TierInputs {
    pub rows: Vec<usize>,
    pub axis: Option<AxisId>,
    pub subjects: Option<CellId>,
    pub share_to_watch: Option<CellId>,
    /// Where each tier's own ratio stands; `None` where it has a regime.
    pub own_ratios: Vec<Option<Source>>,
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
        Builder::new(study, settings).build(settings)
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
            availability_inputs: Vec::new(),
            current: HashMap::new(),
            changed: changes.map(column).collect(),
            base_tiers: TierInputs::default(),
            base_pools: PoolInputs::default(),
        }
    }

    fn build(mut self, settings: &[Change]) -> Result<Compiled, Vec<Problem>> {
        self.base_tiers = self.add_base_tiers().map_err(|error| vec![error.into()])?;
        self.add_regime_inputs();
        self.base_pools = self.add_base_pools().map_err(|error| vec![error.into()])?;
        let mut problems = self.apply("set", settings, true);
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
            match self.build_scenario(scenario.map(|scenario| &scenario.name), &mut notes) {
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
        if problems.is_empty() && self.is_changed("subjects") {
            problems = self.parts_too_large(&scenarios);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Compiled { sheet: self.sheet, scenarios, notes, names: self.names })
    }

    fn build_scenario(
        &mut self,
        scenario: Option<&Rc<str>>,
        notes: &mut Vec<String>,
    ) -> Built<(ScenarioCells, Vec<Problem>)> {
        let tiers = match scenario {
            Some(name) => self.scenario_tiers(name)?,
            None => self.base_tiers.clone(),
        };
        let pools = match scenario {
            Some(name) => self.scenario_pools(name)?,
            None => self.base_pools.clone(),
        };
        let tiers = self.add_answers(&tiers, &pools, notes)?;
        let name = scenario.cloned().unwrap_or_else(|| BASE.into());
        let mut cells = ScenarioCells { name, tiers, outcomes: Vec::new() };
        let problems = self.add_outcomes(&mut cells);
        Ok((cells, problems))
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
                let whole = self.study.tiers[*row].part_of;
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

    fn source_now(&self, source: Source) -> Source {
        Source { cell: self.now(source.cell), ..source }
    }

    /// Whether a setting or scenario changes this column.
    pub fn is_changed(&self, column: &str) -> bool {
        self.changed.contains(column)
    }

    /// Adds a calculated cell in a unit given in words.
    pub fn formula(&mut self, key: &str, unit: &str, expr: impl Into<Expr>) -> Built<CellId> {
        let unit: Unit = unit.parse().unwrap_or_default();
        self.sheet.add_formula(key, Some(&unit), expr)
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
                        place: change.value.place.map(|place| Place { column: 0, ..place }),
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

    fn add_base_tiers(&mut self) -> Built<TierInputs> {
        let rows: Vec<usize> = self.rows_of(None);
        let names: Rc<[Rc<str>]> = rows.iter().map(|row| self.study.tiers[*row].name.clone()).collect();
        let unnamed = names.len() == 1 && names[0].is_empty();
        let axis = (!unnamed).then(|| self.sheet.add_axis("tier", names));
        let subjects = self.tier_column(axis, &rows, "subjects", |tier| Some(&tier.subjects))?;
        let share_to_watch =
            self.tier_column(axis, &rows, "share_to_watch", |tier| tier.share_to_watch.as_ref())?;
        let own_ratios = self.add_own_ratios(axis, &rows)?;
        Ok(TierInputs { rows, axis, subjects, share_to_watch, own_ratios })
    }

    fn rows_of(&self, scenario: Option<&str>) -> Vec<usize> {
        let of = |tier: &Tier| tier.scenario.as_deref() == scenario;
        let rows = self.study.tiers.iter().enumerate().filter(|(_, tier)| of(tier));
        rows.map(|(row, _)| row).collect()
    }

    /// An input family of one column; `None` where no row gives it and nothing changes it.
    fn tier_column(
        &mut self,
        axis: Option<AxisId>,
        rows: &[usize],
        key: &'static str,
        entry: impl Fn(&Tier) -> Option<&Entry>,
    ) -> Built<Option<CellId>> {
        let tiers: Vec<&Tier> = rows.iter().map(|row| &self.study.tiers[*row]).collect();
        let entries: Vec<Option<&Entry>> = tiers.iter().map(|tier| entry(tier)).collect();
        self.column(axis, key, &entries)
    }

    fn column(
        &mut self,
        axis: Option<AxisId>,
        key: &'static str,
        entries: &[Option<&Entry>],
    ) -> Built<Option<CellId>> {
        let Some(column) = super::column(key) else { return Ok(None) };
        if entries.iter().all(Option::is_none) && !self.is_changed(key) {
            return Ok(None);
        }
        let default = Quantity::exact(column.default.unwrap_or(0.0));
        let quantity =
            |entry: &Option<&Entry>| entry.map_or_else(|| default.clone(), |entry| entry.quantity.clone());
        let quantities: Vec<Quantity> = entries.iter().map(quantity).collect();
        let cell = match axis {
            Some(axis) => self.sheet.add_inputs(key, axis, column.unit(), quantities)?,
            None => {
                let first = quantities.into_iter().next().unwrap_or(default);
                self.sheet.add_input(key, column.unit(), first)
            }
        };
        self.names.add(column.key, None, cell);
        Ok(Some(cell))
    }

    /// Ratios given in the tiers' own rows.
    fn add_own_ratios(&mut self, axis: Option<AxisId>, rows: &[usize]) -> Built<Vec<Option<Source>>> {
        let study = self.study;
        let own = |row: &usize| match &study.tiers[*row].ratio {
            TierRatio::Own(entry) => Some(entry),
            TierRatio::Regime(_) => None,
        };
        let owners: Vec<usize> = rows.iter().copied().filter(|row| own(row).is_some()).collect();
        let axis = if owners.len() == rows.len() {
            axis
        } else {
            let names = owners.iter().map(|row| study.tiers[*row].name.clone()).collect();
            Some(self.sheet.add_axis("tier", names))
        };
        let entries: Vec<Option<&Entry>> = owners.iter().map(own).collect();
        if entries.is_empty() {
            return Ok(vec![None; rows.len()]);
        }
        let cell = self.column(axis, "officers_per_subject", &entries)?;
        let mut next = 0;
        let source = |row: &usize| {
            let cell = cell.filter(|_| own(row).is_some())?;
            next += 1;
            Some(Source { cell, member: axis.map(|_| next - 1) })
        };
        Ok(rows.iter().map(source).collect())
    }

    fn add_base_pools(&mut self) -> Built<PoolInputs> {
        let pools: Vec<&Pool> = self.study.pools.iter().filter(|pool| pool.scenario.is_none()).collect();
        if pools.is_empty() {
            return Ok(PoolInputs::default());
        }
        let unnamed = pools.len() == 1 && pools[0].name.is_empty();
        let names = pools.iter().map(|pool| pool.name.clone()).collect();
        let axis = (!unnamed).then(|| self.sheet.add_axis("pool", names));
        let column = |builder: &mut Self, key, entry: fn(&Pool) -> Option<&Entry>| {
            let entries: Vec<Option<&Entry>> = pools.iter().map(|pool| entry(pool)).collect();
            builder.column(axis, key, &entries)
        };
        Ok(PoolInputs {
            officers: column(self, "officers", |pool| Some(&pool.officers))?,
            deployable: column(self, "deployable", |pool| pool.deployable.as_ref())?,
            vacancy: column(self, "vacancy", |pool| pool.vacancy.as_ref())?,
        })
    }

    /// A scenario's own tiers; the base's where it has none.
    fn scenario_tiers(&mut self, name: &Rc<str>) -> Built<TierInputs> {
        let rows = self.rows_of(Some(name));
        if rows.is_empty() {
            return Ok(self.base_tiers.clone());
        }
        let names: Rc<[Rc<str>]> = rows.iter().map(|row| self.study.tiers[*row].name.clone()).collect();
        let axis = self.sheet.add_axis("tier", names);
        let base = self.base_tiers.clone();
        let at = |field: Option<CellId>| move |row: usize| field.map(|cell| (cell, row));
        let subjects =
            self.shared_column(name, axis, &rows, "subjects", &at(base.subjects), |t| Some(&t.subjects))?;
        let share =
            self.shared_column(name, axis, &rows, "share_to_watch", &at(base.share_to_watch), |tier| {
                tier.share_to_watch.as_ref()
            })?;
        let own_ratios = self.scenario_ratios(name, &rows)?;
        Ok(TierInputs { rows, axis: Some(axis), subjects, share_to_watch: share, own_ratios })
    }

    /// A column of a scenario's own rows: a number that the base has too is the same input.
    fn shared_column(
        &mut self,
        scenario: &Rc<str>,
        axis: AxisId,
        rows: &[usize],
        key: &'static str,
        base: &dyn Fn(usize) -> Option<(CellId, usize)>,
        entry: impl Fn(&Tier) -> Option<&Entry>,
    ) -> Built<Option<CellId>> {
        let study = self.study;
        if rows.iter().all(|row| entry(&study.tiers[*row]).is_none()) {
            return Ok(None);
        }
        let Some(column) = super::column(key) else { return Ok(None) };
        let default = Quantity::exact(column.default.unwrap_or(0.0));
        let mut sources = Vec::new();
        for row in rows {
            let tier = &study.tiers[*row];
            let quantity = entry(tier).map_or_else(|| default.clone(), |entry| entry.quantity.clone());
            let twin = self.base_twin(tier).and_then(base);
            let shared = twin.and_then(|(cell, member)| self.shared(cell, member, &quantity));
            sources.push(shared.unwrap_or_else(|| self.own_input(scenario, &tier.name, key, quantity)));
        }
        self.formula(key, column.unit, Expr::Pick(axis, sources.into())).map(Some)
    }

    /// Position among the base's tiers of the one with this tier's name.
    fn base_twin(&self, tier: &Tier) -> Option<usize> {
        let named = |row: &usize| self.study.tiers[*row].name == tier.name;
        self.base_tiers.rows.iter().position(named)
    }

    fn shared(&self, cell: CellId, member: usize, quantity: &Quantity) -> Option<Source> {
        let member = u32::try_from(member).ok()?;
        let input = self.sheet.input_of(cell, member)?;
        let same = self.sheet.quantity(input) == Some(quantity);
        let member = self.sheet.members(cell).map(|_| member);
        same.then(|| self.source_now(Source { cell, member }))
    }

    fn own_input(&mut self, scenario: &str, row: &str, key: &'static str, quantity: Quantity) -> Source {
        let unit = super::column(key).map(super::InputColumn::unit).unwrap_or_default();
        let name = input_name(scenario, &input_name(row, key));
        Source { cell: self.sheet.add_input(&name, unit, quantity), member: None }
    }

    fn scenario_ratios(&mut self, scenario: &Rc<str>, rows: &[usize]) -> Built<Vec<Option<Source>>> {
        let study = self.study;
        let mut sources = Vec::new();
        for row in rows {
            let tier = &study.tiers[*row];
            let TierRatio::Own(entry) = &tier.ratio else {
                sources.push(None);
                continue;
            };
            let twin = self.base_twin(tier).and_then(|at| self.base_tiers.own_ratios[at]);
            let same = twin.filter(|twin| self.source_quantity(*twin) == Some(&entry.quantity));
            let source = match same {
                Some(twin) => self.source_now(twin),
                None => self.own_input(scenario, &tier.name, "officers_per_subject", entry.quantity.clone()),
            };
            sources.push(Some(source));
        }
        Ok(sources)
    }

    fn source_quantity(&self, source: Source) -> Option<&Quantity> {
        let input = self.sheet.input_of(source.cell, source.member.unwrap_or(0))?;
        self.sheet.quantity(input)
    }

    /// A scenario's own officers (the `officers` column of its rows); the base's where it has none.
    fn scenario_pools(&mut self, name: &Rc<str>) -> Built<PoolInputs> {
        let of = |pool: &&Pool| pool.scenario.as_deref() == Some(&**name);
        let Some(pool) = self.study.pools.iter().find(of) else { return Ok(self.base_pools.clone()) };
        let twin = self.base_pools.officers.filter(|cell| self.sheet.members(*cell).is_none());
        let shared = twin.and_then(|cell| self.shared(cell, 0, &pool.officers.quantity));
        let source = match shared {
            Some(source) => source,
            None => self.own_input(name, "", "officers", pool.officers.quantity.clone()),
        };
        Ok(PoolInputs { officers: Some(source.cell), ..PoolInputs::default() })
    }

    /// Where each tier's officers per subject stand: its own, or its regime's.
    pub fn ratio_sources(&self, tiers: &TierInputs, regimes: &[CellId]) -> Vec<Source> {
        let regime = |row: usize| match self.study.tiers[row].ratio {
            TierRatio::Regime(regime) => regimes.get(regime).copied(),
            TierRatio::Own(_) => None,
        };
        let source = |(row, own): (&usize, &Option<Source>)| match own {
            Some(own) => Some(self.source_now(*own)),
            None => regime(*row).map(|cell| Source { cell, member: None }),
        };
        tiers.rows.iter().zip(&tiers.own_ratios).filter_map(source).collect()
    }

    /// The input behind a source, where it is one.
    pub fn input_behind(&self, source: Source) -> Option<InputId> {
        self.sheet.input_of(source.cell, source.member.unwrap_or(0))
    }
}
