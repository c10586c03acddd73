//! `compare`: scenarios side by side.

use super::asked::words_of_formula;
use super::deliver::deliver_drawn;
use super::figure::{self, Figure};
use super::question::{Question, Whom};
use super::sentences::{CLOSES, IN_SCENARIO, NOTHING_TO_COMPARE, SAME_EVERYWHERE, amount, quoted};
use super::uncertain::{in_points, name_of, sentence_case};
use super::wording::{label, label_with};
use super::{Choices, Common, FigureOptions, Reply, Typed, cover, help, tell};
use crate::chart::{BarRow, Bars};
use crate::report::{Answer, Block, Grid, RowSink, Table, Value};
use crate::sheet::{Bound, BoundKind, Bounds, Source};
use crate::study::{ALLOCATED, Compiled, Difference, Effect, Measure};
use crate::unit::{Locale, Unit};
use anyhow::anyhow;
use std::path::PathBuf;

/// Compare scenarios side by side
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout compare study.csv", "every scenario, and its change from base"),
        ("stakeout compare study.csv --outcome coverage", "coverage alone"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, drawn, common } = args;
    common.destinations()?;
    let mut question = Question::of_file(&study, &choices, &common)?;
    if question.compiled.scenarios.len() < 2 {
        question.notes.push(
            "this study has one scenario, so there is nothing to compare; add a scenarios table, or a scenario column"
                .to_owned(),
        );
    }
    plain(&mut question, &typed.command_line(), &drawn, |answer, figure| {
        deliver_drawn(answer, &common, &drawn, figure)
    })??;
    Ok(Reply::Answered)
}

/// The answer to a question, for a page that holds more; the differences are added to its sheet.
pub(super) fn plain<T>(
    question: &mut Question,
    command: &str,
    options: &FigureOptions,
    take: impl FnOnce(&Answer<'_>, &dyn Fn() -> Figure) -> T,
) -> anyhow::Result<T> {
    let differences = differences(question)?;
    let bounds = question.bounds()?;
    let comparison = Comparison { question, bounds: &bounds, differences: &differences };
    let answer = comparison.answer(command.to_owned());
    Ok(take(&answer, &|| comparison.figure(&answer, options)))
}

/// The differences asked for; the cells behind them are added to the sheet.
fn differences(question: &mut Question) -> anyhow::Result<Vec<Difference>> {
    let headline = question.headline(question.scenario());
    let name = question.name_of(question.scenario(), headline).to_owned();
    let rows: Vec<Vec<crate::sheet::RowName>> = question
        .compiled
        .scenarios
        .iter()
        .map(|scenario| {
            scenario.tiers.rows.iter().map(|row| question.study.tiers[*row].name.clone()).collect()
        })
        .collect();
    let member = move |_: &Compiled, scenario: usize| {
        let at = rows[scenario].iter().position(|row| **row == *name)?;
        u32::try_from(at).ok()
    };
    let tier = matches!(headline, Whom::Tier(_)).then_some(&member as &crate::study::Member);
    let all = question
        .compiled
        .add_differences(&question.study, tier)
        .map_err(|problem| anyhow!(problem.message))?;
    let wanted = |difference: &Difference| {
        let scenario = &question.compiled.scenarios[difference.scenario].name;
        let allocated = difference.measure.is_some_and(|measure| ALLOCATED.contains(&measure));
        question.asks_for(&difference.key)
            && question.shows(scenario)
            && (!allocated || question.outcome().is_some())
    };
    Ok(all.into_iter().filter(wanted).collect())
}

struct Comparison<'q> {
    question: &'q Question,
    bounds: &'q Bounds<'q>,
    differences: &'q [Difference],
}

/// A row's own bounds and those of its change.
struct Compared {
    own: Option<Bound>,
    change: Option<Bound>,
}

