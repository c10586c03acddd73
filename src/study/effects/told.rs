//! What goes with an effect wherever it is answered: what it does not say, and what it takes for granted.

use super::super::Study;
use super::Effect;

/// The caveats of these effects, each once.
pub fn effect_caveats(study: &Study, answered: &[Effect]) -> Vec<String> {
    let any = |effects: &[Effect]| effects.iter().any(|effect| answered.contains(effect));
    let chances = [Effect::ChanceWatched, Effect::ChanceOneWatched];
    let mut caveats = Vec::new();
    let mut say = |is_due: bool, words: &str| caveats.extend(is_due.then(|| words.to_owned()));
    say(any(&chances), "being watched does not mean that an attack would have been found out or stopped");
    say(any(&chances), where_attackers_stand(study));
    say(
        any(&[Effect::ChanceOneWatched]) && study.ranks_attackers(),
        "attackers are taken to be independent of each other: a group is seen together more often, or not at all",
    );
    say(
        any(&[Effect::InContact])
            || (any(&chances) && study.regimes.iter().any(|regime| regime.contact.is_some())),
        "contact is taken to be lost at any time alike: the share of the time in contact is that of a long watch",
    );
    say(
        any(&[Effect::OfficersPerPost]),
        "a surge takes officers from other work, and cannot be kept up beyond its window",
    );
    say(
        any(&[Effect::ChanceInWindow]),
        "leads are taken to be without memory (exponential): after any number of days the attack is as far off as on the \
         first",
    );
    say(
        any(&[Effect::DetectionDelay]),
        "what is to be found is taken to arise evenly between two checks, and to be found by the next one",
    );
    say(
        any(&[Effect::WarningActedOn]),
        "steps and channels are taken to be independent of each other, and a warning acted on is not an attack stopped",
    );
    caveats
}

fn where_attackers_stand(study: &Study) -> &'static str {
    let not_listed = study.attackers.as_ref().is_some_and(|given| given.not_listed.is_some());
    match (study.ranks_attackers(), not_listed) {
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
