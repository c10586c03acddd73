//! A quantity in words: how a cell was read.

use super::{Quantity, Shape};
use crate::unit::{NumberStyle, Unit};

/// Plain numbers that are shown with 0, 1, 2, ... decimals: a style takes its decimals from an example.
const EXAMPLES: [f64; 7] = [1.0, 10.5, 1.5, 0.012, 0.001_2, 0.000_12, 0.000_012];

/// A decimal that is this near, relative to the number, is all of it.
const WHOLE: f64 = 1e-12;

impl Quantity {
    /// How it was read, in words: `15 to 20, hard bounds, base 17.5 (the midpoint)`.
    ///
    /// Numbers that were written keep their decimals, up to six; computed ones (a median) are rounded.
    pub fn reading(&self, unit: &Unit, style: NumberStyle) -> String {
        let words = Words { unit, style };
        let mut text = format!("{}{}", self.qualifier().words(), words.shape(self));
        if let Some(cut) = words.cut_off(self) {
            text.push_str(&cut);
        }
        text
    }
}

struct Words<'a> {
    unit: &'a Unit,
    style: NumberStyle,
}

impl Words<'_> {
    fn shape(&self, quantity: &Quantity) -> String {
        let base = quantity.base();
        match &*quantity.shape() {
            Shape::Exact(value) if quantity.qualifier() == super::Qualifier::Exact => {
                format!("{}, exactly", self.written(*value))
            }
            Shape::Exact(value) => self.written(*value),
            Shape::Uniform { low, high } => {
                format!(
                    "{}, hard bounds, base {} (the midpoint)",
                    self.range(*low, *high),
                    self.written(base)
                )
            }
            Shape::Triangular { low, mode, high } => self.with_best("triangular", [*low, *mode, *high]),
            Shape::Pert { low, mode, high } => self.with_best("PERT", [*low, *mode, *high]),
            Shape::Normal { mean, sd } => self.with_spread("normal", *mean, *sd, base),
            Shape::Lognormal { mean, sd } => self.with_spread("lognormal", *mean, *sd, base),
            Shape::Interval { low, high, level } => format!(
                "central {} interval {} of a {}, base {} (the median)",
                Words { unit: &Unit::share(), style: self.style }.written(*level),
                self.range(*low, *high),
                if *low > 0.0 { "lognormal" } else { "normal" },
                self.computed(base)
            ),
            Shape::Beta { alpha, beta } => {
                let number = Words { unit: &Unit::number(), style: self.style };
                let (alpha, beta) = (number.written(*alpha), number.written(*beta));
                format!("beta({alpha}, {beta}), base {} (the median)", self.computed(base))
            }
            Shape::Discrete(points) => self.discrete(points, base),
        }
    }

    fn with_best(&self, name: &str, points: [f64; 3]) -> String {
        let style = self.style_of(&points);
        let [low, best, high] = points.map(|point| self.unit.show(point, style));
        format!("{name}({low}, {best}, {high}), base {best} (the best)")
    }

    fn with_spread(&self, name: &str, mean: f64, sd: f64, base: f64) -> String {
        let (mean, sd) = (self.written(mean), self.written(sd));
        format!(
            "{name} of mean {mean} and standard deviation {sd}, base {} (the median)",
            self.computed(base)
        )
    }

    fn discrete(&self, points: &[(f64, f64)], base: f64) -> String {
        let shares = Words { unit: &Unit::share(), style: self.style };
        let points: Vec<String> = points
            .iter()
            .map(|(value, share)| format!("{} ({})", self.written(*value), shares.written(*share)))
            .collect();
        format!("one of {}, base {} (the median)", points.join(", "), self.written(base))
    }

    fn cut_off(&self, quantity: &Quantity) -> Option<String> {
        match quantity.cut_off() {
            (None, None) => None,
            (Some(low), Some(high)) => {
                Some(format!(", cut off at {} and {}", self.written(low), self.written(high)))
            }
            (Some(end), None) | (None, Some(end)) => Some(format!(", cut off at {}", self.written(end))),
        }
    }

    fn range(&self, low: f64, high: f64) -> String {
        let style = self.style_of(&[low, high]);
        format!("{} to {}", self.unit.show(low, style), self.unit.show(high, style))
    }

    /// A number as it was written.
    fn written(&self, value: f64) -> String {
        self.unit.show(value, self.style_of(&[value]))
    }

    /// A number that was computed, with the decimals its unit gives it.
    fn computed(&self, value: f64) -> String {
        self.unit.show(value, self.style)
    }

    /// A style that keeps all decimals of the numbers, up to six.
    fn style_of(&self, values: &[f64]) -> NumberStyle {
        let scale = if self.unit.is_share() { 100.0 } else { 1.0 };
        let decimals = values.iter().map(|value| decimals(value * scale)).max().unwrap_or(0);
        let example = EXAMPLES.get(decimals).copied().unwrap_or(1.0);
        self.style.for_group(&Unit::number(), &[example])
    }
}

