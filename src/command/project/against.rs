//! A projection held against another scenario: what it misses at each date.

use super::super::question::Question;
use super::super::sentences::{
    FEWER_OR_MORE, FEWER_THAN_IN, HIGHER_THAN_IN, LOWER_OR_HIGHER, LOWER_THAN_IN, MORE_THAN_IN, SAME_AS_IN,
    amount, amount_with_name,
};
use super::super::tell;
use super::super::uncertain::in_points;
use super::Projection;
use super::staff::{Asked, Followed};
use crate::quantity::Moment;
use crate::sheet::{Bound, BoundKind, CellId, Expr, Source};
use crate::study::ScenarioCells;
use crate::unit::{Locale, Unit};
use anyhow::{anyhow, bail};

/// The scenario that is held against, and the differences.
#[derive(Debug, Clone)]
pub(super) struct Against {
    pub scenario: String,
    /// At each date, the projection less the scenario: a cell like any other, so that what both share moves together.
    differences: Vec<CellId>,
}

/// Adds the differences to the question's sheet.
pub(super) fn add(
    question: &mut Question,
    (dates, wanted): (&[Moment], Option<&str>),
    name: &str,
) -> anyhow::Result<Against> {
    let names: Vec<&str> = question.compiled.scenarios.iter().map(|scenario| &*scenario.name).collect();
    super::one_of("scenario", name, &names)?;
    if *question.scenario().name == *name {
        bail!("--against {name}: that is the scenario projected; name another");
    }
    let pairs = pairs(&Asked { question, dates, wanted }, name).ok_or_else(|| {
        anyhow!("--against {name}: there is nothing to hold against it; the study has no officers")
    })?;
    let sheet = &mut question.compiled.sheet;
    let difference = |(own, other): (Source, Source)| {
        sheet.add_formula("difference", None, Expr::from(own) - Expr::from(other))
    };
    let differences = pairs.into_iter().map(difference).collect::<Result<_, _>>()?;
    Ok(Against { scenario: name.to_owned(), differences })
}

/// The quantity in both scenarios, at each date.
fn pairs(asked: &Asked<'_>, name: &str) -> Option<Vec<(Source, Source)>> {
    let question = asked.question;
    let own = asked.headline(question.scenario())?;
    let other = asked.headline(question.compiled.scenario(name)?)?;
    let source = |(cell, member): &(CellId, u32)| {
        let family = question.compiled.sheet.cell(*cell).axis.is_some();
        Source { cell: *cell, member: family.then_some(*member) }
    };
    Some(own.cells.iter().map(source).zip(other.cells.iter().map(source)).collect())
}

/// A difference is told with its unit's name, as the answer's sentences do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named;

impl Projection<'_> {
    /// What the quantity comes to at a date, in the projection and in the scenario it is held against, and how much
    /// more it is than there.
    pub fn held(&self, at: usize) -> Option<(Bound, Bound, Bound)> {
        let against = self.against.as_ref()?;
        let own = self.asked().headline(self.question.scenario())?;
        let other = self.asked().headline(self.other(against)?)?;
        let difference = self.bounds.of(*against.differences.get(at)?, 0);
        Some((self.bound(&own, at), self.bound(&other, at), difference))
    }

    /// Differences whose ends are not found at the ends of the inputs.
    pub fn enclosed(&self) -> Option<String> {
        let against = self.against.as_ref()?;
        let words = self.asked().headline(self.question.scenario())?.words;
        let is_enclosed = |cell: &CellId| self.bounds.of(*cell, 0).kind == BoundKind::Enclosed;
        against.differences.iter().any(is_enclosed).then(|| {
            let whose = format!("the difference in {words} from \u{201c}{}\u{201d}", against.scenario);
            tell::enclosed(&whose, "difference")
        })
    }

    pub fn other(&self, against: &Against) -> Option<&ScenarioCells> {
        self.question.compiled.scenario(&against.scenario)
    }

    /// `At the end of 2018 that is 444 to 669 officers fewer than in “real staff” (4,043).`
    pub fn miss(&self) -> Option<String> {
        let against = self.against.as_ref()?;
        let (at, last) = self.dates.iter().enumerate().next_back()?;
        let (_, other, difference) = self.held(at)?;
        let quantity = self.asked().headline(self.question.scenario())?;
        Some(format!(
            "At the end of {} that is {} \u{201c}{}\u{201d} ({}).",
            self.by.written(*last),
            self.more_than(&difference, &quantity, Some(Named)),
            against.scenario,
            self.shown(&other, &quantity.unit)
        ))
    }

    /// `444 to 669 officers fewer than in`, `as many as in`; without the unit's name in the language of figures.
    pub fn more_than(&self, difference: &Bound, quantity: &Followed, named: Option<Named>) -> String {
        let (scale, unit) = in_points(&quantity.unit);
        let style = self.question.style;
        let locale = if named.is_some() { Locale::English } else { style.locale() };
        let [more, less, either] = match () {
            () if unit == Unit::officers() => [MORE_THAN_IN, FEWER_THAN_IN, FEWER_OR_MORE],
            () => [HIGHER_THAN_IN, LOWER_THAN_IN, LOWER_OR_HIGHER],
        };
        let (low, high) = (difference.low * scale, difference.high * scale);
        let show = |low: f64, high: f64| match named {
            Some(Named) => unit.show_range_with_name(low, high, style),
            // Of officers the sentence itself says so; points are no officers and no share.
            None if unit == Unit::of("points") => {
                amount_with_name(unit.show_range_with_name(low, high, style), &unit, locale)
            }
            None => amount(unit.show_range(low, high, style), locale),
        };
        match () {
            () if low == 0.0 && high == 0.0 => SAME_AS_IN.with::<&str>(&[], locale),
            () if low >= 0.0 => more.with(&[show(low, high)], locale),
            () if high <= 0.0 => less.with(&[show(-high, -low)], locale),
            () => either.with(&[show(-low, -low), show(high, high)], locale),
        }
    }

    pub fn shown(&self, bound: &Bound, unit: &Unit) -> String {
        tell::range(bound, &self.question.compiled.sheet, unit, self.question.style)
    }
}
