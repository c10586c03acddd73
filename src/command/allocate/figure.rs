//! The figure of an allocation: staff flowing into tiers.

use super::super::figure::{self, Figure};
use super::super::question::Question;
use super::super::sentences::{
    self, AND_OF_ALL, FLOW, FLOW_RANGE, IN_ANY_WAY, NOBODY_ELSE, OF_ALL, PART_OF, Sentence, amount_with_name,
    quoted,
};
use super::super::wording::label;
use super::super::{FigureOptions, tell, uncertain};
use super::rows::tier_name;
use super::worked::{TierSum, Worked};
use crate::chart::{Flow, FlowBand};
use crate::report::Answer;
use crate::unit::{Locale, Unit};

/// Officers on the left, bands to those whom they watch, every tier's whole on the right.
pub(super) fn figure(
    question: &Question,
    worked: &Worked,
    answer: &Answer<'_>,
    options: &FigureOptions,
) -> Figure {
    let band = |sum: &TierSum| FlowBand {
        label: tier_name(question, sum.tier).to_owned(),
        staff: sum.officers,
        reached: sum.watched.base,
        whole: sum.subjects,
        ways: ways(question, worked, sum.tier),
        range: Some(sum.watched.ends()),
    };
    let bands: Vec<FlowBand> = worked.tiers.iter().map(band).collect();
    Figure::Flow(Flow {
        words: figure::words(
            answer,
            question,
            options,
            Some(title(question, worked)),
            subtitle(question, worked),
        ),
        bands,
        left_over: worked.left.base,
        staff_unit: Unit::officers(),
        staff_word: (question.style.locale() == Locale::French).then(|| label("officers", Locale::French)),
        whole_unit: Unit::subjects(),
    })
}

/// `close watch: 117; phone check: 1,083`, where a tier is watched in one of several ways.
fn ways(question: &Question, worked: &Worked, tier: usize) -> String {
    if worked.allocation.case.lines[tier].ways.len() < 2 {
        return String::new();
    }
    // Rows are in file order, as tiers are.
    let start = worked.rows.partition_point(|row| row.tier < tier);
    let own = worked.rows[start..].iter().take_while(|row| row.tier == tier);
    let used = own.filter(|row| row.watched.base > 0.0).map(|row| {
        let people = Unit::subjects().show(row.watched.base, question.style);
        format!("{}: {people}", worked.regime_name(question, tier, row.way))
    });
    used.collect::<Vec<String>>().join("; ")
}

/// `3,300 officers watch 15.7% of "foreign fighters" and nobody else`.
fn title(question: &Question, worked: &Worked) -> String {
    let (style, locale) = (question.style, question.style.locale());
    let officers = Unit::officers().show_with_name(worked.available.base, style);
    let officers = tell::stated(worked.available.stated, officers);
    let officers = amount_with_name(officers, &Unit::officers(), locale);
    let reached: Vec<&TierSum> = worked.tiers.iter().filter(|sum| sum.watched.base > 0.0).collect();
    let is_watched = |tier: &usize| reached.iter().any(|sum| sum.tier == *tier && sum.subjects > 0.0);
    let first = worked.allocation.case.ranked.iter().find(|tier| is_watched(tier));
    let first = worked.tiers.iter().find(|sum| Some(&sum.tier) == first);
    let of_tier = |sum: &TierSum| {
        let share = Unit::share().show(sum.watched.base / sum.subjects, style);
        let several =
            worked.rows.iter().filter(|row| row.tier == sum.tier && row.watched.base > 0.0).count() > 1;
        let how = if several { IN_ANY_WAY.with::<&str>(&[], locale) } else { String::new() };
        PART_OF.with(&[share, quoted(tier_name(question, sum.tier), locale)], locale) + &how
    };
    let all = Unit::share().show(worked.total.share.base, style);
    let title = match (reached.as_slice(), first) {
        ([only], _) if worked.tiers.len() > 1 => NOBODY_ELSE.with(&[officers, of_tier(only)], locale),
        (_, Some(first)) if worked.tiers.len() > 1 => {
            AND_OF_ALL.with(&[officers, of_tier(first), all], locale)
        }
        _ => OF_ALL.with(&[officers, all], locale),
    };
    uncertain::sentence_case(&title)
}

fn subtitle(question: &Question, worked: &Worked) -> String {
    let said = |sentence: Sentence| sentence.with::<&str>(&[], question.style.locale());
    let rule = said(match worked.rule {
        crate::study::Rule::Priority => sentences::STRICT,
        crate::study::Rule::Proportional => sentences::IN_PROPORTION,
        crate::study::Rule::Value => sentences::MOST_VALUE,
    });
    let ranged = worked.tiers.iter().any(|sum| sum.watched.ends().0 < sum.watched.ends().1);
    let range = if ranged { said(FLOW_RANGE) } else { String::new() };
    FLOW.with(&[range, rule], question.style.locale())
}
