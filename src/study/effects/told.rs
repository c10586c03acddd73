//! What goes with an effect wherever it is answered: what it does not say, and what it takes for granted.

use super::super::{Compiled, Study};
use super::{Effect, EffectCell};
use crate::quantity::Qualifier;
use crate::sheet::Stated;

/// The caveats of these effects, each once.
pub fn effect_caveats(study: &Study, compiled: &Compiled, answered: &[EffectCell]) -> Vec<String> {
    let any = |effect: Effect| answered.iter().any(|own| own.effect == effect);
    let about_attackers = any(Effect::ChanceWatched) || any(Effect::ChanceOneWatched);
    let is_independent = answered.iter().any(|own| own.is_independent);
    let may_be_lost = study.regimes.iter().any(|regime| regime.contact.is_some());
    let each = [
        (about_attackers, WATCHED),
        (about_attackers, where_attackers_stand(study, compiled)),
        (is_independent, INDEPENDENT),
        (any(Effect::InContact) || (about_attackers && may_be_lost), CONTACT),
        (any(Effect::OfficersPerPost), SURGE),
        (any(Effect::ChanceInWindow), LEADS),
        (any(Effect::DetectionDelay), CHECKS),
        (any(Effect::WarningActedOn), WARNINGS),
    ];
    let due = each.into_iter().filter(|(is_due, _)| *is_due).map(|(_, words)| words);
    due.chain(how_many_attackers(compiled, answered)).map(str::to_owned).collect()
}

/// The number of attackers stands in no formula, so that how firmly it is stated is said in words.
fn how_many_attackers(compiled: &Compiled, answered: &[EffectCell]) -> Option<&'static str> {
    let cell = answered.iter().find_map(|own| own.decided_by)?;
    match compiled.sheet.bounds().ok()?.of(cell, 0).stated(&compiled.sheet) {
        Stated::As(Qualifier::AtLeast) => Some(
            "attackers are stated as a number at least: with more of them the chance that at least one is watched is \
             higher",
        ),
        Stated::As(Qualifier::AtMost) => Some(
            "attackers are stated as a number at most: with fewer of them the chance that at least one is watched is \
             lower",
        ),
        Stated::As(Qualifier::About) => {
            Some("the number of attackers is stated as about: so is the chance that at least one is watched")
        }
        Stated::As(Qualifier::Exact) | Stated::DirectionUnknown => None,
    }
}

const WATCHED: &str = "being watched does not mean that an attack would have been found out or stopped";
const INDEPENDENT: &str = "attackers are taken to be independent of each other: of a group that stays together, all or \
                           none are watched more often";
const CONTACT: &str = "contact is taken to be lost at any time alike: the share of the time in contact is that of a long \
                       watch";
const SURGE: &str = "a surge takes officers from other work, and is not kept up beyond its window";
const LEADS: &str = "leads are taken to be without memory (exponential): after any number of days the attack is as far \
                     off as on the first";
const CHECKS: &str =
    "what is to be found is taken to arise evenly between two checks, and to be found by the next one";
const WARNINGS: &str = "steps and channels are taken to be independent of each other, and a warning acted on is not an \
                        attack stopped";

fn where_attackers_stand(study: &Study, compiled: &Compiled) -> &'static str {
    match (study.ranks_attackers(), compiled.find_input("not_listed").is_ok()) {
        (true, _) => {
            "the shares of attackers on each tier are assumptions; on one tier everybody is taken to be as likely to attack"
        }
        (false, true) => {
            "the share of attackers on no list is an assumption; everybody listed is taken to be as likely to attack"
        }
        (false, false) => {
            "all attackers are taken to be on the lists, and everybody listed as likely to attack as anybody else"
        }
    }
}
