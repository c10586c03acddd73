//! What goes with an effect wherever it is answered: what it does not say, and what it takes for granted.

use super::super::{Compiled, Study};
use super::{Effect, EffectCell};

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
    each.into_iter().filter(|(is_due, _)| *is_due).map(|(_, words)| words.to_owned()).collect()
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
