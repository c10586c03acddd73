//! An allocation worked out: each row with its ends, and what goes with it.

use super::super::question::{Question, Whom};
use crate::sheet::{Bound, BoundKind, Bounds, Sheet, Source, Stated};
use crate::study::allocation::{AllocatedRow, Case, Displaced, Filled, Gained, allocate};
use crate::study::{Allocation, Effect, Measure, Rule};
use anyhow::Context as _;
use std::rc::Rc;

/// A part of people this small is nobody.
const NOBODY: f64 = 1e-9;

/// Low, base and high, and how firmly they are stated; whole teams have no ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Three {
    pub low: Option<f64>,
    pub base: f64,
    pub high: Option<f64>,
    pub stated: Stated,
    /// Whether the ends are not known to occur: they hold every value.
    pub enclosed: bool,
}

/// One tier in one way of watching.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// The tier's place among the scenario's.
    pub tier: usize,
    /// The way's place among the tier's.
    pub way: usize,
    pub subjects: Three,
    pub watched: Three,
    pub officers: Three,
    pub share: Three,
}

/// Everything that is answered.
pub(super) struct Worked {
    pub rule: Rule,
    pub whole: bool,
    pub allocation: Rc<Allocation>,
    /// Every tier and way asked for, in file order.
    pub rows: Vec<Row>,
    pub total: Row,
    pub available: Three,
    pub left: Three,
    pub minimums: Option<Three>,
    /// Tiers that do not get their least share.
    pub unmet: Vec<usize>,
    /// What those watched are worth, where tiers have a value.
    pub value: Option<f64>,
    pub one_more: Vec<Gained>,
    pub displaced: Vec<Displaced>,
    /// Officers missing from the next whole team.
    pub missing: Option<f64>,
    /// The rows of each tier together.
    pub tiers: Vec<TierSum>,
    /// The chances that those who will attack are watched, where the study says what it takes.
    pub chances: Vec<Chance>,
}

/// The chance that those who will attack are among the watched.
pub(super) struct Chance {
    pub effect: Effect,
    pub share: Three,
    /// How many attackers there are, where at least one of several is asked for.
    pub attackers: Option<f64>,
}

/// A tier in all its ways.
pub(super) struct TierSum {
    pub tier: usize,
    pub subjects: f64,
    pub watched: Three,
    pub officers: f64,
}

impl Three {
    fn of(bound: &Bound, sheet: &Sheet) -> Self {
        Self {
            low: Some(bound.low),
            base: bound.base,
            high: Some(bound.high),
            stated: bound.stated(sheet),
            enclosed: bound.kind == BoundKind::Enclosed,
        }
    }

    /// Another number, stated as firmly.
    fn whole(self, base: f64) -> Self {
        Self { low: None, base, high: None, enclosed: false, ..self }
    }

    /// Smallest and largest value, or the one there is.
    pub fn ends(&self) -> (f64, f64) {
        (self.low.unwrap_or(self.base), self.high.unwrap_or(self.base))
    }
}

impl Worked {
    pub fn new(question: &Question, bounds: &Bounds<'_>, whole: bool) -> anyhow::Result<Self> {
        let scenario = question.scenario();
        let allocation = scenario.allocation.clone().context(
            "there are no officers to allocate: the study says nothing about them; add a column `officers` or a pools \
             table",
        )?;
        let reader = Reader { question, bounds, allocation: &allocation };
        let available = reader.three(Source { cell: allocation.available, member: None });
        let (rule, case) = (allocation.rule, &allocation.case);
        let filled = allocate(case, rule, available.base, whole);
        let rows: Vec<Row> = reader.rows(whole.then_some(&filled));
        let (total, left) = (reader.total()?, reader.measured(Measure::OfficersLeftOver)?);
        let (total, left) = if whole { whole_total(&filled, total, left) } else { (total, left) };
        let displaced = case.displaced(&filled, available.base, whole);
        Ok(Self {
            rule,
            whole,
            tiers: tier_sums(&rows, &|tier| reader.tier(tier)),
            rows,
            chances: chances(question, bounds).filter(|_| !whole).collect(),
            missing: filled.missing,
            total,
            available,
            left,
            minimums: allocation.minimums.map(|cell| reader.three(Source { cell, member: None })),
            unmet: unmet(case, &filled),
            value: case.lines.iter().any(|line| line.value > 0.0).then(|| filled.state.value(case)),
            one_more: case.one_more(rule, available.base, whole),
            displaced: if rule == Rule::Value { displaced } else { Vec::new() },
            allocation,
        })
    }
}

impl Worked {
    /// What has ends that are not known to occur, in words.
    pub fn enclosed(&self) -> Vec<&'static str> {
        let rows = || self.rows.iter().chain([&self.total]);
        let measures = [
            (Measure::SubjectsWatched, rows().any(|row| row.watched.enclosed)),
            (Measure::OfficersAssigned, rows().any(|row| row.officers.enclosed)),
            (Measure::ShareWatched, rows().any(|row| row.share.enclosed)),
            (Measure::OfficersLeftOver, self.left.enclosed),
        ];
        let measures = measures.into_iter().filter(|(_, is)| *is).map(|(measure, _)| measure.words());
        let chances = self.chances.iter().filter(|own| own.share.enclosed).map(|own| own.effect.words());
        measures.chain(chances).collect()
    }
}

