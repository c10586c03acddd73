//! From values to places along an axis, and the ticks people expect there.

use crate::unit::{Locale, Unit, first_of_month};

/// Values beyond this are brought to it: differences of larger ones overflow.
const MOST: f64 = 1e300;

/// Differences below this are none: steps between them would vanish.
const LEAST: f64 = 1e-280;

/// Larger numbers are no years of a calendar.
const MOST_YEARS: f64 = 20_000.0;

/// Numbers that are years of a calendar and not a count of years.
pub(super) const CALENDAR: std::ops::Range<f64> = 1000.0..3000.0;

/// More marks than this on an axis of years are a grey strip.
const MOST_MARKS: usize = 40;

/// An axis: its ends and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    pub log: bool,
    pub ticks: Vec<f64>,
}

/// Smallest and largest of the finite values.
pub(super) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|v| v.is_finite()).map(|v| v.clamp(-MOST, MOST)).fold(
        None,
        |ends, v| match ends {
            None => Some((v, v)),
            Some((low, high)) => Some((v.min(low), v.max(high))),
        },
    )
}

impl Scale {
    /// An axis from `low` to `high` as they are, with at most about `most` ticks at 1, 2, 2.5, 5.
    pub fn linear(low: f64, high: f64, most: usize) -> Self {
        let (low, high) = opened(low, high);
        let step = step(high - low, most);
        let mut scale = Self { low, high, log: false, ticks: Vec::new() };
        scale.ticks = multiples(low, high, step);
        scale
    }

    /// An axis widened to its outer ticks.
    pub fn rounded(low: f64, high: f64, most: usize) -> Self {
        let (low, high) = opened(low, high);
        let step = step(high - low, most);
        let (low, high) = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
        let mut scale = Self { low, high, log: false, ticks: Vec::new() };
        scale.ticks = multiples(low, high, step);
        scale
    }

