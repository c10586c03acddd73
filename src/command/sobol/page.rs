//! Shares of uncertainty as people read them: sentences that follow from the rows, then the rows.

use super::super::seed::Seed;
use super::super::sentences::{DOES_NOT_VARY, NEARLY_ALL_FROM, NONE_ALONE, ONLY_VARIES, UNCERTAINTY_FROM};
use super::super::uncertain::{listed, sentence_case};
use super::super::wording::label;
use super::Shared;
use crate::analysis::sobol::{OutcomeShares, Share};
use crate::analysis::terms::Order;
use crate::report::{Block, Grid};
use crate::unit::{NumberStyle, Unit};

/// Inputs spoken of, and rows listed, at most.
const SPOKEN: usize = 3;
const LISTED: usize = 30;
/// Shares below this are not spoken of.
const SMALL: f64 = 0.01;
/// A share above this is told as nearly all: rounding would make it all.
const NEARLY_ALL: f64 = 0.995;

impl Shared<'_> {
    pub(super) fn blocks(&self, seed: Seed) -> Vec<Block> {
        let mut blocks: Vec<Block> =
            self.question.study.about.title.clone().map(Block::Paragraph).into_iter().collect();
        if let Some(outcome) = self.shares() {
            blocks.push(Block::Paragraph(self.sentences(outcome)));
            blocks.extend(self.grids(outcome).into_iter().map(Block::Grid));
        }
        let items = self.question.readings();
        blocks.push(Block::List { heading: "Read as".to_owned(), items });
        blocks.push(Block::Paragraph(self.how(seed)));
        blocks
    }

    fn words(&self) -> String {
        self.question.outcome_words(&self.model.outcomes[0])
    }

    /// An input or a group in words.
    fn factor(&self, factor: usize) -> String {
        self.model.words_of(self.name(factor))
    }

    fn sentences(&self, outcome: &OutcomeShares) -> String {
        let words = self.words();
        if outcome.constant {
            return format!(
                "{} does not vary, so there is no uncertainty to share out.",
                sentence_case(&words)
            );
        }
        if self.found.factors.varying.len() == 1 {
            return format!(
                "Only {} varies here, so {words} follows from it alone: this says nothing of the inputs that are \
                 held fixed, however uncertain they may be.",
                self.factor(0)
            );
        }
        let none = self.not_distinguishable(outcome);
        let none = match none.as_slice() {
            [] => String::new(),
            names => format!("\nNot distinguishable from 0: {}.", listed(names)),
        };
        format!("{}{}{none}", self.comes_from(outcome, &words), self.together(outcome))
    }

    /// `71% of the uncertainty in coverage comes from officers per subject`.
    pub(super) fn figure_title(&self) -> Option<String> {
        let (outcome, locale) = (self.shares()?, self.question.style.locale());
        let words = self.question.outcome_in_title(&self.model.outcomes[0]);
        let input = |at: usize| label(&self.factor(at), locale);
        let first = spoken(outcome);
        let shares: Vec<f64> = first.iter().map(|(_, share)| share.value).collect();
        let title = match first.first() {
            _ if outcome.constant => DOES_NOT_VARY.with(&[words], locale),
            _ if self.found.factors.varying.len() == 1 => ONLY_VARIES.with(&[input(0), words], locale),
            None => NONE_ALONE.with(&[words], locale),
            Some((at, share)) if share.value >= NEARLY_ALL => {
                NEARLY_ALL_FROM.with(&[words, input(*at)], locale)
            }
            Some((at, share)) => {
                let part = Unit::share().show(share.value, whole(self.question.style, &shares));
                UNCERTAINTY_FROM.with(&[part, words, input(*at)], locale)
            }
        };
        Some(sentence_case(&title))
    }

    /// `71% of the uncertainty in coverage comes from officers per subject, 20% from subjects.`
    fn comes_from(&self, outcome: &OutcomeShares, words: &str) -> String {
        let first = spoken(outcome);
        let shares: Vec<f64> = first.iter().map(|(_, share)| share.value).collect();
        let style = whole(self.question.style, &shares);
        let from = |(input, share): &(usize, &Share)| {
            let part = if share.value >= NEARLY_ALL {
                "nearly all".to_owned()
            } else {
                Unit::share().show(share.value, style)
            };
            (part, self.factor(*input))
        };
        let told: Vec<(String, String)> = first.iter().map(from).collect();
        match told.as_slice() {
            [] => format!("No input alone explains the uncertainty in {words}."),
            [(part, input), rest @ ..] => {
                let rest: Vec<String> =
                    rest.iter().map(|(part, input)| format!(", {part} from {input}")).collect();
                let rest = rest.concat();
                let text = format!("{part} of the uncertainty in {words} comes from {input}{rest}.");
                sentence_case(&text)
            }
        }
    }

    /// What inputs do only together, where that can be told from nothing.
    fn together(&self, outcome: &OutcomeShares) -> String {
        let alone: f64 = first_order(outcome).iter().map(|(_, share)| share.value).sum();
        let part = 1.0 - alone;
        if part < SMALL {
            return String::new();
        }
        let shown = Unit::share().show(part, whole(self.question.style, &[part]));
        format!(" {shown} comes from inputs acting together.")
    }

    /// Inputs whose total share may as well be 0.
    fn not_distinguishable(&self, outcome: &OutcomeShares) -> Vec<String> {
        let none = total(outcome).into_iter().filter(|(_, share)| share.may_be_zero);
        none.take(LISTED).map(|(input, _)| self.factor(input)).collect()
    }

    fn grids(&self, outcome: &OutcomeShares) -> Vec<Grid> {
        if outcome.constant || self.found.factors.varying.len() == 1 {
            return Vec::new();
        }
        let mut grids = vec![self.singles(outcome)];
        grids.extend(self.pairs(outcome));
        grids
    }

    /// First order and total of each input, the largest total first.
    fn singles(&self, outcome: &OutcomeShares) -> Grid {
        let first = first_order(outcome);
        let mut total = total(outcome);
        total.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
        let row = |(input, total): &(usize, &Share)| {
            let alone = first.iter().find(|(other, _)| other == input).map(|(_, share)| *share);
            let [alone, alone_interval] = alone.map(|share| self.cells(share)).unwrap_or_default();
            let [total, total_interval] = self.cells(total);
            vec![self.factor(*input), alone, alone_interval, total, total_interval]
        };
        let headings = ["", "alone", "95% interval", "in all", "95% interval"].map(str::to_owned).to_vec();
        Grid {
            title: format!("Shares of the uncertainty in {}", self.words()),
            headings,
            numeric: vec![false, true, true, true, true],
            rows: total.iter().take(LISTED).map(row).collect(),
        }
    }

    /// Pairs that do something together, the largest first.
    fn pairs(&self, outcome: &OutcomeShares) -> Option<Grid> {
        let mut pairs: Vec<(usize, usize, &Share)> = outcome
            .shares
            .iter()
            .filter(|share| !share.may_be_zero)
            .filter_map(|share| match share.order {
                Order::Second(input, with) => Some((input, with, share)),
                _ => None,
            })
            .collect();
        pairs.sort_by(|a, b| b.2.value.total_cmp(&a.2.value));
        let row = |(input, with, share): &(usize, usize, &Share)| {
            let [value, interval] = self.cells(share);
            vec![format!("{} and {}", self.factor(*input), self.factor(*with)), value, interval]
        };
        let headings = ["", "together", "95% interval"].map(str::to_owned).to_vec();
        (!pairs.is_empty()).then(|| Grid {
            title: "Two inputs together, beyond what each does alone".to_owned(),
            headings,
            numeric: vec![false, true, true],
            rows: pairs.iter().take(LISTED).map(row).collect(),
        })
    }

    /// A share and its interval.
    fn cells(&self, share: &Share) -> [String; 2] {
        let unit = Unit::share();
        let style = self.question.style.for_group(&unit, &[0.125]);
        let value = unit.show(share.value, style);
        let interval = match (share.interval.low, share.interval.high) {
            _ if share.may_be_zero => "not distinguishable from 0".to_owned(),
            (Some(low), Some(high)) => format!("{} to {}", unit.show(low, style), unit.show(high, style)),
            _ => String::new(),
        };
        [value, interval]
    }

    fn how(&self, seed: Seed) -> String {
        let count = |number: usize| Unit::number().show(number as f64, self.question.style);
        let intervals = match self.sharing.resamples {
            Some(resamples) => format!("{} bootstrap resamples", count(resamples)),
            None => "intervals by the influence function".to_owned(),
        };
        format!(
            "Seed {}, {} samples, {} runs, {intervals}, {}.",
            seed.number(),
            count(self.sharing.samples),
            count(self.found.runs),
            self.sampling.words()
        )
    }
}

