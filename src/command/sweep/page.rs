//! What people read: a sentence, then one grid.

use super::Sweeping;
use super::grid::Three;
use super::vary::Vary;
use crate::analysis::crossing::Crossing;
use crate::report::{Block, Grid};
use crate::study::Measure;
use crate::unit::{NumberStyle, Unit};

/// Values listed on a page; of more, evenly spaced ones are shown.
const LISTED: usize = 25;
/// Columns of values that fit a page.
const ACROSS: usize = 8;
/// Outcomes beside each other on a page, the first of these that move.
const BESIDE: [Measure; 4] =
    [Measure::OfficersRequired, Measure::OfficersAvailable, Measure::Coverage, Measure::OfficerShortfall];
/// Nothing divided by nothing.
const UNDEFINED: &str = "not defined";
/// Crossings told one by one.
const TOLD: usize = 3;

impl Sweeping<'_> {
    pub(super) fn blocks(&self) -> Vec<Block> {
        let title = self.question.study.about.title.clone().map(Block::Paragraph);
        let grid = match self.varied {
            [row, column] => self.matrix(row, column),
            [one] => self.list(one),
            _ => Grid::default(),
        };
        title.into_iter().chain([Block::Paragraph(self.sentences()), Block::Grid(grid)]).collect()
    }

    fn style(&self) -> NumberStyle {
        self.question.style
    }

    /// The outcome that the sentences and a two-way grid are about: coverage where it is answered.
    fn headline(&self) -> usize {
        let coverage =
            self.swept.outcomes.iter().position(|answered| answered.key == Measure::Coverage.key());
        coverage.unwrap_or(0)
    }

    fn sentences(&self) -> String {
        let outcome = self.headline();
        let Some(answered) = self.swept.outcomes.get(outcome) else { return String::new() };
        let (first, last) = (self.swept.base(outcome, 0), self.swept.base(outcome, self.swept.points() - 1));
        let [first, last] = [first, last].map(|value| named(&answered.unit, value, self.style()));
        let name = self.question.outcome_words(answered);
        let over: Vec<String> = self.varied.iter().map(|vary| self.over(vary)).collect();
        let text = if first == last {
            format!("With {}, {name} is {first} at both ends.", over.join(" and "))
        } else {
            format!("With {}, {name} goes from {first} to {last}.", over.join(" and "))
        };
        if self.swept.looked { format!("{text} {}", self.crossed()) } else { text }
    }

    /// `officers from 0 to 20,000`.
    fn over(&self, vary: &Vary) -> String {
        let (unit, name) = (&vary.input.unit, &vary.input.name);
        match vary.values.as_slice() {
            [first, .., last] => {
                let style = self.style().for_group(unit, &[*first, *last]);
                format!("{name} from {} to {}", unit.show(*first, style), unit.show(*last, style))
            }
            [one] => format!("{name} at {}", unit.show(*one, self.style())),
            [] => name.clone(),
        }
    }

    /// Where coverage passes 100%, or that it does not.
    fn crossed(&self) -> String {
        let crossings = &self.swept.crossings;
        if crossings.is_empty() {
            let outcome = self.headline();
            let all =
                |test: fn(f64) -> bool| (0..self.swept.points()).all(|at| test(self.swept.base(outcome, at)));
            let full = self.full();
            return if all(|base| base >= super::grid::FULL) {
                format!("It is {full} or more throughout.")
            } else if all(|base| base < super::grid::FULL) {
                format!("It stays under {full} throughout.")
            } else {
                String::new()
            };
        }
        let told: Vec<String> = crossings.iter().take(TOLD).map(|crossing| self.crossing(crossing)).collect();
        let more = match crossings.len().saturating_sub(TOLD) {
            0 => String::new(),
            more => format!("; {more} more in --format json"),
        };
        format!("It {}{more}.", told.join("; it "))
    }

    /// `reaches 100% at officers = 192,500`, the others at their base.
    fn crossing(&self, crossing: &Crossing) -> String {
        let Some(vary) = self.varied.last() else { return String::new() };
        let what = if crossing.rising { "reaches" } else { "falls to" };
        let at = vary.input.unit.show(crossing.at, self.style());
        let with = match (crossing.row, self.varied.first()) {
            (Some(value), Some(first)) => {
                format!(" where {} = {}", first.input.name, first.input.unit.show(value, self.style()))
            }
            _ => String::new(),
        };
        format!("{what} {} at {} = {at}{with}", self.full(), vary.input.name)
    }

    fn full(&self) -> String {
        Unit::share().show(super::grid::FULL, self.style())
    }

    /// One input: a row for each value.
    fn list(&self, vary: &Vary) -> Grid {
        let rows = thinned(vary.values.len(), LISTED);
        let value = heading(vary);
        let shown = column(&vary.input.unit, rows.iter().map(|at| vary.values[*at]), self.style());
        let (headings, columns) = match self.swept.outcomes.as_slice() {
            [_] => self.band(&rows),
            _ => self.beside(&rows),
        };
        let columns: Vec<Vec<String>> = [shown].into_iter().chain(columns).collect();
        let row = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
        Grid {
            title: left_out(rows.len(), vary.values.len()),
            headings: [value].into_iter().chain(headings).collect(),
            numeric: vec![true; columns.len()],
            rows: (0..rows.len()).map(row).collect(),
        }
    }

    /// Low, base and high of the only outcome, where there are three.
    fn band(&self, rows: &[usize]) -> (Vec<String>, Vec<Vec<String>>) {
        let answered = &self.swept.outcomes[0];
        let name = answered.words.clone();
        let threes: Vec<Three> = rows.iter().map(|at| self.swept.three(0, *at)).collect();
        let with_band = self.swept.others > 0 && threes.iter().all(|three| three.low.is_some());
        let of = |pick: fn(&Three) -> f64| column(&answered.unit, threes.iter().map(pick), self.style());
        if with_band {
            let columns = vec![
                of(|three| three.low.unwrap_or(three.base)),
                of(|three| three.base),
                of(|three| three.high.unwrap_or(three.base)),
            ];
            (vec![format!("{name}: low"), "base".to_owned(), "high".to_owned()], columns)
        } else {
            (vec![name], vec![of(|three| three.base)])
        }
    }

    /// The base of several outcomes.
    fn beside(&self, rows: &[usize]) -> (Vec<String>, Vec<Vec<String>>) {
        let outcomes = &self.swept.outcomes;
        let is_shown = |key: &str| Measure::named(key).is_none_or(|measure| BESIDE.contains(&measure));
        let shown = (0..outcomes.len()).filter(|at| is_shown(&outcomes[*at].key)).take(ACROSS);
        shown
            .map(|outcome| {
                let values = rows.iter().map(|at| self.swept.base(outcome, *at));
                let answered = &outcomes[outcome];
                (answered.key.replace('_', " "), column(&answered.unit, values, self.style()))
            })
            .unzip()
    }

    /// Two inputs: the base of one outcome, the second input across.
    fn matrix(&self, row: &Vary, across: &Vary) -> Grid {
        let outcome = self.headline();
        let answered = &self.swept.outcomes[outcome];
        let rows = thinned(row.values.len(), LISTED);
        let columns = thinned(across.values.len(), ACROSS);
        let width = across.values.len();
        let shown = column(&row.input.unit, rows.iter().map(|at| row.values[*at]), self.style());
        let cells: Vec<Vec<String>> = columns
            .iter()
            .map(|at| {
                let values = rows.iter().map(|row| self.swept.base(outcome, row * width + at));
                column(&answered.unit, values, self.style())
            })
            .collect();
        let headings = column(&across.input.unit, columns.iter().map(|at| across.values[*at]), self.style());
        let line =
            |at: usize| [shown[at].clone()].into_iter().chain(cells.iter().map(|c| c[at].clone())).collect();
        let left_out = left_out(rows.len() * columns.len(), row.values.len() * width);
        Grid {
            title: format!(
                "{}: {} down, {} across{}",
                answered.words,
                row.input.name,
                across.input.name,
                if left_out.is_empty() { left_out } else { format!("; {left_out}") }
            ),
            headings: [String::new()].into_iter().chain(headings).collect(),
            numeric: vec![true; columns.len() + 1],
            rows: (0..rows.len()).map(line).collect(),
        }
    }
}

