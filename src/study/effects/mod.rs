//! What watching part of a list is worth: whether those who will attack are among the watched, whether the watched
//! are in sight, how long a watch can be kept up, and what warnings and periodic checks come to.
//!
//! Each is off until its inputs are given, and each is a cell of the sheet like any other:
//!
//! - in contact = 1 / (1 + losses per year x gap in days / 365)
//! - officers per post, over a window = 24 x days / hours that one officer can work in it
//! - chance in window = 1 - exp(-days / mean lead)
//! - reviews per year = people reviewed / years between reviews
//! - detection delay = q d + (1 - q) T / 2, where a share q comes to light after d years and T years lie between reviews
//! - warning acted on = 1 - product over channels of (1 - sent x received x matched x acted on)^alike
//! - chance watched = sum over tiers of attackers' share x subjects watched and in contact / subjects
//! - chance one watched = 1 - C(N - K, m) / C(N, m), or 1 - (1 - chance watched)^m
//!
//! None of them says that an attack would have been stopped: who is watched may still attack.

mod inputs;
mod people;
mod regimes;
mod told;
mod warnings;
mod watched;

pub use told::effect_caveats;
pub use watched::MOST_ATTACKERS;

pub(super) use inputs::{ChannelInputs, RegimeEffects};

use super::Study;
use super::compile::{Builder, Built, TierInputs};
use super::compiled::{Problem, ScenarioCells};
use crate::sheet::CellId;
use crate::unit::Unit;

/// A quantity of what watching part of a list is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// The chance that one who will attack is watched, and in sight.
    ChanceWatched,
    /// The chance that at least one of several attackers is.
    ChanceOneWatched,
    /// The share of the time that a watched subject is in sight.
    InContact,
    /// Officers that one post takes over a window of days.
    OfficersPerPost,
    /// The chance that an attack comes within the days a watch is kept up.
    ChanceInWindow,
    /// People checked in a year.
    ReviewsPerYear,
    /// Years until something comes to light, on average.
    DetectionDelay,
    /// The chance that a warning is acted on.
    WarningActedOn,
}

/// Every effect, in the order of the answer.
pub const EFFECTS: [Effect; 8] = [
    Effect::ChanceWatched,
    Effect::ChanceOneWatched,
    Effect::InContact,
    Effect::OfficersPerPost,
    Effect::ChanceInWindow,
    Effect::ReviewsPerYear,
    Effect::DetectionDelay,
    Effect::WarningActedOn,
];

impl Effect {
    /// The name in formulas, CSV and JSON; of a regime's, with the regime in brackets after it.
    pub fn key(self) -> &'static str {
        match self {
            Self::ChanceWatched => "chance_watched",
            Self::ChanceOneWatched => "chance_one_watched",
            Self::InContact => "in_contact",
            Self::OfficersPerPost => "officers_per_post",
            Self::ChanceInWindow => "chance_in_window",
            Self::ReviewsPerYear => "reviews_per_year",
            Self::DetectionDelay => "detection_delay",
            Self::WarningActedOn => "warning_acted_on",
        }
    }

    /// The words in tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::ChanceWatched => "chance that a given attacker is watched",
            Self::ChanceOneWatched => "chance that at least one attacker is watched",
            Self::InContact => "share of the time in contact",
            Self::OfficersPerPost => "officers per post over the window",
            Self::ChanceInWindow => "chance that an attack falls inside the window",
            Self::ReviewsPerYear => "people checked in a year",
            Self::DetectionDelay => "years until found, on average",
            Self::WarningActedOn => "chance that a warning is acted on",
        }
    }

    /// The unit.
    pub fn unit(self) -> Unit {
        let words = match self {
            Self::OfficersPerPost => "officers per post",
            Self::ReviewsPerYear => "subjects per year",
            Self::DetectionDelay => "years",
            _ => return Unit::share(),
        };
        words.parse().unwrap_or_default()
    }

    /// Whether less of it is better.
    pub fn is_a_cost(self) -> bool {
        matches!(self, Self::OfficersPerPost | Self::ReviewsPerYear | Self::DetectionDelay)
    }

    /// The inputs without which it is not answered, in words.
    pub fn needs(self) -> &'static str {
        match self {
            Self::ChanceWatched => {
                "officers, and `attackers_share` on the tiers or a table with the column `attackers`"
            }
            Self::ChanceOneWatched => "officers, and a table with the column `attackers`",
            Self::InContact => "`losses_per_year` and `gap_days` on the regime",
            Self::OfficersPerPost => "`window_days`, and one officer's hours in it, on the regime",
            Self::ChanceInWindow => "`window_days` and `mean_lead_days` on the regime",
            Self::ReviewsPerYear => "`review_years` on the regime, and a tier with that regime",
            Self::DetectionDelay => "`review_years` on the regime",
            Self::WarningActedOn => "a table with the column `channel`",
        }
    }

    /// The effect of this name.
    pub fn named(key: &str) -> Option<Self> {
        EFFECTS.into_iter().find(|effect| effect.key() == key)
    }

    /// The effect of an outcome's name, with or without a regime in brackets.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::named(parts(key).0)
    }

    /// An outcome's name in a few words, where it is an effect: `in contact [round the clock]`.
    pub fn short_words(key: &str) -> Option<String> {
        let (word, regime) = parts(key);
        Self::named(word).map(|effect| format!("{}{regime}", effect.key().replace('_', " ")))
    }

    /// An outcome's name as tables have it, where it is an effect: `share of the time in contact [round the clock]`.
    pub fn words_of(key: &str) -> Option<String> {
        let (word, regime) = parts(key);
        Self::named(word).map(|effect| format!("{}{regime}", effect.words()))
    }
}

