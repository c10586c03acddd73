//! How a number is shown to a person. The only place where numbers are formatted for reading.

use super::Unit;
use super::calendar::{show_date, show_date_ticks};

/// Whose conventions numbers follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// `11,000` and `1.5%`.
    #[default]
    English,
    /// `11 000` and `1,5 %`, with narrow no-break spaces.
    French,
}

/// Conventions, and how many decimals the numbers of one group share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberStyle {
    locale: Locale,
    decimals: Option<usize>,
    /// Never fewer decimals than these.
    least: usize,
    /// Never fewer figures than these, but for zeros at the end.
    figures: usize,
}

/// More decimals than this help nobody.
const MOST_DECIMALS: usize = 6;

/// Figures of a number that is calculated on with: a result of four figures follows from these.
const FIGURES: usize = 6;

/// From here on figures write `10m`: the digits of a longer number are not read.
const SHORTENED_FROM: f64 = 1e7;

/// From here on figures write a power of ten, and below its inverse too.
const POWER_FROM: f64 = 1e15;

/// A number this near a whole one is shown as the whole one.
const WHOLE: f64 = 1e-9;

impl NumberStyle {
    /// Each number with the decimals it deserves by itself.
    pub fn new(locale: Locale) -> Self {
        Self { locale, ..Self::default() }
    }

    /// One precision for a group of numbers of one unit, no finer than its largest deserves.
    #[must_use]
    pub fn for_group(self, unit: &Unit, values: &[f64]) -> Self {
        Self { decimals: Some(unit.decimals(values)), ..self }
    }

    /// Decimals enough to compare with a figure that was rounded to a step: 0.01 takes two.
    #[must_use]
    pub fn to_step(self, unit: &Unit, step: f64) -> Self {
        Self { least: step_decimals(step * unit.shown_scale()), ..self }
    }

    /// Figures enough to calculate on with: `5.5129` instead of `5.51`.
    #[must_use]
    pub fn to_calculate_with(self) -> Self {
        Self { figures: FIGURES, ..self }
    }

    /// Whose conventions.
    pub fn locale(self) -> Locale {
        self.locale
    }

    fn marks(self) -> (char, &'static str, &'static str) {
        match self.locale {
            Locale::English => ('.', ",", "%"),
            Locale::French => (',', "\u{202f}", "\u{202f}%"),
        }
    }
}

impl Unit {
    /// The number as a person reads it, without the unit's name except for a share's percent sign and
    /// for dates.
    ///
    /// ```
    /// use stakeout::unit::{NumberStyle, Unit};
    /// let style = NumberStyle::default();
    /// assert_eq!(Unit::officers().show(165_000.0, style), "165,000");
    /// assert_eq!(Unit::share().show(0.015, style), "1.5%");
    /// ```
    pub fn show(&self, value: f64, style: NumberStyle) -> String {
        if self.is_date() {
            return show_date(value);
        }
        if value.is_infinite() {
            return "no limit".to_owned();
        }
        let (_, _, percent) = style.marks();
        let own = style.decimals.unwrap_or_else(|| self.decimals(&[value]));
        let decimals =
            own.max(style.least).max(decimals_for_figures(value * self.shown_scale(), style.figures));
        let text = group_digits(value * self.shown_scale(), decimals, style);
        if self.is_share() { text + percent } else { text }
    }

    /// The number as a figure has room for it: as [`Unit::show`] up to ten million, then `12.3m`,
    /// `1.5bn`, `2E18` (as spreadsheets write it); and `4E−9` where `show` would be left with zeros.
    ///
    /// ```
    /// use stakeout::unit::{NumberStyle, Unit};
    /// let style = NumberStyle::default();
    /// assert_eq!(Unit::officers().show_short(165_000.0, style), "165,000");
    /// assert_eq!(Unit::officers().show_short(12_345_678.0, style), "12.3m");
    /// ```
    pub fn show_short(&self, value: f64, style: NumberStyle) -> String {
        let shown = (value * self.shown_scale()).abs();
        if value.is_nan() {
            return "\u{2013}".to_owned();
        }
        let vanishes = value != 0.0 && shown < 0.5 * 0.1_f64.powi(6);
        let short = shown >= SHORTENED_FROM && value.is_finite();
        if self.is_date() || !(short || vanishes) {
            return self.show(value, style);
        }
        let figures = shown / power_or_word(shown, style.locale);
        let decimals = usize::from(figures < 99.95 && (figures - figures.round()).abs() > 0.05);
        self.shorten(value, shown, decimals, style)
    }

