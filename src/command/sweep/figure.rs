//! The picture of a sweep: a line with the band of the other inputs, or a heatmap with contours.

use super::super::cover::full_line;
use super::super::figure::{self, Figure};
use super::super::named::Said;
use super::super::sentences::{
    BY_TWO, BY_TWO_SUBTITLE, GO_FROM, IS_FULL, LIES_BETWEEN, PASSES_FULL, STAYS_UNDER,
};
use super::super::uncertain::sentence_case;
use super::super::wording::{label, label_with};
use super::super::{FigureOptions, question::Answered, question::Question};
use super::Sweeping;
use super::grid::{self, FULL, Three};
use super::vary::Vary;
use crate::chart::{Axis, Heat, Lines, Series};
use crate::report::Answer;
use crate::study::Measure;
use crate::unit::Locale;

/// An outcome that cannot pass 100% is coloured around the half of it.
const EVEN_ODDS: f64 = 0.5;

/// An input's name without its row: `officers per subject`.
fn short(vary: &Vary) -> String {
    crate::sheet::split_key(&vary.input.name).1.replace('_', " ")
}

/// The range that the study gives an input, to be marked on the axis.
fn published(vary: &Vary, locale: Locale) -> Option<(f64, f64, String)> {
    let ends = vary.input.quantity.ends().filter(|(low, high)| low < high);
    // Without a source nobody has published it.
    let whose = if vary.input.said == Said::Source { "as published" } else { "the study’s range" };
    ends.map(|(low, high)| (low, high, label(whose, locale)))
}

/// The outcome that is drawn: coverage where it is answered.
struct Drawn<'s> {
    sweeping: &'s Sweeping<'s>,
    /// Its place among the outcomes.
    at: usize,
}

impl Sweeping<'_> {
    /// One input: a line with the band of the others; two: a heatmap around 100%.
    pub(super) fn figure(&self, answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let coverage = self.swept.outcomes.iter().position(|outcome| outcome.key == Measure::Coverage.key());
        let drawn = Drawn { sweeping: self, at: coverage.unwrap_or(0) };
        match self.varied {
            [rows, columns] => drawn.heat([rows, columns], answer, options),
            varied => drawn.line(&varied[0], answer, options),
        }
    }
}

