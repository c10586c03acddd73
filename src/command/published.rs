//! The published ratios as a figure: officers per subject by country, told apart by what they count.

use super::FigureOptions;
use super::figure::Figure;
use super::sentences::{ADDRESSES, BASES_DIFFER, ONE_PERSON};
use super::wording::{label, label_with};
use crate::chart::{Axis, Estimate, Published, PublishedRow, Words};
use crate::claims::{Document, Fact};
use crate::unit::{Locale, Unit};

/// Every published figure of officers for one subject; nothing where the documents have none.
pub(super) fn figure(documents: &[Document], options: &FigureOptions, locale: Locale) -> Figure {
    let per_subject = Unit::officers().per(&Unit::subjects());
    let facts = documents.iter().flat_map(|document| &document.facts);
    let mut ratios: Vec<&Fact> =
        facts.filter(|fact| fact.unit == per_subject && !fact.origin.country.is_empty()).collect();
    ratios.sort_by(|a, b| {
        order(a).cmp(&order(b)).then_with(|| a.quantity.base().total_cmp(&b.quantity.base()))
    });
    let countries: std::collections::BTreeSet<&str> =
        ratios.iter().map(|fact| fact.origin.country.as_str()).collect();
    let (low, high) = ratios.iter().filter(|fact| fact.origin.kind == "ratio").fold(
        (f64::INFINITY, 0.0_f64),
        |(low, high), fact| {
            let (least, most, _) = fact.quantity.range_ends();
            (low.min(least), high.max(most))
        },
    );
    let title = options
        .title
        .clone()
        .unwrap_or_else(|| ONE_PERSON.with(&[low.to_string(), high.to_string()], locale));
    let words = Words {
        title,
        subtitle: label_with(
            "Published officers per subject in {} countries, by what they count",
            &countries.len().to_string(),
            locale,
        ),
        source: ADDRESSES.with::<&str>(&[], locale),
        note: BASES_DIFFER.with::<&str>(&[], locale),
        caveats: Vec::new(),
        alt: format!("{} published figures from {low} to {high} officers per subject", ratios.len()),
    };
    let rows = ratios.into_iter().map(|fact| row(fact, locale)).collect();
    Figure::Published(Published {
        words,
        axis: Axis::new(label("Officers per subject", locale), per_subject),
        rows,
    })
}

/// Bases in the order of the figure, then countries.
fn order(fact: &Fact) -> (usize, &str) {
    let place = BASES.iter().position(|(key, _)| *key == basis(fact));
    (place.unwrap_or(BASES.len()), fact.origin.country.as_str())
}

/// What a figure counts: its key, and in words.
const BASES: [(&str, &str); 4] = [
    ("establishment", "Posts, leave and training included"),
    ("per_day", "Heads a day"),
    ("not_stated", "Not stated what is counted"),
    ("team_on_duty", "On watch at once"),
];

fn basis(fact: &Fact) -> &str {
    if fact.origin.basis.is_empty() { &fact.origin.kind } else { &fact.origin.basis }
}

fn row(fact: &Fact, locale: Locale) -> PublishedRow {
    let (low, high, _) = fact.quantity.range_ends();
    let known = BASES.iter().find(|(key, _)| *key == basis(fact));
    PublishedRow {
        label: format!("{}, {}, {}", fact.origin.country, fact.origin.agency, fact.origin.as_of),
        value: Estimate::new(low, fact.quantity.base(), high),
        basis: label(known.map_or(basis(fact), |(_, words)| words), locale),
        source: fact.origin.source.clone(),
    }
}
