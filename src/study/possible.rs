//! What a study cannot say: shares over 100%, numbers below 0, parts larger than their whole.

use super::compile::{Builder, ROUNDING};
use super::compiled::ScenarioCells;
use super::inputs::Slot;
use super::overlays::Overlay;
use super::{InputColumn, Problem};
use crate::quantity::{CellKind, Quantity};

impl Builder<'_> {
    /// Lists whose parts could be larger than they are, at the ends of the ranges.
    pub(super) fn parts_may_exceed(&self) -> Option<String> {
        let rows = &self.base_tiers.rows;
        let mut parts = vec![0.0; self.study.tiers.len()];
        for row in rows {
            if let Some(whole) = self.study.tiers[*row].details().part_of {
                parts[whole] += high_end(&self.study.tiers[*row].subjects.quantity);
            }
        }
        let exceeds = |row: &&usize| {
            let subjects = &self.study.tiers[**row].subjects.quantity;
            parts[**row] > subjects.ends().map_or_else(|| subjects.quantile(0.05), |(low, _)| low)
        };
        let row = rows.iter().find(exceeds)?;
        Some(format!(
            "at the ends of their ranges the parts of `{}` could be more than all of it: the total then counts the \
             parts, and nobody else on that list",
            self.study.tiers[*row].name
        ))
    }

    /// Shares over 100% and numbers below 0 that a setting or scenario makes.
    pub(super) fn impossible_values(&self) -> Vec<Problem> {
        if self.overlays.is_empty() {
            return Vec::new();
        }
        let bounds = match self.sheet.bounds() {
            Ok(bounds) => bounds,
            Err(error) => return vec![error.into()],
        };
        let told = |overlay: &Overlay| {
            let column = super::column(overlay.column)?;
            let bound = bounds.of(overlay.source.cell, overlay.source.member.unwrap_or(0));
            let what = impossible(column, [bound.low, bound.base, bound.high])?;
            let who = match overlay.scenario.as_str() {
                "set" => "--set".to_owned(),
                name => format!("scenario \"{name}\""),
            };
            let message = format!("{who} makes `{}` {what}, which cannot be", overlay.input);
            Some(Problem { code: "impossible-value", place: overlay.place, span: None, message })
        };
        self.overlays.iter().filter_map(told).collect()
    }

    /// The same where a setting is the number itself.
    pub(super) fn impossible_setting(&self, slot: Slot, quantity: &Quantity) -> Option<Problem> {
        let base = quantity.base();
        let (low, high) = quantity.ends().unwrap_or((base, base));
        let what = impossible(super::column(slot.column)?, [low, base, high])?;
        let message = format!("--set makes `{}` {what}, which cannot be", self.sheet.input_name(slot.input));
        Some(Problem { code: "impossible-value", place: None, span: None, message })
    }

    /// Lists that a setting or scenario makes smaller than their parts.
    pub(super) fn parts_too_large(&self, scenarios: &[ScenarioCells]) -> Vec<Problem> {
        let values = self.sheet.base_values();
        let mut problems = Vec::new();
        for scenario in scenarios {
            let tiers = &scenario.tiers;
            let column = &values[self.sheet.position(tiers.subjects.0)];
            let mut parts = vec![0.0; tiers.rows.len()];
            for (at, row) in tiers.rows.iter().enumerate() {
                let whole = self.study.tiers[*row].details().part_of;
                let whole = whole.and_then(|whole| tiers.rows.iter().position(|row| *row == whole));
                if let (Some(whole), Some(subjects)) = (whole, column.get(at)) {
                    parts[whole] += subjects;
                }
            }
            for ((row, parts), at) in tiers.rows.iter().zip(parts).zip(0..) {
                if column.get(at).is_some_and(|whole| *whole < parts) {
                    problems.push(Problem {
                        code: "parts-exceed-whole",
                        place: None,
                        span: None,
                        message: format!(
                            "in scenario \"{}\" the tier `{}` is smaller than the tiers that are part of it",
                            scenario.name, self.study.tiers[*row].name
                        ),
                    });
                }
            }
        }
        problems
    }
}

/// What an input cannot be, in words, if low, base or high are that.
fn impossible(column: &InputColumn, [low, base, high]: [f64; 3]) -> Option<String> {
    let most = column.most();
    match (low < 0.0, high > most * (1.0 + ROUNDING)) {
        (true, _) => Some("below 0".to_owned()),
        (_, true) if column.kind == CellKind::Share => Some("over 100%".to_owned()),
        (_, true) => Some(format!("more than {most}")),
        _ => (column.is_divisor() && base == 0.0).then(|| "0".to_owned()),
    }
}

/// The largest value, or the 95% point where there is none.
fn high_end(quantity: &crate::quantity::Quantity) -> f64 {
    quantity.ends().map_or_else(|| quantity.quantile(0.95), |(_, high)| high)
}
