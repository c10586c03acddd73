//! A simulation as people read it: sentences that follow from the rows, then the rows.

use super::super::uncertain::{in_points, listed, sentence_case};
use super::Simulated;
use super::rows::{SPREAD, statistics};
use super::target::{Wanted, usual};
use crate::analysis::drivers::Driver;
use crate::analysis::{Estimate, Meets, Summary};
use crate::report::{Block, Grid};
use crate::unit::{NumberStyle, Unit};

/// Rank correlations nearer to 0 than this are not spoken of.
const WEAK: f64 = 0.1;
/// Inputs spoken of at most.
const SPOKEN: usize = 3;
/// Inputs listed at most.
const LISTED: usize = 12;

impl Simulated<'_> {
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        blocks.extend(self.question.study.about.title.clone().map(Block::Paragraph));
        for (at, summary) in self.result.outcomes.iter().enumerate() {
            blocks.push(Block::Paragraph(self.sentences(at, summary)));
        }
        for (at, summary) in self.result.outcomes.iter().enumerate() {
            blocks.push(Block::Grid(self.statistics_grid(at, summary)));
        }
        for (at, summary) in self.result.outcomes.iter().enumerate() {
            blocks.extend(self.drivers_grid(at, summary).map(Block::Grid));
        }
        let items = self.question.readings();
        blocks.push(Block::List { heading: "Read as".to_owned(), items });
        blocks.push(Block::Paragraph(self.how()));
        blocks
    }

    fn style(&self) -> NumberStyle {
        self.question.style
    }

    fn words(&self, at: usize) -> String {
        self.question.outcome_words(self.outcome(at))
    }

    /// Where the outcome lies, how probable the targets are, and what goes with it.
    fn sentences(&self, at: usize, summary: &Summary) -> String {
        let targets = self.targets.iter().zip(&self.result.targets);
        let targets = targets.filter(|(wanted, _)| wanted.target.outcome == at);
        let mut lines = vec![self.range(at, summary)];
        lines.extend(targets.map(|(wanted, estimate)| self.probability(wanted, estimate)));
        if summary.min < summary.max {
            lines.push(self.driven(at, summary));
        }
        lines.join("\n")
    }

    fn range(&self, at: usize, summary: &Summary) -> String {
        let (words, unit) = (self.words(at), &self.outcome(at).unit);
        if summary.min == summary.max {
            let value = unit.show_with_name(summary.mean.value, self.style());
            return format!("{} is {value} in every draw.", sentence_case(&words));
        }
        let quantile = |share: f64| {
            let found = summary.quantiles.iter().find(|quantile| quantile.share == share);
            found.map_or(f64::NAN, |quantile| quantile.estimate.value)
        };
        let shown = unit.show_range_with_name(quantile(0.05), quantile(0.95), self.style());
        let range = match shown.split_once(" to ") {
            Some((low, high)) => format!("between {low} and {high}"),
            None => shown,
        };
        let style = self.style().for_group(unit, &[quantile(0.05), quantile(0.95)]);
        let middle = unit.show(quantile(0.5), style);
        format!(
            "9 times in 10, {words} is {range} (its 5% and 95% points); half the time it is below {middle}."
        )
    }

    /// `Coverage is at least 50% with a probability of 3% (95% interval 2% to 4%).`
    fn probability(&self, wanted: &Wanted, estimate: &Estimate) -> String {
        let outcome = wanted.target.outcome;
        let value = self.outcome(outcome).unit.show_with_name(wanted.target.value, self.style());
        let side = side(wanted.target.meets);
        let words = sentence_case(&self.words(outcome));
        let (low, high) = (estimate.interval.low.unwrap_or(0.0), estimate.interval.high.unwrap_or(1.0));
        let share = Unit::share();
        if estimate.value == 0.0 {
            let most = share.show(high, self.style());
            return format!(
                "{words} is never {side} {value} in these draws: the probability is at most {most}."
            );
        }
        if estimate.value == 1.0 {
            let least = share.show(low, self.style());
            return format!("{words} is {side} {value} in every draw: the probability is at least {least}.");
        }
        let group = self.style().for_group(&share, &[estimate.value, low, high]);
        let [estimate, low, high] = [estimate.value, low, high].map(|value| share.show(value, group));
        format!("{words} is {side} {value} with a probability of {estimate} (95% interval {low} to {high}).")
    }

    /// Which inputs go with a bad outcome, the closest first.
    fn driven(&self, at: usize, summary: &Summary) -> String {
        let words = self.words(at);
        if self.model.varying() == 1 {
            return self.alone(&words);
        }
        if summary.drivers.is_empty() {
            return String::new();
        }
        let is_bad_low = usual(self.outcome(at)) == Meets::AtLeast;
        let bad = if is_bad_low { "low" } else { "high" };
        let close = strongest(summary).into_iter().filter(|(rank, _)| rank.abs() >= WEAK).take(SPOKEN);
        let close: Vec<String> = close
            .map(|(rank, driver)| {
                let end = if (rank > 0.0) == is_bad_low { "low" } else { "high" };
                (format!("{end} {}", self.model.words(driver.input)), shown(Some(rank), self.style()))
            })
            .enumerate()
            .map(|(place, (input, rank))| match place {
                0 => format!("{input} (rank correlation {rank})"),
                _ => format!("{input} ({rank})"),
            })
            .collect();
        if close.is_empty() {
            return format!("No input alone goes with {bad} {words}.");
        }
        format!("{} {words} goes most with {}.", sentence_case(bad), then(&close))
    }

    fn alone(&self, words: &str) -> String {
        let varies = self.model.inputs.iter().position(|input| !input.quantity.is_exact());
        let input = self.model.words(varies.unwrap_or(0));
        format!(
            "Only {input} varies here, so {words} follows from it alone; the other inputs are held fixed."
        )
    }

    fn statistics_grid(&self, at: usize, summary: &Summary) -> Grid {
        let outcome = self.outcome(at);
        let all = statistics(summary);
        let values: Vec<f64> = all.iter().map(|(_, estimate)| estimate.value).collect();
        let style = self.style().for_group(&outcome.unit, &values);
        let mut rows: Vec<Vec<String>> = all
            .iter()
            .map(|(name, estimate)| {
                let unit = if name == SPREAD { outcome.unit.of_differences() } else { outcome.unit.clone() };
                let days = unit != outcome.unit;
                let value = if days {
                    unit.show_with_name(estimate.value, style)
                } else {
                    unit.show(estimate.value, style)
                };
                vec![statistic_words(name), value, interval(&unit, estimate, style)]
            })
            .collect();
        let targets = self.targets.iter().zip(&self.result.targets);
        for (wanted, estimate) in targets.filter(|(wanted, _)| wanted.target.outcome == at) {
            let share = Unit::share();
            let wanted_value = outcome.unit.show(wanted.target.value, self.style());
            let name = format!("probability {} {wanted_value}", side(wanted.target.meets));
            let value = share.show(estimate.value, self.style());
            rows.push(vec![name, value, interval(&share, estimate, self.style())]);
        }
        let headings = ["", "", "95% interval"].map(str::to_owned).to_vec();
        Grid { title: outcome.words.clone(), headings, numeric: vec![false, true, true], rows }
    }

    fn drivers_grid(&self, at: usize, summary: &Summary) -> Option<Grid> {
        if self.model.varying() < 2 || summary.min == summary.max {
            return None;
        }
        let rows = strongest(summary).into_iter().take(LISTED).map(|(rank, driver)| {
            let input = self.model.words(driver.input);
            vec![input, shown(Some(rank), self.style()), shown(driver.partial, self.style())]
        });
        let draws = Unit::number().show(self.result.driver_draws as f64, self.style());
        let title = format!("What goes with {} (first {draws} draws)", self.words(at));
        let headings = ["", "rank correlation", "partial rank correlation"].map(str::to_owned).to_vec();
        Some(Grid { title, headings, numeric: vec![false, true, true], rows: rows.collect() })
    }

    /// Seed, draws, sampling, correlations, precision.
    fn how(&self) -> String {
        let draws = Unit::number().show(self.result.draws as f64, self.style());
        let (seed, sampling) = (self.seed.number(), self.sampling.words());
        let pairs: Vec<String> = self.correlated.iter().map(|pair| self.pair(pair)).collect();
        let together =
            if pairs.is_empty() { String::new() } else { format!(" Drawn together: {}.", listed(&pairs)) };
        let reached = match self.result.precision_reached {
            Some(true) => " The precision asked for is reached.",
            Some(false) => " The precision asked for is not reached: that takes more draws.",
            None => "",
        };
        format!("Seed {seed}, {draws} draws, {sampling}.{together}{reached}")
    }

    fn pair(&self, pair: &crate::analysis::correlation::Correlation) -> String {
        let (input, with) = (self.model.words(pair.input), self.model.words(pair.with));
        format!("{input} with {with} ({})", shown(Some(pair.rank), self.style()))
    }
}

