//! What people read: which input moves the outcome most, and the bars.

use super::super::question::Answered;
use super::super::uncertain::sentence_case;
use super::Moved;
use crate::analysis::interaction::Pair;
use crate::analysis::spider::Line;
use crate::analysis::tornado::Bar;
use crate::report::{Block, Grid};
use crate::unit::{NumberStyle, Unit};

/// Bars listed on a page.
const LISTED: usize = 25;
/// Pairs listed on a page.
const PAIRS: usize = 10;
/// Swings nearer than this share are told as equal.
const EQUAL: f64 = 1e-9;
/// Steps of a spider that fit a page.
const ACROSS: usize = 9;

/// Whether the second of two bars is no shorter than the first.
pub(super) fn equally_far(first: &Bar, second: &Bar) -> bool {
    second.swing >= first.swing * (1.0 - EQUAL)
}

impl Moved<'_> {
    pub(super) fn blocks(&self) -> Vec<Block> {
        let Some(answered) = self.outcome() else { return Vec::new() };
        let title = self.question.study.about.title.clone().map(Block::Paragraph);
        let mut blocks: Vec<Block> = title.into_iter().collect();
        blocks.push(Block::Paragraph(self.sentences(answered)));
        match &self.found.lines {
            _ if self.found.bars.is_empty() => {}
            Some(lines) => blocks.push(Block::Grid(self.spider(lines, answered))),
            None => blocks.push(Block::Grid(self.bars(answered))),
        }
        if self.list_pairs && !self.found.pairs.is_empty() {
            blocks.push(Block::Grid(self.pairs(answered)));
        }
        // A date has no zero that a share of it could be counted from.
        if !answered.unit.is_date() {
            blocks.push(Block::Grid(self.elasticities(answered)));
        }
        blocks
    }

    fn style(&self) -> NumberStyle {
        self.question.style
    }

    fn name(&self, input: usize) -> &str {
        &self.swinging.model.inputs[input].name
    }

    /// An input in a sentence: `officers per subject`.
    fn words(&self, input: usize) -> String {
        self.swinging.model.words(input)
    }

    fn sentences(&self, answered: &Answered) -> String {
        let outcome = self.question.outcome_words(answered);
        let Some(first) = self.found.bars.first() else {
            return format!(
                "No input behind {outcome} has a range, so there is nothing to move: it is {}. Give a number a \
                 range, or let exact numbers move too with --swing 10%.",
                answered.unit.show_with_name(self.found.base, self.style())
            );
        };
        let mut text = self.most(first, answered, &outcome);
        text += &self.rest(&outcome);
        if let Some(pair) = self.found.pairs.iter().find(|pair| self.is_material(pair)) {
            text += &self.together(pair, answered, &outcome);
        } else if self.list_pairs && self.found.bars.len() > 1 {
            text += " No two of them move it together by much more or less than one at a time.";
        }
        text
    }

    fn most(&self, first: &Bar, answered: &Answered, outcome: &str) -> String {
        if first.swing == 0.0 {
            return format!("None of the inputs that have a range moves {outcome}.");
        }
        let input = self.words(first.input);
        let alone = self.found.bars.len() == 1;
        let ends = self.ends(first, answered);
        match self.found.bars.get(1) {
            Some(second) if equally_far(first, second) => {
                let second = self.words(second.input);
                format!("What moves {outcome} most is {input} and, equally far, {second}: {input} {ends}.")
            }
            Some(second) if second.swing > 0.0 => {
                let then = format!("{}, {}", self.words(second.input), self.ends(second, answered));
                format!("What moves {outcome} most is {input}, {ends}. Next is {then}.")
            }
            _ if alone => format!("{} goes with {input} {ends}.", sentence_case(outcome)),
            _ => format!("{} moves with {input} alone, {ends}.", sentence_case(outcome)),
        }
    }

    /// `from 2.0% (at 15) to 1.5% (at 20)`.
    fn ends(&self, bar: &Bar, answered: &Answered) -> String {
        let input = &self.swinging.model.inputs[bar.input];
        let unit = &answered.unit;
        let style = self.style().for_group(unit, &[bar.outcome_low, bar.outcome_high]);
        let at = self.style().for_group(&input.unit, &[bar.range.low, bar.range.high]);
        let turns = if bar.turns { ", turning back in between" } else { "" };
        format!(
            "from {} (at {}) to {} (at {}){turns}",
            unit.show(bar.outcome_low, style),
            input.unit.show(bar.range.low, at),
            unit.show(bar.outcome_high, style),
            input.unit.show(bar.range.high, at)
        )
    }

    /// What a single bar does not say.
    fn rest(&self, outcome: &str) -> String {
        let behind = self.swinging.model.behind;
        if self.found.bars.len() > 1 || behind < 2 {
            return String::new();
        }
        format!(
            " It is the only one of the {behind} inputs behind {outcome} that is moved: how much the others \
             matter is not asked here."
        )
    }

    fn together(&self, pair: &Pair, answered: &Answered, outcome: &str) -> String {
        let unit = &answered.unit;
        let more = if pair.more_together() { "further than" } else { "less far than" };
        let place = |(input, value): (usize, f64)| {
            let unit = &self.swinging.model.inputs[input].unit;
            format!("{} (to {})", self.words(input), unit.show(value, self.style()))
        };
        format!(
            " Moved together, {} and {} move {outcome} by {}: {more} one at a time, which adds up to {}.",
            place(pair.first),
            place(pair.second),
            change(unit, pair.together, self.style()),
            change(unit, pair.apart, self.style())
        )
    }

    fn bars(&self, answered: &Answered) -> Grid {
        let listed = &self.found.bars[..self.found.bars.len().min(LISTED)];
        let outcomes: Vec<f64> = listed.iter().flat_map(|bar| [bar.outcome_low, bar.outcome_high]).collect();
        let style = self.style().for_group(&answered.unit, &outcomes);
        let row = |bar: &Bar| {
            let input = &self.swinging.model.inputs[bar.input];
            let range = [bar.range.low, bar.range.base, bar.range.high];
            let own = self.style().for_group(&input.unit, &range);
            let mut cells = vec![input.name.clone()];
            cells.extend(range.map(|value| input.unit.show(value, own)));
            cells.extend([bar.outcome_low, bar.outcome_high].map(|value| answered.unit.show(value, style)));
            cells.push(size(&answered.unit, bar.swing, self.style()));
            cells.push(if input.is_exact { "our assumption".to_owned() } else { String::new() });
            cells
        };
        let mut rows: Vec<Vec<String>> = listed.iter().map(row).collect();
        if self.found.bars.len() > LISTED {
            let more = format!("... {} more: --format csv", self.found.bars.len() - LISTED);
            rows.push([more].into_iter().chain((1..8).map(|_| String::new())).collect());
        }
        Grid {
            title: self.title(answered),
            headings: ["input", "low", "base", "high", "at low", "at high", "swing", ""]
                .map(str::to_owned)
                .to_vec(),
            numeric: vec![false, true, true, true, true, true, true, false],
            rows,
        }
    }

    fn title(&self, answered: &Answered) -> String {
        let base = answered.unit.show(self.found.base, self.style());
        format!("{}, {base} with every input at its base", answered.words)
    }

    /// Each input in steps: the outcome from its low to its high value.
    fn spider(&self, lines: &[Line], answered: &Answered) -> Grid {
        let count = lines.first().map_or(0, |line| line.values.len());
        let across: Vec<usize> = match count {
            0..=ACROSS => (0..count).collect(),
            _ => (0..ACROSS).map(|at| at * (count - 1) / (ACROSS - 1)).collect(),
        };
        let every: Vec<f64> = lines.iter().flat_map(|line| line.outcomes[0].iter().copied()).collect();
        let style = self.style().for_group(&answered.unit, &every);
        let row = |line: &Line| {
            let input = &self.swinging.model.inputs[line.input];
            let range = input.unit.show_range(line.range.low, line.range.high, self.style());
            let steps = across.iter().map(|at| answered.unit.show(line.outcomes[0][*at], style));
            [input.name.clone(), range].into_iter().chain(steps).collect()
        };
        let part = |at: &usize| match *at {
            0 => "low".to_owned(),
            at if at + 1 == count => "high".to_owned(),
            at => Unit::share().show(at as f64 / (count - 1) as f64, self.style()),
        };
        Grid {
            title: format!("{}; on the way from low to high", self.title(answered)),
            headings: ["input".to_owned(), "range".to_owned()]
                .into_iter()
                .chain(across.iter().map(part))
                .collect(),
            numeric: [false, true].into_iter().chain(across.iter().map(|_| true)).collect(),
            rows: lines.iter().take(LISTED).map(row).collect(),
        }
    }

    fn pairs(&self, answered: &Answered) -> Grid {
        let row = |pair: &Pair| {
            let place = |(input, value): (usize, f64)| {
                let unit = &self.swinging.model.inputs[input].unit;
                format!("{} = {}", self.name(input), unit.show(value, self.style()))
            };
            vec![
                place(pair.first),
                place(pair.second),
                change(&answered.unit, pair.together, self.style()),
                change(&answered.unit, pair.apart, self.style()),
            ]
        };
        Grid {
            title: "Two inputs moved together, and one at a time added up".to_owned(),
            headings: ["input", "with", "together", "one at a time"].map(str::to_owned).to_vec(),
            numeric: vec![false, false, true, true],
            rows: self.found.pairs.iter().take(PAIRS).map(row).collect(),
        }
    }

    /// What one percent more of each input does, those given exactly too.
    fn elasticities(&self, answered: &Answered) -> Grid {
        let known = self.found.elasticities.iter().filter_map(|(name, value)| Some((name, (*value)?)));
        let mut known: Vec<(&String, f64)> = known.collect();
        known.sort_by(|a, b| rounded(b.1).abs().total_cmp(&rounded(a.1).abs()));
        let row = |(name, value): &(&String, f64)| vec![(*name).clone(), percent(*value, self.style())];
        Grid {
            title: format!("One percent more of an input moves {} by", self.question.outcome_words(answered)),
            headings: vec!["input".to_owned(), "percent".to_owned()],
            numeric: vec![false, true],
            rows: known.iter().take(LISTED).map(row).collect(),
        }
    }

    pub(super) fn caveats(&self) -> Vec<String> {
        let mut caveats = self.question.caveats(self.question.scenario());
        caveats.push(self.held());
        caveats.extend(self.question.taken_as_independent(&self.swinging.model));
        let Some(swing) = self.swinging.moves.swing_exact else { return caveats };
        let names: Vec<&str> = self
            .found
            .bars
            .iter()
            .map(|bar| &self.swinging.model.inputs[bar.input])
            .filter(|input| input.is_exact)
            .map(|input| input.name.as_str())
            .collect();
        if !names.is_empty() {
            let swing = Unit::share().show(swing, self.style());
            let list = if names.len() <= 6 { names.join(", ") } else { format!("{} inputs", names.len()) };
            caveats.push(format!("our assumption: {list} given exactly and moved by {swing} up and down"));
        }
        caveats
    }

    /// How many inputs have a range, and what becomes of the others.
    fn held(&self) -> String {
        let text = self.swinging.model.held_fixed();
        let assumed = self.found.bars.iter().any(|bar| self.swinging.model.inputs[bar.input].is_exact);
        let text = if assumed {
            text.replace("the others are held fixed", "others move by our assumption")
                .replace(": nothing is uncertain as the study stands", ": all moves are our assumption")
        } else {
            text
        };
        let no_ends = self.swinging.quantiles().is_none()
            && self.swinging.model.inputs.iter().any(|input| input.quantity.ends().is_none());
        if no_ends { text + "; those without ends move between their 5% and 95% points" } else { text }
    }
}

/// `+0.4 points` for shares, `−8,500 officers` for counts.
fn change(unit: &Unit, value: f64, style: NumberStyle) -> String {
    let shown = size(unit, value, style);
    if value > 0.0 { format!("+{shown}") } else { shown }
}

/// The size of a difference: of shares in points.
fn size(unit: &Unit, value: f64, style: NumberStyle) -> String {
    if unit.is_share() {
        return Unit::of("points").show_with_name(value * 100.0, style);
    }
    unit.of_differences().show_with_name(value, style)
}

/// Without the rounding of a difference quotient.
fn rounded(elasticity: f64) -> f64 {
    (elasticity * 1e6).round() / 1e6
}

/// A share shown to hundredths of a percent, as elasticities are.
const HUNDREDTHS: f64 = 0.0011;

/// `−1.00%`.
fn percent(elasticity: f64, style: NumberStyle) -> String {
    let share = Unit::share();
    let rounded = rounded(elasticity);
    let shown = share.show(rounded / 100.0, style.for_group(&share, &[HUNDREDTHS]));
    if rounded > 0.0 { format!("+{shown}") } else { shown }
}
