//! The dates a study is asked about, and where its years start.

use super::compile::{Builder, Built};
use super::compiled::Problem;
use super::{Measure, Stage, Study};
use crate::quantity::{Moment, parse_moment};
use crate::sheet::{AxisId, CellId, Expr, RowName, parse_formula};
use crate::unit::{NumberStyle, Unit};
use std::rc::Rc;

/// What is asked about the years ahead: nothing, unless a question or a formula names dates.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// Where the years start; the date the numbers hold for unless given.
    pub start: Option<Moment>,
    /// The dates asked about, in any order.
    pub dates: Vec<Moment>,
    /// How far `first_date` looks; ten years unless given.
    pub until: Option<Moment>,
}

/// The dates of a compiled study.
#[derive(Debug, Clone)]
pub struct Years {
    /// When the numbers of the tables hold.
    pub start: Moment,
    /// How the start is known: `about: as_of`.
    pub start_is: &'static str,
    /// The dates answered, in order; also the members of families over dates.
    pub dates: Vec<Moment>,
    pub(super) axis: AxisId,
    /// Years since the start, for each date.
    pub(super) passed: CellId,
}

impl Years {
    /// The place of a date among those answered.
    pub fn place(&self, date: Moment) -> Option<usize> {
        self.dates.iter().position(|known| known.is(date))
    }
}

impl Study {
    /// Whether anything in the study changes with the years.
    pub fn has_years(&self) -> bool {
        let leave = self.pools.iter().any(|pool| pool.attrition_per_year.is_some());
        leave || !self.hires.is_empty() || !self.series.is_empty()
    }

    /// When the numbers of the tables hold, and how that is known: the date the study says it is as of, else the one all its
    /// pools say, else the earliest date in it.
    pub fn start(&self) -> Option<(Moment, &'static str)> {
        let read = |text: &Rc<str>| parse_moment(text).ok();
        let about = self.about.as_of.as_deref().and_then(|text| parse_moment(text).ok());
        let mut pools = self.pools.iter().filter(|pool| pool.scenario.is_none());
        let as_of = |pool: &super::Pool| {
            let text = pool.provenance.as_ref()?.as_of.as_deref()?;
            read(&Rc::from(text))
        };
        let first = pools.next().and_then(as_of);
        let pools = first.filter(|first| pools.all(|pool| as_of(pool).is_some_and(|own| own.is(*first))));
        let begins = self.hires.iter().map(|hires| hires.from);
        let dates = begins.chain(self.series.iter().map(|point| point.date));
        let earliest = dates.min_by(|a, b| a.order(*b));
        let known = about.map(|start| (start, "the date the study is as of"));
        let known = known.or(pools.map(|start| (start, "the date the officers are as of")));
        known.or(earliest.map(|start| (start, "the earliest date in the study")))
    }

    /// Posts that began to be filled before the officers were counted.
    pub(super) fn hired_before(&self, start: Moment) -> Option<String> {
        let early = self.hires.iter().find(|hires| hires.from.order(start).is_lt())?;
        Some(format!(
            "posts of `{}` were filled from {} on, before the officers were counted ({start}): those recruited by then \
             are counted on top of them; leave them out of `announced`, or begin the years there",
            early.name, early.from_written
        ))
    }

    /// The date of the study, where it is written so that it cannot be read.
    pub(super) fn unread_as_of(&self) -> Option<String> {
        let as_of = self.about.as_of.as_deref()?;
        parse_moment(as_of).is_err().then(|| {
            format!(
                "`as_of` in the about table is \"{as_of}\", which is not a date as 2014, 2014-12 or 2014-12-31: it does \
                 not say when the years begin"
            )
        })
    }

    /// What a first date is that never comes.
    pub(super) fn never_reached(&self, years: &Years) -> Option<String> {
        let asks = self.outcomes.iter().any(|outcome| outcome.formula.contains("first_date("));
        let last = years.dates.last().filter(|_| asks)?;
        let shown = |date: Moment| Unit::date().show(date.day() as f64, NumberStyle::default());
        Some(format!(
            "a first date of {} means: not by {}, the last date looked at (means and bars count it as that day); first \
             dates are ends of months",
            shown(last.next_end(1)),
            shown(*last)
        ))
    }

