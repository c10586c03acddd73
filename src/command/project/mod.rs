//! `project`: the years ahead; who is announced, recruited, trained, leaves, and what that does to coverage.

mod against;
mod dates;
mod figure;
mod page;
mod staff;

use super::asked::one_of;
use super::deliver::{deliver, deliver_drawn};
use super::figure::Figure;
use super::question::Question;
use super::seed::Seed;
use super::threads::Threads;
use super::{Choices, Common, FigureOptions, Reply, Typed, help};
use crate::input::Reading;
use crate::quantity::{Moment, parse_moment};
use crate::report::{Answer, RowSink, Table, Value};
use crate::sheet::{Bound, Bounds};
use crate::study::{STAGES, Study, Timeline};
use crate::unit::Unit;
use crate::{study, study::Measure};
use against::Against;
use anyhow::{anyhow, bail};
use dates::Period;
use figure::{Drawn, Subject};
use serde_json::json;
use staff::{Asked, Followed};
use std::path::PathBuf;

/// Answer the years ahead: recruits, training, leavers, and coverage at each date
///
/// Uses the tables hires and series, and `attrition_per_year` of pools. Not a forecast: what the numbers given
/// come to, if they hold.
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    /// The last date: 2025, 2025-06 or 2025-06-30 (a year or month means its end) [default: a year after all are trained]
    #[arg(long, value_name = "DATE", value_parser = moment, help_heading = "Question")]
    until: Option<Moment>,
    /// The dates between: year, quarter or month
    #[arg(long, value_enum, default_value_t, value_name = "PERIOD", hide_possible_values = true)]
    #[arg(help_heading = "Question")]
    by: Period,
    /// When the numbers of the tables hold [default: `as_of` in the about table, else of the pools, else the earliest date]
    #[arg(long, value_name = "DATE", value_parser = moment, help_heading = "Question")]
    from: Option<Moment>,
    /// Also answer the first date at which this is reached: coverage=10%; may be repeated
    #[arg(long, value_name = "QUANTITY=VALUE", help_heading = "Question")]
    reach: Vec<String>,
    /// Hold it against this scenario (real staff, another plan): by how much it is more or fewer
    #[arg(long, value_name = "SCENARIO", help_heading = "Question")]
    against: Option<String>,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    seed: Seed,
    #[command(flatten)]
    threads: Threads,
    /// What is drawn: fan (bands of simulated paths) or stages (staff by stage)
    #[arg(long, value_enum, default_value_t, value_name = "FIGURE", hide_possible_values = true)]
    #[arg(help_heading = "Figure (with -o NAME.svg, .png or .pdf)")]
    figure: Subject,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout project study/ --until 2025", "the end of every year until 2025"),
        ("stakeout project study/ --by month --until 2018 --format csv", "every month, for a spreadsheet"),
        ("stakeout project study/ --reach coverage=10%", "when a tenth can be watched"),
        (
            "stakeout project study/ --outcome officers_on_staff --against 'real staff' -o miss.svg",
            "held against what became of it",
        ),
    ])
}

fn moment(text: &str) -> Result<Moment, String> {
    parse_moment(text).map_err(|error| error.reason)
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, until, by, from, reach, against, choices, seed, threads, figure, drawn, common } = args;
    common.destinations()?;
    let wanted = choices.outcome.clone();
    if let Some((quantity, _)) = wanted.as_deref().and_then(study::dated) {
        bail!(
            "project answers at every date: write --outcome {quantity}, and --from and --until for the dates"
        );
    }
    let choices = Choices { outcome: None, ..choices };
    let mut asked = Vec::new();
    let mut question = Question::of_file_over(&study, &choices, &common, |study| {
        let start = from.or(study.start().map(|(start, _)| start));
        let until = until.or_else(|| dates::last(study));
        asked = dates::between(start, until, by)?;
        let tier = choices.tier.clone().or_else(|| study.about.headline_tier.clone());
        for reach in &reach {
            study.outcomes.push(first_date(reach, tier.as_deref().filter(|tier| *tier != study::TOTAL))?);
        }
        Ok(Timeline { start: from, dates: asked.clone(), until })
    })?;
    if let Some(wanted) = &wanted {
        let keys = STAGES.iter().map(|stage| stage.key());
        let keys: Vec<&str> = keys.chain(study::ANSWERED.iter().map(|measure| measure.key())).collect();
        one_of("outcome", wanted, &keys)?;
    }
    question.notes.extend(notes(&question.study));
    let against =
        against.map(|name| against::add(&mut question, (&asked, wanted.as_deref()), &name)).transpose()?;
    let bounds = question.bounds()?;
    let projection =
        Projection { question: &question, bounds: &bounds, dates: asked, by, wanted, reach, against };
    let answer = projection.answer(typed.command_line());
    let how = Drawn { subject: figure, options: &drawn, seed, threads };
    let wanted = common.draws() || drawn.caption;
    let figure = wanted.then(|| projection.figure(&answer, how)).transpose()?;
    match figure {
        Some(figure) => deliver_drawn(&answer, &common, &drawn, &|| figure.clone())?,
        None => deliver(&answer, &common)?,
    }
    Ok(Reply::Answered)
}

