//! Figures of time told in words from their numbers, for those who do not see them.

use super::against::Held;
use super::axes::Axis;
use super::fan::Fan;
use super::page::Words;
use super::scale::CALENDAR;
use super::stack::Stack;
use super::stages::{StageLayer, Stages};
use crate::unit::{Locale, NumberStyle, Unit, first_of_month};

/// The words with what the numbers say after what the alternative text says already.
pub(super) fn with_alt(words: &Words, told: String) -> Words {
    let alt = [words.alt.trim().to_owned(), told].into_iter().filter(|part| !part.is_empty());
    Words { alt: alt.collect::<Vec<_>>().join(" "), ..words.clone() }
}

/// The total at the first and the last date and at its height, each layer at the last, and the line they
/// are held against.
pub(super) fn stages(figure: &Stages, stack: &Stack, held: &Held<'_>, locale: Locale) -> String {
    let totals = path(&figure.x, &figure.y, &stack.totals(), locale);
    if totals.is_empty() {
        return totals;
    }
    let show = |value: f64| figure.y.unit.show_short(value, NumberStyle::new(locale));
    let layer = |(index, layer): (usize, &StageLayer)| {
        format!("{} {}", layer.name, show(stack.last_and_most(index).0))
    };
    let layers: Vec<String> = figure.layers.iter().enumerate().map(layer).collect();
    let in_the_end = match locale {
        Locale::English => "Of these in the end: ",
        Locale::French => "Dont à la fin\u{202f}: ",
    };
    let mut sentences = vec![totals, format!("{in_the_end}{}.", layers.join(", "))];
    sentences.extend(held.told(&figure.y.unit, locale));
    sentences.join(" ")
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

/// `Officers: 3,300 at the end of 2014, at most 12,000 at the end of 2017, 11,050 at the end of 2019.`
fn path(x: &Axis, y: &Axis, points: &[(f64, f64)], locale: Locale) -> String {
    let known: Vec<&(f64, f64)> = points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return String::new() };
    let most = known.iter().fold(first, |most, point| if point.1 > most.1 { point } else { most });
    let french = locale == Locale::French;
    let at = |(place, value): &(f64, f64)| {
        let value = y.unit.show_short(*value, NumberStyle::new(locale));
        format!("{value} {}", when(&x.unit, *place, locale))
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

/// A date as such; a moment of a calendar's years by the year, month or day that ends with it, as tables
/// name it; a number of years as such.
fn when(unit: &Unit, place: f64, locale: Locale) -> String {
    let french = locale == Locale::French;
    if unit.is_date() {
        return format!(
            "{} {}",
            if french { "le" } else { "on" },
            unit.show(place, NumberStyle::new(locale))
        );
    }
    if *unit != Unit::of("years") {
        return format!(
            "{} {}",
            if french { "à" } else { "at" },
            unit.show_short(place, NumberStyle::new(locale))
        );
    }
    if !CALENDAR.contains(&place) {
        let years = unit.show_short(place, NumberStyle::new(locale));
        return format!("{} {years}", if french { "à l’année" } else { "in year" });
    }
    ended(place, locale)
}

/// `at the end of 2016` for 2017.0, `at the end of Mar 2016` for 2016.25, `on 2015-11-13` for the end of
/// that day.
#[allow(clippy::cast_possible_truncation)]
fn ended(place: f64, locale: Locale) -> String {
    let months = (place * 12.0 + 1e-6).floor();
    let (month, part) = (months as i64, place * 12.0 - months);
    if part > 1e-5 {
        let (first, next) = (first_of_month(month), first_of_month(month + 1));
        let day = first + (part * (next - first)).round() - 1.0;
        return when(&Unit::date(), day, locale);
    }
    // January beside February is written as a month, alone as a year.
    let ticks = if months % 12.0 == 0.0 { vec![month - 12] } else { vec![month - 1, month] };
    let ticks: Vec<f64> = ticks.into_iter().map(first_of_month).collect();
    let said = Unit::date().show_ticks(&ticks, locale).into_iter().next().unwrap_or_default();
    format!("{} {said}", if locale == Locale::French { "fin" } else { "at the end of" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_named_by_what_ends_with_them() {
        let said = |place: f64| ended(place, Locale::English);
        assert_eq!(said(2017.0), "at the end of 2016");
        assert_eq!(said(2016.25), "at the end of Mar 2016");
        assert_eq!(said(2016.0 + 1.0 / 12.0), "at the end of Jan 2016");
        assert_eq!(said(2015.0 + (10.0 + 13.0 / 30.0) / 12.0), "on 2015-11-13");
    }

    #[test]
    fn a_path_is_told_by_its_ends_and_its_height() {
        let points = [(2015.0, 3300.0), (2018.0, 12_000.0), (2021.0, f64::NAN), (2020.0, 11_050.0)];
        let told = path(&Axis::years(""), &Axis::new("Officers", Unit::officers()), &points, Locale::English);
        assert_eq!(
            told,
            "Officers: 3,300 at the end of 2014, at most 12,000 at the end of 2017, 11,050 at the end of 2019."
        );
        assert_eq!(when(&Unit::date(), 16_752.0, Locale::French), "le 2015-11-13");
        assert_eq!(when(&Unit::of("years"), 5.0, Locale::English), "in year 5");
    }
}
