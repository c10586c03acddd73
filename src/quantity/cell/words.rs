//! The words of the cell grammar.

use super::super::Qualifier;

/// Words and signs in front of a number; those that begin like others come first.
pub const MODIFIERS: &[(&str, Qualifier)] = &[
    ("at least", Qualifier::AtLeast),
    ("more than", Qualifier::AtLeast),
    ("over", Qualifier::AtLeast),
    ("no fewer than", Qualifier::AtLeast),
    ("no less than", Qualifier::AtLeast),
    ("not less than", Qualifier::AtLeast),
    ("minimum", Qualifier::AtLeast),
    ("min.", Qualifier::AtLeast),
    ("min", Qualifier::AtLeast),
    ("au moins", Qualifier::AtLeast),
    ("plus de", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    ("≥", Qualifier::AtLeast),
    (">", Qualifier::AtLeast),
    ("at most", Qualifier::AtMost),
    ("up to", Qualifier::AtMost),
    ("fewer than", Qualifier::AtMost),
    ("less than", Qualifier::AtMost),
    ("no more than", Qualifier::AtMost),
    ("not more than", Qualifier::AtMost),
    ("under", Qualifier::AtMost),
    ("below", Qualifier::AtMost),
    ("maximum", Qualifier::AtMost),
    ("max.", Qualifier::AtMost),
    ("max", Qualifier::AtMost),
    ("au plus", Qualifier::AtMost),
    ("moins de", Qualifier::AtMost),
    ("jusqu'à", Qualifier::AtMost),
    ("jusqu\u{2019}à", Qualifier::AtMost),
    ("<=", Qualifier::AtMost),
    ("≤", Qualifier::AtMost),
    ("<", Qualifier::AtMost),
    ("about", Qualifier::About),
    ("around", Qualifier::About),
    ("approximately", Qualifier::About),
    ("approx.", Qualifier::About),
    ("approx", Qualifier::About),
    ("roughly", Qualifier::About),
    ("circa", Qualifier::About),
    ("ca.", Qualifier::About),
    ("ca", Qualifier::About),
    ("c.", Qualifier::About),
    ("c", Qualifier::About),
    ("environ", Qualifier::About),
    ("env.", Qualifier::About),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
];

/// Words that open a range, each with the word that may stand between its ends.
pub const OPENERS: &[(&str, &str)] = &[("from", "to"), ("between", "and"), ("de", "à"), ("entre", "et")];

/// What stands between the ends of a range.
pub const BETWEEN: &[&str] = &["-", "–", "—", "−", "‐", "\u{2011}", "..", "…", "to", "à"];

/// What stands between a middle and its tolerance.
pub const TOLERANCE: &[&str] = &["±", "+/-", "+/−", "+/–", "+-"];

/// What stands between the parts of `1 in 5`.
pub const OUT_OF: &[&str] = &["in", "out of", "sur"];

/// What stands in front of the likeliest value.
pub const BEST: &[&str] =
    &["best guess", "best estimate", "best", "most likely", "likeliest", "likely", "mode"];

/// Words for a percent sign.
pub const PERCENT: &[&str] = &["%", "percent", "per cent", "pour cent", "pct"];

/// Scales, as powers of ten.
pub const SCALES: &[(&str, i32)] = &[
    ("k", 3),
    ("thousand", 3),
    ("m", 6),
    ("million", 6),
    ("millions", 6),
    ("mn", 6),
    ("billion", 9),
    ("billions", 9),
    ("bn", 9),
];

/// Currency signs and codes in front of a number.
pub const CURRENCIES: &[&str] = &["€", "£", "$", "EUR", "GBP", "USD", "CHF"];

/// Unit words that may follow a number; the column's unit counts, not they.
pub const UNITS: &[&str] = &[
    "officers",
    "officer",
    "agents",
    "agent",
    "staff",
    "posts",
    "post",
    "FTEs",
    "FTE",
    "ETP",
    "employees",
    "police",
    "policiers",
    "subjects",
    "subject",
    "suspects",
    "suspect",
    "sujets",
    "sujet",
    "people",
    "persons",
    "person",
    "personnes",
    "personne",
    "individuals",
    "individual",
    "individus",
    "hours",
    "hour",
    "hrs",
    "hr",
    "h",
    "heures",
    "heure",
    "days",
    "day",
    "d",
    "jours",
    "jour",
    "EUR",
    "GBP",
    "USD",
    "CHF",
    "€",
    "£",
    "$",
];

/// Words between two unit words: `officers per subject`.
pub const PER: &[&str] = &["per", "par", "/"];

/// Whom a ratio is counted by; any other word after `per` could change the number.
pub const COUNTED_BY: &[&str] =
    &["subject", "suspect", "sujet", "person", "personne", "individual", "target", "officer", "agent"];

/// Words that make another number of the one before them.
pub const OTHER_UNITS: &[&str] = &[
    "per", "par", "/", "a", "an", "each", "minutes", "minute", "weeks", "week", "semaines", "semaine",
    "months", "month", "mois", "years", "year", "ans", "visits", "visit", "times", "dozen", "hundred",
];

/// Words that say that nothing is known.
pub const UNKNOWN: &[&str] = &[
    "?",
    "??",
    "???",
    "-",
    "--",
    "–",
    "—",
    "n/a",
    "na",
    "n.a.",
    "n.a",
    "nd",
    "n.d.",
    "nc",
    "n.c.",
    "unknown",
    "not known",
    "unclear",
    "none",
    "nil",
    "null",
    "tbd",
    "tbc",
    "tba",
    "not available",
    "not given",
    "inconnu",
    "...",
    "…",
    ".",
    "x",
];

/// What spreadsheets write where a formula failed (the French program's too).
pub const SPREADSHEET_ERRORS: &[&str] = &[
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#NOM?",
    "#VALEUR!", "#NOMBRE!", "####",
];

/// Words for what is no finite number.
pub const NOT_FINITE: &[&str] =
    &["nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "infinite", "∞", "-∞", "unlimited"];

/// Months, without accents, in the languages whose spreadsheets write them.
const MONTHS: &[[&str; 12]] = &[
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    [
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
];

/// The number of the month a word of three letters or more begins, 1 to 12.
pub fn month(word: &str) -> Option<u32> {
    if !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let plain: String = word.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    let letters = plain.trim_end_matches('.');
    if letters.len() < 3 {
        return None;
    }
    let position = |names: &[&str; 12]| names.iter().position(|name| name.starts_with(letters));
    MONTHS.iter().find_map(position).and_then(|index| u32::try_from(index + 1).ok())
}

fn without_accent(letter: char) -> char {
    match letter {
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ù' | 'ü' => 'u',
        'ä' | 'à' => 'a',
        other => other,
    }
}

/// Whether a text begins with a word, as a whole word, in any case.
pub fn begins_with(text: &str, word: &str) -> bool {
    let same = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if !same {
        return false;
    }
    let ends_in_letter = word.chars().next_back().is_some_and(char::is_alphabetic);
    let goes_on = text.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    !(ends_in_letter && goes_on)
}

/// Whether a whole text is one of `words`, in any case.
pub fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}
