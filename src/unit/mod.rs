//! Units: what a number counts, how units combine, and how a number is shown to a person.
//!
//! A [`Unit`] is a product of powers of named bases (`officers / subject`). Values are always held in
//! the unit they are labelled with; a change of scale (`million EUR` to `EUR`, `hours` to `days`) is an
//! explicit factor, [`Unit::ratio_to`], so that an explanation can print it.

mod calendar;
mod show;

pub use calendar::first_of_month;
pub use show::{Locale, NumberStyle};

use std::borrow::Cow;
use std::fmt;

/// A product of powers of named bases, for example `officers^1 subjects^-1`.
///
/// The empty product is a plain number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Unit {
    /// Sorted by name; no power is zero.
    factors: Vec<(Base, i8)>,
}

/// One named base, in the plural (`officers`), optionally with a scale word (`million EUR`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Base {
    scale: Scale,
    name: Cow<'static, str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Scale {
    One,
    Thousand,
    Million,
    Billion,
}

impl Scale {
    const ALL: [(Self, &'static str, f64); 3] =
        [(Self::Thousand, "thousand", 1e3), (Self::Million, "million", 1e6), (Self::Billion, "billion", 1e9)];

    fn factor(self) -> f64 {
        Self::ALL.iter().find(|(scale, ..)| *scale == self).map_or(1.0, |(.., factor)| *factor)
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(scale, ..)| *scale == self).map_or("", |(_, word, _)| word)
    }
}

/// Bases that measure the same thing: plural, singular, what they measure, how many of the smallest.
///
/// A month is a twelfth of a 365-day year, as in planners' worksheets.
const KNOWN: &[(&str, &str, &str, f64)] = &[
    ("hours", "hour", "time", 1.0),
    ("days", "day", "time", 24.0),
    ("weeks", "week", "time", 168.0),
    ("months", "month", "time", 730.0),
    ("years", "year", "time", 8760.0),
    ("share", "share", NUMBER, 1.0),
    ("times", "times", NUMBER, 1.0),
    ("percent", "percent", NUMBER, 0.01),
    ("points", "point", NUMBER, 0.01),
    ("people", "person", "people", 1.0),
];

/// What a share, a percentage and a multiple measure: nothing, they are numbers.
const NUMBER: &str = "";

impl Base {
    fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { scale: Scale::One, name: name.into() }
    }

    /// What it measures and how many of that measure's smallest unit it is.
    fn measure(&self) -> (&str, f64) {
        let known = KNOWN.iter().find(|(plural, ..)| *plural == self.name);
        let (measure, size) = known.map_or((&*self.name, 1.0), |(_, _, measure, size)| (*measure, *size));
        (measure, size * self.scale.factor())
    }

    fn is_plain_number(&self) -> bool {
        self.measure() == (NUMBER, 1.0)
    }

    fn singular(&self) -> Cow<'_, str> {
        if let Some((_, singular, ..)) = KNOWN.iter().find(|(plural, ..)| *plural == self.name) {
            return Cow::Borrowed(singular);
        }
        match self.name.strip_suffix('s') {
            Some(stem) if self.is_word() => Cow::Borrowed(stem),
            _ => Cow::Borrowed(&self.name),
        }
    }

    /// Words have a plural; currency codes have none.
    fn is_word(&self) -> bool {
        self.name.chars().all(|c| !c.is_uppercase())
    }

    fn plural_label(&self) -> String {
        match self.scale {
            Scale::One => self.name.to_string(),
            scale => format!("{} {}", scale.word(), self.name),
        }
    }
}

impl Unit {
    /// A plain number.
    pub fn number() -> Self {
        Self::default()
    }

    /// One base, named in the plural: `Unit::of("officers")`.
    pub fn of(name: &'static str) -> Self {
        Self { factors: vec![(Base::new(name), 1)] }
    }

    /// A part of a whole, 0 to 1, shown as a percentage.
    pub fn share() -> Self {
        Self::of("share")
    }

    /// A multiple, shown as a plain number.
    pub fn times() -> Self {
        Self::of("times")
    }

    /// People on a list.
    pub fn subjects() -> Self {
        Self::of("subjects")
    }

    /// Officers.
    pub fn officers() -> Self {
        Self::of("officers")
    }

    /// A calendar day, counted in days from 1970-01-01.
    pub fn date() -> Self {
        Self::of("date")
    }

    /// Days.
    pub fn days() -> Self {
        Self::of("days")
    }

    /// `self per other`.
    #[must_use]
    pub fn per(&self, other: &Self) -> Self {
        self.times_power(other, -1)
    }

    /// The product of two units.
    #[must_use]
    pub fn by(&self, other: &Self) -> Self {
        self.times_power(other, 1)
    }