/// The shares of one order, each with its input.
fn of_order(outcome: &OutcomeShares, pick: impl Fn(Order) -> Option<usize>) -> Vec<(usize, &Share)> {
    outcome.shares.iter().filter_map(|share| pick(share.order).map(|input| (input, share))).collect()
}

/// The first-order shares, each with its input.
fn first_order(outcome: &OutcomeShares) -> Vec<(usize, &Share)> {
    of_order(outcome, |order| if let Order::First(input) = order { Some(input) } else { None })
}

/// The inputs that the sentence names, the one that explains most first.
fn spoken(outcome: &OutcomeShares) -> Vec<(usize, &Share)> {
    let mut first: Vec<(usize, &Share)> = first_order(outcome);
    first.retain(|(_, share)| share.value >= SMALL && !share.may_be_zero);
    first.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    first.truncate(SPOKEN);
    first
}

/// The total shares, each with its input.
fn total(outcome: &OutcomeShares) -> Vec<(usize, &Share)> {
    of_order(outcome, |order| if let Order::Total(input) = order { Some(input) } else { None })
}

/// Whole percentages, but for the smallest shares.
fn whole(style: NumberStyle, shares: &[f64]) -> NumberStyle {
    let least = shares.iter().copied().fold(1.0, f64::min);
    if least < 0.01 { style } else { style.for_group(&Unit::share(), &[1.0]) }
}