/// Reads the cells of an allocation.
struct Reader<'r> {
    question: &'r Question,
    bounds: &'r Bounds<'r>,
    allocation: &'r Allocation,
}

impl Reader<'_> {
    fn three(&self, source: Source) -> Three {
        Three::of(&self.bounds.of(source.cell, source.member.unwrap_or(0)), &self.question.compiled.sheet)
    }

    /// Every tier and way asked for; with whole subjects where they are given.
    fn rows(&self, whole: Option<&Filled>) -> Vec<Row> {
        let everyone = self.question.everyone(self.question.scenario());
        let is_shown = |tier: usize| match everyone.as_slice() {
            [Whom::Tier(only)] => *only as usize == tier,
            _ => true,
        };
        let ways = self.allocation.rows.chunk_by(|a, b| a.tier == b.tier);
        let shown = ways.flat_map(|own| own.iter().enumerate()).filter(|(_, row)| is_shown(row.tier));
        shown.map(|(way, row)| self.row(way, row, whole)).collect()
    }

    fn row(&self, way: usize, row: &AllocatedRow, whole: Option<&Filled>) -> Row {
        let own = Row {
            tier: row.tier,
            way,
            subjects: self.three(self.allocation.people[row.tier]),
            watched: self.three(row.watched),
            officers: self.three(row.officers),
            share: self.three(row.share),
        };
        let Some(filled) = whole else { return own };
        let watched = filled.state.watched[row.tier][way];
        own.whole(watched, watched * self.allocation.case.lines[row.tier].ways[way].officers)
    }

    fn total(&self) -> anyhow::Result<Row> {
        let scenario = self.question.scenario();
        let everybody = self.question.to_watch(scenario, Whom::Total);
        Ok(Row {
            tier: 0,
            way: 0,
            subjects: self.three(everybody.unwrap_or(scenario.tiers.subjects.1)),
            watched: self.measured(Measure::SubjectsWatched)?,
            officers: self.measured(Measure::OfficersAssigned)?,
            share: self.measured(Measure::ShareWatched)?,
        })
    }

    fn measured(&self, measure: Measure) -> anyhow::Result<Three> {
        let found = self.allocation.total.iter().find(|(known, _)| *known == measure);
        found.map(|(_, source)| self.three(*source)).context("an allocation answers for all")
    }

    /// The people of a tier who are watched in any way.
    fn tier(&self, tier: usize) -> Option<Three> {
        let mut families = self.allocation.alone.iter();
        let (_, cell) = families.find(|(known, _)| *known == Measure::SubjectsWatched)?;
        Some(self.three(Source { cell: *cell, member: u32::try_from(tier).ok() }))
    }
}

/// Tiers of whom less than the least share is watched.
fn unmet(case: &Case, filled: &Filled) -> Vec<usize> {
    let is_short = |tier: &usize| {
        let line = &case.lines[*tier];
        filled.state.watched_in(*tier) < line.subjects * line.minimum * (1.0 - NOBODY)
    };
    (0..case.lines.len()).filter(is_short).collect()
}

/// Officers who make whole teams only are not those of the formulas.
fn chances<'q>(question: &'q Question, bounds: &'q Bounds<'_>) -> impl Iterator<Item = Chance> + 'q {
    let about_attackers = [Effect::ChanceWatched, Effect::ChanceOneWatched];
    let effects = question.scenario().effects.iter();
    effects.filter(move |own| about_attackers.contains(&own.effect)).map(|own| Chance {
        effect: own.effect,
        share: Three::of(&bounds.of(own.cell, 0), bounds.sheet()),
        attackers: own.decided_by.map(|cell| bounds.base(cell, 0)),
    })
}

fn tier_sums(rows: &[Row], watched: &dyn Fn(usize) -> Option<Three>) -> Vec<TierSum> {
    let sum = |own: &[Row]| {
        let people: f64 = own.iter().map(|row| row.watched.base).sum();
        TierSum {
            tier: own[0].tier,
            subjects: own[0].subjects.base,
            watched: watched(own[0].tier).map_or(own[0].watched.whole(people), |all| {
                if own[0].watched.low.is_some() { all } else { all.whole(people) }
            }),
            officers: own.iter().map(|row| row.officers.base).sum(),
        }
    };
    rows.chunk_by(|a, b| a.tier == b.tier).map(sum).collect()
}

impl Row {
    /// The same with whole subjects.
    fn whole(&self, watched: f64, officers: f64) -> Self {
        Self {
            watched: self.watched.whole(watched),
            officers: self.officers.whole(officers),
            share: self.share.whole(watched / self.subjects.base),
            ..*self
        }
    }
}

/// What whole teams come to, and the officers left over.
fn whole_total(filled: &Filled, total: Row, left: Three) -> (Row, Three) {
    let watched = (0..filled.state.watched.len()).map(|tier| filled.state.watched_in(tier)).sum();
    let assigned = total.officers.base + left.base - filled.left;
    (total.whole(watched, assigned), left.whole(filled.left))
}
