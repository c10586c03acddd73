//! What is asked: a study, the settings on the command line, and for which scenario, tier and quantity.

use super::asked::{
    add_formula_asked, full_name_of_effect, one_of, setting, tier_and_outcome, words_of_formula,
};
use super::{Choices, Common};
use crate::input::{self, Cells, StudySource};
use crate::sheet::{Bounds, CellId, Source};
use crate::study::{
    self, ALLOCATED, Change, Compiled, Effect, EffectCell, Measure, Operation, Rule, ScenarioCells, Study,
    TOTAL, Timeline,
};
use crate::unit::{NumberStyle, Unit};
use anyhow::{Context as _, anyhow};
use serde_json::{Value as Json, json};
use std::io::Read as _;
use std::path::Path;

/// A study ready to answer.
pub(super) struct Question {
    pub study: Study,
    pub compiled: Compiled,
    /// How the files were read; `None` without files.
    pub cells: Option<Cells>,
    /// What the person should know about how it was read and done.
    pub notes: Vec<String>,
    pub style: NumberStyle,
    /// What `--set` changes, each with the full name of its input.
    pub set: Vec<(String, Change)>,
    scenario: Option<String>,
    tier: Option<String>,
    outcome: Option<String>,
}

/// A value that answers: one quantity of one tier, of the total, or an outcome of the analyst's.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub key: String,
    /// How it is called in tables.
    pub words: String,
    pub unit: Unit,
    pub cell: CellId,
    pub member: u32,
    /// A whole number that stands in no formula but decides how this one is built.
    pub decided_by: Option<CellId>,
}

/// Whom a value is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// A tier alone: its place among the scenario's tiers.
    Tier(u32),
    /// Everybody, counted once.
    Total,
}

impl Question {
    /// Reads a study and puts the settings in.
    pub fn of_file(path: &Path, choices: &Choices, common: &Common) -> anyhow::Result<Self> {
        Self::of_file_over(path, choices, common, |_| Ok(Timeline::default()))
    }

    /// As [`Question::of_file`], about the years ahead that `asked` makes of the study.
    pub fn of_file_over(
        path: &Path,
        choices: &Choices,
        common: &Common,
        asked: impl FnOnce(&mut Study) -> anyhow::Result<Timeline>,
    ) -> anyhow::Result<Self> {
        let mut reading = input::read(vec![source(path)?])?;
        let asked = asked(&mut reading.study)?;
        let question = Self::over(reading.study, choices, common, reading.notices, &asked)?;
        Ok(Self { cells: Some(reading.cells), ..question })
    }

    /// Puts the settings into a study, and allocates its officers; by its own rule where none is named.
    pub fn allocated(
        study: Study,
        choices: &Choices,
        common: &Common,
        notices: Vec<String>,
        rule: Option<Rule>,
    ) -> anyhow::Result<Self> {
        let rule = rule.or(study.about.rule).unwrap_or_default();
        Self::asked(study, choices, common, notices, (&Timeline::default(), Some(rule)))
    }

    /// Puts the settings into a study.
    pub fn new(
        study: Study,
        choices: &Choices,
        common: &Common,
        notices: Vec<String>,
    ) -> anyhow::Result<Self> {
        Self::over(study, choices, common, notices, &Timeline::default())
    }

    /// As [`Question::new`], about the years ahead.
    pub fn over(
        study: Study,
        choices: &Choices,
        common: &Common,
        notices: Vec<String>,
        asked: &Timeline,
    ) -> anyhow::Result<Self> {
        let key = choices.outcome.as_deref().map(|outcome| outcome.split('[').next().unwrap_or(outcome));
        let allocated = key.and_then(Measure::named).is_some_and(|measure| ALLOCATED.contains(&measure));
        let rule = allocated.then(|| study.about.rule.unwrap_or_default());
        Self::asked(study, choices, common, notices, (asked, rule))
    }