    /// Two ends as a figure has room for them: `1.5–2.0%`, `165,000–220,000`; `−5 to 3` where a dash
    /// beside a minus would confuse.
    pub fn show_span(&self, low: f64, high: f64, style: NumberStyle) -> String {
        let style = if style.decimals.is_some() { style } else { style.for_group(self, &[low, high]) };
        let (first, last) = (self.show_short(low, style), self.show_short(high, style));
        if first == last {
            return first;
        }
        let dash = low >= 0.0 && high.is_finite() && !self.is_date();
        let (.., percent) = style.marks();
        match first.strip_suffix(percent) {
            Some(bare) if dash && last.ends_with(percent) => format!("{bare}\u{2013}{last}"),
            _ if dash => format!("{first}\u{2013}{last}"),
            _ => format!("{first} {} {last}", if style.locale == Locale::French { "à" } else { "to" }),
        }
    }

    /// A change with its sign: `+8,500`, `−1.2`.
    pub fn show_change(&self, value: f64, style: NumberStyle) -> String {
        let shown = self.show_short(value, style);
        if value > 0.0 { format!("+{shown}") } else { shown }
    }

    /// The labels of an axis: every value exactly, all at one precision; dates by year or month.
    ///
    /// ```
    /// use stakeout::unit::{Locale, Unit};
    /// assert_eq!(Unit::share().show_ticks(&[0.0, 0.025, 0.05], Locale::English), ["0.0%", "2.5%", "5.0%"]);
    /// assert_eq!(Unit::officers().show_ticks(&[0.0, 2e7], Locale::English), ["0", "20m"]);
    /// ```
    pub fn show_ticks(&self, values: &[f64], locale: Locale) -> Vec<String> {
        if self.is_date() {
            return show_date_ticks(values, locale);
        }
        let style = NumberStyle::new(locale);
        let largest = values.iter().fold(0.0_f64, |most, v| most.max((v * self.shown_scale()).abs()));
        if largest >= SHORTENED_FROM || (largest > 0.0 && largest < 1e-4) {
            let unit = power_or_word(largest, locale);
            let scaled: Vec<f64> = values.iter().map(|v| v * self.shown_scale() / unit).collect();
            let decimals = exact_decimals(&scaled);
            return values.iter().map(|v| self.shorten(*v, largest, decimals, style)).collect();
        }
        let scaled: Vec<f64> = values.iter().map(|v| v * self.shown_scale()).collect();
        let style = NumberStyle { decimals: Some(exact_decimals(&scaled)), ..style };
        values.iter().map(|v| self.show(*v, style)).collect()
    }

    /// `value` in the word or the power of ten that suits a number of the size `like`.
    fn shorten(&self, value: f64, like: f64, decimals: usize, style: NumberStyle) -> String {
        let shown = value * self.shown_scale();
        let percent = if self.is_share() { style.marks().2 } else { "" };
        let (unit, word) = shortening(like, style.locale);
        if shown == 0.0 {
            return format!("0{percent}");
        }
        if !word.is_empty() {
            return group_digits(shown / unit, decimals, style) + word + percent;
        }
        let exponent = like.log10().floor();
        let mantissa = group_digits(shown / power_of_ten(exponent), decimals, style);
        let sign = if exponent < 0.0 { "\u{2212}" } else { "" };
        format!("{mantissa}E{sign}{:.0}{percent}", exponent.abs())
    }

    /// The number with its unit: `165,000 officers`, `1.5%`, `50 times`.
    pub fn show_with_name(&self, value: f64, style: NumberStyle) -> String {
        self.with_name(self.show(value, style), value == 1.0)
    }

    /// Two ends at one precision: `165,000 to 220,000`; one number when they are shown alike.
    pub fn show_range(&self, low: f64, high: f64, style: NumberStyle) -> String {
        if low == high {
            return self.show(low, style);
        }
        if low.is_infinite() || high.is_infinite() {
            return self.show_unlimited(low, high, style);
        }
        let style = style.for_group(self, &[low, high]);
        let (low, high) = (self.show(low, style), self.show(high, style));
        if low == high { low } else { format!("{low} to {high}") }
    }

