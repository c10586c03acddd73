//! The projection in words and as a table of dates.

use super::super::cover::whom_to_watch;
use super::super::tell;
use super::super::uncertain::sentence_case;
use super::Projection;
use super::staff::Followed;
use crate::report::{Block, Grid};
use crate::sheet::Bound;
use crate::study::{Measure, ScenarioCells, Stage};
use crate::unit::{Locale, Unit};
use std::fmt::Write as _;

impl Projection<'_> {
    pub fn blocks(&self) -> Vec<Block> {
        let title = self.question.study.about.title.clone().map(Block::Paragraph);
        let mut blocks: Vec<Block> = title.into_iter().collect();
        let scenario = self.question.scenario();
        let said = match self.wanted {
            None => self.sentences(scenario),
            Some(_) => self.sentence(scenario),
        };
        let said: Vec<String> = said.into_iter().chain(self.miss()).collect();
        if !said.is_empty() {
            blocks.push(Block::Paragraph(said.join(" ")));
        }
        if !self.reach.is_empty() {
            blocks.push(Block::List { heading: "First reached".to_owned(), items: self.reached() });
        }
        let scenarios = self.question.scenarios();
        let several = scenarios.len() > 1;
        blocks.extend(scenarios.into_iter().map(|scenario| Block::Grid(self.grid(scenario, several))));
        let readings = self.question.readings();
        if !readings.is_empty() {
            blocks.push(Block::List { heading: "Read as".to_owned(), items: readings });
        }
        blocks
    }

    /// The one quantity asked for, from the start to the last date.
    fn sentence(&self, scenario: &ScenarioCells) -> Option<String> {
        let quantity = self.asked().headline(scenario)?;
        let (first, last) = self.ends()?;
        let told = |at: usize| self.told(&self.bound(&quantity, at), &quantity.unit, false);
        Some(format!(
            "{}: {} at the end of {first}, {} at the end of {last}.",
            sentence_case(quantity.words),
            told(0),
            told(self.dates.len() - 1)
        ))
    }

    /// From the start to the last date; then what becomes of the posts announced.
    fn sentences(&self, scenario: &ScenarioCells) -> Option<String> {
        let years = scenario.years.as_ref()?;
        let (first, last) = self.ends()?;
        let end = self.dates.len() - 1;
        let at = |measure, at: usize| Some(self.bound(&self.asked().measure(scenario, years, measure)?, at));
        let told =
            |measure: Measure, place, named| Some(self.told(&at(measure, place)?, &measure.unit(), named));
        let headline = self.question.headline(scenario);
        let whom = whom_to_watch(self.question, scenario, headline, Locale::English);
        let mut text = format!(
            "Officers available: {} at the end of {first}, {} at the end of {last}; to watch {whom} takes {}.\nCoverage: {} at \
             the end of {first}, {} at the end of {last}.",
            told(Measure::OfficersAvailable, 0, false)?,
            told(Measure::OfficersAvailable, end, false)?,
            told(Measure::OfficersRequired, end, false)?,
            told(Measure::Coverage, 0, false)?,
            told(Measure::Coverage, end, false)?,
        );
        text += &self.dip(scenario).unwrap_or_default();
        text += &self.posts(scenario, end).unwrap_or_default();
        Some(text)
    }

    /// Trainers are tied up before the recruits arrive.
    fn dip(&self, scenario: &ScenarioCells) -> Option<String> {
        let available =
            self.asked().measure(scenario, scenario.years.as_ref()?, Measure::OfficersAvailable)?;
        let values: Vec<f64> = (0..self.dates.len()).map(|at| self.bound(&available, at).base).collect();
        let lowest = (0..values.len()).min_by(|a, b| values[*a].total_cmp(&values[*b]))?;
        let highest = (0..values.len()).max_by(|a, b| values[*a].total_cmp(&values[*b]))?;
        let show = |at: usize| Unit::officers().show_with_name(values[at], self.question.style);
        let mut text = String::new();
        if lowest > 0 && lowest + 1 < values.len() && values[lowest] < values[0] {
            let _ = write!(
                text,
                " The fewest are available at the end of {}: {}.",
                self.by.written(self.dates[lowest]),
                show(lowest)
            );
        }
        if highest > 0 && highest + 1 < values.len() && values[highest] > values[values.len() - 1] {
            let _ = write!(
                text,
                " The most are available at the end of {}: {}.",
                self.by.written(self.dates[highest]),
                show(highest)
            );
        }
        Some(text)
    }

    /// `Of 8,500 posts announced by then, 8,500 are filled; 0 recruits are in training and 1,234 officers have left and are not replaced.`
    fn posts(&self, scenario: &ScenarioCells, end: usize) -> Option<String> {
        let followed = self.asked().followed(scenario);
        let of = |stage: Stage| {
            let found = followed.iter().find(|quantity| quantity.key == stage.key())?;
            Some(self.told(&self.bound(found, end), &found.unit, false))
        };
        // A scenario of real staff says nothing of announcements.
        let announced = followed.iter().find(|quantity| quantity.key == Stage::Announced.key())?;
        if self.bound(announced, end).high == 0.0 {
            return None;
        }
        let mut text = format!(
            " Of {} posts announced by then, {} are filled",
            of(Stage::Announced)?,
            of(Stage::Recruited)?
        );
        if let Some(training) = of(Stage::InTraining) {
            let _ = write!(text, "; {training} are in training");
        }
        if let Some(left) = of(Stage::Left) {
            let _ = write!(text, "; {left} officers have left and are not replaced");
        }
        Some(text + ".")
    }

    fn told(&self, bound: &Bound, unit: &Unit, named: bool) -> String {
        let (sheet, style) = (&self.question.compiled.sheet, self.question.style);
        if named {
            tell::range_with_name(bound, sheet, unit, style)
        } else {
            tell::range(bound, sheet, unit, style)
        }
    }

    /// The first dates asked for, in each scenario.
    fn reached(&self) -> Vec<String> {
        let scenarios = self.question.scenarios();
        let several = scenarios.len() > 1;
        let mut items = Vec::new();
        for text in &self.reach {
            let name = format!("first date of {text}");
            for scenario in &scenarios {
                let found =
                    scenario.outcomes.iter().find(|(at, _)| self.question.study.outcomes[*at].name == name);
                let Some((_, cell)) = found else { continue };
                let bound = self.bounds.of(*cell, 0);
                let of = if several { format!(" ({})", scenario.name) } else { String::new() };
                items.push(format!("{text}{of}: {}", self.when(&bound)));
            }
        }
        items
    }

    /// `2016-12-31 (2016-10-31 at the earliest, not by 2020 at the latest)`.
    fn when(&self, bound: &Bound) -> String {
        let last = self.dates.last();
        let show = |day: f64| match last.filter(|last| day > last.day() as f64) {
            None => Unit::date().show(day, self.question.style),
            Some(last) => format!("not by the end of {}", self.by.written(*last)),
        };
        let base = show(bound.base);
        let (low, high) = (show(bound.low), show(bound.high));
        match (low == base, high == base) {
            (true, true) => base,
            (false, true) => format!("{base} (at the earliest {low})"),
            (true, false) => format!("{base} (at the latest {high})"),
            (false, false) => format!("{base} (at the earliest {low}, at the latest {high})"),
        }
    }

    /// A row for each date: what is followed, in columns; a range where there is one and one quantity is asked for.
    fn grid(&self, scenario: &ScenarioCells, several: bool) -> Grid {
        let followed = self.asked().followed(scenario);
        let ranges = followed.len() <= RANGES_SHOWN;
        let columns: Vec<Vec<String>> =
            followed.iter().map(|quantity| self.column(quantity, ranges)).collect();
        let row = |(at, date): (usize, &crate::quantity::Moment)| {
            let cells = columns.iter().map(|column| column[at].clone());
            std::iter::once(self.by.written(*date)).chain(cells).collect()
        };
        let whom = self.question.name_of(scenario, self.question.headline(scenario));
        let mut headings = vec!["end of".to_owned()];
        headings.extend(followed.iter().map(|quantity| short(quantity).to_owned()));
        let title = if several { format!("{}, {whom}", scenario.name) } else { whom.to_owned() };
        let title = if ranges {
            title
        } else {
            format!("{title} (base values; coverage and shortfall: low to high)")
        };
        let mut numeric = vec![true; headings.len()];
        numeric[0] = false;
        Grid { title, headings, numeric, rows: self.dates.iter().enumerate().map(row).collect() }
    }

    fn column(&self, quantity: &Followed, ranges: bool) -> Vec<String> {
        let bounds: Vec<Bound> = (0..self.dates.len()).map(|at| self.bound(quantity, at)).collect();
        let always = [Measure::Coverage.key(), Measure::OfficerShortfall.key()];
        let style = self.question.style;
        let show = |bound: &Bound| {
            if (ranges || always.contains(&quantity.key)) && bound.low != bound.high {
                quantity.unit.show_range(bound.low, bound.high, style)
            } else {
                quantity.unit.show(bound.base, style)
            }
        };
        bounds.iter().map(show).collect()
    }
}

/// With more columns than this, ranges would not fit a page.
const RANGES_SHOWN: usize = 4;

/// The heading of a column.
fn short(quantity: &Followed) -> &'static str {
    match quantity.key {
        "officers_announced" => "announced",
        "officers_recruited" => "recruited",
        "officers_trained" => "trained",
        "officers_available" => "available",
        "officers_required" => "required",
        "coverage" => "coverage",
        "officer_shortfall" => "shortfall",
        _ => quantity.words,
    }
}
