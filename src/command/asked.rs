//! Knows what the words after --set, --tier and --outcome ask for.

use super::Choices;
use super::question::Answered;
use crate::quantity::{CellContext, CellKind, DecimalMark, Quantity, parse_moment};
use crate::study::{self, Change, Compiled, Effect, Entry, Measure, Operation, Study, TOTAL};
use anyhow::{Context as _, anyhow, bail};
use std::rc::Rc;

/// The full name of an effect that only one regime has: `in_contact` for `in_contact[round the clock]`. One that the
/// study does not answer is refused with what it needs.
pub(super) fn full_name_of_effect(
    study: &Study,
    compiled: &Compiled,
    name: String,
) -> anyhow::Result<String> {
    let Some(effect) = Effect::named(&name) else { return Ok(name) };
    if study.outcomes.iter().any(|own| own.name == name) {
        return Ok(name);
    }
    let mut keys: Vec<String> = Vec::new();
    for own in compiled.scenarios.iter().flat_map(|scenario| &scenario.effects) {
        let key = own.key(study);
        if own.effect == effect && !keys.contains(&key) {
            keys.push(key);
        }
    }
    match keys.as_slice() {
        [] => bail!("`{name}` is not answered: it needs {}", effect.needs()),
        [only] => Ok(only.clone()),
        several => bail!("several regimes have `{name}`; write which one: {}", several.join(", ")),
    }
}

/// Tier and quantity asked for: `subjects_watched[foreign fighters]` names both.
pub(super) fn tier_and_outcome(choices: &Choices) -> anyhow::Result<(Option<String>, Option<String>)> {
    let (tier, outcome) = (choices.tier.clone(), choices.outcome.clone());
    let both = outcome.as_deref().and_then(|text| text.strip_suffix(']')?.split_once('['));
    let Some((word, name)) = both.filter(|(word, _)| Measure::named(word).is_some()) else {
        return Ok((tier, outcome));
    };
    match tier {
        Some(tier) if tier != name => {
            bail!("--outcome {word}[{name}] and --tier {tier} name two tiers: leave one of them out")
        }
        _ => Ok((Some(name.to_owned()), Some(word.to_owned()))),
    }
}

/// Refuses a name that is none of these, with the nearest.
pub(super) fn one_of(what: &str, name: &str, names: &[&str]) -> anyhow::Result<()> {
    if names.contains(&name) {
        return Ok(());
    }
    let near =
        names.iter().max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
    let near = near.filter(|near| strsim::jaro_winkler(near, name) > 0.7);
    let mut shown: Vec<&str> = names.iter().copied().take(12).collect();
    shown.dedup();
    match near {
        Some(near) => bail!("there is no {what} `{name}`; did you mean `{near}`?"),
        None => bail!("there is no {what} `{name}`; there are: {}", shown.join(", ")),
    }
}

/// `NAME=CELL`, `NAME+=CELL`, `NAME*=CELL`; split at the last `=`, as names may contain one.
pub(super) fn setting(text: &str) -> anyhow::Result<Change> {
    let (left, cell) = text
        .rsplit_once('=')
        .with_context(|| format!("--set {text}: write NAME=CELL, as in --set DGSI.officers=11800"))?;
    let (name, operation) = match left.trim_end() {
        left if left.ends_with('+') => (&left[..left.len() - 1], Operation::Add),
        left if left.ends_with('*') => (&left[..left.len() - 1], Operation::Multiply),
        left => (left, Operation::Set),
    };
    let column = name.rsplit('.').next().unwrap_or(name).trim();
    let kind = study::column(column).map_or(CellKind::Number, |column| column.kind);
    let is_share = cell.trim_end().ends_with('%');
    if operation == Operation::Add && is_share && !kind.takes_percent() {
        bail!("--set {text}: a percentage cannot be added to a count; write `*=` and 1.1 for 10% more");
    }
    if operation == Operation::Multiply && is_share {
        bail!("--set {text}: `*=` multiplies: write `*=1.1` for 10% more, `*=0.1` for a tenth");
    }
    let kind = if operation == Operation::Set { kind } else { CellKind::Number };
    let quantity = parse_cell(cell, kind).map_err(|reason| anyhow!("--set {text}: {reason}"))?;
    let value = Entry { quantity, place: None, written: Some(Rc::new(cell.trim().to_owned())) };
    Ok(Change { input: name.trim().to_owned(), operation, value, provenance: None })
}

