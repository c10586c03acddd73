//! Knows the sentences that figures say — titles, subtitles, notes — in each language. Names from the study and caveats
//! stay as they are written.

use super::wording::label;
use crate::unit::{Locale, Unit};

/// A sentence in English and in French, with places `{0}`, `{1}` ... for its numbers and names.
#[derive(Debug)]
pub(super) struct Sentence(&'static str, &'static str);

impl Sentence {
    /// The sentence with its parts.
    pub fn with<S: AsRef<str>>(&self, parts: &[S], locale: Locale) -> String {
        let words = if locale == Locale::French { self.1 } else { self.0 };
        let mut pieces = words.split('{');
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (place, rest) = piece.split_once('}').unwrap_or(("", piece));
            let part = place.parse().ok().and_then(|at: usize| parts.get(at));
            text.push_str(part.map_or("", AsRef::as_ref));
            text.push_str(rest);
        }
        text
    }
}

/// A name as it is written: `“radicalised”`, `« radicalised »`.
pub(super) fn quoted(name: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("\u{201c}{name}\u{201d}"),
        Locale::French => format!("«\u{202f}{name}\u{202f}»"),
    }
}

/// Numbers in words: `about 3,300 to 4,000` as `environ 3 300 à 4 000`.
pub(super) fn amount(shown: String, locale: Locale) -> String {
    match locale {
        Locale::English => shown,
        Locale::French => AMOUNTS.iter().fold(shown, |text, (english, french)| text.replace(english, french)),
    }
}

/// Numbers in words with the name of their unit.
pub(super) fn amount_with_name(shown: String, unit: &Unit, locale: Locale) -> String {
    let (name, one) = (unit.label(), unit.singular());
    let french = amount(shown, locale).replace(&name, &label(&name, locale));
    match one.filter(|_| locale == Locale::French && french.starts_with("1\u{20}")) {
        Some(one) => french.replace(&one, label(&name, locale).trim_end_matches('s')),
        None => french,
    }
}

/// English, French, the longer ones first.
const AMOUNTS: [(&str, &str); 8] = [
    ("or more, without limit", "ou plus, sans limite"),
    ("or less, without limit", "ou moins, sans limite"),
    ("no limit", "sans limite"),
    ("not defined", "non défini"),
    ("at least", "au moins"),
    ("at most", "au plus"),
    ("about", "environ"),
    (" to ", " à "),
];

pub(super) const ARE_OF_THOSE_NEEDED: Sentence = Sentence(
    "{0} are {1} of those needed to watch {2}",
    "{0}, soit {1} de ceux qu’il faut pour surveiller {2}",
);
pub(super) const WATCHING_TAKES: Sentence =
    Sentence("Watching {0} takes {1}; there are {2}", "Surveiller {0} demande {1}\u{202f}; il y en a {2}");
pub(super) const WATCHING_NEEDS: Sentence = Sentence("Watching {0} takes {1}", "Surveiller {0} demande {1}");
pub(super) const THOSE_TO_WATCH: Sentence = Sentence("all to be watched", "tous ceux à surveiller");
pub(super) const THOSE_TO_WATCH_OF: Sentence =
    Sentence("those of {0} to be watched", "ceux de {0} à surveiller");
pub(super) const EVERYBODY_LISTED: Sentence = Sentence("everybody listed", "tous les inscrits");
pub(super) const COMES_TO: Sentence = Sentence("{0}: {1}", "{0}\u{202f}: {1}");
pub(super) const CLOSES: Sentence =
    Sentence("{0} closes {1} of the officer shortfall", "{0} comble {1} du manque d’agents");
pub(super) const IN_SCENARIO: Sentence =
    Sentence("{0}: {1} in {2}, {3} at the base", "{0}\u{202f}: {1} dans {2}, {3} à la base");
pub(super) const SAME_EVERYWHERE: Sentence = Sentence(
    "{0}: {1} in every scenario, at the base values",
    "{0}\u{202f}: {1} dans chaque scénario, aux valeurs de base",
);
pub(super) const NOTHING_TO_COMPARE: Sentence = Sentence(
    "There is no scenario to compare with the base",
    "Il n’y a pas de scénario à comparer à la base",
);
pub(super) const NOBODY_ELSE: Sentence =
    Sentence("{0} watch {1} and nobody else", "{0} surveillent {1} et personne d’autre");
pub(super) const AND_OF_ALL: Sentence = Sentence(
    "{0} watch {1} and {2} of all to be watched",
    "{0} surveillent {1} et {2} de tous ceux à surveiller",
);
pub(super) const OF_ALL: Sentence =
    Sentence("{0} watch {1} of those to be watched", "{0} surveillent {1} de ceux à surveiller");
