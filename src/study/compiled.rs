//! What a study becomes: a sheet, and the cells in it that answer.

use super::allocation::Allocation;
use super::effects::EffectCell;
use super::inputs::{InputNames, NameError, Slot};
use super::staff::Staff;
use super::timeline::Years;
use super::{Measure, Place};
use crate::sheet::{CellId, DomainError, FormulaError, Sheet, Source};
use std::ops::Range;
use std::rc::Rc;

/// The name of the row that counts everybody once.
pub const TOTAL: &str = "total";
/// The name of the scenario that the others change.
pub const BASE: &str = "base";

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
    /// The analyst's own outcomes: index in [`super::Study::outcomes`] and cell.
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
    /// Index in [`super::Study::tiers`] of each, in file order; also the members of the families.
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

impl Compiled {
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
