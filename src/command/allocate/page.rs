//! What people read: who is watched, what one more officer buys, whom a rule leaves out.

use super::super::question::Question;
use super::super::tell;
use super::super::uncertain::listed;
use super::rows::tier_name;
use super::worked::{Chance, Row, Three, Worked};
use crate::report::{Block, Grid};
use crate::sheet::Bounds;
use crate::study::allocation::{Displaced, Move, Step, Ways, steps};
use crate::study::{Rule, TOTAL};
use crate::unit::{NumberStyle, Unit};
use std::collections::BTreeSet;

/// Tiers listed on a page; more are counted.
const LISTED: usize = 30;
/// Steps whose order is tried at the ends of the ranges.
const TRIED: usize = 200;

/// `176 to 230`, or one number.
fn shown(three: &Three, unit: &Unit, style: NumberStyle) -> String {
    let (low, high) = three.ends();
    if three.base.is_nan() {
        return "not defined".to_owned();
    }
    tell::stated(three.stated, unit.show_range(low, high, style))
}

fn shown_with_name(three: &Three, unit: &Unit, style: NumberStyle) -> String {
    let (low, high) = three.ends();
    tell::stated(three.stated, unit.show_range_with_name(low, high, style))
}

pub(super) fn blocks(question: &Question, worked: &Worked) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        question.study.about.title.clone().map(Block::Paragraph).into_iter().collect();
    blocks.push(Block::Paragraph(sentences(question, worked)));
    blocks.push(Block::Grid(grid(question, worked)));
    let readings = question.readings();
    if !readings.is_empty() {
        blocks.push(Block::List { heading: "Read as".to_owned(), items: readings });
    }
    blocks
}

/// The rule in words that begin a sentence.
fn by_rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Priority => "By strict priority",
        Rule::Proportional => "In proportion to what each tier requires",
        Rule::Value => "By value per officer",
    }
}

fn sentences(question: &Question, worked: &Worked) -> String {
    let style = question.style;
    let (officers, subjects) = (Unit::officers(), Unit::subjects());
    let mut text = format!(
        "{}, {} watch {} of {} ({}).",
        by_rule(worked.rule),
        shown_with_name(&worked.available, &officers, style),
        shown(&worked.total.watched, &subjects, style),
        shown_with_name(&worked.total.subjects, &subjects, style),
        shown(&worked.total.share, &Unit::share(), style),
    );
    if worked.left.ends().1 > 0.0 {
        text.extend([format!(" Left over: {}.", shown_with_name(&worked.left, &officers, style))]);
    }
    if let Some(value) = worked.value {
        text.extend([format!(
            " At the base values they gain a value of {}.",
            Unit::number().show(value, style)
        )]);
    }
    text.push('\n');
    text += &one_more(question, worked);
    text += &least_shares(question, worked);
    text + &chances(question, worked)
}

/// ` The least shares take 1,520 officers, and come first.`
fn least_shares(question: &Question, worked: &Worked) -> String {
    let Some(minimums) = &worked.minimums else { return String::new() };
    let take = shown_with_name(minimums, &Unit::officers(), question.style);
    let names = worked.unmet.iter().take(LISTED).map(|tier| format!("\"{}\"", tier_name(question, *tier)));
    let names = listed(&names.collect::<Vec<String>>());
    let (most, least_there) = (minimums.ends().1, worked.available.ends().0);
    if !worked.unmet.is_empty() {
        return format!(
            " The least shares come first, each in its list's own way of watching, but are not met for {names}."
        );
    }
    if most <= least_there {
        format!(" The least shares take {take}, and come first.")
    } else {
        format!(" The least shares take {take}: at the ends of the ranges they could not all be met.")
    }
}

/// `The chance that a given attacker is watched is 1.5%, and that at least one of 8 is, 11.4%.`
fn chances(question: &Question, worked: &Worked) -> String {
    let told = |own: &Chance| {
        let chance = shown(&own.share, &Unit::share(), question.style);
        match own.attackers {
            None => format!("The chance that a given attacker is watched is {chance}"),
            Some(attackers) => {
                let attackers = Unit::number().show(attackers, question.style);
                format!("that at least one of {attackers} is, {chance}")
            }
        }
    };
    // Of one attacker, at least one is that one.
    let chances = worked.chances.iter().filter(|own| own.attackers != Some(1.0));
    let told: Vec<String> = chances.map(told).collect();
    if told.is_empty() { String::new() } else { format!("\n{}.", told.join(", and ")) }
}