    /// Two ends as they were stated, rounded to a step: `7.0 to 10.5` for a step of 0.1.
    pub fn show_stated(&self, low: f64, high: f64, step: f64, style: NumberStyle) -> String {
        let style = NumberStyle { decimals: Some(0), ..style }.to_step(self, step);
        let (shown, other) = (self.show(low, style), self.show(high, style));
        if low == high { shown } else { format!("{shown} to {other}") }
    }

    fn show_unlimited(&self, low: f64, high: f64, style: NumberStyle) -> String {
        match (low.is_infinite(), high.is_infinite()) {
            (false, true) => format!("{} or more, without limit", self.show(low, style)),
            (true, false) => format!("{} or less, without limit", self.show(high, style)),
            _ => "no limit".to_owned(),
        }
    }

    /// Two ends with the unit's name: `165,000 to 220,000 officers`.
    pub fn show_range_with_name(&self, low: f64, high: f64, style: NumberStyle) -> String {
        match (low.is_infinite(), high.is_infinite()) {
            (false, true) => return self.show_with_name(low, style) + " or more, without limit",
            (true, false) => return self.show_with_name(high, style) + " or less, without limit",
            _ => {}
        }
        self.with_name(self.show_range(low, high, style), low == 1.0 && high == 1.0)
    }

    fn with_name(&self, shown: String, one: bool) -> String {
        if self.is_share() || self.is_date() || *self == Unit::number() {
            return shown;
        }
        match self.factors.as_slice() {
            [(base, 1)] if one => format!("{shown} {}", base.singular()),
            _ => format!("{shown} {}", self.label()),
        }
    }

    /// Shares are shown as percentages.
    fn shown_scale(&self) -> f64 {
        if self.is_share() { 100.0 } else { 1.0 }
    }

    /// Decimals for numbers of one unit shown together.
    ///
    /// None where all are whole; otherwise by the largest, about three figures. A multiple and a count
    /// of things come with fewer, small numbers with two figures.
    fn decimals(&self, values: &[f64]) -> usize {
        let shown = values.iter().filter(|v| v.is_finite()).map(|v| (v * self.shown_scale()).abs());
        let (mut largest, mut whole) = (0.0_f64, true);
        for value in shown {
            largest = largest.max(value);
            whole &= (value - value.round()).abs() <= WHOLE * value.max(1.0);
        }
        match largest {
            _ if whole => usize::from(self.is_share() && values.len() > 1 && largest < 10.0 && largest > 0.0),
            l if l >= 100.0 => 0,
            l if l >= 10.0 => usize::from(*self != Unit::times() && !self.is_coarse_count()),
            l if l >= 1.0 => {
                if self.is_share() || *self == Unit::times() || *self == Unit::of("points") {
                    1
                } else {
                    2
                }
            }
            l => two_figures(l),
        }
    }

    /// Things that come whole need no decimals once there are ten of them.
    fn is_coarse_count(&self) -> bool {
        self.counts_things() && !self.is_share() && *self != Unit::times()
    }
}

/// The divisor and the word for numbers of this size; no word where a power of ten is written.
fn shortening(like: f64, locale: Locale) -> (f64, &'static str) {
    let words = match locale {
        Locale::English => ["m", "bn", "tn"],
        Locale::French => ["\u{202f}M", "\u{202f}Md", ""],
    };
    match like {
        l if !(SHORTENED_FROM..POWER_FROM).contains(&l) => (1.0, ""),
        l if l >= 1e12 => (1e12, words[2]),
        l if l >= 1e9 => (1e9, words[1]),
        _ => (1e6, words[0]),
    }
}

fn power_or_word(like: f64, locale: Locale) -> f64 {
    match shortening(like, locale) {
        (_, "") => power_of_ten(like.log10().floor()),
        (unit, _) => unit,
    }
}

#[allow(clippy::cast_possible_truncation)]
fn power_of_ten(exponent: f64) -> f64 {
    10.0_f64.powi(exponent as i32)
}

/// The fewest decimals that show each of these numbers exactly, up to six.
fn exact_decimals(values: &[f64]) -> usize {
    let exact = |decimals: &usize| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
        let scale = 10.0_f64.powi(*decimals as i32);
        values.iter().all(|v| ((v * scale) - (v * scale).round()).abs() <= 1e-6 * (v * scale).abs().max(1.0))
    };
    (0..MOST_DECIMALS).find(exact).unwrap_or(MOST_DECIMALS)
}