/// The end of every year, for a page that has it beside others: the answer with both its figures.
pub(super) fn plain<T>(
    reading: &Reading,
    (choices, common): (&Choices, &Common),
    command: &str,
    (seed, threads): (Seed, Threads),
    take: impl FnOnce(&Answer<'_>, &[(&str, Figure)]) -> T,
) -> anyhow::Result<T> {
    let study = reading.study.clone();
    let until = dates::last(&study);
    let dates = dates::between(study.start().map(|(start, _)| start), until, Period::Year)?;
    let timeline = Timeline { start: None, dates: dates.clone(), until };
    let question = Question::over(study, choices, common, reading.notices.clone(), &timeline)?;
    let bounds = question.bounds()?;
    let projection = Projection {
        question: &question,
        bounds: &bounds,
        dates,
        by: Period::Year,
        wanted: None,
        reach: Vec::new(),
        against: None,
    };
    let answer = projection.answer(command.to_owned());
    let options = FigureOptions::default();
    let drawn = |subject| Drawn { subject, options: &options, seed, threads };
    let figures = [
        ("years", projection.figure(&answer, drawn(Subject::Fan))?),
        ("stages", projection.figure(&answer, drawn(Subject::Stages))?),
    ];
    Ok(take(&answer, &figures))
}

/// `coverage=10%` as an outcome: the first date at which coverage is 10%.
fn first_date(text: &str, tier: Option<&str>) -> anyhow::Result<study::Outcome> {
    let wrong = || anyhow!("--reach {text}: write a quantity and its value, as in --reach coverage=10%");
    let (quantity, value) = text.rsplit_once('=').ok_or_else(wrong)?;
    let quantity = quantity.trim();
    let unit = Measure::named(quantity)
        .map(Measure::unit)
        .or_else(|| study::Stage::named(quantity).map(|_| Unit::officers()));
    let unit = unit.ok_or_else(wrong)?;
    let value = super::asked::parse_cell(value, crate::quantity::CellKind::Number)
        .map_err(|reason| anyhow!("--reach {text}: {reason}"))?;
    if unit.is_share() && !text.ends_with('%') && value.base() > 1.0 {
        bail!("--reach {text}: {quantity} is a share; write `{text}%`, or a number from 0 to 1");
    }
    let of_tier = tier.filter(|_| Measure::named(quantity).is_some()).map(|tier| format!("[{tier}]"));
    let of_tier = of_tier.unwrap_or_default();
    let label = if unit.is_plain() { String::new() } else { format!(" {unit}") };
    Ok(study::Outcome {
        name: format!("first date of {text}"),
        formula: format!("first_date({quantity}{of_tier}, {}{label})", value.base()),
        unit: None,
        place: None,
        provenance: None,
    })
}

/// What a person should know about the way it was worked out.
fn notes(study: &Study) -> Vec<String> {
    let mut notes = Vec::new();
    if !study.has_years() {
        notes.push(
            "nothing in this study changes with the years: a table hires (announced, from, to), a table series (date, \
             input, value) or a column attrition_per_year on pools says what does"
                .to_owned(),
        );
    }
    notes
}

/// The first caveat of every projection.
const NOT_A_FORECAST: &str = "not a forecast: what the numbers given come to, if they hold";

/// The years ahead of a study.
struct Projection<'q> {
    question: &'q Question,
    bounds: &'q Bounds<'q>,
    /// The dates asked for.
    dates: Vec<Moment>,
    /// How far apart they are, which is how they are written.
    by: Period,
    /// The quantity asked for.
    wanted: Option<String>,
    /// What is to be reached, as typed.
    reach: Vec<String>,
    /// Another scenario that it is held against.
    against: Option<Against>,
}