fn heading(vary: &Vary) -> String {
    vary.input.name.clone()
}

/// Numbers of one column at one precision.
fn column(unit: &Unit, values: impl Iterator<Item = f64>, style: NumberStyle) -> Vec<String> {
    let values: Vec<f64> = values.collect();
    let style = style.for_group(unit, &values);
    let shown = |value: f64| if value.is_nan() { UNDEFINED.to_owned() } else { unit.show(value, style) };
    values.into_iter().map(shown).collect()
}

/// A number in a sentence; one without a limit has no unit.
fn named(unit: &Unit, value: f64, style: NumberStyle) -> String {
    match value {
        value if value.is_nan() => UNDEFINED.to_owned(),
        value if value.is_infinite() => unit.show(value, style),
        value => unit.show_with_name(value, style),
    }
}

/// All places, or as many as are shown: evenly spaced, the ends included.
fn thinned(count: usize, shown: usize) -> Vec<usize> {
    if count <= shown {
        return (0..count).collect();
    }
    (0..shown).map(|at| at * (count - 1) / (shown - 1)).collect()
}

fn left_out(shown: usize, count: usize) -> String {
    if shown == count {
        String::new()
    } else {
        format!("{shown} of {count} values shown; --format csv has all")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_columns_are_thinned_evenly_with_both_ends() {
        assert_eq!(thinned(3, 25), [0, 1, 2]);
        assert_eq!(thinned(101, 5), [0, 25, 50, 75, 100]);
        let many = thinned(1_000, LISTED);
        assert_eq!((many.len(), many.first(), many.last()), (LISTED, Some(&0), Some(&999)));
        assert!(many.is_sorted_by(|a, b| a < b));
    }
}
