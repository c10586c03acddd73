//! The projection drawn: bands of simulated paths, or staff by stage.

use super::super::FigureOptions;
use super::super::figure::{self, Figure};
use super::super::question::Answered;
use super::super::seed::Seed;
use super::super::sentences::{EVEN, FROM_TO_END, INSIDE, MISSED, POINT, PROJECTED, SEED, amount, quoted};
use super::super::simulate::correlate;
use super::super::threads::Threads;
use super::super::uncertain::sentence_case;
use super::Projection;
use super::staff::Followed;
use crate::analysis::{Options, Stop, simulate};
use crate::chart::{Axis, Fan, FanBand, Series, StageKind, StageLayer, Stages, Words};
use crate::report::Answer;
use crate::sheet::{Bound, CellId};
use crate::study::{BASE, Measure, ScenarioCells, Stage};
use crate::unit::{Locale, Unit};

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
        let Some(followed) = self.asked().headline(scenario) else { return Ok(Fan::default()) };
        let paths = self.percentiles(&followed, drawn)?;
        let band = |(low, high): (f64, f64)| FanBand {
            low_name: self.point(low),
            high_name: self.point(high),
            points: self.along(&paths.at(low), &paths.at(high)),
        };
        let is_available = followed.key == Measure::OfficersAvailable.key();
        let median = if paths.varies { paths.at(0.5) } else { self.base(&followed) };
        Ok(Fan {
            words: self.words_of_fan(answer, &followed, &paths, drawn),
            x: Axis::years(""),
            y: Axis::new(sentence_case(&self.label(followed.words)), followed.unit.clone()),
            bands: if paths.varies { BANDS.into_iter().map(band).collect() } else { Vec::new() },
            median: self.points(&median),
            median_name: if paths.varies { String::new() } else { self.scenario_name(scenario) },
            others: self.others(scenario, followed.key),
            against: is_available.then(|| self.required(scenario)).flatten(),
        })
    }

    /// The texts around a fan.
    fn words_of_fan(
        &self,
        answer: &Answer<'_>,
        followed: &Followed,
        paths: &Paths,
        drawn: Drawn<'_>,
    ) -> Words {
        let paths_drawn = Unit::number().show(DRAWS as f64, self.question.style);
        let subtitle = if paths.varies {
            super::super::wording::label_with(
                "median and bands of {} simulated paths",
                &paths_drawn,
                self.locale(),
            )
        } else {
            self.label(followed.words)
        };
        let title = self.title_of_miss().or_else(|| self.figure_title(self.question.scenario(), followed));
        let mut words = self.words(answer, drawn.options, title, &sentence_case(&subtitle));
        // The figure says itself that it is no forecast.
        let forecast = format!("{}.", sentence_case(super::NOT_A_FORECAST));
        words.caveats.retain(|caveat| *caveat != forecast);
        let seed = paths.varies.then(|| SEED.with(&[drawn.seed.number().to_string()], self.locale()));
        let even = paths.uniform.then(|| EVEN.with::<&str>(&[], self.locale()));
        words.note = seed.into_iter().chain(even).collect::<Vec<_>>().join(" ");
        words
    }

    /// The source without the date of the numbers, which here is only where the years start.
    fn words(
        &self,
        answer: &Answer<'_>,
        options: &FigureOptions,
        title: Option<String>,
        subtitle: &str,
    ) -> Words {
        let source = self.question.study.about.source.clone().unwrap_or_default();
        Words { source, ..figure::words(answer, self.question, options, title, subtitle.to_owned()) }
    }

    fn locale(&self) -> Locale {
        self.question.style.locale()
    }

    fn label(&self, words: &str) -> String {
        super::super::wording::label(words, self.locale())
    }

    /// `95% point`.
    fn point(&self, share: f64) -> String {
        let hundredths = Unit::number().show(share * 100.0, self.question.style);
        POINT.with(&[hundredths], self.locale())
    }

    fn scenario_name(&self, scenario: &ScenarioCells) -> String {
        if *scenario.name == *BASE { self.label("projected") } else { scenario.name.to_string() }
    }

    /// The same quantity in the other scenarios, at their base values.
    fn others(&self, scenario: &ScenarioCells, key: &'static str) -> Vec<Series> {
        let named = self.against.as_ref().map(|against| against.scenario.as_str());
        if self.question.scenario_is_asked() && named.is_none() {
            return Vec::new();
        }
        let is_shown = |other: &&ScenarioCells| match named {
            Some(name) => *other.name == *name,
            None => other.name != scenario.name,
        };
        let others = self.question.compiled.scenarios.iter().filter(is_shown);
        others.filter_map(|other| self.line(other, key, &other.name)).collect()
    }

    /// A quantity of a scenario at its base values, as a line.
    fn line(&self, scenario: &ScenarioCells, key: &str, name: &str) -> Option<Series> {
        let followed =
            self.asked().all_followed(scenario).into_iter().find(|quantity| quantity.key == key)?;
        Some(Series::new(name, self.points(&self.base(&followed))))
    }

    /// Officers required, with their range.
    fn required(&self, scenario: &ScenarioCells) -> Option<Series> {
        let followed = self.asked().all_followed(scenario);
        let required =
            followed.into_iter().find(|quantity| quantity.key == Measure::OfficersRequired.key())?;
        let bounds: Vec<Bound> = (0..self.dates.len()).map(|at| self.bound(&required, at)).collect();
        let line = Series::new(self.label("required"), self.points(&self.base(&required)));
        let varies = bounds.iter().any(|bound| bound.low != bound.high);
        let range = bounds.iter().map(|bound| (bound.low, bound.high)).collect();
        Some(if varies { Series { range, ..line } } else { line })
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
            return Ok(Paths::default());
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
        let uniform = model.is_uniform_sampled();
        Ok(Paths { varies: true, uniform, values: shares.iter().map(|share| of(*share)).collect(), shares })
    }

    /// `End of 2018: 3,374 to 3,599 projected, 444 to 669 fewer than in “real staff”`.
    fn title_of_miss(&self) -> Option<String> {
        let against = self.against.as_ref()?;
        let (at, last) = self.dates.iter().enumerate().next_back()?;
        let (own, _, difference) = self.held(at)?;
        let (scenario, locale) = (self.question.scenario(), self.locale());
        let quantity = self.asked().headline(scenario)?;
        let of = if *scenario.name == *BASE {
            PROJECTED.with::<&str>(&[], locale)
        } else {
            INSIDE.with(&[quoted(&scenario.name, locale)], locale)
        };
        let own = amount(self.shown(&own, &quantity.unit), locale);
        let more = self.more_than(&difference, &quantity, None);
        Some(MISSED.with(&[self.by.written(*last), own, of, more, quoted(&against.scenario, locale)], locale))
    }

    /// `Officers available: 3,300 in 2014, 7,980 to 9,766 in 2019`.
    fn figure_title(&self, scenario: &ScenarioCells, followed: &Followed) -> Option<String> {
        let (first, last) = self.ends()?;
        let told = |at: usize| amount(self.shown(&self.bound(followed, at), &followed.unit), self.locale());
        let words = sentence_case(&self.label(followed.words.split(" (").next().unwrap_or_default()));
        let of = if *scenario.name == *BASE { String::new() } else { format!(" ({})", scenario.name) };
        let ends = (told(0), told(self.dates.len() - 1));
        let parts = [words + &of, ends.0, first, ends.1, last];
        Some(FROM_TO_END.with(&parts, self.locale()))
    }

    /// Who is still there, who is trained since, who is in training, who is only announced.
    fn stages(&self, answer: &Answer<'_>, options: &FigureOptions) -> Stages {
        let scenario = self.question.scenario();
        let staff = scenario.years.as_ref().and_then(|years| years.staff.as_ref());
        let of = |cell: Option<CellId>| cell.map(|cell| self.base(&self.asked().officers(cell)));
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
            Some(StageLayer { name: self.label(name), points: self.points(&values), kind })
        };
        let mut followed = self.asked().all_followed(scenario).into_iter();
        let trained = followed.find(|quantity| quantity.key == Stage::Trained.key());
        let title = trained.and_then(|trained| self.figure_title(scenario, &trained));
        Stages {
            words: self.words(answer, options, title, &self.label("Officers by stage")),
            x: Axis::years(""),
            y: Axis::new(self.label("Officers"), Unit::officers()),
            layers: layers.into_iter().filter_map(layer).collect(),
            against: self.required(scenario),
        }
    }
}

/// Percentiles by date.
#[derive(Default)]
struct Paths {
    /// Whether anything varies.
    varies: bool,
    /// Whether a range is drawn evenly between its ends.
    uniform: bool,
    shares: Vec<f64>,
    values: Vec<Vec<f64>>,
}

impl Paths {
    fn at(&self, share: f64) -> Vec<f64> {
        let place = self.shares.iter().position(|known| *known == share);
        place.and_then(|place| self.values.get(place)).cloned().unwrap_or_default()
    }
}
