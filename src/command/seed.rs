//! The seed of what is drawn at random: one default for every verb, and in every answer.

use super::question::Question;
use serde_json::{Value as Json, json};

/// The seed unless another is given; any number would do as well.
const SEED: u64 = 1;

/// The option that verbs which draw at random share.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Question")]
pub(super) struct Seed {
    /// The seed of the random numbers: the same seed gives the same answer, on any machine
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,
}

impl Seed {
    pub(super) fn number(self) -> u64 {
        self.seed
    }
}

impl Question {
    /// What JSON says about a run that draws at random.
    pub(super) fn settings_with_seed(&self, seed: Seed) -> Vec<(&'static str, Json)> {
        let of = |(key, value)| if key == "seed" { (key, json!(seed.number())) } else { (key, value) };
        self.settings().into_iter().map(of).collect()
    }
}