impl<'q> Comparison<'q> {
    fn answer(&self, command: String) -> Answer<'q> {
        let question = self.question;
        Answer {
            command,
            study: question.study.name.clone(),
            settings: question.settings(),
            table: self.table(),
            blocks: self.blocks(),
            caveats: question.caveats(question.scenario()).into_iter().chain(self.enclosed()).collect(),
            notes: question.notes.clone(),
            extra: Vec::new(),
        }
    }

    /// Changes whose ends are not found at the ends of the inputs.
    fn enclosed(&self) -> Option<String> {
        let is_enclosed = |difference: &&Difference| {
            self.compared(difference).change.is_some_and(|change| change.kind == BoundKind::Enclosed)
        };
        let mut names: Vec<String> =
            self.differences.iter().filter(is_enclosed).map(|difference| words_of(&difference.key)).collect();
        names.dedup();
        (!names.is_empty()).then(|| tell::enclosed(&format!("the change of {}", names.join(", ")), "change"))
    }

    fn compared(&self, difference: &Difference) -> Compared {
        let of = |source: Source| self.bounds.of(source.cell, source.member.unwrap_or(0));
        let closed = || difference.gap_closed.map(|cell| at_most_all(self.bounds.of(cell, 0)));
        let own = difference.own.map(of).or_else(closed);
        Compared { own, change: difference.change.map(|cell| self.bounds.of(cell, 0)) }
    }

    /// One quantity by scenario, with the change from the base.
    fn figure(&self, answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let key = self.question.outcome().unwrap_or(Measure::Coverage.key());
        let rows = self.differences.iter().filter(|difference| difference.key == key);
        let unit = rows.clone().next().map(|difference| difference.unit.clone()).unwrap_or_default();
        let (scale, change_unit) = in_points(&unit);
        let bars = rows.filter_map(|difference| {
            let Compared { own, change } = self.compared(difference);
            let name = self.question.compiled.scenarios[difference.scenario].name.to_string();
            let mut row = BarRow::new(name, cover::estimate(&own?));
            row.change = change.map(|change| change.base * scale);
            Some(row)
        });
        let words = words_of(key);
        let locale = self.question.style.locale();
        let words = sentence_case(&label(&words, locale));
        let subtitle = label_with("{} by scenario, with the change from the base", &words, locale);
        let full = cover::full_line(self.question);
        Figure::Bars(Bars {
            words: figure::words(answer, self.question, options, self.figure_title(key), subtitle),
            rows: bars.collect(),
            change_word: Some(label(&change_unit.label(), locale)).filter(|_| locale == Locale::French),
            change_unit,
            reference: (key == Measure::Coverage.key()).then_some(full),
            unit,
        })
    }

    /// The scenario that closes most of the base's shortfall; where none does, the one that moves the quantity most.
    fn figure_title(&self, key: &str) -> Option<String> {
        let locale = self.question.style.locale();
        let closed = self.differences.iter().filter_map(|difference| {
            let bound = at_most_all(self.bounds.of(difference.gap_closed?, 0));
            (bound.low > 0.0 && bound.high.is_finite()).then_some((difference.scenario, bound))
        });
        let Some((scenario, bound)) = closed.max_by(|a, b| a.1.base.total_cmp(&b.1.base)) else {
            return self.nothing_to_compare().or_else(|| self.moved_most(key));
        };
        let shown = amount(Unit::share().show_range(bound.low, bound.high, self.question.style), locale);
        Some(CLOSES.with(&[self.scenario_name(scenario), shown], locale))
    }

    /// A figure of the base alone says so.
    fn nothing_to_compare(&self) -> Option<String> {
        let alone = self.differences.iter().all(|difference| difference.scenario == 0);
        alone.then(|| NOTHING_TO_COMPARE.with::<&str>(&[], self.question.style.locale()))
    }

    /// `Coverage: 89% to 119% in “two weeks”, 125% to 167% at the base`.
    fn moved_most(&self, key: &str) -> Option<String> {
        let (sheet, style) = (&self.question.compiled.sheet, self.question.style);
        let of_key = self.differences.iter().filter(|difference| difference.key == key);
        let moved = of_key.filter_map(|difference| {
            let Compared { own, change } = self.compared(difference);
            Some((difference, own?, change?.base.abs()))
        });
        let (most, own, most_change) = moved.max_by(|a, b| a.2.total_cmp(&b.2))?;
        let shown = |bound: &Bound| amount(tell::range(bound, sheet, &most.unit, style), style.locale());
        let base = self.find(0, key)?.own?;
        let name = sentence_case(&name_of(key, style.locale()));
        if most_change == 0.0 {
            let value = amount(most.unit.show(base.base, style), style.locale());
            return Some(SAME_EVERYWHERE.with(&[name, value], style.locale()));
        }
        let parts = [name, shown(&own), self.scenario_name(most.scenario), shown(&base)];
        Some(IN_SCENARIO.with(&parts, style.locale()))
    }

    fn scenario_name(&self, scenario: usize) -> String {
        quoted(&self.question.compiled.scenarios[scenario].name, self.question.style.locale())
    }

    fn table(&self) -> Table<'q> {
        let columns = vec![
            "scenario",
            "quantity",
            "unit",
            "low",
            "base",
            "high",
            "change_low",
            "change",
            "change_high",
        ];
        let this = Self { ..*self };
        let rows = move |sink: &mut RowSink<'_>| {
            for difference in this.differences {
                let Compared { own, change } = this.compared(difference);
                let three = |bound: &Option<Bound>| match bound {
                    Some(bound) => [bound.low, bound.base, bound.high].map(tell::number),
                    None => [Value::Null; 3],
                };
                let ([low, base, high], [change_low, change, change_high]) = (three(&own), three(&change));
                sink(&[
                    Value::Text(&this.question.compiled.scenarios[difference.scenario].name),
                    Value::Text(&difference.key),
                    Value::Text(&difference.unit.label()),
                    low,
                    base,
                    high,
                    change_low,
                    change,
                    change_high,
                ])?;
            }
            Ok(())
        };
        Table { columns, rows: Box::new(rows) }
    }

    fn blocks(&self) -> Vec<Block> {
        let question = self.question;
        let headline = question.headline(question.scenario());
        let name = question.name_of(question.scenario(), headline);
        let mut blocks: Vec<Block> =
            question.study.about.title.clone().map(Block::Paragraph).into_iter().collect();
        for scenario in 1..question.compiled.scenarios.len() {
            blocks.extend(self.sentence(scenario).map(Block::Paragraph));
        }
        let mut keys: Vec<&str> = Vec::new();
        for difference in self.differences {
            if !keys.contains(&difference.key.as_str()) {
                keys.push(&difference.key);
            }
        }
        blocks.extend(keys.into_iter().map(|key| Block::Grid(self.grid(key, name))));
        blocks
    }

    fn find(&self, scenario: usize, key: &str) -> Option<Compared> {
        let found = self.differences.iter().find(|known| known.scenario == scenario && known.key == key);
        found.map(|difference| self.compared(difference))
    }

    /// `plus 8,500 (ceiling): coverage rises from 1.5% to 2.0% to ...; closes 3.9% to 5.3% of the shortfall`.
    fn sentence(&self, scenario: usize) -> Option<String> {
        let (sheet, style) = (&self.question.compiled.sheet, self.question.style);
        let coverage = self.find(scenario, Measure::Coverage.key())?.own?;
        let name = &self.question.compiled.scenarios[scenario].name;
        let mut text = format!("{name}: coverage {}", tell::range(&coverage, sheet, &Unit::share(), style));
        if let Some(change) =
            self.find(scenario, Measure::OfficerShortfall.key()).and_then(|found| found.change)
        {
            text += ", ";
            text += &shortfall_change(&change, style);
        }
        let closed = self.find(scenario, "gap_closed").and_then(|found| found.own);
        if let Some(closed) = closed.filter(|closed| closed.low >= 0.0 && closed.high.is_finite()) {
            let shown = Unit::share().show_range(closed.low, closed.high, style);
            text = format!("{text}, which closes {shown} of the base's shortfall");
        }
        Some(text + ".")
    }

    fn grid(&self, key: &str, whom: &str) -> Grid {
        let rows = self.differences.iter().filter(|difference| difference.key == key);
        let row = |difference: &Difference| {
            let Compared { own, change } = self.compared(difference);
            let name = self.question.compiled.scenarios[difference.scenario].name.to_string();
            let mut cells = vec![name];
            let stated = own.as_ref().map(|own| tell::qualifier(own.stated(&self.question.compiled.sheet)));
            cells.extend(own.map_or_else(Default::default, |own| {
                if is_endless(&own) {
                    return ["", NO_LIMIT, ""].map(str::to_owned);
                }
                tell::three(&own, &difference.unit, self.question.style)
            }));
            cells.push(stated.unwrap_or_default().to_owned());
            cells.push(change.map(|change| self.change(&change, &difference.unit)).unwrap_or_default());
            cells
        };
        let words = if key == "gap_closed" {
            "part of the base's shortfall closed".to_owned()
        } else {
            words_of(key)
        };
        let whom = if Effect::of_key(key).is_some() { String::new() } else { format!(" [{whom}]") };
        Grid {
            title: format!("{words}{whom}"),
            headings: ["", "low", "base", "high", "", "change"].map(str::to_owned).to_vec(),
            numeric: vec![false, true, true, true, false, true],
            rows: rows.map(row).collect(),
        }
    }

    /// `+3.9 to +5.2 points` for shares, `−8,500` for counts.
    fn change(&self, change: &Bound, unit: &Unit) -> String {
        let style = self.question.style;
        let (scale, unit) = in_points(unit);
        let (low, high) = (change.low * scale, change.high * scale);
        let group = style.for_group(&unit, &[low, high]);
        let signed = |value: f64| {
            let shown = unit.show(value, group);
            if value > 0.0 { format!("+{shown}") } else { shown }
        };
        let named = unit == Unit::of("points") || unit == Unit::days();
        let points = if named { format!(" {unit}") } else { String::new() };
        match (low.is_infinite(), high.is_infinite()) {
            (true, true) => NO_LIMIT.to_owned(),
            (false, true) => format!("{}{points} or more, without limit", signed(low)),
            (true, false) => format!("{}{points} or less, without limit", signed(high)),
            _ if low == high || signed(low) == signed(high) => signed(low) + &points,
            _ => format!("{} to {}{points}", signed(low), signed(high)),
        }
    }
}