/// `One more officer watches 0.057 more of "foreign fighters" (round the clock).`
fn one_more(question: &Question, worked: &Worked) -> String {
    let several = |tier: usize| worked.allocation.case.lines[tier].ways.len() > 1;
    let told = |gained: &crate::study::allocation::Gained| {
        let amount = Unit::subjects().show(gained.subjects.abs(), question.style);
        let more = if gained.subjects > 0.0 { "more" } else { "fewer" };
        let tier = named(question, gained.tier);
        let way = Some(worked.regime_name(question, gained.tier, gained.way));
        let way = way.filter(|way| several(gained.tier) && !way.is_empty());
        format!("{amount} {more}{tier}{}", way.map(|way| format!(" ({way})")).unwrap_or_default())
    };
    let gained: Vec<String> = worked.one_more.iter().take(LISTED).map(told).collect();
    match (gained.is_empty(), worked.whole) {
        (true, true) => no_more_teams(question, worked),
        (true, false) if is_everybody_watched(worked) => {
            "One more officer would have nobody to watch.".to_owned()
        }
        (true, false) => {
            "One more officer would watch nobody: every way of watching those left is at its limit \
                          (`most_subjects`)."
                .to_owned()
        }
        (false, _) => format!("One more officer watches{} {}.", at_the_base(worked), listed(&gained)),
    }
}

/// What one more officer buys is worked out where the inputs are at their base.
fn at_the_base(worked: &Worked) -> &'static str {
    let (low, high) = worked.total.watched.ends();
    if low < high { ", at the base values," } else { "" }
}

fn is_everybody_watched(worked: &Worked) -> bool {
    worked.total.watched.base >= worked.total.subjects.base * (1.0 - 1e-9)
}

/// `One more officer would make no whole team; 7.50 more would.`
fn no_more_teams(question: &Question, worked: &Worked) -> String {
    let more = worked.missing.map(|missing| Unit::officers().show(missing, question.style));
    let more = more.map(|more| format!("; {more} more would")).unwrap_or_default();
    format!("One more officer would make no whole team{more}.")
}

/// ` of "foreign fighters"`; nothing where the only tier has no name.
fn named(question: &Question, tier: usize) -> String {
    match tier_name(question, tier) {
        "" => String::new(),
        name => format!(" of \"{name}\""),
    }
}

fn grid(question: &Question, worked: &Worked) -> Grid {
    let several = worked.rows.iter().any(|row| !worked.regime_name(question, row.tier, row.way).is_empty());
    let row = |name: &str, regime: &str, row: &Row| {
        let style = question.style;
        let mut cells = vec![name.to_owned()];
        cells.extend(several.then(|| regime.to_owned()));
        cells.extend([
            shown(&row.subjects, &Unit::subjects(), style),
            shown(&row.watched, &Unit::subjects(), style),
            shown(&row.officers, &Unit::officers(), style),
            shown(&row.share, &Unit::share(), style),
        ]);
        cells
    };
    let mut rows = Vec::new();
    for own in worked.rows.iter().take(LISTED) {
        let name = if own.way == 0 { tier_name(question, own.tier) } else { "" };
        rows.push(row(name, worked.regime_name(question, own.tier, own.way), own));
    }
    let mut headings = vec!["", "to watch", "watched", "officers", "share watched"];
    let mut numeric = vec![false, true, true, true, true];
    if several {
        headings.insert(1, "regime");
        numeric.insert(1, false);
    }
    if worked.rows.len() > LISTED {
        let mut more = vec![String::new(); headings.len()];
        more[0] = format!("... {} more: --tier NAME, or --format csv", worked.rows.len() - LISTED);
        rows.push(more);
    }
    rows.push(row(TOTAL, "", &worked.total));
    let headings = headings.into_iter().map(str::to_owned).collect();
    Grid { title: title(question).to_owned(), headings, numeric, rows }
}

fn title(question: &Question) -> &'static str {
    let rows = &question.scenario().tiers.rows;
    if rows.iter().any(|row| question.study.tiers[*row].details().part_of.is_some()) {
        "Who is watched (each person once, on the innermost list)"
    } else {
        "Who is watched"
    }
}

/// Whom the value rule leaves out for lower tiers.
pub(super) fn warnings(question: &Question, worked: &Worked) -> Vec<String> {
    let told = |displaced: &Displaced| {
        let unit = Unit::subjects();
        let show = |value: f64| unit.show(value, question.style);
        let by = displaced
            .by
            .iter()
            .take(LISTED)
            .map(|(tier, more)| format!("{} more of \"{}\"", show(*more), tier_name(question, *tier)));
        format!(
            "a lower tier displaces a higher one: {} of \"{}\", whom strict priority would watch, are left out for {}",
            show(displaced.unwatched),
            tier_name(question, displaced.tier),
            listed(&by.collect::<Vec<String>>()),
        )
    };
    worked.displaced.iter().take(LISTED).map(told).collect()
}

/// Numbers whose ends are not found at the ends of the inputs.
pub(super) fn enclosed(worked: &Worked) -> Option<String> {
    let names = worked.enclosed();
    (!names.is_empty()).then(|| tell::enclosed(&names.join(", "), "value"))
}

