//! Knows what is drawn of coverage: shares against 100%, or staff beside need.

use super::super::figure::{self, Figure};
use super::super::question::{Question, Whom};
use super::super::sentences::{
    ARE_OF_THOSE_NEEDED, COMES_TO, EVERYBODY_LISTED, PART_OF, THOSE_TO_WATCH, THOSE_TO_WATCH_OF,
    WATCHING_NEEDS, WATCHING_TAKES, amount, amount_with_name, quoted,
};
use super::super::uncertain::sentence_case;
use super::super::wording::{label, label_with};
use super::super::{FigureOptions, tell};
use crate::chart::{BarRow, Bars, Estimate, Reference, Staffing, StaffingGroup};
use crate::report::Answer;
use crate::sheet::{Bound, Bounds};
use crate::study::{Measure, ScenarioCells, TOTAL};
use crate::unit::{Locale, Unit};
use anyhow::bail;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(in super::super) enum Subject {
    /// The part of what is needed that there is, against 100%.
    #[default]
    Coverage,
    /// Officers there are beside officers required.
    Staffing,
}

/// Which of the figures, for every verb that answers coverage.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Figure (with -o NAME.svg, .png or .pdf)")]
pub(in super::super) struct Which {
    /// What is drawn: coverage (against 100%) or staffing (officers there are beside those required)
    #[arg(long, value_enum, default_value_t, value_name = "FIGURE", hide_possible_values = true)]
    figure: Subject,
}

/// Which figure, and how it looks.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Drawn<'o> {
    pub which: Which,
    pub options: &'o FigureOptions,
}

impl Drawn<'_> {
    /// # Errors
    /// Staffing is asked for and the study has no officers, or an outcome that is nobody's coverage.
    pub fn check(&self, question: &Question, draws: bool) -> anyhow::Result<()> {
        let is_of_lists = |outcome: &&str| Measure::named(outcome).is_some();
        if let Some(outcome) = question.outcome().filter(|outcome| draws && !is_of_lists(outcome)) {
            bail!(
                "cover draws quantities of lists, and {outcome} is one of the whole study: compare, tornado, sweep and \
                 simulate draw it"
            );
        }
        let answered = question.measure(question.scenario(), Whom::Total, Measure::OfficersAvailable);
        if self.which.figure == Subject::Staffing && answered.is_none() {
            bail!(
                "--figure staffing shows the officers there are, and this study has none: give `officers`, or leave it out"
            );
        }
        Ok(())
    }

    pub fn figure(&self, question: &Question, bounds: &Bounds<'_>, answer: &Answer<'_>) -> Figure {
        match self.which.figure {
            Subject::Coverage => coverage(question, bounds, answer, self.options),
            Subject::Staffing => staffing(question, bounds, answer, self.options),
        }
    }
}

/// Coverage of every tier asked for as bars with ranges, against 100%; officers required where there are no
/// officers.
pub(in super::super) fn coverage(
    question: &Question,
    bounds: &Bounds<'_>,
    answer: &Answer<'_>,
    options: &FigureOptions,
) -> Figure {
    let scenario = question.scenario();
    let wanted = question.outcome().and_then(Measure::named);
    let measure = wanted.unwrap_or(Measure::Coverage);
    let answered = question
        .measure(scenario, Whom::Total, measure)
        .or_else(|| question.measure(scenario, Whom::Tier(0), measure));
    let measure = if answered.is_some() { measure } else { Measure::OfficersRequired };
    let rows = everyone_drawn(question, scenario).into_iter().filter_map(|whom| {
        let answered = question.measure(scenario, whom, measure)?;
        let bound = bounds.of(answered.cell, answered.member);
        Some(BarRow::new(bar_label(question, bounds, scenario, whom), estimate(&bound)))
    });
    let locale = question.style.locale();
    let full = full_line(question);
    Figure::Bars(Bars {
        words: figure::words(
            answer,
            question,
            options,
            title_of(question, bounds, measure),
            label_with("{}, with the range that the inputs allow", &figure_words(measure, locale), locale),
        ),
        rows: rows.collect(),
        unit: measure.unit(),
        reference: (measure == Measure::Coverage).then_some(full),
        ..Bars::default()
    })
}

/// Fewer rows than this have room on a page.
const MANY_ROWS: usize = 60;

/// Whom the figure shows; those of the title first where the last rows may have no room.
fn everyone_drawn(question: &Question, scenario: &ScenarioCells) -> Vec<Whom> {
    let mut all = question.everyone(scenario);
    let titled = question.headline(scenario);
    if all.len() > MANY_ROWS {
        // Stable: the others keep the order of the file.
        all.sort_by_key(|whom| *whom != titled);
    }
    all
}

/// What the figure of a quantity says: of coverage how far the officers go, of officers required what watching takes.
fn title_of(question: &Question, bounds: &Bounds<'_>, measure: Measure) -> Option<String> {
    match measure {
        Measure::Coverage => figure_title(question, bounds),
        Measure::OfficersRequired => {
            staffing_title(question, bounds).or_else(|| required_title(question, bounds))
        }
        _ => measure_title(question, bounds, measure),
    }
}

/// `3,300 officers are at most 1.5% to 2.0% of those needed to watch radicalised`.
fn figure_title(question: &Question, bounds: &Bounds<'_>) -> Option<String> {
    let available = told(question, bounds, Measure::OfficersAvailable, Named::Yes)?;
    let coverage = told(question, bounds, Measure::Coverage, Named::No)?;
    let locale = question.style.locale();
    Some(sentence_case(&ARE_OF_THOSE_NEEDED.with(&[available, coverage, watched(question)], locale)))
}