pub(super) const PART_OF: Sentence = Sentence("{0} of {1}", "{0} de {1}");
pub(super) const IN_ANY_WAY: Sentence = Sentence(" (in any way)", " (toutes façons confondues)");
pub(super) const FLOW: Sentence = Sentence(
    "Officers by tier and the people they watch, base values{0}; {1}",
    "Agents par liste et personnes qu’ils surveillent, valeurs de base{0}\u{202f}; {1}",
);
pub(super) const FLOW_RANGE: Sentence = Sentence(
    " (in brackets the range that the inputs allow)",
    " (entre parenthèses, la fourchette que permettent les données)",
);
pub(super) const STRICT: Sentence = Sentence("strict priority", "par rang strict");
pub(super) const IN_PROPORTION: Sentence =
    Sentence("in proportion to what each tier requires", "en proportion de ce que chaque liste demande");
pub(super) const MOST_VALUE: Sentence =
    Sentence("most value per officer first", "d’abord le plus de valeur par agent");
pub(super) const GO_FROM: Sentence = Sentence(
    "{0} goes from {1} to {2} as {3} go from {4} to {5}",
    "{0}\u{202f}: de {1} à {2} quand «\u{202f}{3}\u{202f}» passe de {4} à {5}",
);
pub(super) const FIRST_DATE: Sentence =
    Sentence("first date with {0} at {1}", "première date avec {0} à {1}");
pub(super) const STAYS_UNDER: Sentence =
    Sentence("{0} stays under 100%: it is {1} at most", "{0}\u{202f}: moins de 100\u{202f}%, au plus {1}");
pub(super) const IS_FULL: Sentence =
    Sentence("{0} is 100% or more throughout", "{0}\u{202f}: 100\u{202f}% ou plus partout");
pub(super) const PASSES_FULL: Sentence = Sentence(
    "{0} goes from {1} to {2}: the heavy line is 100%",
    "{0}\u{202f}: de {1} à {2}, la ligne épaisse est à 100\u{202f}%",
);
pub(super) const LIES_BETWEEN: Sentence = Sentence("{0} goes from {1} to {2}", "{0}\u{202f}: de {1} à {2}");
pub(super) const BY_TWO_SUBTITLE: Sentence = Sentence(
    "{0} by {1} and {2}, the other inputs at their base",
    "{0} selon {1} et {2}, les autres données à leur base",
);
pub(super) const BY_TWO: Sentence = Sentence("{0}, by {1} and {2}", "{0}, selon {1} et {2}");
pub(super) const MOST_IS: Sentence = Sentence(
    "What moves {1} most is {0}",
    "{1}\u{202f}: la donnée qui pèse le plus est «\u{202f}{0}\u{202f}»",
);
pub(super) const MOST_ARE: Sentence = Sentence(
    "What moves {2} most is {0} and, equally far, {1}",
    "{2}\u{202f}: les données qui pèsent le plus sont «\u{202f}{0}\u{202f}» et, autant, «\u{202f}{1}\u{202f}»",
);
pub(super) const NONE_MOVES: Sentence = Sentence("No input moves {0}", "{0}\u{202f}: aucune donnée ne pèse");
pub(super) const UNCERTAINTY_FROM: Sentence = Sentence(
    "{0} of the uncertainty in {1} comes from {2}",
    "{1}\u{202f}: {0} de l’incertitude vient de «\u{202f}{2}\u{202f}»",
);
pub(super) const NEARLY_ALL_FROM: Sentence = Sentence(
    "Nearly all of the uncertainty in {0} comes from {1}",
    "{0}\u{202f}: presque toute l’incertitude vient de «\u{202f}{1}\u{202f}»",
);
pub(super) const NONE_ALONE: Sentence = Sentence(
    "No input alone explains the uncertainty in {0}",
    "{0}\u{202f}: aucune donnée seule n’explique l’incertitude",
);
pub(super) const ONLY_VARIES: Sentence = Sentence(
    "Only {0} varies here, so {1} follows from it alone",
    "{1}\u{202f}: seule varie ici la donnée «\u{202f}{0}\u{202f}»",
);
pub(super) const DOES_NOT_VARY: Sentence = Sentence("{0} does not vary", "{0}\u{202f}: ne varie pas");
pub(super) const NINE_IN_TEN: Sentence =
    Sentence("{0}: 9 times in 10 between {1}", "{0}\u{202f}: 9 fois sur 10 entre {1}");
pub(super) const NINE_IN_TEN_ALIKE: Sentence =
    Sentence("{0}: {1}, 9 times in 10", "{0}\u{202f}: {1}, 9 fois sur 10");