impl<'q> Projection<'q> {
    fn asked(&self) -> Asked<'_> {
        Asked { question: self.question, dates: &self.dates, wanted: self.wanted.as_deref() }
    }

    /// The first and the last date.
    fn ends(&self) -> Option<(String, String)> {
        let (first, last) = (self.dates.first()?, self.dates.last()?);
        Some((self.by.written(*first), self.by.written(*last)))
    }

    /// A followed quantity at a date.
    fn bound(&self, followed: &Followed, at: usize) -> Bound {
        let (cell, member) = followed.cells[at];
        self.bounds.of(cell, member)
    }

    fn answer(&'q self, command: String) -> Answer<'q> {
        let question = self.question;
        let years = question.compiled.years.as_ref();
        let start =
            years.map(|years| json!({ "date": self.by.written(years.start), "known_by": years.start_is }));
        let settings = question.settings().into_iter().map(|(key, value)| match key {
            "outcome" => (key, json!(self.wanted)),
            _ => (key, value),
        });
        Answer {
            command,
            study: question.study.name.clone(),
            settings: settings.collect(),
            table: self.table(),
            blocks: self.blocks(),
            caveats: self.caveats(),
            notes: question.notes.clone(),
            extra: [("start", json!(start)), ("reading", json!(question.readings()))]
                .into_iter()
                .chain(self.against.as_ref().map(|against| ("against", self.differences(against))))
                .collect(),
        }
    }

    /// For JSON: the scenario it is held against, and by how much it is more, at each date.
    fn differences(&self, against: &Against) -> serde_json::Value {
        let dates = self.dates.iter().enumerate();
        let at = |(at, date): (usize, &Moment)| {
            let (_, _, difference) = self.held(at)?;
            let [low, base, high] = [difference.low, difference.base, difference.high];
            Some(json!({ "date": self.by.written(*date), "low": low, "base": base, "high": high }))
        };
        json!({ "scenario": against.scenario, "more": dates.filter_map(at).collect::<Vec<_>>() })
    }

    fn table(&'q self) -> Table<'q> {
        let columns = vec!["date", "scenario", "quantity", "unit", "low", "base", "high"];
        let rows = move |sink: &mut RowSink<'_>| {
            for scenario in self.question.scenarios() {
                let followed = self.asked().followed(scenario);
                for (at, date) in self.dates.iter().enumerate() {
                    let date = self.by.written(*date);
                    for Followed { key, unit, cells, .. } in &followed {
                        let bound = self.bounds.of(cells[at].0, cells[at].1);
                        sink(&[
                            Value::Text(&date),
                            Value::Text(&scenario.name),
                            Value::Text(key),
                            Value::Text(&unit.label()),
                            super::tell::number(bound.low),
                            super::tell::number(bound.base),
                            super::tell::number(bound.high),
                        ])?;
                    }
                }
            }
            Ok(())
        };
        Table { columns, rows: Box::new(rows) }
    }

    fn caveats(&self) -> Vec<String> {
        let mut caveats = vec![NOT_A_FORECAST.to_owned()];
        caveats.extend(self.question.caveats(self.question.scenario()));
        caveats.extend(self.enclosed());
        caveats.extend(self.trainers_missing());
        caveats
    }

    /// The date at which training takes most officers beyond those there are.
    fn trainers_missing(&self) -> Option<String> {
        let staff = self.question.scenario().years.as_ref()?.staff.as_ref()?;
        let missing = self.asked().officers(staff.trainers_missing?);
        let at_dates = self.dates.iter().enumerate().map(|(at, date)| (self.bound(&missing, at).high, date));
        // The first of several dates at which as many are missing.
        let (most, date) =
            at_dates.rev().max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(most, _)| *most > 0.0)?;
        let date = self.by.written(*date);
        let most = Unit::officers().show(most, self.question.style);
        Some(format!(
            "training takes more trainers than there are officers: at the end of {date} up to {most} are missing, and \
             recruits are counted as if they had been trained all the same"
        ))
    }
}
