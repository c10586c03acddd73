//! The rows of `cover`, as many as eight for each tier: written one by one, with nothing made anew for each.

use super::super::question::{Answered, Question, Whom};
use super::super::tell;
use crate::report::{RowSink, Table, Value};
use crate::sheet::Bounds;
use crate::study::ScenarioCells;
use std::io;

/// A row for every quantity of every tier, and of the total.
pub(super) fn table<'q>(question: &'q Question, bounds: &'q Bounds<'q>) -> Table<'q> {
    let columns = vec![
        "scenario",
        "tier",
        "quantity",
        "unit",
        "low",
        "base",
        "high",
        "low_when",
        "high_when",
        "bounds",
        "qualifier",
    ];
    let rows = move |sink: &mut RowSink<'_>| {
        let mut writer = RowWriter { question, bounds, low_when: String::new(), high_when: String::new() };
        question.scenarios().into_iter().try_for_each(|scenario| writer.scenario(scenario, sink))
    };
    Table { columns, rows: Box::new(rows) }
}

/// A quantity that every tier of a scenario is asked for.
struct Asked {
    answered: Answered,
    unit: String,
}

/// Writes rows; its texts are used for every row again.
struct RowWriter<'q> {
    question: &'q Question,
    bounds: &'q Bounds<'q>,
    low_when: String,
    high_when: String,
}

impl RowWriter<'_> {
    fn scenario(&mut self, scenario: &ScenarioCells, sink: &mut RowSink<'_>) -> io::Result<()> {
        let asked = |whom: Whom| -> Vec<Asked> {
            let answered = self.question.answered(scenario, whom).into_iter();
            answered.map(|answered| Asked { unit: answered.unit.label(), answered }).collect()
        };
        let (alone, total) = (asked(Whom::Tier(0)), asked(Whom::Total));
        for whom in self.question.everyone(scenario) {
            for asked in if whom == Whom::Total { &total } else { &alone } {
                self.row(scenario, whom, asked, sink)?;
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        scenario: &ScenarioCells,
        whom: Whom,
        asked: &Asked,
        sink: &mut RowSink<'_>,
    ) -> io::Result<()> {
        let sheet = &self.question.compiled.sheet;
        let Asked { answered, unit } = asked;
        let member = match whom {
            Whom::Tier(member) => member,
            Whom::Total => answered.member,
        };
        let bound = self.bounds.of(answered.cell, member);
        tell::when(&bound.low_when, sheet, &mut self.low_when);
        tell::when(&bound.high_when, sheet, &mut self.high_when);
        sink(&[
            Value::Text(&scenario.name),
            Value::Text(self.question.name_of(scenario, whom)),
            Value::Text(&answered.key),
            Value::Text(unit),
            tell::number(bound.low),
            tell::number(bound.base),
            tell::number(bound.high),
            Value::Text(&self.low_when),
            Value::Text(&self.high_when),
            Value::Text(bound.kind.word()),
            Value::Text(tell::qualifier(bound.stated(sheet))),
        ])
    }
}
