//! What pools and hires say that matters with the years only.

use super::super::Entry;
use super::super::compile::Builder;
use crate::sheet::CellId;

/// The inputs of one row of hires; what is neither given nor changed is left out.
#[derive(Debug, Clone)]
pub(in super::super) struct HiresInputs {
    pub(super) announced: CellId,
    pub(super) filled: Option<CellId>,
    pub(super) training: Option<CellId>,
    pub(super) trainers: Option<CellId>,
    pub(super) assigned: Option<CellId>,
}

/// How fast a pool's officers leave and are replaced.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Leaving {
    pub(super) rate: Option<CellId>,
    pub(super) replacement: Option<CellId>,
}

impl Builder<'_> {
    /// The inputs of pools and hires that matter with the years only.
    pub(in super::super) fn add_staff_inputs(&mut self) {
        let study = self.study;
        for pool in study.pools.iter().filter(|pool| pool.scenario.is_none()) {
            let rate = self.input_if(&pool.name, "attrition_per_year", pool.attrition_per_year.as_ref());
            let replacement =
                self.input_if(&pool.name, "replacement_months", pool.replacement_months.as_ref());
            self.leaving.push(Leaving { rate, replacement });
        }
        for hires in &study.hires {
            let Some(announced) = self.row_input(&hires.name, "announced", Some(&hires.announced)) else {
                continue;
            };
            let inputs = HiresInputs {
                announced,
                filled: self.input_if(&hires.name, "filled", hires.filled.as_ref()),
                training: self.input_if(&hires.name, "training_months", hires.training_months.as_ref()),
                trainers: self.input_if(&hires.name, "trainer_share", hires.trainer_share.as_ref()),
                assigned: self.input_if(&hires.name, "assigned", hires.assigned.as_ref()),
            };
            self.hires_inputs.push(inputs);
        }
    }

    /// Which ways of leaving are calculated, where anybody leaves.
    pub(in super::super) fn how_officers_leave(&self) -> Vec<String> {
        let leaving = || self.leaving.iter().filter(|leaving| leaving.rate.is_some());
        let lasting = leaving().any(|leaving| leaving.replacement.is_none()).then(|| {
            "officers leave continuously: of those there, exp(-rate x years) are still there (Bartholomew, Forbes and \
             McClean 1991); steps of a month give the same within 0.3%"
                .to_owned()
        });
        let replaced = leaving().any(|leaving| leaving.replacement.is_some()).then(|| {
            "where replacement_months is given, those who leave are replaced that much later: rate x years of the posts \
             are empty, and never more than rate x time to replace"
                .to_owned()
        });
        lasting.into_iter().chain(replaced).collect()
    }

    fn input_if(&mut self, row: &str, key: &'static str, entry: Option<&Entry>) -> Option<CellId> {
        if entry.is_none() && !self.is_changed(key) {
            return None;
        }
        self.row_input(row, key, entry)
    }
}