/// What is said of a number that may be anything; once, where its low end, its base and its high end are all like that.
const NO_LIMIT: &str = "no limit";

fn is_endless(bound: &Bound) -> bool {
    bound.low.is_infinite() && bound.high.is_infinite() && !bound.base.is_finite()
}

/// The part of a gap that a scenario closes: no more than all of it, where an enclosure may pass that.
fn at_most_all(mut part: Bound) -> Bound {
    if part.high > 1.0 && part.high.is_finite() {
        part.high = part.high.min(1.0).max(part.base);
    }
    part
}

/// A quantity's name as tables have it.
fn words_of(key: &str) -> String {
    match Measure::named(key) {
        Some(measure) => measure.words().to_owned(),
        None => Effect::words_of(key).unwrap_or_else(|| words_of_formula(key)),
    }
}

/// `8,500 officers less short`.
fn shortfall_change(change: &Bound, style: crate::unit::NumberStyle) -> String {
    let unit = Unit::officers();
    match (change.low, change.high) {
        (low, high) if high <= 0.0 && low < 0.0 => {
            format!("{} less short", unit.show_range_with_name(-high, -low, style))
        }
        (low, high) if low >= 0.0 && high > 0.0 => {
            format!("{} more short", unit.show_range_with_name(low, high, style))
        }
        (0.0, 0.0) => "no officers less short".to_owned(),
        (low, high) => format!("shortfall changes by {}", unit.show_range_with_name(low, high, style)),
    }
}
