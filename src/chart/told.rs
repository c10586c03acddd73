//! Figures of time told in words from their numbers, for those who do not see them.

use super::against::Held;
use super::axes::Axis;
use super::fan::Fan;
use super::page::Words;
use super::scale::Scale;
use super::stack::Stack;
use super::stages::Stages;
use crate::unit::{Locale, NumberStyle, Unit, first_of_month};

/// The words with what the numbers say after what the alternative text says already.
pub(super) fn with_alt(words: &Words, told: String) -> Words {
    let alt = [words.alt.trim().to_owned(), told].into_iter().filter(|part| !part.is_empty());
    Words { alt: alt.collect::<Vec<_>>().join(" "), ..words.clone() }
}

/// The total at the first and the last date and at its height, each layer at the last, and the line they
/// are held against.
pub(super) fn stages(figure: &Stages, stack: &Stack, held: &Held<'_>, locale: Locale) -> String {
    let mut said = path(&figure.x, &figure.y, &stack.totals(), locale);
    if said.is_empty() {
        return said;
    }
    let show = |value: f64| figure.y.unit.show_short(value, NumberStyle::new(locale));
    let layers: Vec<String> = figure
        .layers
        .iter()
        .enumerate()
        .map(|(index, layer)| format!("{} {}", layer.name, show(stack.last_and_most(index).0)))
        .collect();
    let french = locale == Locale::French;
    let in_the_end = if french { "Dont à la fin\u{202f}: " } else { "Of these in the end: " };
    said.push_str(&format!(" {in_the_end}{}.", layers.join(", ")));
    if let Some(line) = held.told(&figure.y.unit, locale) {
        said.push_str(&format!(" {line}"));
    }
    said
}

/// The middle path, the ends of the bands, the other lines, and the line they are held against.
pub(super) fn fan(figure: &Fan, held: &Held<'_>, locale: Locale) -> String {
    let show = |value: f64| figure.y.unit.show_short(value, NumberStyle::new(locale));
    let mut parts = vec![path(&figure.x, &figure.y, &figure.median, locale)];
    for band in &figure.bands {
        if let Some((_, low, high)) = band.points.last() {
            parts.push(format!("{} {}, {} {}.", band.low_name, show(*low), band.high_name, show(*high)));
        }
    }
    for other in &figure.others {
        if let Some((_, last)) = other.line().into_iter().rfind(|(_, value)| value.is_finite()) {
            parts.push(format!("{} {}.", other.name, show(last)));
        }
    }
    parts.extend(held.told(&figure.y.unit, locale));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// `Officers: 3,300 in 2015, at most 12,000 in 2018, 11,050 in 2020.`
fn path(x: &Axis, y: &Axis, points: &[(f64, f64)], locale: Locale) -> String {
    let known: Vec<&(f64, f64)> = points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return String::new() };
    let most = known.iter().fold(first, |most, point| if point.1 > most.1 { point } else { most });
    let french = locale == Locale::French;
    let at = |(place, value): &(f64, f64)| {
        let value = y.unit.show_short(*value, NumberStyle::new(locale));
        format!("{value} {} {}", if french { "en" } else { "in" }, when(&x.unit, *place, locale))
    };
    let mut parts = vec![at(first)];
    if most.1 > first.1.max(last.1) {
        parts.push(format!("{} {}", if french { "au plus" } else { "at most" }, at(most)));
    }
    if known.len() > 1 {
        parts.push(at(last));
    }
    let name = if y.name.is_empty() { y.unit.label() } else { y.name.clone() };
    format!("{name}{} {}.", if french { "\u{202f}:" } else { ":" }, parts.join(", "))
}

/// A date by year or month, a moment of a calendar's years the same, a number of years as such.
fn when(unit: &Unit, place: f64, locale: Locale) -> String {
    let calendar = *unit == Unit::of("years") && (1000.0..3000.0).contains(&place);
    if calendar {
        #[allow(clippy::cast_possible_truncation)]
        let day = first_of_month((place * 12.0).round() as i64);
        return Unit::date().show_ticks(&[day], locale).join("");
    }
    Scale { low: place, high: place, log: false, ticks: vec![place] }.labels(unit, locale).join("")
}
