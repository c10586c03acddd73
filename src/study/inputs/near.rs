//! Knows how a name is told, and which of the known ones may have been meant by one that is not.

/// How many names an error offers.
pub(super) const OFFERED: usize = 3;
/// Full names less alike than this are not offered.
const ALIKE: f64 = 0.75;

/// The full names most like a text, the likest first: rows and columns that begin alike weigh most.
pub(super) fn some_near(text: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let wanted = text.to_lowercase();
    let mut alike: Vec<(f64, String)> =
        names.map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name)).collect();
    alike.retain(|(score, _)| *score > ALIKE);
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    alike.into_iter().take(OFFERED).map(|(_, name)| name).collect()
}

/// The candidate most like a text, if one is like it at all. At most 10,000 are looked at.
pub(crate) fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LIKE_ENOUGH: f64 = 0.6;
    let wanted = text.trim().to_lowercase();
    if wanted.chars().count() > 200 {
        return None;
    }
    let mut best = (LIKE_ENOUGH, None);
    for candidate in candidates.into_iter().take(10_000).filter(|name| name.len() <= 800) {
        let likeness = strsim::normalized_damerau_levenshtein(&wanted, &candidate.to_lowercase());
        if likeness > best.0 {
            best = (likeness, Some(candidate));
        }
    }
    best.1
}

/// A text of the analyst's in a message: one line, no control characters, not too long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::new();
    for (index, c) in text.trim().chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        shown.push(if c.is_control() { ' ' } else { c });
    }
    shown
}