    /// A logarithmic axis; ticks at 1-2-5 under two decades, at tens over more. `low` must be positive.
    pub fn logarithmic(low: f64, high: f64, most: usize) -> Self {
        let low = if low > 0.0 { low.clamp(1e-300, MOST / 10.0) } else { 1e-3 };
        let high = if high > low * 1.000_001 { high.min(MOST) } else { low * 10.0 };
        let decades = libm::log10(high / low);
        let marks: &[f64] = match decades {
            d if d < 0.75 => &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0],
            d if d < 2.0 => &[1.0, 2.0, 5.0],
            _ => &[1.0],
        };
        #[allow(clippy::cast_possible_truncation)]
        let (first, last) = (libm::log10(low).floor() as i32, libm::log10(high).ceil() as i32);
        let within = |tick: &f64| *tick >= low * (1.0 - 1e-9) && *tick <= high * (1.0 + 1e-9);
        let all: Vec<f64> = (first..=last)
            .flat_map(|power| marks.iter().map(move |mark| mark * power_of_ten(power)))
            .filter(within)
            .collect();
        let every = all.len().div_ceil(most.max(2));
        Self { low, high, log: true, ticks: all.into_iter().step_by(every.max(1)).collect() }
    }

    /// An axis of dates, with ticks on the first of years, quarters or months.
    pub fn dates(low: f64, high: f64, most: usize) -> Self {
        let (low, high) = opened(low.clamp(-1e8, 1e8), high.clamp(-1e8, 1e8));
        let months = (high - low) / 30.4;
        let steps = [1_i64, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000, 120_000, 1_200_000];
        let step =
            steps.into_iter().find(|s| months / *s as f64 <= most.max(2) as f64 + 0.25).unwrap_or(12_000_000);
        #[allow(clippy::cast_possible_truncation)]
        let first = (((low / 365.2425 + 1969.9) * 12.0) as i64).div_euclid(step) * step;
        let ticks: Vec<f64> = (0..40).map(|index| first_of_month(first + index * step)).collect();
        let ticks = ticks.into_iter().filter(|t| (low..=high).contains(t)).collect();
        Self { low, high, log: false, ticks }
    }

    /// An axis of years (2017.0 is the start of 2017), with ticks at whole ones: at least two, or, of a calendar's
    /// years, those that it shows a part of.
    pub fn years(low: f64, high: f64, most: usize) -> Self {
        if !(low.abs() < MOST_YEARS && high.abs() < MOST_YEARS) {
            return Self::linear(low, high, most);
        }
        let (low, high) = (low.min(high), high.max(low));
        let (low, high) = if high - low < 1e-9 { (low - 0.5, high + 0.5) } else { (low, high) };
        if CALENDAR.contains(&low) && CALENDAR.contains(&high) {
            let step = whole_years(high - low, most);
            return Self { low, high, log: false, ticks: multiples(low.floor(), high, step) };
        }
        let whole = high.floor() - low.ceil() >= 1.0;
        let (low, high) = if whole { (low, high) } else { (low.floor(), high.ceil()) };
        Self { low, high, log: false, ticks: multiples(low, high, whole_years(high - low, most)) }
    }

    /// An axis of time: whole years where there are two of them, a year around a single day.
    pub fn time(unit: &Unit, low: f64, high: f64, most: usize) -> Self {
        const YEAR: f64 = 365.2425;
        if *unit == Unit::of("years") {
            return Self::years(low, high, most);
        }
        if !unit.is_date() {
            return Self::linear(low, high, most);
        }
        if high - low < 1.0 {
            return Self::dates(low - YEAR / 2.0, high + YEAR / 2.0, most);
        }
        let years = ((high - low) / YEAR).ceil();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = if years > 2.0 { most.min(years.clamp(2.0, 40.0) as usize) } else { most };
        Self::dates(low, high, whole)
    }

    /// The kind of axis that suits the unit.
    pub fn suited(unit: &Unit, low: f64, high: f64, most: usize) -> Self {
        if unit.is_date() { Self::dates(low, high, most) } else { Self::linear(low, high, most) }
    }

    /// The place of a value, 0 at the low end and 1 at the high end; beyond both outside.
    pub fn place(&self, value: f64) -> f64 {
        let value = if value.is_nan() { self.low } else { value.clamp(-100.0 * MOST, 100.0 * MOST) };
        if self.log {
            let low = libm::log(self.low);
            return (libm::log(value.max(1e-300)) - low) / (libm::log(self.high) - low);
        }
        (value - self.low) / (self.high - self.low)
    }

    /// The value at a place.
    pub fn value(&self, place: f64) -> f64 {
        if self.log {
            let low = libm::log(self.low);
            return libm::exp(low + place * (libm::log(self.high) - low));
        }
        self.low + place * (self.high - self.low)
    }

    /// The place of a value, no farther out than the ends.
    pub fn place_within(&self, value: f64) -> f64 {
        self.place(value).clamp(0.0, 1.0)
    }

    /// Whether the value lies on the axis.
    pub fn holds(&self, value: f64) -> bool {
        (-1e-9..=1.0 + 1e-9).contains(&self.place(value))
    }

    /// The starts of all years on the axis, where it is one of a calendar's years; of very many only the ticks.
    pub fn calendar_years(&self, unit: &Unit) -> Option<Vec<f64>> {
        let year = |tick: &f64| CALENDAR.contains(tick) && tick.fract() == 0.0;
        if *unit != Unit::of("years") || self.ticks.is_empty() || !self.ticks.iter().all(year) {
            return None;
        }
        let all = multiples(self.low, self.high, 1.0);
        Some(if all.len() <= MOST_MARKS { all } else { self.ticks.clone() })
    }

    /// The ticks as text, one precision for all.
    pub fn labels(&self, unit: &Unit, locale: Locale) -> Vec<String> {
        if self.log && self.ticks.iter().any(|t| t.abs() < 1.0) {
            let one = |t: &f64| unit.show_ticks(&[*t], locale).join("");
            return self.ticks.iter().map(one).collect();
        }
        let year = |t: &f64| (0.0..MOST_YEARS).contains(t) && t.fract() == 0.0;
        if *unit == Unit::of("years") && self.ticks.iter().all(year) {
            return self.ticks.iter().map(|t| format!("{t:.0}")).collect();
        }
        unit.show_ticks(&self.ticks, locale)
    }
}

/// Ends that are apart: a single value gets room to both sides.
fn opened(low: f64, high: f64) -> (f64, f64) {
    let (low, high) = (low.clamp(-MOST, MOST), high.clamp(-MOST, MOST));
    let none = LEAST.max(1e-12 * high.abs().max(low.abs()));
    match (low.is_finite() && high.is_finite(), (high - low).abs() <= none) {
        (false, _) => (0.0, 1.0),
        (_, true) if low.abs() <= LEAST => (0.0, 1.0),
        (_, true) => (low - low.abs() * 0.5, low + low.abs() * 0.5),
        _ => (low.min(high), high.max(low)),
    }
}

/// The smallest step of whole years that gives no more than `most` intervals.
fn whole_years(span: f64, most: usize) -> f64 {
    let step = step(span, most).max(1.0);
    if step == 2.5 { 5.0 } else { step }
}