    fn asked(
        mut study: Study,
        choices: &Choices,
        common: &Common,
        notices: Vec<String>,
        (asked, rule): (&Timeline, Option<Rule>),
    ) -> anyhow::Result<Self> {
        let Choices { set, scenario, .. } = choices;
        let asks_formula = add_formula_asked(&mut study, choices.outcome.as_deref(), choices.tier.as_deref());
        let (tier, outcome) = if asks_formula {
            (choices.tier.clone(), choices.outcome.clone())
        } else {
            tier_and_outcome(choices)?
        };
        let settings = set.iter().map(|text| setting(text)).collect::<anyhow::Result<Vec<Change>>>()?;
        let compiled = Compiled::asked(&study, &settings, asked, rule);
        let compiled = compiled.map_err(|problems| told(&study, &problems))?;
        let outcome = outcome.map(|name| full_name_of_effect(&study, &compiled, name)).transpose()?;
        let notes = notices.into_iter().chain(compiled.notes.iter().cloned()).collect();
        let full_name = |change: &Change| {
            let slot = compiled.find_input(&change.input).ok();
            slot.map_or_else(|| change.input.clone(), |slot| compiled.sheet.input_name(slot.input))
        };
        let set = settings.into_iter().map(|change| (full_name(&change), change)).collect();
        let question = Self {
            study,
            compiled,
            cells: None,
            notes,
            style: NumberStyle::new(common.lang.into()),
            set,
            scenario: scenario.clone(),
            tier,
            outcome,
        };
        question.check_names()?;
        let own = question.asks_for_own_outcome() && !asks_formula;
        let hidden = question.tier.as_ref().filter(|_| own).map(|tier| {
            format!(
                "`{}` is a formula about all tiers, or those it names: --tier {tier} does not change it",
                question.outcome.as_deref().unwrap_or_default()
            )
        });
        Ok(Self { notes: question.notes.iter().cloned().chain(hidden).collect(), ..question })
    }

    /// Names that mean nothing are told before anything is worked out.
    fn check_names(&self) -> anyhow::Result<()> {
        if let Some(name) = &self.scenario {
            let names: Vec<&str> = self.compiled.scenarios.iter().map(|scenario| &*scenario.name).collect();
            one_of("scenario", name, &names)?;
        }
        if let Some(name) = &self.tier {
            let mut names: Vec<&str> = self.study.tiers.iter().map(|tier| &*tier.name).collect();
            names.push(TOTAL);
            one_of("tier", name, &names)?;
        }
        if let Some(name) = &self.outcome {
            self.check_outcome(name)?;
        }
        Ok(())
    }

    /// Refuses a name that is no outcome: a quantity, one of the analyst's own, or what watching is worth.
    pub(super) fn check_outcome(&self, name: &str) -> anyhow::Result<()> {
        let own = self.study.outcomes.iter().map(|outcome| outcome.name.as_str());
        let measures = study::ANSWERED.iter().chain(&ALLOCATED).map(|measure| measure.key());
        let effects = self.names_of_effects();
        let names: Vec<&str> = measures.chain(own).chain(effects.iter().map(String::as_str)).collect();
        one_of("outcome", name, &names)
    }

    /// The scenario analyses run on: the one asked for, else the base.
    pub fn scenario(&self) -> &ScenarioCells {
        let named = self.scenario.as_deref().and_then(|name| self.compiled.scenario(name));
        named.unwrap_or_else(|| self.compiled.base())
    }

    /// The scenarios to show: the one asked for, else all.
    pub fn scenarios(&self) -> Vec<&ScenarioCells> {
        match &self.scenario {
            Some(_) => vec![self.scenario()],
            None => self.compiled.scenarios.iter().collect(),
        }
    }

    /// Whom to show in a scenario: the tier asked for, else each tier and the total.
    pub fn everyone(&self, scenario: &ScenarioCells) -> Vec<Whom> {
        match self.tier.as_deref() {
            _ if self.asks_for_own_outcome() => vec![Whom::Total],
            Some(TOTAL) => vec![Whom::Total],
            Some(name) => self.tier_named(scenario, name).into_iter().collect(),
            None if scenario.tiers.rows.len() == 1 && self.is_unnamed(scenario) => vec![Whom::Total],
            None => (0..).take(scenario.tiers.rows.len()).map(Whom::Tier).chain([Whom::Total]).collect(),
        }
    }

    /// Whom the sentences are about: the tier asked for, else the headline tier, else the total.
    pub fn headline(&self, scenario: &ScenarioCells) -> Whom {
        if self.asks_for_own_outcome() {
            return Whom::Total;
        }
        self.headline_tier(scenario)
    }