    /// The last date the study itself says something about.
    pub fn last_date(&self) -> Option<Moment> {
        let ends = self.hires.iter().map(|hires| hires.to);
        ends.chain(self.series.iter().map(|point| point.date)).max_by(|a, b| a.order(*b))
    }

    /// The dates that formulas of outcomes name: `coverage@2018`; every month for `first_date(coverage, 10%)`.
    fn dates_in_formulas(&self, start: Option<Moment>, until: Option<Moment>) -> Vec<Moment> {
        let mut dates = Vec::new();
        for outcome in &self.outcomes {
            let Ok(syntax) = parse_formula(&outcome.formula) else { continue };
            let named = syntax.names().into_iter().filter_map(|name| dated(&name.word)?.1.ok());
            dates.extend(named);
            if let Some(start) = start.filter(|_| !syntax.first_dates().is_empty()) {
                let until = until.unwrap_or_else(|| Moment::of_years(start.years() + YEARS_LOOKED_AHEAD));
                dates.extend(months(start, until));
            }
        }
        dates
    }
}

/// How far `first_date` looks ahead where no end is given.
const YEARS_LOOKED_AHEAD: f64 = 10.0;

/// The start and the end of every month up to a date.
fn months(start: Moment, until: Moment) -> impl Iterator<Item = Moment> {
    std::iter::successors(Some(start), |date| Some(date.next_end(1)))
        .take_while(move |date| date.order(until).is_le())
}

/// A quantity at a date, taken apart: `coverage@2018`; `None` for other names.
pub fn dated(word: &str) -> Option<(&str, Result<Moment, String>)> {
    let (quantity, date) = word.split_once('@')?;
    let known =
        Measure::named(quantity).is_some() || Stage::named(quantity).is_some() || quantity == "subjects";
    known.then(|| (quantity, parse_moment(date).map_err(|error| error.reason)))
}

impl Builder<'_> {
    /// The dates asked about, with those that formulas name, as an axis.
    pub(super) fn add_years(&mut self, asked: &Timeline) -> Result<Option<Years>, Vec<Problem>> {
        let own = self.study.start();
        let start = asked.start.map(|start| (start, "given")).or(own);
        let named = self.study.dates_in_formulas(start.map(|(start, _)| start), asked.until);
        let mut dates: Vec<Moment> = asked.dates.iter().copied().chain(named).collect();
        dates.sort_by(|a, b| a.order(*b));
        dates.dedup_by(|a, b| a.is(*b));
        let Some(first) = dates.first().copied() else { return Ok(None) };
        let Some((start, start_is)) = start else { return Err(vec![no_start(first)]) };
        if first.order(start).is_lt() {
            return Err(vec![before_start(first, start, start_is)]);
        }
        let years = self.add_dates(start, start_is, dates).map_err(|error| vec![error.into()])?;
        Ok(Some(years))
    }

    fn add_dates(&mut self, start: Moment, start_is: &'static str, dates: Vec<Moment>) -> Built<Years> {
        let names = dates.iter().map(|date| RowName::from(date.to_string().as_str())).collect();
        let axis = self.sheet.add_axis("date", names);
        let passed = dates.iter().map(|date| date.since(start)).collect();
        let passed =
            self.formula("years_since_the_start", "number", Expr::Constants(axis, passed, Unit::number()))?;
        Ok(Years { start, start_is, dates, axis, passed })
    }
}

fn no_start(date: Moment) -> Problem {
    problem(format!(
        "`@{date}` needs to know when the study's numbers hold: add a row `as_of` with a date to the about table, \
         or give --from"
    ))
}

fn before_start(date: Moment, start: Moment, start_is: &str) -> Problem {
    problem(format!(
        "{date} is before the start, {start} ({start_is}): ask for a later date, or give --from an earlier one"
    ))
}

fn problem(message: String) -> Problem {
    Problem { code: "date", place: None, span: None, message }
}