/// `Watching radicalised takes at least 165,000 to 220,000 officers; there are 3,300`.
fn staffing_title(question: &Question, bounds: &Bounds<'_>) -> Option<String> {
    let required = told(question, bounds, Measure::OfficersRequired, Named::Yes)?;
    let available = told(question, bounds, Measure::OfficersAvailable, Named::No)?;
    Some(WATCHING_TAKES.with(&[watched(question), required, available], question.style.locale()))
}

/// `Watching radicalised takes at least 165,000 to 220,000 officers`, where nothing is said of those there are.
fn required_title(question: &Question, bounds: &Bounds<'_>) -> Option<String> {
    let required = told(question, bounds, Measure::OfficersRequired, Named::Yes)?;
    Some(WATCHING_NEEDS.with(&[watched(question), required], question.style.locale()))
}

/// `Subjects watched (radicalised): 165 to 220 subjects`.
fn measure_title(question: &Question, bounds: &Bounds<'_>, measure: Measure) -> Option<String> {
    let scenario = question.scenario();
    let answered = question.measure(scenario, question.headline(scenario), measure)?;
    let name = sentence_case(&question.outcome_name(&answered));
    Some(COMES_TO.with(&[name, told(question, bounds, measure, Named::Yes)?], question.style.locale()))
}

/// Whether a quantity is told with its unit's name.
#[derive(Clone, Copy, PartialEq)]
enum Named {
    Yes,
    No,
}

/// A quantity of the headline tier in words.
fn told(question: &Question, bounds: &Bounds<'_>, measure: Measure, named: Named) -> Option<String> {
    let scenario = question.scenario();
    let answered = question.measure(scenario, question.headline(scenario), measure)?;
    let bound = bounds.of(answered.cell, answered.member);
    let (sheet, unit, style) = (&question.compiled.sheet, measure.unit(), question.style);
    Some(match named {
        Named::Yes => {
            amount_with_name(tell::range_with_name(&bound, sheet, &unit, style), &unit, style.locale())
        }
        Named::No => amount(tell::range(&bound, sheet, &unit, style), style.locale()),
    })
}

fn watched(question: &Question) -> String {
    let scenario = question.scenario();
    let whom = question.headline(scenario);
    whom_to_watch(question, scenario, whom, question.style.locale())
}

/// `“radicalised”`, `everybody listed`; where only a share is to be watched, those who are.
pub(in super::super) fn whom_to_watch(
    question: &Question,
    scenario: &ScenarioCells,
    whom: Whom,
    locale: Locale,
) -> String {
    let in_part = question.to_watch(scenario, whom).is_some();
    match (question.name_of(scenario, whom), in_part) {
        (TOTAL, false) => EVERYBODY_LISTED.with::<&str>(&[], locale),
        (TOTAL, true) => THOSE_TO_WATCH.with::<&str>(&[], locale),
        (name, false) => quoted(name, locale),
        (name, true) => THOSE_TO_WATCH_OF.with(&[quoted(name, locale)], locale),
    }
}

/// The line at which all are watched: everybody, or those who are to be.
pub(in super::super) fn full_line(question: &Question) -> Reference {
    let scenario = question.scenario();
    let in_part = question.to_watch(scenario, question.headline(scenario)).is_some();
    let name = if in_part { "100%: all to be watched" } else { "100%: everybody watched" };
    Reference { value: 1.0, name: label(name, question.style.locale()) }
}

/// `radicalised (11,000)`; everybody is `all listed, counted once`.
pub(in super::super) fn bar_label(
    question: &Question,
    bounds: &Bounds<'_>,
    scenario: &ScenarioCells,
    whom: Whom,
) -> String {
    let source = question.subjects(scenario, whom);
    let subjects = bounds.of(source.cell, source.member.unwrap_or(0));
    let mut shown = Unit::subjects().show_span(subjects.low, subjects.high, question.style);
    if let Some(source) = question.to_watch(scenario, whom) {
        let part = bounds.of(source.cell, source.member.unwrap_or(0));
        let part = Unit::subjects().show_span(part.low, part.high, question.style);
        shown = PART_OF.with(&[part, shown], question.style.locale());
    }
    let name = match question.name_of(scenario, whom) {
        TOTAL => label("all listed", question.style.locale()),
        name => name.to_owned(),
    };
    format!("{name} ({shown})")
}

fn figure_words(measure: Measure, locale: Locale) -> String {
    sentence_case(&label(measure.words(), locale))
}

/// A bound as figures take it.
pub(in super::super) fn estimate(bound: &Bound) -> Estimate {
    Estimate::new(bound.low, bound.base, bound.high)
}

/// What there is beside what is required, for every tier.
pub(in super::super) fn staffing(
    question: &Question,
    bounds: &Bounds<'_>,
    answer: &Answer<'_>,
    options: &FigureOptions,
) -> Figure {
    let scenario = question.scenario();
    let group = |whom: Whom| {
        let bound = |measure| {
            let answered = question.measure(scenario, whom, measure)?;
            Some(bounds.of(answered.cell, answered.member))
        };
        let required = bound(Measure::OfficersRequired)?;
        Some(StaffingGroup {
            label: bar_label(question, bounds, scenario, whom),
            there_are: bound(Measure::OfficersAvailable)?.base,
            announced: 0.0,
            required_low: required.low,
            required_high: required.high,
        })
    };
    let groups = everyone_drawn(question, scenario).into_iter().filter_map(group).collect();
    let subtitle = label(
        "Officers there are, and officers required at the low and the high end",
        question.style.locale(),
    );
    let words = figure::words(answer, question, options, staffing_title(question, bounds), subtitle);
    Figure::Staffing(Staffing { words, groups, unit: Unit::officers() })
}