    /// The tier asked for, else the study's own, else the only one, else everybody.
    pub fn headline_tier(&self, scenario: &ScenarioCells) -> Whom {
        let name = self.tier.as_deref().or(self.study.about.headline_tier.as_deref());
        let only = (scenario.tiers.rows.len() == 1 && !self.is_unnamed(scenario)).then_some(Whom::Tier(0));
        let named = name.and_then(|name| self.tier_named(scenario, name));
        named.or(only.filter(|_| name.is_none())).unwrap_or(Whom::Total)
    }

    /// A formula of the analyst's says itself which tiers it is about, and so does what watching is worth.
    fn asks_for_own_outcome(&self) -> bool {
        let own = |wanted: &String| self.study.outcomes.iter().any(|outcome| outcome.name == *wanted);
        self.outcome.as_ref().is_some_and(|wanted| own(wanted) || Effect::of_key(wanted).is_some())
    }

    /// Everything that is answered of what watching part of a list is worth, in any scenario.
    fn names_of_effects(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for own in self.compiled.scenarios.iter().flat_map(|scenario| &scenario.effects) {
            let key = own.key(&self.study);
            if !names.contains(&key) {
                names.push(key);
            }
        }
        names
    }

    fn is_unnamed(&self, scenario: &ScenarioCells) -> bool {
        scenario.tiers.rows.iter().all(|row| self.study.tiers[*row].name.is_empty())
    }

    /// The tier of this name in a scenario.
    pub fn tier_named(&self, scenario: &ScenarioCells, name: &str) -> Option<Whom> {
        let at = scenario.tiers.rows.iter().position(|row| *self.study.tiers[*row].name == *name)?;
        u32::try_from(at).ok().map(Whom::Tier)
    }

