//! The projection drawn: bands of simulated paths, or staff by stage.

use super::super::figure::{self, Figure};
use super::super::question::Answered;
use super::super::seed::Seed;
use super::super::simulate::correlate;
use super::super::threads::Threads;
use super::super::uncertain::sentence_case;
use super::super::{FigureOptions, tell};
use super::Projection;
use super::staff::Followed;
use crate::analysis::{Options, Stop, simulate};
use crate::chart::{Axis, Fan, FanBand, Series, StageKind, StageLayer, Stages};
use crate::report::Answer;
use crate::sheet::CellId;
use crate::study::{BASE, Measure, ScenarioCells, Stage};
use crate::unit::Unit;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(in super::super) enum Subject {
    /// Bands of simulated paths around the median.
    #[default]
    Fan,
    /// Staff by stage, on top of each other.
    Stages,
}

/// How the figure is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn<'o> {
    pub subject: Subject,
    pub options: &'o FigureOptions,
    pub seed: Seed,
    pub threads: Threads,
}

/// Draws behind a fan: a percentile of a path is drawn to a fraction of a line's width.
const DRAWS: u64 = 16_384;
/// The bands, from the widest to the narrowest.
const BANDS: [(f64, f64); 2] = [(0.05, 0.95), (0.25, 0.75)];