    /// The unit raised to a whole power.
    #[must_use]
    pub fn power(&self, power: i8) -> Self {
        Self::number().times_power(self, power)
    }

    /// The unit whose square this is, if there is one.
    pub fn root(&self) -> Option<Self> {
        let even = self.factors.iter().all(|(_, power)| power % 2 == 0);
        even.then(|| Self {
            factors: self.factors.iter().map(|(base, power)| (base.clone(), power / 2)).collect(),
        })
    }

    fn times_power(&self, other: &Self, power: i8) -> Self {
        let mut factors = self.factors.clone();
        for (base, exponent) in &other.factors {
            match factors.iter_mut().find(|(known, _)| known == base) {
                Some((_, own)) => *own += exponent * power,
                None => factors.push((base.clone(), exponent * power)),
            }
        }
        factors.retain(|(base, exponent)| *exponent != 0 && !base.is_plain_number());
        factors.sort();
        Self { factors }
    }

    /// Whether a number in this unit is a calendar day.
    pub fn is_date(&self) -> bool {
        *self == Self::date()
    }

    /// What the difference of two numbers in this unit is in: two dates lie days apart.
    #[must_use]
    pub fn of_differences(&self) -> Self {
        if self.is_date() { Self::days() } else { self.clone() }
    }

    /// Whether a number in this unit is a share of a whole (shown as a percentage).
    pub fn is_share(&self) -> bool {
        *self == Self::share()
    }

    /// Whether the unit measures nothing: a plain number, a share, a multiple, a percentage.
    pub fn is_plain(&self) -> bool {
        self.measure().is_empty()
    }

    /// The factor that turns a number in this unit into one in `other`, or `None` when they measure
    /// different things.
    ///
    /// ```
    /// use stakeout::unit::Unit;
    /// let hours: Unit = "hours".parse()?;
    /// assert_eq!(hours.ratio_to(&"days".parse()?), Some(1.0 / 24.0));
    /// assert_eq!(hours.ratio_to(&"officers".parse()?), None);
    /// # Ok::<(), stakeout::unit::UnitError>(())
    /// ```
    pub fn ratio_to(&self, other: &Self) -> Option<f64> {
        (self.measure() == other.measure()).then(|| self.size() / other.size())
    }

    /// What is measured, as sorted powers.
    fn measure(&self) -> Vec<(&str, i8)> {
        let mut powers: Vec<(&str, i8)> = Vec::new();
        for (base, exponent) in &self.factors {
            let (measure, _) = base.measure();
            match powers.iter_mut().find(|(known, _)| *known == measure) {
                Some((_, own)) => *own += exponent,
                None => powers.push((measure, *exponent)),
            }
        }
        powers.retain(|(measure, exponent)| *exponent != 0 && !measure.is_empty());
        powers.sort_unstable();
        powers
    }

    fn size(&self) -> f64 {
        self.factors.iter().map(|(base, exponent)| base.measure().1.powi(i32::from(*exponent))).product()
    }

    /// The unit in words: `officers per subject`, `hours per year`, `share`.
    pub fn label(&self) -> String {
        if self.factors.is_empty() {
            return "number".to_owned();
        }
        let above: Vec<String> =
            self.side(1).map(|(base, power)| raise(base.plural_label(), power)).collect();
        let below: Vec<String> =
            self.side(-1).map(|(base, power)| raise(base.singular().into_owned(), power)).collect();
        match (above.is_empty(), below.is_empty()) {
            (_, true) => above.join(" "),
            (true, false) => format!("1 per {}", below.join(" and ")),
            (false, false) => format!("{} per {}", above.join(" "), below.join(" and ")),
        }
    }

    /// The name of one, where the unit is nothing but things that come whole, up to scale: `officer`.
    pub fn singular(&self) -> Option<String> {
        let measures = self.measure();
        let [(thing, 1)] = measures.as_slice() else { return None };
        let counts = |base: &Base| base.scale == Scale::One && base.measure().0 == *thing;
        let counted = self.factors.iter().find(|(base, power)| *power == 1 && counts(base));
        counted.map(|(base, _)| base.singular().into_owned())
    }

    /// Whether the unit is an amount of one currency: a code in capitals.
    pub fn is_money(&self) -> bool {
        matches!(self.factors.as_slice(), [(base, 1)] if !base.is_word())
    }

    /// The unit without words of scale: `EUR` for `million EUR`.
    #[must_use]
    pub fn unscaled(&self) -> Self {
        let plain = |(base, power): &(Base, i8)| (Base { scale: Scale::One, ..base.clone() }, *power);
        Self { factors: self.factors.iter().map(plain).collect() }
    }

    fn side(&self, sign: i8) -> impl Iterator<Item = (&Base, i8)> {
        self.factors
            .iter()
            .filter(move |(_, power)| power.signum() == sign)
            .map(|(base, power)| (base, power.abs()))
    }

