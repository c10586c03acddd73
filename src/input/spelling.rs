//! Knows how headers are spelt: case, accents, punctuation, and units in brackets.

/// A header in lower case, without accents, units in brackets and punctuation: words with one space between.
pub(super) fn fold(header: &str) -> String {
    let mut folded = String::with_capacity(header.len());
    let mut depth = 0_usize;
    for c in header.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => folded.push_str(" per "),
            _ if depth == 0 => folded.extend(c.to_lowercase().map(unaccented).flat_map(str_or_char)),
            _ => {}
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn str_or_char(c: Result<char, &'static str>) -> impl Iterator<Item = char> {
    let (one, many) = match c {
        Ok(c) => (Some(c), ""),
        Err(text) => (None, text),
    };
    one.into_iter().chain(many.chars())
}

/// The plain letter of an accented one, a space for anything that is neither letter nor digit.
fn unaccented(c: char) -> Result<char, &'static str> {
    Ok(match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' | 'ì' => 'i',
        'ô' | 'ö' | 'ó' | 'õ' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ñ' => 'n',
        'œ' => return Err("oe"),
        'æ' => return Err("ae"),
        // Combining accents of decomposed text (macOS): the letter is already there.
        '\u{300}'..='\u{36f}' => return Err(""),
        c if c.is_alphanumeric() => c,
        _ => ' ',
    })
}

/// The text in a header's brackets: `FTE` of `officers (FTE)`.
pub(super) fn bracketed(header: &str) -> Option<&str> {
    let start = header.find(['(', '['])? + 1;
    let length = header[start..].find([')', ']'])?;
    Some(header[start..start + length].trim())
}

/// The factor a bracketed unit asks for, where it asks for one: `subjects (thousands)`.
pub(super) fn bracketed_scale(header: &str) -> Option<&'static str> {
    let unit = bracketed(header)?.to_lowercase();
    let scales: [(&str, &[&str]); 2] = [
        (
            "thousands",
            &[
                "thousand",
                "thousands",
                "k",
                "000",
                "000s",
                "'000",
                "’000",
                "in thousands",
                "milliers",
                "en milliers",
            ],
        ),
        ("millions", &["million", "millions", "m", "mn", "in millions", "en millions"]),
    ];
    scales.iter().find(|(_, words)| words.contains(&unit.as_str())).map(|(scale, _)| *scale)
}

/// The unit of time in a header's brackets, in English and French: `months` and `mois` of `training (in months)`.
pub(super) fn time_unit(header: &str) -> Option<[&'static str; 2]> {
    let unit = bracketed(header)?.to_lowercase();
    let unit = unit.trim_start_matches("in ").trim_start_matches("en ").trim_end_matches('.');
    let units: [(_, &[&str]); 4] = [
        (["days", "jours"], &["d", "day", "days", "j", "jour", "jours"]),
        (["weeks", "semaines"], &["week", "weeks", "sem", "semaine", "semaines"]),
        (["months", "mois"], &["mo", "month", "months", "mois"]),
        (
            ["years", "ans"],
            &["yr", "yrs", "year", "years", "an", "ans", "annee", "annees", "année", "années"],
        ),
    ];
    units.iter().find(|(_, words)| words.contains(&unit)).map(|(names, _)| *names)
}

/// Whether a header's unit in brackets is per cent.
pub(super) fn in_percent(header: &str) -> bool {
    bracketed(header).is_some_and(|unit| {
        ["%", "percent", "per cent", "en %", "in %", "pour cent"].contains(&unit.to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_in_brackets_are_seen() {
        assert_eq!(bracketed_scale("subjects ('000)"), Some("thousands"));
        assert_eq!(bracketed_scale("officers (FTE)"), None);
        assert!(in_percent("deployable (%)"));
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(fold("  Périmètre_(zone) / AN "), "perimetre per an");
        assert_eq!(fold("Cœur d’été"), "coeur d ete");
    }
}