/// The fewest decimals that show the number as so many figures do.
fn decimals_for_figures(value: f64, figures: usize) -> usize {
    let mut most = 0;
    let mut reach = value.abs() * 10.0;
    while figures > 0 && reach < power_of_ten(figures as f64) && most < MOST_DECIMALS {
        reach *= 10.0;
        most += 1;
    }
    let digits = format!("{:.most$}", value.abs());
    most - digits.bytes().rev().take(most).take_while(|digit| *digit == b'0').count()
}

fn two_figures(value: f64) -> usize {
    let mut decimals = 2;
    let mut scaled = value * 10.0;
    while scaled < 1.0 && decimals < MOST_DECIMALS {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

/// Decimals that a step has: none for 1 and 1000, two for 0.01 and 0.25.
fn step_decimals(step: f64) -> usize {
    let is_whole = |value: f64| (value - value.round()).abs() <= WHOLE * value.abs().max(1.0);
    let mut scaled = step.abs();
    let mut decimals = 0;
    while decimals < MOST_DECIMALS && !is_whole(scaled) {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

/// Digits in threes, a true minus sign, never minus zero.
fn group_digits(value: f64, decimals: usize, style: NumberStyle) -> String {
    let (point, separator, _) = style.marks();
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::with_capacity(plain.len() + 8);
    if value < 0.0 && plain.bytes().any(|digit| matches!(digit, b'1'..=b'9')) {
        text.push('\u{2212}');
    }
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(unit: &Unit, value: f64) -> String {
        unit.show(value, NumberStyle::default())
    }

    #[test]
    fn counts_have_thousands_separators_and_no_decimals() {
        assert_eq!(show(&Unit::officers(), 165_000.0), "165,000");
        assert_eq!(show(&Unit::officers(), 1_234_567.8), "1,234,568");
        assert_eq!(show(&Unit::subjects(), 188.571), "189");
        assert_eq!(show(&Unit::officers(), 999.0), "999");
    }

    #[test]
    fn french_numbers_use_narrow_spaces_and_commas() {
        let style = NumberStyle::new(Locale::French);
        assert_eq!(Unit::share().show(0.015, style), "1,5\u{202f}%");
        assert_eq!(Unit::officers().show(11_000.0, style), "11\u{202f}000");
    }

    #[test]
    fn a_group_has_one_precision() {
        let style = NumberStyle::default().for_group(&Unit::share(), &[0.015, 0.01714, 0.02]);
        let shown: Vec<String> =
            [0.015, 0.01714, 0.02].iter().map(|v| Unit::share().show(*v, style)).collect();
        assert_eq!(shown, ["1.5%", "1.7%", "2.0%"]);
        let ratio: Unit = "officers per subject".parse().unwrap();
        assert_eq!(ratio.show_range(14.2054, 18.9405, NumberStyle::default()), "14.2 to 18.9");
        assert_eq!(Unit::times().show_range(50.0, 66.6667, NumberStyle::default()), "50 to 67");
    }

    #[test]
    fn numbers_to_calculate_with_keep_figures_and_no_zeros() {
        let style = NumberStyle::default().to_calculate_with();
        let ratio: Unit = "officers per subject".parse().unwrap();
        assert_eq!(ratio.show(8_760.0 / 1_589.0, style), "5.5129");
        assert_eq!(ratio.show_range(15.0, 20.0, style), "15 to 20");
        assert_eq!(ratio.show_range(16.538_703, 22.051_605, style), "16.5387 to 22.0516");
        assert_eq!(Unit::share().show(1.0, style), "100%");
        assert_eq!(Unit::share().show(1.0 / 60.0, style), "1.66667%");
        assert_eq!(Unit::officers().show(19_846.44, style), "19,846.4");
        assert_eq!(Unit::officers().show(7_260_000.4, style), "7,260,000");
        assert_eq!(Unit::officers().show(0.0, style), "0");
    }

    #[test]
    fn ranges_without_an_end_say_so() {
        let style = NumberStyle::default();
        assert_eq!(Unit::share().show_range(0.015, f64::INFINITY, style), "1.5% or more, without limit");
        assert_eq!(Unit::share().show_range(f64::NEG_INFINITY, f64::INFINITY, style), "no limit");
    }

    #[test]
    fn minus_is_a_true_minus_and_zero_has_none() {
        assert_eq!(show(&Unit::officers(), -8500.0), "\u{2212}8,500");
        assert_eq!(show(&Unit::officers(), -0.0), "0");
    }

    #[test]
    fn small_numbers_keep_two_figures() {
        assert_eq!(show(&Unit::share(), 0.000_825), "0.083%");
        assert_eq!(show(&Unit::number(), 0.3), "0.30");
    }

    #[test]
    fn names_are_singular_for_one() {
        assert_eq!(Unit::officers().show_with_name(1.0, NumberStyle::default()), "1 officer");
        assert_eq!(
            Unit::officers().show_range_with_name(165_000.0, 220_000.0, NumberStyle::default()),
            "165,000 to 220,000 officers"
        );
    }

    #[test]
    fn stated_figures_keep_the_decimals_they_were_stated_to() {
        let style = NumberStyle::default();
        let percent: Unit = "percent".parse().unwrap();
        assert_eq!(percent.show_stated(0.825, 1.1, 0.001, style), "0.825 to 1.100");
        assert_eq!(Unit::times().show_stated(7.0, 10.5, 0.1, style), "7.0 to 10.5");
        assert_eq!(Unit::officers().show_stated(220_000.0, 220_000.0, 1000.0, style), "220,000");
        assert_eq!(Unit::share().show_stated(0.015, 0.02, 0.001, style), "1.5% to 2.0%");
        let compared = |unit: &Unit, value, step| unit.show(value, style.to_step(unit, step));
        assert_eq!(compared(&Unit::number(), 0.165, 0.001), "0.165");
        assert_eq!(compared(&percent, 1.347_945, 1.0), "1.35");
        assert_eq!(compared(&Unit::officers(), 12_666.67, 1.0), "12,667");
    }

    #[test]
    fn dates_are_iso() {
        assert_eq!(show(&Unit::date(), 0.0), "1970-01-01");
        assert_eq!(show(&Unit::date(), 16_752.0), "2015-11-13");
        assert_eq!(show(&Unit::date(), -1.0), "1969-12-31");
    }

    #[test]
    fn figures_shorten_what_is_too_long_to_read() {
        let style = NumberStyle::default();
        let french = NumberStyle::new(Locale::French);
        let officers = Unit::officers();
        assert_eq!(officers.show_short(220_000_000.0, style), "220m");
        assert_eq!(officers.show_short(1.5e9, style), "1.5bn");
        assert_eq!(officers.show_short(2e18, style), "2E18");
        assert_eq!(officers.show_short(4e-9, style), "4E\u{2212}9");
        assert_eq!(officers.show_short(12_345_678.0, french), "12,3\u{202f}M");
        assert_eq!(officers.show_short(f64::NAN, style), "\u{2013}");
    }

    #[test]
    fn spans_are_written_with_an_en_dash_and_one_percent_sign() {
        let style = NumberStyle::default();
        assert_eq!(Unit::share().show_span(0.015, 0.02, style), "1.5\u{2013}2.0%");
        assert_eq!(Unit::officers().show_span(165_000.0, 220_000.0, style), "165,000\u{2013}220,000");
        assert_eq!(Unit::officers().show_span(-5.0, 3.0, style), "\u{2212}5 to 3");
        assert_eq!(Unit::officers().show_span(5.0, 5.0, style), "5");
        assert_eq!(
            Unit::share().show_span(0.015, 0.02, NumberStyle::new(Locale::French)),
            "1,5\u{2013}2,0\u{202f}%"
        );
    }

    #[test]
    fn ticks_are_exact_and_of_one_precision() {
        let show = |unit: Unit, values: &[f64]| unit.show_ticks(values, Locale::English);
        assert_eq!(show(Unit::officers(), &[0.0, 2.5, 5.0]), ["0.0", "2.5", "5.0"]);
        assert_eq!(show(Unit::share(), &[0.0, 0.5, 1.0]), ["0%", "50%", "100%"]);
        assert_eq!(show(Unit::officers(), &[0.0, 5e6, 1e7]), ["0", "5m", "10m"]);
        assert_eq!(show(Unit::officers(), &[0.0, 5e-7]), ["0", "5E\u{2212}7"]);
    }

    #[test]
    fn date_ticks_are_years_or_months() {
        let january = super::super::first_of_month(2015 * 12);
        let july = super::super::first_of_month(2015 * 12 + 6);
        assert_eq!(show(&Unit::date(), july), "2015-07-01");
        assert_eq!(Unit::date().show_ticks(&[january], Locale::English), ["2015"]);
        assert_eq!(Unit::date().show_ticks(&[january, july], Locale::French), ["janv. 2015", "juil. 2015"]);
    }
}