/// Puts a formula asked for by name (`coverage@2018`, `coverage@2018 - coverage@2015`) among the study's outcomes; whether
/// it is one of the command line's.
pub(super) fn add_formula_asked(study: &mut Study, outcome: Option<&str>, tier: Option<&str>) -> bool {
    let Some(name) = outcome.filter(|name| name.contains(['@', '(', '+', '*', '/'])) else { return false };
    if study.outcomes.iter().any(|known| known.name == name) || Effect::of_key(name).is_some() {
        return false;
    }
    let tier = tier.or(study.about.headline_tier.as_deref()).filter(|tier| *tier != TOTAL);
    let formula = tier.map_or_else(|| name.to_owned(), |tier| formula_of_tier(name, tier));
    study.outcomes.push(study::Outcome {
        name: name.to_owned(),
        formula,
        unit: None,
        place: None,
        provenance: None,
    });
    true
}

/// `coverage@2018[radicalised]`, `first_date(coverage[radicalised], 10%)`: a quantity alone is the tier's.
fn formula_of_tier(formula: &str, tier: &str) -> String {
    let is_measure = |name: &str| Measure::named(name.trim()).is_some();
    if study::dated(formula).is_some_and(|(name, date)| is_measure(name) && date.is_ok()) {
        return format!("{formula}[{tier}]");
    }
    match first_date_of(formula).filter(|(name, _)| is_measure(name)) {
        Some((name, value)) => format!("first_date({name}[{tier}], {value})"),
        None => formula.to_owned(),
    }
}

/// The quantity and the value of `first_date(coverage, 10%)`.
pub(super) fn first_date_of(key: &str) -> Option<(&str, &str)> {
    let inner = key.trim().strip_prefix("first_date(")?.strip_suffix(')')?;
    let (quantity, value) = inner.split_once(',')?;
    Some((quantity.trim(), value.trim())).filter(|(_, value)| !value.contains(['(', ')']))
}

/// `coverage@2018` is `coverage at the end of 2018`.
pub(super) fn words_of_formula(key: &str) -> String {
    if let Some((quantity, value)) = first_date_of(key) {
        return format!("first date with {} at {value}", quantity.replace('_', " "));
    }
    match study::dated(key) {
        Some((quantity, Ok(date))) => {
            let words = Measure::named(quantity)
                .map_or(quantity.replace('_', " "), |measure| measure.words().to_owned());
            format!("{words}, end of {date}")
        }
        _ => key.replace('_', " "),
    }
}

/// A target's number is in the outcome's own unit: words beside it could mean another.
pub(super) fn refuse_words_in(value: &str, answered: &Answered) -> anyhow::Result<()> {
    if value.contains(|c: char| c.is_alphabetic() || "€£$".contains(c)) {
        bail!("write the number alone; it is read in the outcome's own unit ({})", answered.unit);
    }
    Ok(())
}

/// The day of a target that is a date: the end of a month or a year.
pub(super) fn day_wanted(text: &str) -> anyhow::Result<f64> {
    Ok(parse_moment(text).map_err(|error| anyhow!(error.reason))?.day() as f64)
}

/// A cell given on the command line; the error says why and what to write.
pub(super) fn parse_cell(text: &str, kind: CellKind) -> Result<Quantity, String> {
    let context = CellContext { kind, decimal: DecimalMark::Undecided };
    Quantity::parse(text, &context).map_err(|error| match error.suggestion {
        Some(suggestion) => format!("{}; write `{suggestion}`", error.reason),
        None => error.reason,
    })
}
