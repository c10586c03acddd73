//! From a study to a sheet: the inputs once, then the formulas for the base and for each scenario.

use super::allocation::{AllotmentInputs, RegimeLimits, Rule};
use super::compiled::{BASE, Compiled, Problem, ScenarioCells, ScenarioYears};
use super::effects::{ChannelInputs, RegimeEffects};
use super::inputs::InputNames;
use super::overlays::{Overlay, row_and_column};
use super::series::Series;
use super::staff::{HiresInputs, Leaving};
use super::timeline::{Timeline, Years};
use super::{Change, Study};
use crate::sheet::{AxisId, CellId, Expr, FormulaError, InputId, RowName, Sheet, Source};
use crate::unit::Unit;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// A share this little over 1 is 1.
pub(super) const ROUNDING: f64 = 1e-12;

/// The result of a step that builds cells.
pub(super) type Built<T> = Result<T, FormulaError>;

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
    pub(super) current: HashMap<CellId, CellId>,
    /// Columns that a setting or scenario changes.
    changed: HashSet<String>,
    /// Rows and columns that they change.
    changed_rows: HashSet<(String, String)>,
    /// The inputs that settings and scenarios changed.
    pub(super) overlays: Vec<Overlay>,
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
}

impl<'s> Builder<'s> {
    fn new(study: &'s Study, settings: &[Change]) -> Self {
        let changes = study.scenarios.iter().flat_map(|scenario| &scenario.changes).chain(settings);
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
            changed: changes.clone().map(|change| row_and_column(change).1).collect(),
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
        if let Some(years) = &years {
            notes.extend(self.changes_before_series(settings, years));
            notes.extend(self.staff_by_series());
            notes.extend(self.how_officers_leave());
            notes.extend(self.study.hired_before(years.start));
            notes.extend(self.study.unread_as_of());
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

    /// The input behind a source, where it is one.
    pub fn input_behind(&self, source: Source) -> Option<InputId> {
        self.sheet.input_of(source.cell, source.member.unwrap_or(0))
    }
}
