//! Differences between scenarios: cells like any other, so that shared inputs move together.

use super::compiled::{Compiled, Problem};
use super::{EffectCell, Measure, Study};
use crate::sheet::{CellId, Expr, Source};
use crate::unit::Unit;

/// One quantity of one scenario against the base.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Index in [`Compiled::scenarios`].
    pub scenario: usize,
    /// The quantity's name: a measure's key, an outcome's name, or `gap_closed`.
    pub key: String,
    /// The measure, where it is one.
    pub measure: Option<Measure>,
    /// The unit.
    pub unit: Unit,
    /// The scenario's own value; `None` for `gap_closed`, which is itself a comparison.
    pub own: Option<Source>,
    /// Scenario less base; `None` for the base itself.
    pub change: Option<CellId>,
    /// The part of the base's shortfall that the scenario removes.
    pub gap_closed: Option<CellId>,
}

/// Which member a tier is in a scenario, by the scenario's index; `None` where it has no such tier.
pub type Member = dyn Fn(&Compiled, usize) -> Option<u32>;

impl Compiled {
    /// Adds the differences of every scenario against the base, for one tier (by name) or the total.
    ///
    /// # Errors
    /// When the sheet refuses a formula.
    pub fn add_differences(
        &mut self,
        study: &Study,
        tier: Option<&Member>,
    ) -> Result<Vec<Difference>, Problem> {
        let mut all = Vec::new();
        for scenario in 0..self.scenarios.len() {
            let own = self.sources(scenario, tier);
            let base = self.sources(0, tier);
            for (measure, own) in own {
                let base = base.iter().find(|(known, _)| *known == measure).map(|(_, source)| *source);
                let change = match base {
                    Some(base) if scenario > 0 => Some(self.sheet.add_formula(
                        "change",
                        Some(&measure.unit()),
                        Expr::from(own) - Expr::from(base),
                    )?),
                    _ => None,
                };
                all.push(Difference {
                    scenario,
                    key: measure.key().to_owned(),
                    measure: Some(measure),
                    unit: measure.unit(),
                    own: Some(own),
                    change,
                    gap_closed: None,
                });
                if let (Measure::OfficerShortfall, Some(base), true) = (measure, base, scenario > 0) {
                    let closed = (Expr::from(base) - Expr::from(own)) / Expr::from(base);
                    let closed = self.sheet.add_formula("gap_closed", Some(&Unit::share()), closed)?;
                    all.push(Difference {
                        scenario,
                        key: "gap_closed".to_owned(),
                        measure: None,
                        unit: Unit::share(),
                        own: None,
                        change: None,
                        gap_closed: Some(closed),
                    });
                }
            }
            self.add_effect_differences(study, scenario, &mut all)?;
            self.add_outcome_differences(scenario, &mut all)?;
        }
        Ok(all)
    }

    /// What watching part of a list is worth, which is about no tier alone.
    fn add_effect_differences(
        &mut self,
        study: &Study,
        scenario: usize,
        all: &mut Vec<Difference>,
    ) -> Result<(), Problem> {
        for own in self.scenarios[scenario].effects.clone() {
            let is_same = |other: &&EffectCell| (other.effect, other.regime) == (own.effect, own.regime);
            let base = self.scenarios[0].effects.iter().find(is_same).map(|base| base.cell);
            let unit = own.effect.unit();
            let change = match base {
                Some(base) if scenario > 0 => {
                    Some(self.sheet.add_formula("change", Some(&unit), own.cell - base)?)
                }
                _ => None,
            };
            let (key, own) = (own.key(study), Some(Source { cell: own.cell, member: None }));
            all.push(Difference { scenario, key, measure: None, unit, own, change, gap_closed: None });
        }
        Ok(())
    }

    /// The analyst's own outcomes, which say themselves whom they are about.
    fn add_outcome_differences(&mut self, scenario: usize, all: &mut Vec<Difference>) -> Result<(), Problem> {
        for (at, own) in self.scenarios[scenario].outcomes.clone() {
            let base =
                self.scenarios[0].outcomes.iter().find(|(known, _)| *known == at).map(|(_, cell)| *cell);
            let (unit, key) = (self.sheet.cell(own).unit.clone(), self.sheet.cell(own).key.to_string());
            let change = match base {
                Some(base) if scenario > 0 => {
                    let days_or_own = unit.of_differences();
                    Some(self.sheet.add_formula(
                        "change",
                        Some(&days_or_own),
                        Expr::from(own) - Expr::from(base),
                    )?)
                }
                _ => None,
            };
            let own = Some(Source { cell: own, member: None });
            all.push(Difference { scenario, key, measure: None, unit, own, change, gap_closed: None });
        }
        Ok(())
    }

    /// The cells that answer for a tier or, without one, for the total.
    fn sources(&self, scenario: usize, tier: Option<&Member>) -> Vec<(Measure, Source)> {
        let cells = &self.scenarios[scenario];
        match tier {
            None => {
                let allocated = cells.allocation.iter().flat_map(|own| own.total.iter().copied());
                cells.tiers.total.iter().copied().chain(allocated).collect()
            }
            Some(member) => match member(self, scenario) {
                Some(member) => {
                    let source =
                        |cell: CellId| Source { cell, member: self.sheet.cell(cell).axis.map(|_| member) };
                    let allocated = cells.allocation.iter().flat_map(|own| &own.alone);
                    let alone = cells.tiers.alone.iter().chain(allocated);
                    alone.map(|(measure, cell)| (*measure, source(*cell))).collect()
                }
                None => Vec::new(),
            },
        }
    }
}