/// The drivers that are known, the closest first.
fn strongest(summary: &Summary) -> Vec<(f64, &Driver)> {
    let known = summary.drivers.iter().filter_map(|driver| driver.rank.map(|rank| (rank, driver)));
    let mut known: Vec<(f64, &Driver)> = known.collect();
    known.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    known
}

/// A correlation, to two decimals as its draws allow.
fn shown(rank: Option<f64>, style: NumberStyle) -> String {
    let number = Unit::number();
    rank.map(|rank| number.show((rank * 100.0).round() / 100.0, style.for_group(&number, &[0.25])))
        .unwrap_or_default()
}

/// `a, then b and c`.
fn then(words: &[String]) -> String {
    match words {
        [first, rest @ ..] if !rest.is_empty() => format!("{first}, then {}", listed(rest)),
        _ => words.concat(),
    }
}

/// An interval; where both ends would be shown alike, how far it reaches from the value.
fn interval(unit: &Unit, estimate: &Estimate, style: NumberStyle) -> String {
    let Estimate { value, interval } = estimate;
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => unit.show(low, style),
        (Some(low), Some(high)) if unit.show(low, style) == unit.show(high, style) => {
            let (scale, unit) = in_points(unit);
            let reach = (high - value).max(value - low) * scale;
            let points = if scale == 1.0 { "" } else { " points" };
            format!("± {}{points}", unit.show(reach, style.for_group(&unit, &[reach])))
        }
        (Some(low), Some(high)) => format!("{} to {}", unit.show(low, style), unit.show(high, style)),
        (Some(low), None) => format!("{} or more", unit.show(low, style)),
        (None, Some(high)) => format!("{} or less", unit.show(high, style)),
        (None, None) => String::new(),
    }
}

/// `p05` as `5% point`.
fn statistic_words(name: &str) -> String {
    let percent = name.strip_prefix('p').and_then(|digits| digits.parse::<u8>().ok());
    match (name, percent) {
        (_, Some(50)) => "median".to_owned(),
        (_, Some(percent)) => format!("{percent}% point"),
        (SPREAD, _) => "standard deviation".to_owned(),
        ("min", _) => "smallest".to_owned(),
        ("max", _) => "largest".to_owned(),
        (other, _) => other.replace('_', " "),
    }
}

fn side(meets: Meets) -> &'static str {
    match meets {
        Meets::AtLeast => "at least",
        Meets::AtMost => "at most",
    }
}