impl Drawn<'_> {
    fn locale(&self) -> Locale {
        self.sweeping.question.style.locale()
    }

    fn outcome(&self) -> &Answered {
        &self.sweeping.swept.outcomes[self.at]
    }

    fn is_coverage(&self) -> bool {
        self.outcome().key == Measure::Coverage.key()
    }

    fn values(&self) -> Vec<Three> {
        (0..self.sweeping.swept.points()).map(|point| self.sweeping.swept.three(self.at, point)).collect()
    }

    /// An input's name on its axis.
    fn name(&self, vary: &Vary) -> String {
        label(&sentence_case(&short(vary)), self.locale())
    }

    fn input_axis(&self, vary: &Vary) -> Axis {
        Axis::new(self.name(vary), vary.input.unit.clone())
    }

    fn outcome_axis(&self) -> Axis {
        let outcome = self.outcome();
        let named = sentence_case(&self.sweeping.question.outcome_name(outcome));
        Axis::new(named, outcome.unit.clone()).up_to(Question::most_of(outcome))
    }

    fn heat(&self, [rows, columns]: [&Vary; 2], answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let (question, locale) = (self.sweeping.question, self.locale());
        let swept: Vec<f64> = self.values().iter().map(|three| three.base).collect();
        let outcome = self.outcome_axis();
        let by = [columns, rows].map(|vary| label(&short(vary), locale));
        let subtitle = BY_TWO_SUBTITLE.with(&[&outcome.name, &by[0], &by[1]], locale);
        let title = self.title_of_two(&swept, &by);
        let middle = self.middle(&swept);
        let [ys, xs] = [rows, columns].map(|vary| vary.values.clone());
        // Where the model does not answer between the values asked for, they alone are drawn.
        let (ys, xs, values) =
            grid::between(question, self.outcome(), [rows, columns]).unwrap_or((ys, xs, swept));
        Figure::Heat(Heat {
            words: figure::words(answer, question, options, Some(title), subtitle),
            x: self.input_axis(columns),
            y: self.input_axis(rows),
            xs,
            ys,
            values,
            middle,
            outcome,
            marked: published(columns, locale),
        })
    }

    /// Where the colours change side: at 100%, else at a round number half way between the ends.
    fn middle(&self, values: &[f64]) -> f64 {
        let most = Question::most_of(self.outcome());
        match () {
            () if self.is_coverage() => FULL,
            () if most.is_finite() => most * EVEN_ODDS,
            () => round_middle(values),
        }
    }

    /// `Coverage stays under 100%: it is 45% at most`, or from where to where it goes.
    fn title_of_two(&self, values: &[f64], by: &[String; 2]) -> String {
        let (question, locale) = (self.sweeping.question, self.locale());
        let named = sentence_case(&question.outcome_in_title(self.outcome()));
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
        if !low.is_finite() || !high.is_finite() {
            return BY_TWO.with(&[&named, &by[0], &by[1]], locale);
        }
        let unit = &self.outcome().unit;
        let group = question.style.for_group(unit, &[low, high]);
        let [least, most] = [low, high].map(|value| unit.show(value, group));
        match () {
            () if !self.is_coverage() => LIES_BETWEEN.with(&[&named, &least, &most], locale),
            () if high < FULL => STAYS_UNDER.with(&[&named, &most], locale),
            () if low >= FULL => IS_FULL.with(&[&named], locale),
            () => PASSES_FULL.with(&[&named, &least, &most], locale),
        }
    }

    fn line(&self, vary: &Vary, answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let (question, swept, locale) = (self.sweeping.question, self.sweeping.swept, self.locale());
        let values = self.values();
        let y = self.outcome_axis();
        let xs = (0..swept.points()).map(|point| swept.place(point)[0]);
        let mut series = Series::new(y.name.clone(), xs.zip(values.iter().map(|three| three.base)).collect());
        if values.iter().all(|three| three.low.is_some() && three.high.is_some()) {
            series.range = values.iter().filter_map(|three| Some((three.low?, three.high?))).collect();
        }
        let subtitle = label_with("{}, the other inputs at their base", &y.name, locale);
        let full = full_line(question);
        let title = self.title_of_one(vary, &values);
        Figure::Lines(Lines {
            words: figure::words(answer, question, options, Some(title), subtitle),
            x: self.input_axis(vary),
            y,
            series: vec![series],
            reference: self.is_coverage().then_some(full),
            marked: published(vary, locale),
        })
    }

    /// `Coverage goes from 2% to 156% as officers go from 3,000 to 300,000`.
    fn title_of_one(&self, vary: &Vary, values: &[Three]) -> String {
        let (question, swept, locale) = (self.sweeping.question, self.sweeping.swept, self.locale());
        let named = sentence_case(&question.outcome_in_title(self.outcome()));
        let ends = [values.first(), values.last()].map(|three| three.map_or(f64::NAN, |three| three.base));
        let unit = &self.outcome().unit;
        let group = question.style.for_group(unit, &ends);
        let [from, to] = ends.map(|value| unit.show(value, group));
        let last = swept.points().saturating_sub(1);
        let [first, last] =
            [0, last].map(|point| vary.input.unit.show(swept.place(point)[0], question.style));
        GO_FROM.with(&[&named, &from, &to, &label(&short(vary), locale), &first, &last], locale)
    }
}

/// 1, 2 or 5 times a power of ten, near the middle of the positive values on a scale of doublings.
fn round_middle(values: &[f64]) -> f64 {
    let positive = values.iter().copied().filter(|value| *value > 0.0 && value.is_finite());
    let (low, high) =
        positive.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    if high == 0.0 {
        return 1.0;
    }
    let exponent = libm::log10(low).midpoint(libm::log10(high));
    let power = libm::pow(10.0, exponent.floor());
    let rest = libm::pow(10.0, exponent - exponent.floor());
    power * [1.0, 2.0, 5.0, 10.0].into_iter().rfind(|step| *step <= rest * 1.000_001).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::round_middle;

    #[test]
    fn colours_change_side_at_a_round_number() {
        assert_eq!(round_middle(&[0.0, 10.0, 1_000.0]), 100.0);
        assert_eq!(round_middle(&[165_000.0, 220_000.0]), 100_000.0);
        assert_eq!(round_middle(&[0.02, 0.3, f64::INFINITY]), 0.05);
        assert_eq!(round_middle(&[0.0, -1.0]), 1.0);
    }
}