    /// Whether the unit is the number of things that come whole: officers, subjects, people.
    fn counts_things(&self) -> bool {
        matches!(self.factors.as_slice(), [(base, 1)] if base.scale == Scale::One)
    }
}

fn raise(label: String, power: i8) -> String {
    match power {
        1 => label,
        2 => format!("square {label}"),
        power => format!("{label}^{power}"),
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.label())
    }
}

/// Why a text is not a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitError {
    text: String,
}

impl fmt::Display for UnitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is not a unit: write a word, as in `officers`, or `officers per subject`",
            self.text
        )
    }
}

impl std::error::Error for UnitError {}

impl std::str::FromStr for Unit {
    type Err = UnitError;

    /// Reads `officers`, `officers per subject`, `officers/subject`, `million EUR`, `%`.
    fn from_str(text: &str) -> Result<Self, UnitError> {
        let error = || UnitError { text: text.trim().to_owned() };
        let slashed = text.replace('/', " per ");
        let words: Vec<&str> = slashed.split_whitespace().collect();
        let mut unit = Self::number();
        for (index, side) in words.split(|word| *word == "per").enumerate() {
            let base = parse_base(side).ok_or_else(error)?;
            if index == 0 {
                unit = base;
            } else {
                unit = unit.per(&base);
            }
        }
        Ok(unit)
    }
}

fn parse_base(words: &[&str]) -> Option<Unit> {
    match words {
        [] => None,
        ["number" | "1"] => Some(Unit::number()),
        ["%"] => Some(Unit::of("percent")),
        [first, rest @ ..] => {
            let scale = Scale::ALL.iter().find(|(_, word, _)| word == first).map(|(scale, ..)| *scale);
            let (scale, name) = match scale {
                Some(scale) => (scale, rest),
                None => (Scale::One, words),
            };
            if name.is_empty() || !name.iter().all(|word| is_name(word)) {
                return None;
            }
            let base = Base { scale, name: Cow::Owned(plural(&name.join(" "))) };
            Some(Unit { factors: vec![(base, 1)] })
        }
    }
}

fn is_name(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || c == '_')
}

fn plural(name: &str) -> String {
    if let Some((plural, ..)) =
        KNOWN.iter().find(|(plural, singular, ..)| name == *plural || name == *singular)
    {
        return (*plural).to_owned();
    }
    let is_word = name.chars().all(|c| !c.is_uppercase());
    if is_word && !name.ends_with('s') && name != "date" { format!("{name}s") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        text.parse().unwrap()
    }

    #[test]
    fn subjects_times_officers_per_subject_is_officers() {
        assert_eq!(Unit::subjects().by(&unit("officers per subject")), Unit::officers());
        assert_eq!(Unit::officers().per(&Unit::officers()), Unit::number());
        assert_eq!(Unit::officers().by(&Unit::share()), Unit::officers());
    }

    #[test]
    fn labels_read_back_as_the_same_unit() {
        for text in
            ["officers", "officers per subject", "million EUR", "EUR per GBP", "hours per year", "share"]
        {
            assert_eq!(unit(text).label(), text);
        }
        assert_eq!(unit("officer/subjects"), unit("officers per subject"));
        assert_eq!(unit("person").label(), "people");
    }

    #[test]
    fn scales_convert_and_measures_do_not() {
        assert_eq!(unit("million EUR").ratio_to(&unit("EUR")), Some(1e6));
        assert_eq!(unit("officers").per(&unit("percent")).ratio_to(&unit("officers")), Some(100.0));
        assert_eq!(unit("hours").per(&unit("days")).ratio_to(&Unit::share()), Some(1.0 / 24.0));
        assert_eq!(unit("EUR").ratio_to(&unit("GBP")), None);
        assert_eq!(Unit::subjects().ratio_to(&Unit::officers()), None);
    }

    #[test]
    fn what_is_no_unit_is_refused() {
        assert!("officers per".parse::<Unit>().is_err());
        assert!("12".parse::<Unit>().is_err());
        assert!("million".parse::<Unit>().is_err());
    }

    #[test]
    fn money_and_the_singular_are_told_apart() {
        assert!(unit("million EUR").is_money() && !unit("officers").is_money());
        assert_eq!(
            unit("EUR").by(&Unit::officers()).per(&unit("million EUR")).singular(),
            Some("officer".to_owned())
        );
        assert_eq!(unit("million EUR").unscaled(), unit("EUR"));
    }

    #[test]
    fn roots_exist_for_squares_only() {
        assert_eq!(Unit::officers().power(2).root(), Some(Unit::officers()));
        assert_eq!(Unit::officers().root(), None);
    }
}
