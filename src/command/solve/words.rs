//! The answer in words; every number in it is one of the rows or of the study.

use super::super::named::Said;
use super::super::question::{Answered, Whom};
use super::super::tell;
use super::super::uncertain::sentence_case;
use super::Asked;
use super::search::{Found, WhyNot};
use crate::analysis::solve::Point;
use crate::quantity::{Qualifier, Quantity};
use crate::sheet::Stated;
use crate::study::Measure;
use crate::unit::{NumberStyle, Unit};

/// Where inputs without ends are moved to.
pub(super) const NO_ENDS: &str = "their ends (their 5% and 95% points where they have none)";

/// Numbers this close are one.
const ALIKE: f64 = 1e-9;

/// A value this large stands for "however large".
const HOWEVER_LARGE: f64 = 4_503_599_627_370_496.0;

impl Asked<'_> {
    fn style(&self) -> NumberStyle {
        self.question.style
    }

    /// Low, value and high at one precision; empty where there is none.
    pub(super) fn three(&self, found: &Found) -> [String; 3] {
        let ends = [found.low, found.value, found.high];
        let known: Vec<f64> = ends.into_iter().flatten().collect();
        let style = self.style().for_group(&self.input.unit, &known);
        ends.map(|end| end.map_or_else(|| "none".to_owned(), |end| self.input.unit.show(end, style)))
    }

    /// What the study says of the input: `at least 15 to 20`.
    pub(super) fn stated(&self) -> String {
        stated(&self.input.quantity, &self.input.unit, self.style())
    }

    /// `the source says at least 15 to 20`.
    fn said(&self) -> String {
        let stated = self.stated();
        match self.input.said {
            Said::Source => format!("the source says {stated}"),
            Said::Study => format!("the study says {stated}"),
            Said::Default => format!("the study leaves it blank, which counts as {stated}"),
            Said::Setting => format!("--set says {stated}"),
        }
    }

    pub(super) fn sentence(&self) -> String {
        let mut text = match (&self.solved.why_not, self.solved.found.as_slice()) {
            (None, [found, more @ ..]) => self.reached(found, more),
            (Some(why), _) => self.why_not(why),
            (None, []) => String::new(),
        };
        if let Some(found) = self.solved.elsewhere() {
            let range = self.range(&found).unwrap_or_default();
            text = format!(
                "{text} With the other inputs elsewhere within their ranges it can be reached: {range}."
            );
        } else if self.solved.blocked && !self.solved.found.is_empty() {
            text += " At some ends of the other inputs no value reaches it.";
        }
        text
    }

    /// Whether the outcome is the target as the study is: values that change nothing may all reach it.
    fn is_there_already(&self) -> bool {
        let answered = &self.target.answered;
        let now = self.question.bounds().map(|bounds| bounds.base(answered.cell, answered.member));
        now.is_ok_and(|now| (now - self.target.value).abs() <= ALIKE * now.abs().max(1.0))
    }

    fn reached(&self, found: &Found, more: &[Found]) -> String {
        let already = found.value.is_some_and(|value| {
            let base = self.input.quantity.base();
            (value - base).abs() > ALIKE * base.abs().max(1.0) && self.is_there_already()
        });
        if already {
            return format!(
                "{} is {} already ({}), and still is with {} at {}.",
                sentence_case(&self.outcome()),
                self.wanted(),
                self.said(),
                self.input.name,
                self.at(found)
            );
        }
        let mut text = self.allowed(found).unwrap_or_else(|| {
            format!(
                "{} {} with {} at {}",
                sentence_case(&self.outcome()),
                self.comes_to(),
                self.input.name,
                self.at(found)
            )
        });
        let others: Vec<String> = more.iter().map(|found| self.at(found)).collect();
        if !others.is_empty() {
            text = format!("{text}, and again at {}", others.join(" and "));
        }
        format!("{text}; {}.", self.said())
    }

    /// `192,500 officers (165,000 to 220,000 over the others' ranges)`.
    fn at(&self, found: &Found) -> String {
        let value = self.input.unit.show_with_name(found.value.unwrap_or_default(), self.style());
        match self.range(found) {
            Some(range) => format!("{value} ({range} while the other inputs move within their ranges)"),
            None => value,
        }
    }

    /// Low to high, or from where or up to where one of them is open; nothing where both are the value.
    fn range(&self, found: &Found) -> Option<String> {
        let (unit, style) = (&self.input.unit, self.style());
        match (found.low, found.high) {
            (Some(low), Some(high)) if low < high => Some(unit.show_range(low, high, style)),
            (Some(low), None) => Some(format!("from {} on", unit.show(low, style))),
            (None, Some(high)) => Some(format!("up to {}", unit.show(high, style))),
            (Some(low), Some(_)) if found.value.is_none() => Some(unit.show(low, style)),
            _ => None,
        }
    }

    /// `3,300 officers allow 0.30 officers per subject for all 11,000 subjects`: the break-even of a ratio.
    fn allowed(&self, found: &Found) -> Option<String> {
        let scenario = self.question.scenario();
        let whom = self.question.headline(scenario);
        let is_ratio = self.input.name.ends_with("officers_per_subject");
        let is_full = self.target.answered.key == Measure::Coverage.key() && self.target.value == 1.0;
        let one_ratio = matches!(whom, Whom::Tier(_)) || scenario.tiers.rows.len() == 1;
        if !is_ratio || !is_full || !one_ratio || self.watches_a_share() {
            return None;
        }
        let bounds = self.question.bounds().ok()?;
        let available = self.question.measure(scenario, whom, Measure::OfficersAvailable)?;
        let available = bounds.of(available.cell, available.member);
        let source = self.question.subjects(scenario, whom);
        let subjects = bounds.of(source.cell, source.member.unwrap_or(0));
        let officers = Unit::officers().show_range_with_name(available.low, available.high, self.style());
        let subjects = Unit::subjects().show_range(subjects.low, subjects.high, self.style());
        let tier = match whom {
            Whom::Tier(_) => format!(" ({})", self.question.name_of(scenario, whom)),
            Whom::Total => String::new(),
        };
        Some(format!("{officers} allow {} for all {subjects}{tier}", self.at_or_range(found)))
    }

    /// The range where there is one: it goes with the range of the officers before it.
    fn at_or_range(&self, found: &Found) -> String {
        let unit = &self.input.unit;
        match (found.low, found.high) {
            (Some(low), Some(high)) if low < high => unit.show_range_with_name(low, high, self.style()),
            _ => unit.show_with_name(found.value.unwrap_or_default(), self.style()),
        }
    }

    /// Where only a share of a list is watched, a ratio is not one for all.
    fn watches_a_share(&self) -> bool {
        self.question.compiled.sheet.cells().any(|(_, cell)| &*cell.key == "share_to_watch")
    }

    fn outcome(&self) -> String {
        self.question.outcome_words(&self.target.answered)
    }

    /// `reaches 50%`; dates come in steps, so that one is met or come before.
    fn comes_to(&self) -> String {
        if self.target.answered.unit.is_date() {
            format!("is {} or earlier", self.wanted())
        } else {
            format!("reaches {}", self.wanted())
        }
    }

    fn wanted(&self) -> String {
        self.shown(self.target.value)
    }

    fn shown(&self, outcome: f64) -> String {
        let Answered { unit, .. } = &self.target.answered;
        unit.show_with_name(outcome, self.style())
    }

    pub(super) fn why_not(&self, why: &WhyNot) -> String {
        let name = &self.input.name;
        match why {
            WhyNot::OutOfReach(nearest) => format!(
                "No value of {name}{} brings {} to {}: the nearest is {}, {}.",
                self.possible(),
                self.outcome(),
                self.wanted(),
                self.near(nearest),
                self.place(nearest)
            ),
            WhyNot::Jumped(before, after) => format!(
                "{} jumps over {} at {name} = {}: from {} to {}.",
                sentence_case(&self.outcome()),
                self.wanted(),
                self.input.unit.show(after.input, self.style()),
                self.shown(before.outcome),
                self.shown(after.outcome)
            ),
            WhyNot::NoEffect(outcome) => format!(
                "{} does not depend on {name} here: it is {} whatever {name} is.",
                sentence_case(&self.outcome()),
                self.shown(*outcome)
            ),
        }
    }

    /// The nearest outcome; more digits where it would read like the target itself.
    fn near(&self, nearest: &Point) -> String {
        let shown = self.shown(nearest.outcome);
        match shown == self.wanted() {
            true if nearest.outcome < self.target.value => format!("just under {shown}"),
            true => format!("just over {shown}"),
            false => shown,
        }
    }

    fn possible(&self) -> String {
        let (low, high) = self.input.possible;
        if high.is_finite() {
            format!(" from {}", self.input.unit.show_range(low, high, self.style()))
        } else {
            String::new()
        }
    }

    fn place(&self, nearest: &Point) -> String {
        if nearest.input >= HOWEVER_LARGE {
            return "however large it is".to_owned();
        }
        format!("at {}", self.input.unit.show_with_name(nearest.input, self.style()))
    }
}

/// A quantity as its source states it, in short: `at least 15 to 20`.
fn stated(quantity: &Quantity, unit: &Unit, style: NumberStyle) -> String {
    let (low, high, _) = quantity.range_ends();
    let range = unit.show_range(low, high, style);
    match quantity.qualifier() {
        Qualifier::Exact => range,
        qualifier => format!("{} {range}", tell::qualifier(Stated::As(qualifier))),
    }
}
