//! What goes with every answer about uncertainty: which inputs vary, by whose word, and their names in words.

use super::approx::Approx;
use super::model::StudyModel;
use super::question::{Answered, Question, Whom};
use super::sentences::FIRST_DATE;
use super::wording::label;
use crate::quantity::Shape;
use crate::sheet::split_key;
use crate::study::{ALLOCATED, Effect, Measure};
use crate::unit::{Locale, Unit};
use anyhow::{Context as _, bail};

/// Inputs named in a caveat; more are counted.
const NAMED: usize = 6;

impl StudyModel {
    /// `officers per subject`, with its row where several inputs have the column.
    pub(super) fn words(&self, at: usize) -> String {
        let Some(input) = self.inputs.get(at) else { return String::new() };
        let (row, column) = parts(&input.name);
        let alone = self.inputs.iter().filter(|other| parts(&other.name).1 == column).count() == 1;
        let words = column.replace('_', " ");
        if alone || row.is_empty() { words } else { format!("{words} [{row}]") }
    }

    /// The input of a full name in words; a name that is no input (a group) as it is.
    pub(super) fn words_of(&self, name: &str) -> String {
        let at = self.inputs.iter().position(|input| input.name == name);
        at.map_or_else(|| name.to_owned(), |at| self.words(at))
    }

    /// How many inputs have more than one value.
    pub(super) fn varying(&self) -> usize {
        self.inputs.iter().filter(|input| !input.quantity.is_exact()).count()
    }

    /// The full names of inputs that are given exactly and vary by our assumption.
    pub(super) fn assumed(&self) -> Vec<&str> {
        self.inputs.iter().filter(|input| input.is_exact).map(|input| input.name.as_str()).collect()
    }

    fn assumed_words(&self) -> String {
        let all = self.assumed();
        let mut words: Vec<String> = all.iter().take(NAMED).map(|name| self.words_of(name)).collect();
        if all.len() > NAMED {
            words.push(format!("{} more", all.len() - NAMED));
        }
        listed(&words)
    }

    pub(super) fn is_uniform_sampled(&self) -> bool {
        let uniform = |shape: &Shape| matches!(shape, Shape::Uniform { .. });
        self.inputs.iter().any(|input| !input.is_exact && uniform(&input.quantity.shape()))
    }
}

/// Row and column of an input's full name, the row without brackets.
fn parts(name: &str) -> (&str, &str) {
    let (row, column) = split_key(name);
    (row.unwrap_or_default(), column)
}

/// Refuses a model in which nothing varies: there is no uncertainty to share out.
pub(super) fn must_vary(model: &StudyModel) -> anyhow::Result<()> {
    if model.varying() == 0 {
        bail!(
            "{}; give an input a range, as in --set NAME=15-20, or let all of them vary with --approx 10%",
            model.held_fixed()
        );
    }
    Ok(())
}

/// Pairs of inputs that a caveat names; more are counted.
const MOST_PAIRS: usize = 6;

impl Question {
    /// Refuses an outcome that the ranges leave without limit: its variance, if it has one, says nothing.
    pub(super) fn must_have_limits(&self, model: &StudyModel) -> anyhow::Result<()> {
        match self.without_limit(model) {
            Some(words) => {
                bail!("{words}: shares of its uncertainty would mean nothing; keep the range away from 0")
            }
            None => Ok(()),
        }
    }

    /// `coverage (a) has no limit, because something is divided by a range that contains 0`.
    pub(super) fn without_limit(&self, model: &StudyModel) -> Option<String> {
        let bounds = self.compiled.sheet.bounds().ok()?;
        let endless = model.outcomes.iter().find(|outcome| {
            let bound = bounds.of(outcome.cell, outcome.member);
            bound.low.is_infinite() || bound.high.is_infinite()
        })?;
        let words = self.outcome_words(endless);
        Some(format!("{words} has no limit, because something is divided by a range that contains 0"))
    }

    /// What the answer leaves out, which inputs vary, and what was assumed of them.
    pub(super) fn caveats_of(&self, model: &StudyModel, approx: Approx) -> Vec<String> {
        let mut caveats = self.caveats(self.scenario());
        caveats.push(match approx.words(self.style) {
            None => model.held_fixed(),
            Some(words) => format!(
                "our assumption: {} of {} inputs are given exactly and vary here by {words}, or as far as they can: {}",
                model.assumed().len(),
                model.behind,
                model.assumed_words()
            ),
        });
        if model.is_uniform_sampled() {
            caveats.push(
                "uniform between the ends is an assumption: a range says nothing of which values in it are likely"
                    .to_owned(),
            );
        }
        caveats
    }

    /// What the study says of inputs that go together, for an answer that takes each as independent.
    pub(super) fn taken_as_independent(&self, model: &StudyModel) -> Option<String> {
        let pairs = self.pairs_varying(model);
        let rank = |rank: f64| format!("(rank correlation {})", Unit::number().show(rank, self.style));
        let (shown, more) = pairs.split_at(pairs.len().min(MOST_PAIRS));
        let said = match shown {
            [] => return None,
            [(first, second, r)] => format!("that {first} and {second} go together {}", rank(*r)),
            _ => {
                let each =
                    shown.iter().map(|(first, second, r)| format!("{first} and {second} {}", rank(*r)));
                let more = (!more.is_empty()).then(|| format!("{} more pairs", more.len()));
                format!("that these go together, {}", each.chain(more).collect::<Vec<_>>().join(", "))
            }
        };
        Some(format!("the study says {said}: taken as independent here; simulate takes it into account"))
    }