/// The smallest step of 1, 2, 2.5 or 5 times a power of ten that gives no more than `most` intervals.
fn step(span: f64, most: usize) -> f64 {
    let rough = span / most.max(1) as f64;
    let power = power_of_ten(exponent(rough));
    [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .map(|m| m * power)
        .find(|s| *s >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

#[allow(clippy::cast_possible_truncation)]
fn exponent(value: f64) -> i32 {
    libm::log10(value.max(1e-300)).floor() as i32
}

/// Not `powi`, whose last bit differs between machines.
fn power_of_ten(exponent: i32) -> f64 {
    libm::exp10(f64::from(exponent))
}

fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step - 1e-9).ceil();
    let count = ((high / step + 1e-9).floor() - first).clamp(0.0, 40.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let count = count as usize;
    (0..=count)
        .map(|index| (first + index as f64) * step + 0.0)
        .filter(|t| *t <= high + step * 1e-6)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_at_round_numbers() {
        assert_eq!(Scale::linear(0.0, 1.5, 6).ticks, [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5]);
        assert_eq!(Scale::rounded(0.0, 8700.0, 5).ticks, [0.0, 2000.0, 4000.0, 6000.0, 8000.0, 10_000.0]);
        assert_eq!(Scale::logarithmic(0.1, 8.0, 8).ticks, [0.1, 0.2, 0.5, 1.0, 2.0, 5.0]);
        assert_eq!(Scale::logarithmic(1.0, 1e4, 8).ticks, [1.0, 10.0, 100.0, 1000.0, 1e4]);
    }

    #[test]
    fn date_ticks_are_the_first_of_a_period() {
        let ticks = Scale::dates(16_436.0, 18_628.0, 6).ticks;
        assert_eq!(
            Unit::date().show_ticks(&ticks, Locale::English),
            ["2015", "2016", "2017", "2018", "2019", "2020", "2021"]
        );
    }

    #[test]
    fn years_have_ticks_at_whole_ones_and_no_separators() {
        let said = |low, high, most| {
            let scale = Scale::years(low, high, most);
            (scale.low, scale.high, scale.labels(&Unit::of("years"), Locale::English).join(" "))
        };
        assert_eq!(said(2015.0, 2020.0, 7), (2015.0, 2020.0, "2015 2016 2017 2018 2019 2020".into()));
        assert_eq!(said(2014.9, 2025.25, 5), (2014.9, 2025.25, "2015 2020 2025".into()));
        assert_eq!(said(2017.1, 2017.4, 7), (2017.1, 2017.4, "2017".into()));
        assert_eq!(said(2017.0, 2017.0, 7), (2016.5, 2017.5, "2016 2017".into()));
        assert_eq!(said(0.0, 10.0, 5), (0.0, 10.0, "0 2 4 6 8 10".into()));
        let starts = |low, high| Scale::years(low, high, 5).calendar_years(&Unit::of("years"));
        assert_eq!(starts(2014.9, 2017.25), Some(vec![2015.0, 2016.0, 2017.0]));
        assert_eq!(starts(2015.0, 2065.0), Some(vec![2020.0, 2030.0, 2040.0, 2050.0, 2060.0]));
        assert_eq!(starts(0.0, 10.0), None);
        let two_years = Scale::time(&Unit::date(), 16_436.0, 17_200.0, 7);
        assert_eq!(two_years.labels(&Unit::date(), Locale::English), ["2015", "2016", "2017"]);
        let day = Scale::time(&Unit::date(), 16_436.0, 16_436.0, 7);
        assert!(day.high - day.low < 400.0 && day.ticks.len() > 2, "{day:?}");
    }

    #[test]
    fn a_single_value_has_room_to_both_sides() {
        let scale = Scale::linear(5.0, 5.0, 5);
        assert!(scale.low < 5.0 && scale.high > 5.0 && !scale.ticks.is_empty());
    }

    #[test]
    fn ends_that_vanish_overflow_or_are_swapped_give_an_axis() {
        for (low, high) in [(-5.2e-310, 0.0), (2.5e-310, 0.0), (5.3e301, 0.0), (10.0, 0.0)] {
            let scale = Scale::rounded(low, high, 2);
            assert!(scale.high > scale.low, "{low} {high}");
        }
        for (low, high) in [(6650.5, 0.0), (2025.0, 2015.0)] {
            assert_eq!(Scale::years(low, high, 2), Scale::years(high, low, 2));
        }
        assert_eq!(Scale::linear(10.0, 0.0, 2).high, 10.0);
    }

    /// Any number, the years of a calendar and what figures show often.
    fn end() -> impl Strategy<Value = f64> {
        prop_oneof![any::<f64>(), 1_000.0..3_000.0, -30_000.0..30_000.0, -1.0..1.0, Just(0.0)]
    }

    /// Two ends in any order, half of the time close to each other.
    fn ends() -> impl Strategy<Value = (f64, f64)> {
        prop_oneof![(end(), end()), (end(), -1e-6..1e-6).prop_map(|(end, apart)| (end, end + end * apart))]
    }

    proptest! {
        #[test]
        fn any_two_ends_give_a_usable_axis((a, b) in ends(), most in 2_usize..9) {
            for scale in [Scale::linear(a, b, most), Scale::rounded(a, b, most), Scale::logarithmic(a, b, most), Scale::dates(a, b, most), Scale::years(a, b, most)] {
                prop_assert!(scale.high > scale.low);
                prop_assert!(scale.ticks.len() <= 42);
                prop_assert!(scale.place(scale.low).abs() < 1e-6);
                prop_assert!((scale.place(scale.high) - 1.0).abs() < 1e-6);
                prop_assert!(scale.ticks.is_sorted());
            }
        }
    }
}