    /// The name of whom a value is about.
    pub fn name_of<'q>(&'q self, scenario: &ScenarioCells, whom: Whom) -> &'q str {
        match whom {
            Whom::Total => TOTAL,
            Whom::Tier(at) => &self.study.tiers[scenario.tiers.rows[at as usize]].name,
        }
    }

    /// Every quantity asked for, of a tier or the total; the analyst's own outcomes come with the total.
    pub fn answered(&self, scenario: &ScenarioCells, whom: Whom) -> Vec<Answered> {
        let allocated =
            self.outcome.as_deref().and_then(Measure::named).filter(|own| ALLOCATED.contains(own));
        if let Some(measure) = allocated {
            return self.measure(scenario, whom, measure).into_iter().collect();
        }
        let mut answered: Vec<Answered> = match whom {
            Whom::Tier(member) => {
                let cells = scenario.tiers.alone.iter();
                cells
                    .map(|(measure, cell)| {
                        Answered::of(*measure, Source { cell: *cell, member: Some(member) })
                    })
                    .collect()
            }
            Whom::Total => {
                let cells = scenario.tiers.total.iter();
                cells.map(|(measure, source)| Answered::of(*measure, *source)).collect()
            }
        };
        if whom == Whom::Total {
            answered.extend(scenario.effects.iter().map(|own| self.effect(own)));
            answered.extend(scenario.outcomes.iter().map(|(at, cell)| self.own_outcome(*at, *cell)));
        }
        answered.retain(|answer| self.outcome.as_ref().is_none_or(|wanted| *wanted == answer.key));
        answered
    }

    /// One of the analyst's own outcomes.
    pub fn own_outcome(&self, at: usize, cell: CellId) -> Answered {
        let key = self.study.outcomes[at].name.clone();
        let unit = self.compiled.sheet.cell(cell).unit.clone();
        let words = match (unit.is_plain(), words_of_formula(&key)) {
            (true, words) => words,
            (false, words) => format!("{words} ({unit})"),
        };
        Answered { words, key, unit, cell, member: 0, decided_by: None }
    }

    /// What watching part of a list is worth.
    pub fn effect(&self, own: &EffectCell) -> Answered {
        let key = own.key(&self.study);
        Answered {
            words: Effect::words_of(&key).unwrap_or_default(),
            key,
            unit: own.effect.unit(),
            cell: own.cell,
            member: 0,
            decided_by: own.decided_by,
        }
    }

    /// One quantity of a tier or the total.
    #[allow(clippy::unused_self)]
    pub fn measure(&self, scenario: &ScenarioCells, whom: Whom, measure: Measure) -> Option<Answered> {
        let (alone, total) = scenario.measured(measure);
        let source = match whom {
            Whom::Tier(member) => alone.map(|cell| Source { cell, member: Some(member) }),
            Whom::Total => total,
        };
        source.map(|source| Answered::of(measure, source))
    }

    /// People on the list of a tier, or in all.
    #[allow(clippy::unused_self)]
    pub fn subjects(&self, scenario: &ScenarioCells, whom: Whom) -> Source {
        match whom {
            Whom::Tier(member) => Source { cell: scenario.tiers.subjects.0, member: Some(member) },
            Whom::Total => scenario.tiers.subjects.1,
        }
    }

    /// Of those on the list, the people to watch, where only a share is.
    #[allow(clippy::unused_self)]
    pub fn to_watch(&self, scenario: &ScenarioCells, whom: Whom) -> Option<Source> {
        let (family, total) = scenario.tiers.to_watch?;
        Some(match whom {
            Whom::Tier(member) => Source { cell: family, member: Some(member) },
            Whom::Total => total,
        })
    }

    /// Low, base and high of everything.
    pub fn bounds(&self) -> anyhow::Result<Bounds<'_>> {
        Ok(self.compiled.sheet.bounds()?)
    }

    /// What JSON says about the run before the rows.
    pub fn settings(&self) -> Vec<(&'static str, Json)> {
        vec![
            ("seed", Json::Null),
            ("scenario", json!(self.scenario)),
            ("tier", json!(self.tier)),
            ("outcome", json!(self.outcome)),
        ]
    }

    /// Whether `--set` replaced the number of this input.
    pub fn is_replaced(&self, input: &str) -> bool {
        self.set.iter().any(|(name, change)| change.operation == Operation::Set && name == input)
    }

    /// Whether a quantity is to be shown.
    pub fn asks_for(&self, key: &str) -> bool {
        self.outcome.as_deref().is_none_or(|wanted| wanted == key)
    }

    /// Whether one scenario was asked for by name.
    pub fn scenario_is_asked(&self) -> bool {
        self.scenario.is_some()
    }

    /// Whether a scenario is to be shown.
    pub fn shows(&self, scenario: &str) -> bool {
        self.scenario.as_deref().is_none_or(|wanted| wanted == scenario)
    }

    /// Whether a quantity was asked for by name.
    pub fn outcome(&self) -> Option<&str> {
        self.outcome.as_deref()
    }

    /// What the comparison leaves out.
    pub fn caveats(&self, scenario: &ScenarioCells) -> Vec<String> {
        let mut caveats = study::caveats(&self.study, &self.compiled, scenario, self.style);
        caveats.extend(study::effect_caveats(&self.study, &self.compiled, &self.effects_answered(scenario)));
        caveats
    }

    /// The effects that are asked for, by name or within a formula; all of them where nothing is named.
    fn effects_answered(&self, scenario: &ScenarioCells) -> Vec<EffectCell> {
        let formula = |wanted: &str| {
            let own = self.study.outcomes.iter().find(|outcome| outcome.name == wanted);
            own.map_or_else(|| wanted.to_owned(), |outcome| outcome.formula.clone())
        };
        let wanted = self.outcome.as_deref().map(formula);
        let is_wanted =
            |own: &&EffectCell| wanted.as_ref().is_none_or(|wanted| wanted.contains(own.effect.key()));
        scenario.effects.iter().filter(is_wanted).copied().collect()
    }
}

impl Answered {
    fn of(measure: Measure, source: Source) -> Self {
        Self {
            key: measure.key().to_owned(),
            words: measure.words().to_owned(),
            unit: measure.unit(),
            cell: source.cell,
            member: source.member.unwrap_or(0),
            decided_by: None,
        }
    }
}

pub(super) fn source(path: &Path) -> anyhow::Result<StudySource> {
    if path.as_os_str() != "-" {
        return Ok(StudySource::Path(path.to_owned()));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("standard input could not be read")?;
    Ok(StudySource::Stdin(bytes))
}

/// The problems found when the study was put together, one a line.
fn told(study: &Study, problems: &[study::Problem]) -> anyhow::Error {
    let place = |problem: &study::Problem| {
        let place = problem.place?;
        let file = study.files.get(place.file() as usize)?;
        Some(format!("{file}:{}: ", place.line()))
    };
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}{}", place(problem).unwrap_or_default(), problem.message))
        .collect();
    anyhow!(lines.join("\nerror: "))
}