/// What the person should know about how it was done.
pub(super) fn notes(
    question: &Question,
    bounds: &Bounds<'_>,
    worked: &Worked,
) -> anyhow::Result<Vec<String>> {
    let mut notes = Vec::new();
    if worked.whole {
        notes.push(
            "whole teams are counted at the base values: low and high are not answered with --whole-teams"
                .to_owned(),
        );
        if question.study.says_who_attacks() {
            notes.push("the chances that attackers are watched are left out with --whole-teams".to_owned());
        }
        notes.extend((worked.rule == Rule::Value).then(|| {
            "whole teams go where each officer gains most, one after the other: another choice of the last few may be \
             worth a little more"
                .to_owned()
        }));
    }
    notes.extend(without_ranks(question, worked));
    if worked.rule == Rule::Value && worked.minimums.is_some() {
        notes.push(
            "least shares are filled in each tier's own way of watching first, before value counts: without them the \
             officers may gain more"
                .to_owned(),
        );
    }
    notes.extend(never_reached(question, worked));
    if worked.rule == Rule::Value {
        notes.extend(without_worth(question, worked));
        notes.extend(order_could_change(question, bounds, worked)?);
    }
    Ok(notes)
}

/// In which order tiers come where the study does not say it.
fn without_ranks(question: &Question, worked: &Worked) -> Option<String> {
    let rows = &question.scenario().tiers.rows;
    let details = || rows.iter().map(|row| question.study.tiers[*row].details());
    if worked.rule != Rule::Priority || rows.len() < 2 || details().any(|own| own.priority.is_some()) {
        return None;
    }
    let nested = details().any(|own| own.part_of.is_some());
    let order = if nested {
        "inner lists come before those around them, else the order of the file holds"
    } else {
        "the order of the file holds"
    };
    Some(format!("no tier has a rank (`priority`): {order}"))
}

/// Ways of watching that officers never come to.
fn never_reached(question: &Question, worked: &Worked) -> Option<String> {
    if worked.whole || worked.rule == Rule::Value {
        return None;
    }
    let row = worked.rows.iter().find(|row| row.way >= worked.allocation.reached(row.tier))?;
    let way = worked.allocation.reached(row.tier) - 1;
    Some(format!(
        "\"{}\" is never reached for \"{}\": \"{}\" before it has no limit (`most_subjects`), so officers go there until \
         none are left",
        worked.regime_name(question, row.tier, row.way),
        tier_name(question, row.tier),
        worked.regime_name(question, row.tier, way),
    ))
}

/// Regimes that are taken to gain a subject's whole value where tiers have a choice.
fn without_worth(question: &Question, worked: &Worked) -> Option<String> {
    let choices = worked.allocation.case.lines.iter().filter(|line| line.ways.len() > 1);
    let regimes: BTreeSet<usize> = choices.flat_map(|line| &line.ways).filter_map(|way| way.regime).collect();
    let blank = regimes.iter().filter(|regime| question.study.regimes[**regime].worth.is_none());
    let names: Vec<String> =
        blank.map(|regime| format!("\"{}\"", question.study.regimes[*regime].name)).collect();
    (!names.is_empty()).then(|| {
        format!(
            "{} counts as worth all of a subject's value: where that is not so, the cheapest way wins; say what each \
             gains in the column `worth`",
            listed(&names)
        )
    })
}

/// Whether the ranges allow another order of steps than the base values.
fn order_could_change(
    question: &Question,
    bounds: &Bounds<'_>,
    worked: &Worked,
) -> anyhow::Result<Option<String>> {
    let allocation = &worked.allocation;
    let steps = steps(&allocation.case, worked.rule, Ways::Reached);
    let steps: Vec<_> = steps.iter().filter(|step| !step.is_minimum).take(TRIED).collect();
    let mut scratch = bounds.sheet().clone();
    let mut differences = Vec::new();
    for pair in steps.windows(2) {
        let [earlier, later] = [pair[0], pair[1]].map(|step| allocation.value_per_officer(step));
        let (Some(earlier), Some(later)) = (earlier, later) else { continue };
        differences.push((pair, scratch.add_formula("difference", None, earlier - later)?));
    }
    let tried = scratch.bounds()?;
    let changed = differences.into_iter().find(|(_, cell)| tried.of(*cell, 0).low < 0.0);
    Ok(changed.map(|(pair, _)| {
        let name =
            |step: &Step| step.moves.last().map(|moved| put_to(question, worked, moved)).unwrap_or_default();
        format!(
            "the order is that of the base values: at the ends of the ranges {} could come before {}, and low and high do \
             not follow that",
            name(pair[1]),
            name(pair[0])
        )
    }))
}

/// What officers are put to: the tier, and the way of watching where it has a choice.
fn put_to(question: &Question, worked: &Worked, moved: &Move) -> String {
    let tier = tier_name(question, moved.line);
    let regime = moved.to.map_or("", |way| worked.regime_name(question, moved.line, way));
    if regime.is_empty() || worked.allocation.case.lines[moved.line].ways.len() < 2 {
        return format!("\"{tier}\"");
    }
    format!("\"{tier}\" by \"{regime}\"")
}
