//! What went wrong in an analysis, in the study's own names.

use super::model::StudyModel;
use crate::analysis::AnalysisError;
use anyhow::anyhow;

impl StudyModel {
    /// A failed analysis as people read it: the outcome and the inputs by name.
    pub(super) fn told(&self, error: &AnalysisError) -> anyhow::Error {
        let AnalysisError::NotFinite { outcome, point } = error else { return anyhow!("{error}") };
        let outcome = self.outcomes.get(*outcome).map_or("an outcome", |answered| &*answered.key);
        anyhow!(
            "{} has no finite value where {}: it divides by 0 or leaves what can be calculated there; keep that \
             input away from it",
            outcome.replace('_', " "),
            self.place(point)
        )
    }

    /// `DGSI.officers = 0`, the inputs that are zero first: a division is the usual reason.
    fn place(&self, point: &[f64]) -> String {
        const NAMED: usize = 6;
        let mut named: Vec<(&str, f64)> =
            self.inputs.iter().map(|input| &*input.name).zip(point.iter().copied()).collect();
        named.sort_by_key(|(_, value)| *value != 0.0);
        let mut words: Vec<String> =
            named.iter().take(NAMED).map(|(name, value)| format!("{name} = {value}")).collect();
        if named.len() > NAMED {
            words.push(format!("{} more inputs at their values", named.len() - NAMED));
        }
        words.join(", ")
    }
}