impl Projection<'_> {
    pub fn figure(&self, answer: &Answer<'_>, drawn: Drawn<'_>) -> anyhow::Result<Figure> {
        match drawn.subject {
            Subject::Fan => self.fan(answer, drawn).map(Figure::Fan),
            Subject::Stages => Ok(Figure::Stages(self.stages(answer, drawn.options))),
        }
    }

    /// The quantity asked for, else officers available; what it is held against is what is required.
    fn fan(&self, answer: &Answer<'_>, drawn: Drawn<'_>) -> anyhow::Result<Fan> {
        let scenario = self.question.scenario();
        let drawn_key = self.wanted.as_deref().unwrap_or(Measure::OfficersAvailable.key());
        let Some(followed) =
            self.all_followed(scenario).into_iter().find(|quantity| quantity.key == drawn_key)
        else {
            return Ok(Fan::default());
        };
        let paths = self.percentiles(&followed, drawn)?;
        let band = |(low, high): (f64, f64)| FanBand {
            low_name: percentile(low),
            high_name: percentile(high),
            points: self.along(&paths.at(low), &paths.at(high)),
        };
        let words = sentence_case(followed.words);
        let subtitle = if paths.varies {
            format!(
                "{words}: median and bands of {} simulated paths",
                Unit::number().show(DRAWS as f64, self.question.style)
            )
        } else {
            words.clone()
        };
        let against = (followed.key == Measure::OfficersAvailable.key())
            .then(|| self.line(scenario, Measure::OfficersRequired.key(), "required"))
            .flatten();
        let mut words_around = figure::words(
            answer,
            self.question,
            drawn.options,
            self.figure_title(scenario, &followed),
            subtitle,
        );
        let note = words_around.note.replacen(&format!("{}. ", sentence_case(super::NOT_A_FORECAST)), "", 1);
        let seed = if paths.varies { format!("Seed {}. ", drawn.seed.number()) } else { String::new() };
        words_around.note = seed + &note;
        let median = if paths.varies { paths.at(0.5) } else { self.base(&followed) };
        Ok(Fan {
            words: words_around,
            x: Axis::years(""),
            y: Axis::new(words, followed.unit.clone()),
            bands: if paths.varies { BANDS.into_iter().map(band).collect() } else { Vec::new() },
            median: self.points(&median),
            median_name: if paths.varies { String::new() } else { scenario_name(scenario) },
            others: self.others(scenario, followed.key),
            against,
        })
    }

    /// The same quantity in the other scenarios, at their base values.
    fn others(&self, scenario: &ScenarioCells, key: &'static str) -> Vec<Series> {
        if self.question.scenario_is_asked() {
            return Vec::new();
        }
        let others = self.question.compiled.scenarios.iter().filter(|other| other.name != scenario.name);
        others.filter_map(|other| self.line(other, key, &other.name)).collect()
    }

    /// A quantity of a scenario at its base values, as a line.
    fn line(&self, scenario: &ScenarioCells, key: &str, name: &str) -> Option<Series> {
        let followed = self.all_followed(scenario).into_iter().find(|quantity| quantity.key == key)?;
        Some(Series::new(name, self.points(&self.base(&followed))))
    }

    fn base(&self, followed: &Followed) -> Vec<f64> {
        (0..self.dates.len()).map(|at| self.bound(followed, at).base).collect()
    }

    fn points(&self, values: &[f64]) -> Vec<(f64, f64)> {
        self.dates.iter().map(|date| date.years()).zip(values.iter().copied()).collect()
    }

    fn along(&self, low: &[f64], high: &[f64]) -> Vec<(f64, f64, f64)> {
        let ends = low.iter().zip(high);
        self.dates.iter().zip(ends).map(|(date, (low, high))| (date.years(), *low, *high)).collect()
    }

    /// Percentiles of the quantity at every date, drawn together so that they are those of paths.
    fn percentiles(&self, followed: &Followed, drawn: Drawn<'_>) -> anyhow::Result<Paths> {
        let outcome = |(cell, member): &(CellId, u32)| Answered {
            decided_by: None,
            key: followed.key.to_owned(),
            words: followed.words.to_owned(),
            unit: followed.unit.clone(),
            cell: *cell,
            member: *member,
        };
        let model = self.question.model_approx(
            followed.cells.iter().map(outcome).collect(),
            super::super::approx::Approx::default(),
        );
        if model.varying() == 0 {
            return Ok(Paths { varies: false, shares: Vec::new(), values: Vec::new() });
        }
        let correlations = correlate::read(&[], self.question, &model, &mut Vec::new())?;
        let mut shares: Vec<f64> = BANDS.iter().flat_map(|(low, high)| [*low, *high]).collect();
        shares.push(0.5);
        let options = Options {
            stop: Stop::Draws(DRAWS),
            seed: drawn.seed.number(),
            threads: drawn.threads.count(),
            quantiles: shares.clone(),
            correlations,
            bins: 0,
            drivers: false,
            ..Options::default()
        };
        let result =
            simulate(&model.analysis_inputs(), &model, &options).map_err(|error| model.told(&error))?;
        let of = |share: f64| {
            let at = |summary: &crate::analysis::Summary| {
                let found = summary.quantiles.iter().find(|quantile| quantile.share == share);
                found.map_or(f64::NAN, |quantile| quantile.estimate.value)
            };
            result.outcomes.iter().map(at).collect()
        };
        Ok(Paths { varies: true, values: shares.iter().map(|share| of(*share)).collect(), shares })
    }

    /// `Officers available: 3,300 in 2014, 7,980 to 9,766 in 2019`.
    fn figure_title(&self, scenario: &ScenarioCells, followed: &Followed) -> Option<String> {
        let (first, last) = (self.dates.first()?, self.dates.last()?);
        let told = |at: usize| {
            let bound = self.bound(followed, at);
            tell::range(&bound, &self.question.compiled.sheet, &followed.unit, self.question.style)
        };
        let words = sentence_case(followed.words.split(" (").next().unwrap_or_default());
        let of = if *scenario.name == *BASE { String::new() } else { format!(" ({})", scenario.name) };
        Some(format!(
            "{words}{of}: {} (end of {first}), {} (end of {last})",
            told(0),
            told(self.dates.len() - 1)
        ))
    }

    /// Who is still there, who is trained since, who is in training, who is only announced.
    fn stages(&self, answer: &Answer<'_>, options: &FigureOptions) -> Stages {
        let scenario = self.question.scenario();
        let staff = scenario.years.as_ref().and_then(|years| years.staff.as_ref());
        let of = |cell: Option<CellId>| cell.map(|cell| self.base(&self.officers(cell)));
        let stage = |wanted: Stage| {
            let stages = staff.iter().flat_map(|staff| &staff.stages);
            of(stages.into_iter().find(|(stage, _)| *stage == wanted).map(|(_, cell)| *cell))
        };
        let to_come = stage(Stage::Announced).zip(stage(Stage::Recruited)).map(|(announced, recruited)| {
            announced.iter().zip(recruited).map(|(announced, recruited)| announced - recruited).collect()
        });
        let layers = [
            ("there from the start", StageKind::Solid, of(staff.map(|staff| staff.remaining))),
            ("recruited and trained", StageKind::Solid, of(staff.and_then(|staff| staff.recruits))),
            ("in training", StageKind::Pale, stage(Stage::InTraining)),
            ("announced, not filled", StageKind::Hatched, to_come),
        ];
        let layer = |(name, kind, values): (&str, StageKind, Option<Vec<f64>>)| {
            let values = values.filter(|values| values.iter().any(|value| *value > 0.0))?;
            Some(StageLayer { name: name.to_owned(), points: self.points(&values), kind })
        };
        let title = self
            .all_followed(scenario)
            .into_iter()
            .find(|quantity| quantity.key == Stage::Trained.key())
            .and_then(|trained| self.figure_title(scenario, &trained));
        Stages {
            words: figure::words(answer, self.question, options, title, "Officers by stage".to_owned()),
            x: Axis::years(""),
            y: Axis::new("Officers", Unit::officers()),
            layers: layers.into_iter().filter_map(layer).collect(),
            against: self.line(scenario, Measure::OfficersRequired.key(), "required"),
        }
    }
}

/// Percentiles by date.
struct Paths {
    /// Whether anything varies.
    varies: bool,
    shares: Vec<f64>,
    values: Vec<Vec<f64>>,
}

impl Paths {
    fn at(&self, share: f64) -> Vec<f64> {
        let place = self.shares.iter().position(|known| *known == share);
        place.and_then(|place| self.values.get(place)).cloned().unwrap_or_default()
    }
}

fn percentile(share: f64) -> String {
    format!("{:.0}% point", share * 100.0)
}

fn scenario_name(scenario: &ScenarioCells) -> String {
    if *scenario.name == *BASE { "projected".to_owned() } else { scenario.name.to_string() }
}