/// How many decimals a number has, up to six.
fn decimals(value: f64) -> usize {
    let mut scaled = value.abs();
    for decimals in 0..6 {
        if (scaled - scaled.round()).abs() <= WHOLE * scaled.max(1.0) {
            return decimals;
        }
        scaled *= 10.0;
    }
    6
}

#[cfg(test)]
mod tests {
    use crate::quantity::{CellContext, CellKind, DecimalMark, Quantity};
    use crate::unit::{Locale, NumberStyle, Unit};

    fn reading(text: &str, kind: CellKind, unit: &Unit) -> String {
        let context = CellContext { kind, decimal: DecimalMark::Point };
        Quantity::parse(text, &context).unwrap().reading(unit, NumberStyle::default())
    }

    fn rate(text: &str) -> String {
        reading(text, CellKind::Rate, &"officers per subject".parse().unwrap())
    }

    fn share(text: &str) -> String {
        reading(text, CellKind::Share, &Unit::share())
    }

    #[test]
    fn counts_and_rates() {
        let count = |text| reading(text, CellKind::Count, &Unit::subjects());
        assert_eq!(count("11000"), "11,000, exactly");
        assert_eq!(count("~1200"), "about 1,200");
        assert_eq!(count("more than 500"), "at least 500");
        assert_eq!(rate("15-20"), "15 to 20, hard bounds, base 17.5 (the midpoint)");
        assert_eq!(rate("at least 15-20"), "at least 15 to 20, hard bounds, base 17.5 (the midpoint)");
        assert_eq!(rate("15 to 20 (best 18)"), "PERT(15, 18, 20), base 18 (the best)");
        assert_eq!(rate("triangular(15, 18, 20)"), "triangular(15, 18, 20), base 18 (the best)");
        assert_eq!(
            rate("90% 15 to 20"),
            "central 90% interval 15 to 20 of a lognormal, base 17.3 (the median)"
        );
        assert_eq!(
            rate("90% 0 to 20"),
            "central 90% interval 0 to 20 of a normal, base 10.4 (the median), cut off at 0"
        );
        assert_eq!(
            rate("normal(17, 1.5)"),
            "normal of mean 17 and standard deviation 1.5, base 17 (the median), cut off at 0"
        );
        assert_eq!(
            rate("lognormal(17, 1.5)"),
            "lognormal of mean 17 and standard deviation 1.5, base 16.9 (the median)"
        );
        assert_eq!(rate("discrete(10:0.75, 20:0.25)"), "one of 10 (75%), 20 (25%), base 10 (the median)");
    }

    #[test]
    fn numbers_that_were_written_keep_their_decimals() {
        assert_eq!(rate("4.7351"), "4.7351, exactly");
        assert_eq!(rate("14.25-18.9"), "14.25 to 18.90, hard bounds, base 16.575 (the midpoint)");
        assert_eq!(rate("8760.5"), "8,760.5, exactly");
        assert_eq!(rate("0.005"), "0.005, exactly");
    }

    #[test]
    fn shares() {
        assert_eq!(share("30%"), "30%, exactly");
        assert_eq!(share("1.55%"), "1.55%, exactly");
        assert_eq!(share("15-20%"), "15% to 20%, hard bounds, base 17.5% (the midpoint)");
        assert_eq!(
            share("normal(30%, 5%)"),
            "normal of mean 30% and standard deviation 5%, base 30% (the median), cut off at 0% and 100%"
        );
        assert_eq!(share("beta(2, 8)"), "beta(2, 8), base 18.0% (the median)");
    }

    #[test]
    fn dates_and_french_numbers() {
        let july = crate::quantity::date::parse_date("2015-07", crate::quantity::date::Precision::Month);
        assert_eq!(
            july.unwrap().reading(&Unit::date(), NumberStyle::default()),
            "2015-07-01 to 2015-07-31, hard bounds, base 2015-07-16 (the midpoint)"
        );
        let french = NumberStyle::new(Locale::French);
        assert_eq!(Quantity::exact(0.155).reading(&Unit::share(), french), "15,5\u{202f}%, exactly");
    }
}
