//! Values in words: how low, base and high are told, how firmly, and when.

use super::question::Question;
use crate::quantity::Qualifier;
use crate::report::{Value, push_number};
use crate::sheet::{Bound, InputId, Sheet, Stated};
use crate::study::{Change, Cited, InputColumn, Operation, column};
use crate::unit::{NumberStyle, Unit};

/// How firmly a value is stated, as the column `qualifier` says it.
pub(super) fn qualifier(stated: Stated) -> &'static str {
    match stated {
        Stated::As(Qualifier::Exact) => "",
        Stated::As(Qualifier::About) => "about",
        Stated::As(Qualifier::AtLeast) => "at least",
        Stated::As(Qualifier::AtMost) => "at most",
        Stated::DirectionUnknown => "one-sided, direction unknown",
    }
}

/// `at least 165,000 to 220,000`; without a qualifier where the direction is unknown.
pub(super) fn range(bound: &Bound, sheet: &Sheet, unit: &Unit, style: NumberStyle) -> String {
    with_qualifier(bound, sheet, unit.show_range(bound.low, bound.high, style))
}

/// `at least 165,000 to 220,000 officers`.
pub(super) fn range_with_name(bound: &Bound, sheet: &Sheet, unit: &Unit, style: NumberStyle) -> String {
    with_qualifier(bound, sheet, unit.show_range_with_name(bound.low, bound.high, style))
}

fn with_qualifier(bound: &Bound, sheet: &Sheet, shown: String) -> String {
    stated(bound.stated(sheet), shown)
}

/// A number in words, as firmly as it is stated; as it is where the direction is unknown.
pub(super) fn stated(stated: Stated, shown: String) -> String {
    match stated {
        Stated::As(qualifier) if qualifier != Qualifier::Exact => {
            format!("{} {shown}", self::qualifier(Stated::As(qualifier)))
        }
        _ => shown,
    }
}

/// Three numbers of one row, at one precision.
pub(super) fn three(bound: &Bound, unit: &Unit, style: NumberStyle) -> [String; 3] {
    let values = [bound.low, bound.base, bound.high];
    let finite: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    let style = style.for_group(unit, &finite);
    values.map(|value| if value.is_nan() { "not defined".to_owned() } else { unit.show(value, style) })
}

/// A number for CSV and JSON: nothing where there is no limit.
pub(super) fn number(value: f64) -> Value<'static> {
    if value.is_finite() { Value::Number(value) } else { Value::Null }
}

/// The caveat of ends that are not known to occur: of what, and what one of its values is.
pub(super) fn enclosed(whose: &str, value: &str) -> String {
    format!(
        "low and high of {whose} enclose what the inputs allow: the smallest and the largest {value} may lie closer \
         together"
    )
}

/// More inputs than this are counted, not named.
const NAMED: usize = 4;

/// Makes a text the inputs' values at an end: `officers_per_subject=20; DGSI.officers=3000`.
pub(super) fn when(ends: &[(InputId, f64)], sheet: &Sheet, text: &mut String) {
    text.clear();
    for (at, (input, value)) in ends.iter().take(NAMED).enumerate() {
        text.push_str(if at == 0 { "" } else { "; " });
        sheet.push_input_name(*input, text);
        text.push('=');
        push_number(*value, text);
    }
    if ends.len() > NAMED {
        text.extend([format!("; and {} more", ends.len() - NAMED)]);
    }
}

/// Readings shown in one answer.
const READINGS: usize = 12;

impl Question {
    /// How each number that is more than a plain number was read.
    pub(super) fn readings(&self) -> Vec<String> {
        let mut readings: Vec<String> =
            self.set.iter().map(|(name, change)| self.set_reading(name, change)).collect();
        let mut more = 0;
        let written = |cited: &Cited<'_>| cited.entry.written.is_some();
        let replaced = |cited: &Cited<'_>| !self.set.is_empty() && self.is_replaced(&cited.name());
        for cited in self.study.cited().filter(|cited| written(cited) && !replaced(cited)) {
            if readings.len() == READINGS {
                more += 1;
                continue;
            }
            let Some(written) = &cited.entry.written else { continue };
            let reading = cited.entry.quantity.reading(&cited.unit(), self.style);
            readings.push(format!("{} \"{written}\" = {reading}", name_in_words(&cited)));
        }
        if more > 0 {
            readings.push(format!("and {more} more: `stakeout check` shows every cell"));
        }
        readings
    }

    /// `--set DGSI.officers += "8500" = 8,500, exactly`.
    fn set_reading(&self, name: &str, change: &Change) -> String {
        let own = column(name.rsplit('.').next().unwrap_or(name)).map(InputColumn::unit).unwrap_or_default();
        let (sign, unit) = match change.operation {
            Operation::Set => ("=", own),
            Operation::Add => ("+=", own),
            Operation::Multiply => ("*=", Unit::number()),
        };
        let written = change.value.written.as_ref().map_or("", |text| text);
        format!("--set {name} {sign} \"{written}\" = {}", change.value.quantity.reading(&unit, self.style))
    }
}

/// `officers per subject [round the clock]`, `plus 500: officers [DGSI]`.
pub(super) fn name_in_words(cited: &Cited<'_>) -> String {
    let column = cited.column.replace('_', " ");
    let row = if cited.row.is_empty() { String::new() } else { format!(" [{}]", cited.row) };
    let scenario = cited.scenario.map(|scenario| format!("{scenario}: ")).unwrap_or_default();
    let sign = match cited.operation {
        Some(Operation::Add) => " +",
        Some(Operation::Multiply) => " x",
        _ => "",
    };
    format!("{scenario}{column}{row}{sign}")
}
