//! The rows of an allocation, for CSV and JSON.

use super::super::question::Question;
use super::super::tell;
use super::worked::{Row, Three, Worked};
use crate::report::{RowSink, Table, Value};
use crate::study::TOTAL;
use serde_json::{Value as Json, json};
use std::io;

/// The row of officers without a task; no tier has a name with brackets.
const LEFT_OVER: &str = "[left over]";

/// The name of a tier by its place.
pub(super) fn tier_name(question: &Question, tier: usize) -> &str {
    let rows = &question.scenario().tiers.rows;
    &question.study.tiers[rows[tier]].name
}

impl Worked {
    /// The regime of a way; empty where the ratio is the tier's own.
    pub fn regime_name<'q>(&self, question: &'q Question, tier: usize, way: usize) -> &'q str {
        let regime = self.allocation.case.regime(tier, way);
        regime.map_or("", |regime| &question.study.regimes[regime].name)
    }
}

pub(super) fn table<'q>(question: &'q Question, worked: &'q Worked) -> Table<'q> {
    let columns = vec![
        "tier",
        "regime",
        "subjects",
        "watched",
        "officers",
        "share_watched",
        "watched_low",
        "watched_high",
        "officers_low",
        "officers_high",
        "share_watched_low",
        "share_watched_high",
        "qualifier",
    ];
    let rows = move |sink: &mut RowSink<'_>| {
        for row in &worked.rows {
            let tier = tier_name(question, row.tier);
            write_row((tier, worked.regime_name(question, row.tier, row.way)), row, sink)?;
        }
        write_row((TOTAL, ""), &worked.total, sink)?;
        write_left_over(&worked.left, sink)
    };
    Table { columns, rows: Box::new(rows) }
}

fn end(value: Option<f64>) -> Value<'static> {
    value.map_or(Value::Null, tell::number)
}

fn write_row((tier, regime): (&str, &str), row: &Row, sink: &mut RowSink<'_>) -> io::Result<()> {
    let Row { subjects, watched, officers, share, .. } = row;
    sink(&[
        Value::Text(tier),
        Value::Text(regime),
        tell::number(subjects.base),
        tell::number(watched.base),
        tell::number(officers.base),
        tell::number(share.base),
        end(watched.low),
        end(watched.high),
        end(officers.low),
        end(officers.high),
        end(share.low),
        end(share.high),
        Value::Text(tell::qualifier(watched.stated)),
    ])
}

fn write_left_over(left: &Three, sink: &mut RowSink<'_>) -> io::Result<()> {
    let mut cells = [Value::Null; 13];
    cells[0] = Value::Text(LEFT_OVER);
    cells[1] = Value::Text("");
    cells[4] = tell::number(left.base);
    cells[8] = end(left.low);
    cells[9] = end(left.high);
    cells[12] = Value::Text(tell::qualifier(left.stated));
    sink(&cells)
}

/// What JSON says after the rows.
pub(super) fn extra(question: &Question, worked: &Worked) -> Vec<(&'static str, Json)> {
    let one_more = worked.one_more.iter().map(|gained| {
        json!({
            "tier": tier_name(question, gained.tier),
            "regime": worked.regime_name(question, gained.tier, gained.way),
            "subjects": gained.subjects,
        })
    });
    let mut extra = vec![
        ("officers_available", three(&worked.available)),
        ("officers_left_over", three(&worked.left)),
        ("one_more_officer", one_more.collect()),
    ];
    if let Some(minimums) = &worked.minimums {
        extra.push(("officers_for_least_shares", three(minimums)));
    }
    if !worked.unmet.is_empty() {
        let names = worked.unmet.iter().map(|tier| tier_name(question, *tier));
        extra.push(("least_shares_not_met", names.collect()));
    }
    extra.extend(worked.value.map(|value| ("value", json!(value))));
    extra.extend(worked.chances.iter().map(|own| (own.effect.key(), three(&own.share))));
    if worked.rule == crate::study::Rule::Value {
        let displaced = worked.displaced.iter().map(|displaced| {
            let by = displaced
                .by
                .iter()
                .map(|(tier, more)| json!({ "tier": tier_name(question, *tier), "watched_more": more }));
            json!({
                "tier": tier_name(question, displaced.tier),
                "unwatched": displaced.unwatched,
                "by": by.collect::<Json>(),
            })
        });
        extra.push(("displaced", displaced.collect()));
    }
    extra.push(("reading", json!(question.readings())));
    extra
}

fn three(three: &Three) -> Json {
    let end = |value: Option<f64>| value.filter(|value| value.is_finite());
    json!({
        "low": end(three.low),
        "base": end(Some(three.base)),
        "high": end(three.high),
        "qualifier": tell::qualifier(three.stated),
    })
}
