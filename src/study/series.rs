//! Inputs that take other values at given dates: steps, or straight lines between two points.

use super::compile::{Builder, Built};
use super::compiled::Problem;
use super::timeline::Years;
use super::{Between, Change, Pool, Scenario, SeriesPoint};
use crate::quantity::Moment;
use crate::sheet::{CellId, Expr, Source, input_name};
use std::rc::Rc;

/// The points of one input in one scenario, in order of their dates.
#[derive(Debug, Clone)]
pub(super) struct Series {
    scenario: Option<Rc<str>>,
    /// The input as the base has it.
    source: Source,
    points: Vec<Point>,
}

#[derive(Debug, Clone, Copy)]
struct Point {
    date: Moment,
    between: Between,
    cell: CellId,
}

/// An input that follows a series, with its values over the dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Followed {
    pub source: Source,
    /// A family over the dates.
    pub at_dates: CellId,
}

impl Builder<'_> {
    /// The inputs of every point, grouped by what they are points of.
    pub(super) fn add_series_inputs(&mut self) -> Vec<Problem> {
        let study = self.study;
        let mut problems = Vec::new();
        for point in &study.series {
            match self.names.find(&self.sheet, &point.input) {
                Ok(slot) => self.add_point(point, slot.source, slot.column),
                Err(error) => problems.push(Problem {
                    code: "unknown-input",
                    place: point.value.place.map(super::Place::whole_line),
                    span: None,
                    message: error.to_string(),
                }),
            }
        }
        for series in &mut self.series {
            series.points.sort_by(|a, b| a.date.order(b.date));
        }
        problems
    }

    fn add_point(&mut self, point: &SeriesPoint, source: Source, column: &'static str) {
        let unit = self.sheet.cell(source.cell).unit.clone();
        let row = self.row_of(source);
        let name = input_name(&row, &format!("{column}@{}", point.date));
        let scenario = point.scenario.as_deref();
        let key = scenario.map_or_else(|| name.clone(), |scenario| input_name(scenario, &name));
        let cell = self.sheet.add_input(&key, unit, point.value.quantity.clone());
        if scenario.is_none() {
            self.names.add_at(column, &row, &point.date.to_string(), cell);
        }
        let own = Point { date: point.date, between: point.between, cell };
        let same = |known: &&mut Series| known.scenario == point.scenario && known.source == source;
        match self.series.iter_mut().find(same) {
            Some(series) => series.points.push(own),
            None => self.series.push(Series { scenario: point.scenario.clone(), source, points: vec![own] }),
        }
    }

    /// The row of an input, by its full name.
    fn row_of(&self, source: Source) -> String {
        if let Some(row) = self.sheet.member_name(source.cell, source.member.unwrap_or(0)) {
            return row.to_string();
        }
        let key = self.sheet.cell(source.cell).key.to_string();
        super::inputs::split_name(&key).0.unwrap_or_default().to_owned()
    }

    /// The inputs that follow a series in a scenario, over the dates: its own series, else the base's.
    pub(super) fn follow_series(&mut self, scenario: Option<&str>, years: &Years) -> Built<Vec<Followed>> {
        let all = self.series.clone();
        let own = |series: &&Series| scenario.is_some() && series.scenario.as_deref() == scenario;
        let mut chosen: Vec<&Series> = all.iter().filter(own).collect();
        for series in all.iter().filter(|series| series.scenario.is_none()) {
            if !chosen.iter().any(|known| known.source == series.source) {
                chosen.push(series);
            }
        }
        chosen.into_iter().map(|series| self.follow(series, years)).collect()
    }

    fn follow(&mut self, series: &Series, years: &Years) -> Built<Followed> {
        let key = self.sheet.cell(series.source.cell).key.to_string();
        let start = Point { date: years.start, between: Between::Step, cell: series.source.cell };
        let mut sources = Vec::new();
        for date in &years.dates {
            let after = series.points.partition_point(|point| point.date.order(*date).is_le());
            let next = series.points.get(after).copied();
            let before = after.checked_sub(1).and_then(|before| series.points.get(before)).copied();
            let from = before.map_or_else(|| self.source_now(series.source), single);
            let share = next.map_or(0.0, |next| passed(before.unwrap_or(start).date, *date, next));
            sources.push(match next.filter(|_| share > 0.0) {
                None => from,
                Some(next) => {
                    let line = Expr::from(from) * Expr::number(1.0 - share) + next.cell * Expr::number(share);
                    let unit = self.sheet.cell(series.source.cell).unit.clone();
                    let cell = self.sheet.add_formula(&format!("{key}@{date}"), Some(&unit), line)?;
                    Source { cell, member: None }
                }
            });
        }
        let unit = self.sheet.cell(series.source.cell).unit.clone();
        let at_dates = self.sheet.add_formula(&key, Some(&unit), Expr::Pick(years.axis, sources.into()))?;
        Ok(Followed { source: series.source, at_dates })
    }

    /// Settings and scenarios that change an input up to the date from which a series says what it is.
    pub(super) fn changes_before_series(&self, settings: &[Change], years: &Years) -> Vec<String> {
        let is_reached = |series: &&Series| {
            let first = series.points.first();
            years.dates.last().zip(first).is_some_and(|(last, first)| first.date.order(*last).is_le())
        };
        self.series
            .iter()
            .filter(is_reached)
            .filter_map(|series| self.changed_before(series, settings))
            .collect()
    }

    /// Pools whose hires and leavers do not count, as a series says how many officers there are.
    pub(super) fn staff_by_series(&self) -> Vec<String> {
        let counted = |series: &Series| {
            let name = self.sheet.input_name(self.input_behind(series.source)?);
            let of_pool = |pool: &&Pool| input_name(&pool.name, "officers") == name;
            let pool = self.study.pools.iter().find(of_pool)?;
            let hires = self.study.hires.iter().any(|hires| hires.pool == pool.name);
            let changes = hires || pool.attrition_per_year.is_some();
            let whose =
                series.scenario.as_ref().map_or_else(String::new, |own| format!("in scenario \"{own}\" "));
            changes.then(|| {
                format!(
                    "{whose}a series says how many officers `{}` has: its hires and leavers are not counted on top, \
                     at no date",
                    pool.name
                )
            })
        };
        self.series.iter().filter_map(counted).collect()
    }

    fn changed_before(&self, series: &Series, settings: &[Change]) -> Option<String> {
        let changes = |changes: &[Change]| changes.iter().any(|change| self.is_of(change, series.source));
        let follows = |scenario: &&Scenario| match &series.scenario {
            Some(own) => *own == scenario.name,
            None => !self.has_own_series(&scenario.name, series.source),
        };
        let set = changes(settings).then(|| "--set".to_owned());
        let scenarios = self.study.scenarios.iter().filter(follows);
        let scenarios = scenarios.filter(|scenario| changes(&scenario.changes));
        let scenarios = scenarios.map(|scenario| format!("scenario \"{}\"", scenario.name));
        let who: Vec<String> = set.into_iter().chain(scenarios).collect();
        let (first, input) = (series.points.first()?, self.input_behind(series.source)?);
        let change = if who.len() == 1 { "changes" } else { "change" };
        let of = series.scenario.as_ref().map_or_else(String::new, |own| format!(" of scenario \"{own}\""));
        (!who.is_empty()).then(|| {
            format!(
                "a series{of} says what `{}` is from {} on: {} {change} it only before",
                self.sheet.input_name(input),
                first.date,
                who.join(" and ")
            )
        })
    }

    fn is_of(&self, change: &Change, source: Source) -> bool {
        self.names.find(&self.sheet, &change.input).is_ok_and(|slot| slot.source == source)
    }

    fn has_own_series(&self, scenario: &Rc<str>, source: Source) -> bool {
        self.series.iter().any(|series| series.scenario.as_ref() == Some(scenario) && series.source == source)
    }

    /// For the formulas built next, the inputs that follow a series have their values at a date.
    pub(super) fn put_at(&mut self, followed: &[Followed], date: u32) -> Built<()> {
        for Followed { source, at_dates } in followed {
            let value = Expr::Member(*at_dates, date);
            let now = self.now(source.cell);
            let expr = match source.member {
                Some(member) => Expr::Replaced(now, Rc::from([(member, value)])),
                None => value,
            };
            let (key, unit) = (self.sheet.cell(now).key.clone(), self.sheet.cell(now).unit.clone());
            let cell = self.sheet.add_formula(&self.at_date(&key), Some(&unit), expr)?;
            self.stand_in(source.cell, cell);
        }
        Ok(())
    }
}

fn single(point: Point) -> Source {
    Source { cell: point.cell, member: None }
}

/// How much of the way to the next point is passed at a date.
fn passed(before: Moment, date: Moment, next: Point) -> f64 {
    match next.between {
        Between::Step => 0.0,
        Between::Linear if date.order(before).is_le() => 0.0,
        Between::Linear => date.since(before) / next.date.since(before),
    }
}
