//! The analyst's own outcomes: formulas over the study's names.

use super::compile::Builder;
use super::compiled::{Measured, Problem, ScenarioCells};
use super::timeline::{Years, dated};
use super::{EFFECTS, Effect, EffectCell, Measure, NameError, Outcome, Stage, TierCells};
use crate::quantity::{CellContext, CellKind, DecimalMark, Quantity};
use crate::sheet::{CellId, Expr, FormulaError, Name, Source, Syntax, input_name, parse_formula};
use crate::unit::{NumberStyle, Unit};
use std::ops::Range;

/// Quantities less alike than this are not offered for a name.
const ALIKE: f64 = 0.85;

/// What formulas of a scenario may name: its cells, and the dates answered.
type Known<'k> = (&'k ScenarioCells, Option<&'k Years>);

/// Why a name in a formula means nothing, before it is told to the person.
enum Lookup {
    Name(NameError),
    Text(String),
}

/// A value this close to one that is to be reached has reached it.
const EQUAL: f64 = 1e-9;

impl Builder<'_> {
    /// Adds the study's outcomes to a scenario; what is wrong with them comes back.
    pub(super) fn add_outcomes(&mut self, cells: &mut ScenarioCells, years: Option<&Years>) -> Vec<Problem> {
        let study = self.study;
        let mut problems = Vec::new();
        for (at, outcome) in study.outcomes.iter().enumerate() {
            match self.add_outcome(outcome, (cells, years)) {
                Ok(cell) => cells.outcomes.push((at, cell)),
                Err(problem) => problems.push(problem),
            }
        }
        problems
    }

    fn add_outcome(&mut self, outcome: &Outcome, cells: Known<'_>) -> Result<CellId, Problem> {
        let problem = |code, span, message| Problem { code, place: outcome.place, span, message };
        let syntax = parse_formula(&outcome.formula)
            .map_err(|error| problem("bad-formula", Some(error.span), error.reason))?;
        self.first_dates.clear();
        self.add_first_dates(&syntax, cells).map_err(|error| lookup_problem(outcome, 0..0, error))?;
        // First every name and distribution is looked up; only then the sheet is added to.
        let mut drawn: Vec<(String, Quantity)> = Vec::new();
        let looked_up = syntax.lower(&mut |name| self.look_up(name, cells), &mut |text| {
            drawn.push((text.to_owned(), distribution(text).map_err(Lookup::Text)?));
            Ok(Expr::number(0.0))
        });
        looked_up.map_err(|(span, error)| lookup_problem(outcome, span, error))?;
        let drawn = self.add_drawn(outcome, drawn);
        let mut next = drawn.into_iter();
        let expr = syntax.lower(&mut |name| self.look_up(name, cells), &mut |_| {
            next.next().map(Expr::from).ok_or_else(|| Lookup::Text(String::new()))
        });
        let expr = expr.map_err(|(span, error)| lookup_problem(outcome, span, error))?;
        if let Some(words) =
            outcome.unit.as_ref().and_then(|unit| self.turned_into(&outcome.name, unit, &expr))
        {
            self.note(&words);
        }
        let added = self.sheet.add_formula(&outcome.name, outcome.unit.as_ref(), expr);
        let cell = added.map_err(|error: FormulaError| problem("units", None, error.to_string()))?;
        if dated(&outcome.name).is_none_or(|(_, date)| date.is_err()) {
            // A formula asked for is its own name: the points of its numbers part no row from a column.
            self.sheet.set_label(cell, &outcome.name.replace('_', " "));
        }
        Ok(cell)
    }

    /// A formula that is turned into another time or measure than it works out in: whoever has divided by 12 already
    /// must know. Words of scale (`million EUR`) say so themselves.
    fn turned_into(&self, name: &str, unit: &Unit, formula: &Expr) -> Option<String> {
        let own = self.sheet.unit_of(formula.clone()).ok()?;
        let ratio = own.unscaled().ratio_to(&unit.unscaled()).filter(|ratio| *ratio != 1.0)?;
        let (operator, factor) = if ratio < 1.0 { ("divided", 1.0 / ratio) } else { ("multiplied", ratio) };
        let factor = Unit::number().show(factor, NumberStyle::default());
        Some(format!("`{name}` works out in {own} and is {operator} by {factor} to be in {unit}"))
    }

    /// Inputs for the distributions written into a formula.
    fn add_drawn(&mut self, outcome: &Outcome, drawn: Vec<(String, Quantity)>) -> Vec<CellId> {
        let add = |(text, quantity): (String, Quantity)| {
            self.sheet.add_input(&input_name(&outcome.name, &text), crate::unit::Unit::number(), quantity)
        };
        drawn.into_iter().map(add).collect()
    }

    fn look_up(&self, name: &Name, (cells, years): Known<'_>) -> Result<Expr, Lookup> {
        if let Some((_, cell)) = self.first_dates.iter().find(|(text, _)| *text == name.text) {
            return Ok(Expr::from(*cell));
        }
        if name.row.is_none()
            && let Some(found) = self.answered_at(name, cells, years)?
        {
            return Ok(found);
        }
        if name.row.is_none()
            && let Some(found) = self.answered(name, cells)?
        {
            return Ok(found);
        }
        if let Some(effect) = Effect::named(&name.word).filter(|_| name.row.is_none()) {
            return self.effect(effect, name, cells);
        }
        if let Some(member) = &name.member {
            let words =
                format!("there is no quantity `{}` for `{member}`; {}", name.word, known_quantities());
            return Err(Lookup::Text(words));
        }
        let slot =
            self.names.find(&self.sheet, &name.text).map_err(|error| self.with_quantities(error, cells))?;
        Ok(Expr::from(Source { cell: self.now(slot.source.cell), ..slot.source }))
    }

    /// A name may also have been meant for a quantity or an earlier outcome.
    fn with_quantities(&self, error: NameError, cells: &ScenarioCells) -> Lookup {
        let NameError::Unknown { name, near } = error else { return Lookup::Name(error) };
        let earlier = cells.outcomes.iter().map(|(at, _)| self.study.outcomes[*at].name.as_str());
        let measures = super::ANSWERED.iter().chain(&super::ALLOCATED).map(|measure| measure.key());
        let effects = EFFECTS.iter().map(|effect| effect.key());
        let quantities = measures.chain(effects).chain(["subjects"]).chain(earlier);
        let alike = quantities.filter(|known| strsim::jaro_winkler(known, &name) > ALIKE);
        let near = alike.map(str::to_owned).chain(near).collect();
        Lookup::Name(NameError::Unknown { name, near })
    }

    /// Adds the cells behind every `first_date(quantity, value)` of a formula.
    fn add_first_dates(&mut self, syntax: &Syntax, cells: Known<'_>) -> Result<(), Lookup> {
        for (name, quantity, value) in syntax.first_dates() {
            let value = value.lower(&mut |name| self.look_up(name, cells), &mut |_| {
                Err(Lookup::Text("a date is reached at a number, not at a distribution".to_owned()))
            });
            let value = value.map_err(|(_, error)| error)?;
            let cell = self.add_first_date(quantity, &value, cells)?;
            self.first_dates.push((name.text, cell));
        }
        Ok(())
    }

    /// The end of the first month in which a quantity is no longer below a value, or, where less is better (a
    /// shortfall), no longer above it: the start, and every month in which it has been so until then. A month after the last date means that it is below it to the last.
    fn add_first_date(&mut self, quantity: &Name, value: &Expr, cells: Known<'_>) -> Result<CellId, Lookup> {
        let told = |error: FormulaError| Lookup::Text(error.to_string());
        let Some(years) = cells.1 else {
            return Err(Lookup::Text("the study does not say when its numbers hold".to_owned()));
        };
        let falls = Measure::named(&quantity.word).is_some_and(Measure::is_to_fall);
        let mut below: Vec<Source> = Vec::new();
        let mut months = Vec::new();
        for (at, date) in years.dates.iter().enumerate() {
            let word = format!("{}@{date}", quantity.word);
            let dated = Name { word, ..quantity.clone() };
            let found = self.answered_at(&dated, cells.0, Some(years))?;
            let found =
                found.ok_or_else(|| Lookup::Text(format!("`{}` is not answered at dates", quantity.word)))?;
            let now = if falls {
                found.above(value.clone() * Expr::number(1.0 + EQUAL))
            } else {
                (value.clone() * Expr::number(1.0 - EQUAL)).above(found)
            };
            let still = below.last().map_or(now.clone(), |before| Expr::from(*before).min(now));
            let still =
                self.sheet.add_formula(&format!("below_until_then@{date}"), None, still).map_err(told)?;
            below.push(Source { cell: still, member: None });
            let next = years.dates.get(at + 1).copied().unwrap_or_else(|| date.next_end(1));
            months.push((next.day() - date.day()) as f64);
        }
        let months = Expr::Constants(years.axis, months.into(), Unit::days());
        let passed = (Expr::Pick(years.axis, below.into()) * months).sum();
        let passed = self.sheet.add_formula("time_until_then", None, passed).map_err(told)?;
        let first = years.dates.first().map_or(0, |date| date.day());
        let date = Expr::Constant(first as f64, Unit::date()) + passed;
        self.sheet.add_formula("first_date", Some(&Unit::date()), date).map_err(told)
    }

    /// A quantity at a date: `coverage@2018`, `officers_trained@2018`.
    fn answered_at(
        &self,
        name: &Name,
        cells: &ScenarioCells,
        years: Option<&Years>,
    ) -> Result<Option<Expr>, Lookup> {
        if let Some(stage) = Stage::named(&name.word) {
            let words = format!("`{0}` is asked for at a date, as in `{0}@2018`", stage.key());
            return Err(Lookup::Text(words));
        }
        let Some((quantity, date)) = dated(&name.word) else { return Ok(None) };
        let date = date.map_err(Lookup::Text)?;
        let place = years.and_then(|years| years.place(date));
        let Some((place, dated)) = place.zip(cells.years.as_ref()) else {
            return Err(Lookup::Text(format!("the date of `{}` is not among those answered", name.word)));
        };
        let Some(stage) = Stage::named(quantity) else {
            let name = Name { word: quantity.to_owned(), ..name.clone() };
            if Measure::named(&name.word).is_some_and(|measure| super::ALLOCATED.contains(&measure)) {
                return Err(Lookup::Text(format!(
                    "`{}` is not worked out at dates, only for today",
                    name.word
                )));
            }
            let tiers = &dated.dates[place];
            return self.measured(&name, tiers, &|measure| tiers.measured(measure));
        };
        let stages = dated.staff.iter().flat_map(|staff| &staff.stages);
        let found = stages.into_iter().find(|(known, _)| *known == stage);
        match (found, u32::try_from(place)) {
            (Some((_, cell)), Ok(place)) => Ok(Some(Expr::Member(*cell, place))),
            _ => Err(Lookup::Text(format!(
                "the study says nothing about `{quantity}`: a table of hires, or `attrition_per_year` on a pool, does"
            ))),
        }
    }

    /// A quantity of the study, one of its tiers, or an earlier outcome.
    fn answered(&self, name: &Name, cells: &ScenarioCells) -> Result<Option<Expr>, Lookup> {
        let earlier = cells.outcomes.iter().find(|(at, _)| self.study.outcomes[*at].name == name.word);
        if let (Some((_, cell)), None) = (earlier, &name.member) {
            return Ok(Some(Expr::from(*cell)));
        }
        self.measured(name, &cells.tiers, &|measure| cells.measured(measure))
    }

    /// What watching part of a list is worth: `chance_watched`, or of a regime `in_contact[round the clock]`.
    fn effect(&self, effect: Effect, name: &Name, cells: &ScenarioCells) -> Result<Expr, Lookup> {
        let regime = |own: &EffectCell| own.regime.map_or("", |at| &*self.study.regimes[at].name);
        let all: Vec<&EffectCell> = cells.effects.iter().filter(|own| own.effect == effect).collect();
        let named = |own: &&&EffectCell| name.member.as_deref().is_none_or(|member| regime(own) == member);
        let found: Vec<&&EffectCell> = all.iter().filter(named).collect();
        let keys =
            || all.iter().map(|own| format!("`{}`", own.key(self.study))).collect::<Vec<_>>().join(", ");
        match (found.as_slice(), all.as_slice()) {
            ([only], _) => Ok(Expr::from(only.cell)),
            ([], []) => {
                Err(Lookup::Text(format!("`{}` is not answered: it needs {}", name.word, effect.needs())))
            }
            ([], _) => Err(Lookup::Text(format!("there is no `{}`; there are {}", name.text, keys()))),
            _ => Err(Lookup::Text(format!(
                "several regimes have `{}`; write which one: {}",
                name.word,
                keys()
            ))),
        }
    }

    /// A quantity of the study, or of one of its tiers.
    fn measured(
        &self,
        name: &Name,
        tiers: &TierCells,
        measured: &dyn Fn(Measure) -> Measured,
    ) -> Result<Option<Expr>, Lookup> {
        let (family, total) = if name.word == "subjects" {
            (Some(tiers.subjects.0), Some(tiers.subjects.1))
        } else if let Some(measure) = Measure::named(&name.word) {
            let (family, total) = measured(measure);
            if family.is_none() && total.is_none() {
                let words =
                    format!("`{}` needs officers, and the study has none; add a pools table", name.word);
                return Err(Lookup::Text(words));
            }
            (family, total)
        } else {
            (None, None)
        };
        let Some(family) = family else {
            let only_total = total.filter(|_| name.member.is_none() && !name.family);
            return match (only_total, total) {
                (None, Some(_)) => {
                    Err(Lookup::Text(format!("`{0}` is of all tiers: write `{0}` alone", name.word)))
                }
                (only_total, _) => Ok(only_total.map(Expr::from)),
            };
        };
        match &name.member {
            None if name.family => Ok(Some(Expr::Cell(family))),
            None => match total {
                Some(total) => Ok(Some(Expr::from(total))),
                None => Err(Lookup::Text(format!(
                    "`{0}` has no total, because the tiers have different ratios; write `{0}[tier name]`",
                    name.word
                ))),
            },
            Some(member) => self.tier_member(family, member, tiers).map(Some),
        }
    }

    fn tier_member(&self, family: CellId, member: &str, tiers: &TierCells) -> Result<Expr, Lookup> {
        let named = |row: &usize| *self.study.tiers[*row].name == *member;
        let Some(at) = tiers.rows.iter().position(named) else {
            let known: Vec<&str> = tiers.rows.iter().map(|row| &*self.study.tiers[*row].name).collect();
            let near =
                known.iter().max_by(|a, b| strsim::jaro(a, member).total_cmp(&strsim::jaro(b, member)));
            let near = near.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
            return Err(Lookup::Text(format!("there is no tier `{member}`{near}")));
        };
        match (self.sheet.cell(family).axis, u32::try_from(at)) {
            (Some(_), Ok(at)) => Ok(Expr::Member(family, at)),
            _ => Ok(Expr::Cell(family)),
        }
    }
}

impl super::Study {
    /// Whether an outcome's formula names what an allocation answers, or who attacks is told: who is watched counts then.
    pub(super) fn asks_for_allocation(&self) -> bool {
        let names = |outcome: &Outcome| {
            super::ALLOCATED.iter().any(|measure| outcome.formula.contains(measure.key()))
        };
        self.says_who_attacks() || self.outcomes.iter().any(names)
    }
}

fn distribution(text: &str) -> Result<Quantity, String> {
    let context = CellContext { kind: CellKind::Number, decimal: DecimalMark::Point };
    Quantity::parse(text, &context).map_err(|error| error.reason)
}

fn known_quantities() -> String {
    let keys: Vec<String> = super::ANSWERED.iter().map(|measure| format!("`{}`", measure.key())).collect();
    format!("there are {}", keys.join(", "))
}

fn lookup_problem(outcome: &Outcome, span: Range<usize>, error: Lookup) -> Problem {
    let (code, message) = match error {
        Lookup::Name(error) => ("unknown-input", error.to_string()),
        Lookup::Text(text) => ("bad-formula", text),
    };
    Problem { code, place: outcome.place, span: Some(span), message }
}