pub(super) const FROM_TO_END: Sentence =
    Sentence("{0}: {1} (end of {2}), {3} (end of {4})", "{0}\u{202f}: {1} (fin {2}), {3} (fin {4})");
pub(super) const MISSED: Sentence =
    Sentence("End of {0}: {1} {2}, {3} {4}", "Fin {0}\u{202f}: {1} {2}, {3} {4}");
pub(super) const PROJECTED: Sentence = Sentence("projected", "projetés");
pub(super) const INSIDE: Sentence = Sentence("in {0}", "dans {0}");
pub(super) const SAME_AS_IN: Sentence = Sentence("the same as in", "autant que dans");
pub(super) const MORE_THAN_IN: Sentence = Sentence("{0} more than in", "{0} de plus que dans");
pub(super) const FEWER_THAN_IN: Sentence = Sentence("{0} fewer than in", "{0} de moins que dans");
pub(super) const HIGHER_THAN_IN: Sentence = Sentence("{0} higher than in", "{0} de plus que dans");
pub(super) const LOWER_THAN_IN: Sentence = Sentence("{0} lower than in", "{0} de moins que dans");
pub(super) const FEWER_OR_MORE: Sentence =
    Sentence("between {0} fewer and {1} more than in", "entre {0} de moins et {1} de plus que dans");
pub(super) const LOWER_OR_HIGHER: Sentence =
    Sentence("between {0} lower and {1} higher than in", "entre {0} de moins et {1} de plus que dans");
pub(super) const COME_OUT: Sentence = Sentence(
    "{0} of {1} stated figures come out when recomputed",
    "Recalculés, {0} des {1} chiffres annoncés se retrouvent",
);
pub(super) const ALL_COME_OUT: Sentence =
    Sentence("All {0} claims come out as stated.", "Les {0} chiffres se retrouvent tels qu’annoncés.");
pub(super) const NO_PLAIN_MATCH: Sentence = Sentence(
    "Of {0} claims, the {1} that are no plain match.",
    "Sur {0} chiffres, les {1} qui ne se retrouvent pas tels quels.",
);
pub(super) const DOCUMENTS_NAMED: Sentence = Sentence(
    "the documents named; stakeout reproduce lists every claim",
    "les documents nommés\u{202f}; stakeout reproduce donne chaque chiffre",
);
pub(super) const ONE_PERSON: Sentence = Sentence(
    "Watching one person around the clock: {0} to {1} officers, depending on who counts",
    "Surveiller une personne jour et nuit\u{202f}: {0} à {1} agents, selon qui compte",
);
pub(super) const ADDRESSES: Sentence =
    Sentence("Addresses in data/published", "Adresses dans data/published");
pub(super) const BASES_DIFFER: Sentence = Sentence(
    "Figures of different bases are not comparable.",
    "Des chiffres de bases différentes ne se comparent pas.",
);
pub(super) const SEED: Sentence = Sentence("Seed {0}.", "Graine {0}.");
pub(super) const SEED_AND_SAMPLES: Sentence =
    Sentence("Seed {0}, {1} samples.", "Graine {0}, {1} échantillons.");
pub(super) const WALKS: Sentence =
    Sentence("{0} trajectories on {1} levels.", "{0} trajectoires sur {1} niveaux.");
/// What is assumed of a range that says no more than its ends.
pub(super) const EVEN: Sentence = Sentence(
    "Ranges are drawn evenly between their ends, an assumption.",
    "Les fourchettes sont tirées uniformément entre leurs bouts, par hypothèse.",
);
pub(super) const POINT: Sentence = Sentence("{0}% point", "{0}e centile");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_in_either_language() {
        let parts = ["officers", "coverage (a {1})"];
        assert_eq!(MOST_IS.with(&parts, Locale::English), "What moves coverage (a {1}) most is officers");
        let french = "coverage (a {1})\u{202f}: la donnée qui pèse le plus est «\u{202f}officers\u{202f}»";
        assert_eq!(MOST_IS.with(&parts, Locale::French), french);
    }

    #[test]
    fn numbers_in_words_are_french() {
        let french = |shown: &str| amount(shown.to_owned(), Locale::French);
        assert_eq!(french("at least 3 to 4"), "au moins 3 à 4");
        assert_eq!(french("5 or more, without limit"), "5 ou plus, sans limite");
        let named = |shown: &str| amount_with_name(shown.to_owned(), &Unit::officers(), Locale::French);
        assert_eq!(named("about 3 300 officers"), "environ 3 300 agents");
        assert_eq!(named("1 officer"), "1 agent");
        let english =
            amount_with_name("about 2 to 3 officers".to_owned(), &Unit::officers(), Locale::English);
        assert_eq!(english, "about 2 to 3 officers");
    }
}