    /// The study's correlations of inputs that both vary here, with their rank correlations.
    fn pairs_varying<'m>(&self, model: &'m StudyModel) -> Vec<(&'m str, &'m str, f64)> {
        let varying = |name: &str| {
            let at = self.input(name).ok().and_then(|id| model.position(id))?;
            Some(model.inputs[at].name.as_str())
        };
        let correlated = self.study.correlations.iter().filter(|row| row.rank != 0.0);
        correlated.filter_map(|row| Some((varying(&row.input)?, varying(&row.with)?, row.rank))).collect()
    }

    /// The quantity or outcome of this name, of whom the question is about.
    pub(super) fn outcome_named(&self, name: &str) -> anyhow::Result<Answered> {
        let scenario = self.scenario();
        self.check_outcome(name)?;
        let whom = self.headline_tier(scenario);
        let found = |measure| {
            let own = self.measure(scenario, whom, measure);
            own.or_else(|| {
                self.measure(scenario, Whom::Total, measure).filter(|_| ALLOCATED.contains(&measure))
            })
        };
        let measure = Measure::named(name).and_then(found);
        let mut own = scenario.outcomes.iter();
        let own = own.find(|(at, _)| self.study.outcomes[*at].name == name);
        let own = own.map(|(at, cell)| self.own_outcome(*at, *cell));
        let mut effects = scenario.effects.iter();
        let effect = effects.find(|own| own.key(&self.study) == name).map(|own| self.effect(own));
        own.or(measure).or(effect).with_context(|| {
            let whom = self.name_of(scenario, whom);
            if Effect::of_key(name).is_some() {
                return format!("`{name}` is not answered in scenario \"{}\"", scenario.name);
            }
            format!(
                "`{name}` is not answered for `{whom}` here: it needs officers, or one ratio for all tiers"
            )
        })
    }

    /// `coverage (radicalised)`, `the chance that a warning is acted on`: an outcome in a sentence.
    pub(super) fn outcome_words(&self, outcome: &Answered) -> String {
        let name = name_of(&outcome.key, Locale::English);
        let is_own = Measure::named(&outcome.key).is_none() && Effect::of_key(&outcome.key).is_none();
        let article = !is_own && WITH_ARTICLE.iter().any(|first| name.starts_with(first));
        format!("{}{name}{}", if article { "the " } else { "" }, self.whose(outcome))
    }

    /// `coverage (radicalised)`, `chance that a warning is acted on`: an outcome by its name, in the language of
    /// figures.
    pub(super) fn outcome_name(&self, outcome: &Answered) -> String {
        name_of(&outcome.key, self.style.locale()) + &self.whose(outcome)
    }

    /// The outcome in a figure's title: French goes without articles.
    pub(super) fn outcome_in_title(&self, outcome: &Answered) -> String {
        match self.style.locale() {
            Locale::English => self.outcome_words(outcome),
            Locale::French => self.outcome_name(outcome),
        }
    }

    /// ` (radicalised)` after a quantity of one list.
    fn whose(&self, outcome: &Answered) -> String {
        let scenario = self.scenario();
        let whom = self.name_of(scenario, self.headline(scenario));
        match Measure::named(&outcome.key) {
            Some(_) if whom != crate::study::TOTAL && !whom.is_empty() => format!(" ({whom})"),
            _ => String::new(),
        }
    }

    /// The most that an outcome can be: a chance, and a share of people or of time, cannot pass 100%; coverage can.
    pub(super) fn most_of(outcome: &Answered) -> f64 {
        let is_chance = Effect::of_key(&outcome.key).is_some() && outcome.unit.is_share();
        if is_chance || outcome.key == Measure::ShareWatched.key() { 1.0 } else { f64::INFINITY }
    }
}

/// Names that a sentence puts an article before.
const WITH_ARTICLE: [&str; 4] = ["chance", "share", "officer shortfall", "average"];

/// The label of a quantity without what tables add in brackets: `coverage`, `share of the time in contact [night]`,
/// `coverage at the end of 2018`; an outcome of the analyst's own by its name.
pub(super) fn name_of(key: &str, locale: Locale) -> String {
    if let Some((quantity, Ok(date))) = crate::study::dated(key) {
        let end = if locale == Locale::French { "fin" } else { "at the end of" };
        return format!("{} {end} {date}", name_of(quantity, locale));
    }
    if let Some((quantity, value)) = super::asked::first_date_of(key) {
        return FIRST_DATE.with(&[&name_of(quantity, locale), value], locale);
    }
    let words = match (Measure::named(key), Effect::of_key(key)) {
        (Some(Measure::StaffMultiple), _) => "officers required / available".to_owned(),
        (Some(measure), _) => measure.words().split(" (").next().unwrap_or_default().to_owned(),
        (None, Some(effect)) => {
            let words = Effect::words_of(key).unwrap_or_default();
            match effect {
                Effect::DetectionDelay => words.replace(effect.words(), "average years until found"),
                _ => words,
            }
        }
        (None, None) => return key.replace('_', " "),
    };
    label(&words, locale)
}

/// The unit in which a change is told, and by what to multiply for it: changes of shares are points, of dates days.
pub(super) fn in_points(unit: &Unit) -> (f64, Unit) {
    if unit.is_share() { (100.0, Unit::of("points")) } else { (1.0, unit.of_differences()) }
}

/// The first letter in upper case: a name that begins a sentence.
pub(super) fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
