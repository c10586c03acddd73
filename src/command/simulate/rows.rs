//! The rows of a simulation for programs, and what JSON says besides.

use super::super::tell;
use super::Simulated;
use crate::analysis::{Estimate, Summary};
use crate::report::{RowSink, Table, Value};
use serde_json::{Value as Json, json};
use std::io;

/// The statistic that is a difference and not a value of the outcome.
pub(super) const SPREAD: &str = "sd";

impl Simulated<'_> {
    pub(super) fn table(&self) -> Table<'_> {
        let columns = vec!["outcome", "unit", "statistic", "value", "ci_low", "ci_high"];
        let rows = move |sink: &mut RowSink<'_>| {
            for (at, summary) in self.result.outcomes.iter().enumerate() {
                let unit = &self.outcome(at).unit;
                for (statistic, estimate) in statistics(summary) {
                    let unit = if statistic == SPREAD { unit.of_differences() } else { unit.clone() };
                    self.write_row(at, &unit.label(), &statistic, &estimate, sink)?;
                }
            }
            for (wanted, estimate) in self.targets.iter().zip(&self.result.targets) {
                self.write_row(wanted.target.outcome, "share", &wanted.statistic, estimate, sink)?;
            }
            Ok(())
        };
        Table { columns, rows: Box::new(rows) }
    }

    fn write_row(
        &self,
        outcome: usize,
        unit: &str,
        statistic: &str,
        estimate: &Estimate,
        sink: &mut RowSink<'_>,
    ) -> io::Result<()> {
        let end = |end: Option<f64>| end.map_or(Value::Null, tell::number);
        sink(&[
            Value::Text(&self.outcome(outcome).key),
            Value::Text(unit),
            Value::Text(statistic),
            tell::number(estimate.value),
            end(estimate.interval.low),
            end(estimate.interval.high),
        ])
    }

    pub(super) fn extra(&self) -> Vec<(&'static str, Json)> {
        let result = &self.result;
        vec![
            ("reading", json!(self.question.readings())),
            ("assumed", json!(self.model.assumed())),
            ("draws", json!(result.draws)),
            ("sampling", json!(self.sampling.key())),
            ("confidence", json!(result.confidence)),
            ("conservative", json!(result.conservative)),
            ("precision_reached", json!(result.precision_reached)),
            ("correlations", self.correlations()),
            ("driver_draws", json!(result.driver_draws)),
            ("drivers", self.drivers()),
            ("histograms", self.histograms()),
        ]
    }

    fn correlations(&self) -> Json {
        let name = |at: usize| &self.model.inputs[at].name;
        let rows = self.correlated.iter().map(|correlation| {
            let (input, with) = (name(correlation.input), name(correlation.with));
            json!({ "input": input, "with": with, "rank_correlation": correlation.rank })
        });
        rows.collect()
    }

    fn drivers(&self) -> Json {
        let outcomes = self.result.outcomes.iter().enumerate();
        let rows = outcomes.flat_map(|(at, summary)| {
            summary.drivers.iter().map(move |driver| {
                json!({
                    "outcome": self.outcome(at).key,
                    "input": self.model.inputs[driver.input].name,
                    "rank_correlation": driver.rank,
                    "partial_rank_correlation": driver.partial,
                })
            })
        });
        rows.collect()
    }

    fn histograms(&self) -> Json {
        let outcomes = self.result.outcomes.iter().enumerate();
        let rows = outcomes.filter_map(|(at, summary)| {
            let histogram = summary.histogram.as_ref()?;
            let (low, high) = (histogram.low, histogram.high);
            let outcome = &self.outcome(at).key;
            Some(json!({ "outcome": outcome, "low": low, "high": high, "counts": histogram.counts }))
        });
        rows.collect()
    }
}

/// Every statistic of an outcome under its name; the ends of the draws have no interval.
pub(super) fn statistics(summary: &Summary) -> Vec<(String, Estimate)> {
    let end = |value| Estimate { value, interval: crate::analysis::interval::Interval::default() };
    let mut all = vec![("mean".to_owned(), summary.mean)];
    all.extend(summary.sd.map(|sd| (SPREAD.to_owned(), sd)));
    all.push(("min".to_owned(), end(summary.min)));
    all.extend(
        summary
            .quantiles
            .iter()
            .map(|quantile| (format!("p{:02}", (quantile.share * 100.0).round()), quantile.estimate)),
    );
    all.push(("max".to_owned(), end(summary.max)));
    all
}
