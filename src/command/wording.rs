//! Knows the words of the program that stand in figures as labels, in each language; [`super::sentences`] knows the
//! sentences. Caveats stay English: they are the answer's own.

use super::uncertain::sentence_case;
use crate::unit::Locale;

/// A label in the language of figures: `officers per subject [night]` as `agents par sujet [night]`.
///
/// What stands in brackets is a name from the study and stays; so does what is no word of the program.
pub(super) fn label(words: &str, locale: Locale) -> String {
    if locale == Locale::English {
        return words.to_owned();
    }
    if let Some(french) = french(words) {
        return french;
    }
    let name = [" [", " ("].into_iter().filter_map(|bracket| words.find(bracket)).min();
    let (head, name) = words.split_at(name.unwrap_or(words.len()));
    french(head).unwrap_or_else(|| head.to_owned()) + name
}

/// A label with a name in it: `{} by scenario`.
pub(super) fn label_with(words: &str, name: &str, locale: Locale) -> String {
    label(words, locale).replace("{}", name)
}

fn french(words: &str) -> Option<String> {
    let (_, french) =
        FRENCH.iter().find(|(english, _)| *english == words || sentence_case(english) == words)?;
    let is_capital = words.chars().next().is_some_and(char::is_uppercase);
    Some(if is_capital { sentence_case(french) } else { (*french).to_owned() })
}

