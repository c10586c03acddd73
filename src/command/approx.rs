//! Inputs given exactly that vary all the same, because the question asks for it: our assumption, and said so.

use super::amount;
use super::model::{StudyModel, Varied};
use super::named::most;
use super::question::{Answered, Question};
use crate::quantity::Quantity;
use crate::sheet::InputId;
use crate::unit::{NumberStyle, Unit};

/// The option that verbs of uncertainty share.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Question")]
pub(super) struct Approx {
    /// Let inputs given exactly vary by so much either way: an assumption of ours, and marked as one
    #[arg(long, value_name = "SHARE", value_parser = amount::share)]
    approx: Option<f64>,
}

impl Approx {
    /// `10% either way`, where inputs given exactly vary.
    pub(super) fn words(self, style: NumberStyle) -> Option<String> {
        self.approx.map(|share| format!("{} either way", Unit::share().show(share, style)))
    }
}

impl Question {
    /// The model behind outcomes, with inputs given exactly varying where that is asked for.
    pub(super) fn model_approx(&self, outcomes: Vec<Answered>, approx: Approx) -> StudyModel {
        let Some(share) = approx.approx else { return self.model(outcomes, Varied::Ranged) };
        let given = self.given_exactly();
        let mut model = self.model(outcomes, Varied::And(&given));
        for input in model.inputs.iter_mut().filter(|input| input.is_exact) {
            let base = input.quantity.base();
            let (low, high) = (base * (1.0 - share), base * (1.0 + share));
            input.quantity = Quantity::uniform(low.min(high), low.max(high).min(most(&input.name)));
        }
        model
    }

    /// Inputs that somebody gave as one number; a share of 0 is 0.
    fn given_exactly(&self) -> Vec<InputId> {
        let defaults = self.default_inputs();
        let exact = |quantity: &Quantity| quantity.is_exact() && quantity.base() != 0.0;
        let inputs = self.compiled.sheet.inputs().filter(|(_, quantity)| exact(quantity));
        inputs.map(|(id, _)| id).filter(|id| !defaults.contains(id)).collect()
    }
}
