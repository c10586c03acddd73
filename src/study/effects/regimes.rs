//! What regimes answer for themselves: contact, windows of days, periodic checks.

use super::super::compile::{Builder, Built, TierInputs};
use super::super::compiled::TierCells;
use super::super::ratios::literal;
use super::super::{TierRatio, Way};
use crate::sheet::{CellId, Expr, RowName, Source, input_name};

impl Builder<'_> {
    /// For each regime, the share of the time that a watched subject is in sight.
    ///
    /// 1 / (1 + losses per year x gap in days / 365): the steady-state availability, mean time up / (mean time up +
    /// mean time down), of what fails at a constant rate while it is up. R. E. Barlow and F. Proschan,
    /// "Mathematical Theory of Reliability" (1965).
    pub(super) fn add_contact(&mut self) -> Built<Vec<Option<CellId>>> {
        self.for_each_regime("in_contact", "share", |builder, at| {
            let inputs = builder.regime_effects[at];
            let (losses, gap) = (builder.now(inputs.losses_per_year?), builder.now(inputs.gap_days?));
            let lost = losses * gap / literal(365.0, "days per year");
            Some(Expr::number(1.0) / (Expr::number(1.0) + lost))
        })
    }

    /// For each regime, the chance that an attack comes within its window of days after a warning.
    ///
    /// 1 - exp(-days / mean lead): leads are exponential, which has no memory. W. Feller, "An Introduction to
    /// Probability Theory and Its Applications", volume 2 (1966), chapter I.
    pub(super) fn add_in_window(&mut self) -> Built<Vec<Option<CellId>>> {
        self.for_each_regime("chance_in_window", "share", |builder, at| {
            let inputs = builder.regime_effects[at];
            let (window, lead) = (builder.now(inputs.window_days?), builder.now(inputs.mean_lead_days?));
            let later = Expr::Negative(Box::new(window / lead)).exponential();
            Some(Expr::number(1.0) - later)
        })
    }

    /// For each regime of periodic checks, the people checked in a year: its tiers', counted once / years between.
    pub(super) fn add_reviews(
        &mut self,
        tiers: &TierInputs,
        cells: &TierCells,
    ) -> Built<Vec<Option<CellId>>> {
        if !self.study.regimes.iter().any(|regime| matches!(regime.way, Way::Reviews { .. })) {
            return Ok(vec![None; self.study.regimes.len()]);
        }
        let once = self.add_counted_once(tiers, cells.subjects.0)?;
        let people = match tiers.share_to_watch.map(|cell| self.now(cell)) {
            Some(share) => self.formula("subjects_to_watch", "subjects", once * share)?,
            None => once,
        };
        let mut all = Vec::new();
        for at in 0..self.study.regimes.len() {
            let checked = self.people_of(at, tiers, people)?;
            let years = self.regime_effects[at].review_years.map(|cell| self.now(cell));
            let name = input_name(&self.study.regimes[at].name, "reviews_per_year");
            all.push(match (checked, years) {
                (Some(checked), Some(years)) => {
                    Some(self.formula(&name, "subjects per year", checked / years)?)
                }
                _ => None,
            });
        }
        Ok(all)
    }

    /// The people of the tiers with a regime, as a sum; `None` where it has none.
    fn people_of(&mut self, regime: usize, tiers: &TierInputs, people: CellId) -> Built<Option<Expr>> {
        let study = self.study;
        let is_own = |at: &usize| study.tiers[tiers.rows[*at]].ratio == TierRatio::Regime(regime);
        let own: Vec<usize> = (0..tiers.rows.len()).filter(is_own).collect();
        Ok(match (own.as_slice(), tiers.axis) {
            ([], _) => None,
            (_, None) => Some(Expr::from(people)),
            ([only], Some(_)) => Some(Expr::from(self.element(people, *only))),
            (own, Some(_)) if own.len() == tiers.rows.len() => Some(Expr::from(people).sum()),
            (own, Some(_)) => {
                let names: Vec<RowName> =
                    own.iter().map(|at| study.tiers[tiers.rows[*at]].name.clone()).collect();
                let axis = self.sheet.add_axis("tier", names.into());
                let sources: Vec<Source> = own.iter().map(|at| self.element(people, *at)).collect();
                let checked = Expr::Pick(axis, sources.into());
                let name = input_name(&study.regimes[regime].name, "subjects_checked");
                Some(Expr::from(self.formula(&name, "subjects", checked)?).sum())
            }
        })
    }

    /// For each regime of periodic checks, the years until something comes to light, on average.
    ///
    /// q d + (1 - q) T / 2: a share q after d years by other means; the rest, which arises evenly over the T years
    /// between two checks, waits half of them for the next.
    pub(super) fn add_delays(&mut self) -> Built<Vec<Option<CellId>>> {
        self.for_each_regime("detection_delay", "years", |builder, at| {
            let inputs = builder.regime_effects[at];
            let waiting = builder.now(inputs.review_years?) / Expr::number(2.0);
            let between = inputs.found_between_reviews.zip(inputs.years_to_find);
            let Some((found, years)) = between else { return Some(waiting) };
            let (found, years) = (builder.now(found), builder.now(years));
            let others = Expr::number(1.0) - found;
            Some(found * years + others * waiting)
        })
    }

    /// A cell for each regime of which `formula` makes one.
    fn for_each_regime(
        &mut self,
        key: &str,
        unit: &str,
        formula: impl Fn(&Self, usize) -> Option<Expr>,
    ) -> Built<Vec<Option<CellId>>> {
        let mut cells = Vec::new();
        for (at, regime) in self.study.regimes.iter().enumerate() {
            let name = input_name(&regime.name, key);
            let expr = formula(self, at);
            cells.push(expr.map(|expr| self.formula(&name, unit, expr)).transpose()?);
        }
        Ok(cells)
    }
}
