//! The dates a projection answers.

use crate::quantity::Moment;
use crate::study::{Entry, Hires, Study};
use anyhow::bail;

/// How far apart the dates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(in super::super) enum Period {
    /// The end of every year.
    #[default]
    Year,
    /// The end of every quarter.
    Quarter,
    /// The end of every month.
    Month,
}

impl Period {
    fn months(self) -> u32 {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// A date as all dates of a projection by this period are written.
    pub fn written(self, date: Moment) -> String {
        date.period(self.months())
    }
}

/// More dates than this are refused: a century of months.
const MOST_DATES: usize = 1_200;
/// Months of a year.
const MONTHS: f64 = 12.0;

/// A year after the last recruits of a study are trained, or the last date of its series; `None` where nothing says
/// when.
pub(super) fn last(study: &Study) -> Option<Moment> {
    let trained = study.hires.iter().map(trained).map(|trained| end_of_year(trained).next_end(12));
    let series = study.series.iter().map(|point| end_of_year(point.date));
    trained.chain(series).max_by(|a, b| a.order(*b))
}

/// When the last of a row's recruits are trained, at the longest.
fn trained(hires: &Hires) -> Moment {
    let longest = |entry: &Entry| entry.quantity.ends().map_or(entry.quantity.base(), |ends| ends.1);
    let months = hires.training_months.as_ref().map_or(0.0, longest);
    Moment::of_years(hires.to.years() + months / MONTHS)
}

fn end_of_year(date: Moment) -> Moment {
    if date.years().fract() == 0.0 { date } else { date.next_end(12) }
}

/// The start and the end of every period up to the last date, which is the last of them.
pub(super) fn between(
    start: Option<Moment>,
    until: Option<Moment>,
    by: Period,
) -> anyhow::Result<Vec<Moment>> {
    let (Some(start), Some(until)) = (start, until) else {
        bail!(
            "say from when to when: add --from DATE and --until DATE, as in --from 2015 --until 2025 (the study has no \
             as_of and no dates)"
        );
    };
    if until.order(start).is_le() {
        bail!(
            "--until {until} is not after the start, {start}: ask for a later date, or give --from an earlier one"
        );
    }
    let mut dates = vec![start];
    let mut next = start.next_end(by.months());
    while next.order(until).is_lt() {
        dates.push(next);
        if dates.len() > MOST_DATES {
            bail!("--until {until}: that is more than {MOST_DATES} dates; ask for fewer, or for --by year");
        }
        next = next.next_end(by.months());
    }
    dates.push(until);
    Ok(dates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse_moment;

    fn dates(start: &str, until: &str, by: Period) -> Vec<String> {
        let at = |text: &str| Some(parse_moment(text).unwrap());
        between(at(start), at(until), by).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn dates_end_periods_of_the_calendar() {
        assert_eq!(dates("2015-11-13", "2018", Period::Year), ["2015-11-13", "2015", "2016", "2017", "2018"]);
        assert_eq!(dates("2014", "2015-05", Period::Quarter), ["2014", "2015-03", "2015-05"]);
        assert_eq!(dates("2014", "2015-02", Period::Month), ["2014", "2015-01", "2015-02"]);
    }

    #[test]
    fn dates_that_cannot_be_are_told() {
        let told = |start: Option<&str>, until: Option<&str>, by| {
            let at = |text: Option<&str>| text.map(|text| parse_moment(text).unwrap());
            between(at(start), at(until), by).unwrap_err().to_string()
        };
        assert_eq!(
            told(Some("2016"), Some("2015"), Period::Year),
            "--until 2015 is not after the start, 2016: ask for a later date, or give --from an earlier one"
        );
        assert_eq!(
            told(Some("1000"), Some("2015"), Period::Month),
            "--until 2015: that is more than 1200 dates; ask for fewer, or for --by year"
        );
        assert_eq!(
            told(None, None, Period::Year),
            "say from when to when: add --from DATE and --until DATE, as in --from 2015 --until 2025 (the study has no as_of and no dates)"
        );
    }
}