/// English, French.
const FRENCH: &[(&str, &str)] = &[
    // What is answered.
    ("officers required", "agents nécessaires"),
    ("officers available", "agents disponibles"),
    ("coverage", "couverture"),
    ("coverage (officers available / required)", "couverture (agents disponibles / nécessaires)"),
    ("subjects watchable at that level", "sujets surveillables à ce niveau"),
    ("subjects coverable", "sujets surveillables"),
    ("subjects not watchable at that level", "sujets non surveillables à ce niveau"),
    ("subjects uncovered", "sujets non surveillables"),
    ("officer shortfall", "agents manquants"),
    ("required / available (times)", "nécessaires / disponibles (fois)"),
    ("staff multiple", "effectif nécessaire / disponible"),
    ("officers required / available", "agents nécessaires / disponibles"),
    ("officers there are per subject", "agents en poste par sujet"),
    ("breakeven ratio", "agents en poste par sujet"),
    ("subjects watched", "sujets surveillés"),
    ("share watched", "part surveillée"),
    ("officers assigned", "agents affectés"),
    ("officers left over", "agents sans affectation"),
    ("chance that a given attacker is watched", "probabilité qu’un auteur donné soit surveillé"),
    ("chance watched", "probabilité d’être surveillé"),
    ("chance that at least one attacker is watched", "probabilité qu’au moins un auteur soit surveillé"),
    ("chance one watched", "probabilité qu’au moins un auteur soit surveillé"),
    ("share of the time in contact", "part du temps en contact"),
    ("in contact", "part du temps en contact"),
    ("officers per post over the window", "agents par poste pendant la fenêtre"),
    ("officers per post", "agents par poste"),
    ("chance that an attack falls inside the window", "probabilité que l’attaque tombe dans la fenêtre"),
    ("chance in window", "probabilité que l’attaque tombe dans la fenêtre"),
    ("people checked in a year", "personnes contrôlées par an"),
    ("reviews per year", "contrôles par an"),
    ("years until found, on average", "délai moyen de découverte (années)"),
    ("average years until found", "délai moyen de découverte"),
    ("detection delay", "délai moyen de découverte"),
    ("chance that a warning is acted on", "probabilité qu’une alerte soit suivie d’effet"),
    ("warning acted on", "alerte suivie d’effet"),
    // Inputs.
    ("subjects", "sujets"),
    ("share to watch", "part à surveiller"),
    ("officers per subject", "agents par sujet"),
    ("on duty", "agents en faction"),
    ("hours per day", "heures par jour"),
    ("days per week", "jours par semaine"),
    ("visits per month", "visites par mois"),
    ("hours per visit", "heures par visite"),
    ("officers per visit", "agents par visite"),
    ("subjects per officer", "sujets par agent"),
    ("net hours per year", "heures nettes par an"),
    ("hours per week", "heures par semaine"),
    ("leave days", "jours de congé"),
    ("public holidays", "jours fériés"),
    ("sick days", "jours de maladie"),
    ("training days", "jours de formation"),
    ("shift hours", "heures par vacation"),
    ("officers", "agents"),
    ("deployable", "part déployable"),
    ("vacancy", "postes vacants"),
    ("attrition per year", "départs par an"),
    ("replacement months", "mois avant remplacement"),
    ("announced", "postes annoncés"),
    ("filled", "part pourvue"),
    ("training months", "mois de formation"),
    ("trainer share", "formateurs par recrue"),
    ("assigned", "part affectée à la surveillance"),
    ("priority", "rang"),
    ("value", "valeur"),
    ("minimum share", "part minimale"),
    ("most subjects", "plafond de sujets"),
    ("worth", "part de la valeur"),
    ("losses per year", "pertes de contact par an"),
    ("gap days", "jours sans contact"),
    ("window days", "jours de la fenêtre"),
    ("hours in window", "heures dans la fenêtre"),
    ("hours on", "heures de service"),
    ("hours off", "heures de repos"),
    ("mean lead days", "délai moyen avant l’attaque (jours)"),
    ("review years", "années entre deux contrôles"),
    ("hours per review", "heures par contrôle"),
    ("found between reviews", "part trouvée entre deux contrôles"),
    ("years to find", "années avant découverte"),
    ("attackers share", "part des auteurs"),
    ("attackers", "auteurs"),
    ("not listed", "part sur aucune liste"),
    ("sent", "part transmise"),
    ("received", "part reçue"),
    ("matched", "part rapprochée"),
    ("acted on", "part suivie d’effet"),
    ("alike", "canaux semblables"),
    // Staff over the years.
    ("officers announced", "postes annoncés"),
    ("officers recruited", "agents recrutés"),
    ("officers in training", "agents en formation"),
    ("officers trained", "agents formés"),
    ("officers left", "partis et non remplacés"),
    ("officers on staff", "agents en poste ou en formation"),
    ("officers on the staff (trained or in training)", "agents en poste ou en formation"),
    ("in training", "en formation"),
    ("trained and still there", "formés et toujours là"),
    ("left and not replaced", "partis et non remplacés"),
    ("there from the start", "présents dès le début"),
    ("recruited and trained", "recrutés et formés"),
    ("announced, not filled", "annoncés, non pourvus"),
    ("required", "nécessaires"),
    ("projected", "projeté"),
    ("median and bands of {} simulated paths", "médiane et bandes de {} trajectoires simulées"),
    ("officers by stage", "agents par étape"),
    // Units.
    ("years", "ans"),
    ("days", "jours"),
    ("hours", "heures"),
    ("times", "fois"),
    ("points", "points"),
    ("subjects per year", "sujets par an"),
    // In figures.
    ("all listed", "tous, comptés une fois"),
    ("100%: all to be watched", "100\u{202f}%\u{202f}: tous ceux à surveiller"),
    ("100%: everybody watched", "100\u{202f}%\u{202f}: tous surveillés"),
    ("as published", "fourchette publiée"),
    ("the study’s range", "fourchette de l’étude"),
    ("all inputs at their base", "toutes les données à leur base"),
    ("each input from its low end to its high end", "chaque donnée, de sa valeur basse à sa valeur haute"),
    ("median", "médiane"),
    ("mean size of the effect (\u{3bc}*, {})", "effet moyen en valeur absolue (\u{3bc}*, {})"),
    ("spread of the effect (\u{3c3}, {})", "dispersion de l’effet (\u{3c3}, {})"),
    ("{}, with the range that the inputs allow", "{}, avec la fourchette que permettent les données"),
    (
        "officers there are, and officers required at the low and the high end",
        "agents en poste, et agents nécessaires aux valeurs basse et haute",
    ),
    ("{} by scenario, with the change from the base", "{} par scénario, avec l’écart à la base"),
    (
        "{} as each input moves alone, the others at their base",
        "{} quand chaque donnée varie seule, les autres à leur base",
    ),
    ("{}, the other inputs at their base", "{}, les autres données à leur base"),
    (
        "{}: how often each value comes out, and how often one as small",
        "{}\u{202f}: fréquence de chaque valeur, et des valeurs au plus égales",
    ),
    (
        "shares of the uncertainty in {}, with 95% intervals",
        "{}\u{202f}: parts de l’incertitude, avec intervalles à 95\u{202f}%",
    ),
    (
        "effect of each input on {} over its range: mean size (\u{3bc}*) and spread (\u{3c3})",
        "{}\u{202f}: effet de chaque donnée sur sa fourchette, en moyenne (\u{3bc}*) et en dispersion (\u{3c3})",
    ),
    (
        "stated figure (100%) against the range that the documents' own numbers give",
        "chiffre annoncé (100\u{202f}%) et fourchette que donnent les nombres des documents",
    ),
    (
        "published officers per subject in {} countries, by what they count",
        "agents par sujet publiés dans {} pays, selon ce qui est compté",
    ),
    ("posts, leave and training included", "postes, congés et formation compris"),
    ("heads a day", "agents par jour"),
    ("not stated what is counted", "base non précisée"),
    ("on watch at once", "en faction en même temps"),
    // Verdicts.
    ("reproduced", "retrouvé"),
    ("rounds to it", "retrouvé à l’arrondi"),
    ("high end only", "valeur haute seule"),
    ("low end only", "valeur basse seule"),
    ("inside the range", "dans la fourchette"),
    ("consistent", "compatible"),
    ("differs", "diffère"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Verdict;
    use crate::study::{ALLOCATED, ANSWERED, COLUMNS, EFFECTS, STAGES};

    #[test]
    fn every_quantity_input_and_verdict_has_its_french() {
        let measures = ANSWERED.iter().chain(&ALLOCATED);
        let measures =
            measures.flat_map(|measure| [measure.words().to_owned(), measure.key().replace('_', " ")]);
        let stages =
            STAGES.iter().flat_map(|stage| [stage.words().to_owned(), stage.key().replace('_', " ")]);
        let columns = COLUMNS.iter().map(|column| column.key.replace('_', " "));
        let verdicts = Verdict::ALL.iter().map(|verdict| verdict.word().to_owned());
        let effects = EFFECTS.iter();
        let effects = effects.flat_map(|effect| [effect.words().to_owned(), effect.key().replace('_', " ")]);
        for words in measures.chain(stages).chain(effects).chain(columns).chain(verdicts) {
            assert!(french(&words).is_some(), "{words}");
        }
    }

    #[test]
    fn names_from_a_study_stay() {
        let french = |words: &str| label(words, Locale::French);
        assert_eq!(french("Officers per subject [the officers]"), "Agents par sujet [the officers]");
        assert_eq!(french("coverage (radicalised)"), "couverture (radicalised)");
        assert_eq!(french("coverage (a [b])"), "couverture (a [b])");
        assert_eq!(french("my outcome (x)"), "my outcome (x)");
        assert_eq!(label("officers [x]", Locale::English), "officers [x]");
        assert_eq!(
            label_with("{} by scenario, with the change from the base", "Coût", Locale::French),
            "Coût par scénario, avec l’écart à la base"
        );
    }
}