/// The word and, after a space, the regime in its brackets.
fn parts(key: &str) -> (&str, String) {
    let parts = key.strip_suffix(']').and_then(|rest| rest.split_once('['));
    parts.map_or((key, String::new()), |(word, regime)| (word, format!(" [{regime}]")))
}

/// An effect that a scenario answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EffectCell {
    /// Which.
    pub effect: Effect,
    /// Index in [`Study::regimes`], where it is a regime's.
    pub regime: Option<usize>,
    /// Where it stands.
    pub cell: CellId,
    /// A whole number that decides how its formula is built, and so stands in no formula.
    pub decided_by: Option<CellId>,
    /// Whether several attackers are taken to be independent of each other, not so many of those listed.
    pub is_independent: bool,
}

impl EffectCell {
    /// One that is about no regime.
    pub fn new(effect: Effect, cell: CellId) -> Self {
        Self { effect, regime: None, cell, decided_by: None, is_independent: false }
    }

    /// The name in formulas, CSV and JSON: `in_contact[round the clock]`.
    pub fn key(&self, study: &Study) -> String {
        let regime = self.regime.map(|at| format!("[{}]", study.regimes[at].name));
        format!("{}{}", self.effect.key(), regime.unwrap_or_default())
    }
}

impl Study {
    /// Whether it says where those stand who will attack, or how many they are.
    pub fn says_who_attacks(&self) -> bool {
        self.attackers.is_some() || self.ranks_attackers()
    }

    /// Whether its tiers say what share of those who will attack stands on each.
    pub fn ranks_attackers(&self) -> bool {
        self.tiers.iter().any(|tier| tier.details().attackers_share.is_some())
    }
}

impl Builder<'_> {
    /// Adds what watching part of the lists is worth in a scenario, as far as its inputs are given.
    pub(super) fn add_effects(
        &mut self,
        tiers: &TierInputs,
        cells: &ScenarioCells,
    ) -> Built<Result<Vec<EffectCell>, Problem>> {
        let contact = self.add_contact()?;
        let mut effects = match self.add_watched(tiers, cells, &contact)? {
            Ok(watched) => watched,
            Err(problem) => return Ok(Err(problem)),
        };
        let of_regimes = |effect, cells: &[Option<CellId>]| {
            let each = cells.iter().enumerate().filter_map(|(at, cell)| Some((at, (*cell)?)));
            let each =
                each.map(|(at, cell)| EffectCell { regime: Some(at), ..EffectCell::new(effect, cell) });
            each.collect::<Vec<EffectCell>>()
        };
        effects.extend(of_regimes(Effect::InContact, &contact));
        effects.extend(of_regimes(Effect::OfficersPerPost, &self.regime_posts));
        effects.extend(of_regimes(Effect::ChanceInWindow, &self.add_in_window()?));
        effects.extend(of_regimes(Effect::ReviewsPerYear, &self.add_reviews(tiers, &cells.tiers)?));
        effects.extend(of_regimes(Effect::DetectionDelay, &self.add_delays()?));
        let warning = self.add_warnings()?;
        effects.extend(warning.map(|cell| EffectCell::new(Effect::WarningActedOn, cell)));
        Ok(Ok(effects))
    }
}
