//! Interval arithmetic, rounded outwards: every result holds every value that the operation can give.
//!
//! R. E. Moore, "Interval Analysis" (1966). An end may be infinite (no limit); a NaN end means that the
//! operation is outside its domain.

use super::{Function, Operator};

/// All numbers from `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    pub const WHOLE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
    pub const UNDEFINED: Self = Self { low: f64::NAN, high: f64::NAN };

    pub fn point(value: f64) -> Self {
        Self { low: value, high: value }
    }

    pub fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    pub fn is_undefined(self) -> bool {
        self.low.is_nan() || self.high.is_nan()
    }

    pub fn is_point(self) -> bool {
        self.low == self.high
    }

    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Rounded outwards by one step, unlimited where an end is not a number. 0 stays: a sum or product that comes out as
    /// 0 is exact, or smaller than the smallest number, and a chance must not begin below it.
    fn outward(self) -> Self {
        let step = |end: f64, unlimited: f64, next: fn(f64) -> f64| match end {
            end if end.is_nan() => unlimited,
            end if end == 0.0 || end.is_infinite() => end,
            end => next(end),
        };
        Self {
            low: step(self.low, f64::NEG_INFINITY, f64::next_down),
            high: step(self.high, f64::INFINITY, f64::next_up),
        }
    }

    pub fn negative(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }

    /// A function of one number: it moves one way, so its ends are those of the number.
    pub fn applied(self, function: Function) -> Self {
        match function {
            Function::Root if self.low < 0.0 => return Self::UNDEFINED,
            Function::Logarithm if self.high <= 0.0 => return Self::WHOLE,
            _ => {}
        }
        let from = if function == Function::Logarithm { self.low.max(0.0) } else { self.low };
        let ends = [from, self.high].map(|end| function.apply(end));
        let [low, high] = if function.rises() { ends } else { [ends[1], ends[0]] };
        let spread = Self { low, high }.widened(function.slack());
        let positive = matches!(function, Function::Root | Function::Exponential | Function::MeanDecay);
        if positive { Self { low: spread.low.max(0.0), high: spread.high } } else { spread }
    }

    /// Good to a few last digits, not to the last one.
    fn widened(self, slack: f64) -> Self {
        Self::new(self.low - slack * self.low.abs(), self.high + slack * self.high.abs()).outward()
    }

    /// 1 where the left is above the right, 0 where it is below, both where it may be either or equal.
    pub fn above(self, other: Self) -> Self {
        Self {
            low: f64::from(u8::from(self.low > other.high)),
            high: f64::from(u8::from(self.high >= other.low)),
        }
    }

    /// How steep the step from below to above can be: without limit where it may be either or equal.
    pub fn jump(self, other: Self) -> Self {
        let apart = self.low > other.high || self.high < other.low;
        Self { low: 0.0, high: if apart { 0.0 } else { f64::INFINITY } }
    }

    pub fn binary(self, operator: Operator, other: Self) -> Self {
        if self.is_undefined() || other.is_undefined() {
            return Self::UNDEFINED;
        }
        if self.is_point() && other.is_point() {
            return self.exactly(operator, other);
        }
        match operator {
            Operator::Add => Self::new(self.low + other.low, self.high + other.high).outward(),
            Operator::Subtract => Self::new(self.low - other.high, self.high - other.low).outward(),
            Operator::Multiply => self.product(other).outward(),
            Operator::Divide => self.quotient(other),
            Operator::Min => Self::new(self.low.min(other.low), self.high.min(other.high)),
            Operator::Max => Self::new(self.low.max(other.low), self.high.max(other.high)),
            Operator::Power => self.power(other),
            Operator::Above => self.above(other),
        }
    }

    fn exactly(self, operator: Operator, other: Self) -> Self {
        let value = operator.apply(self.low, other.low);
        match operator {
            Operator::Divide if other.low == 0.0 => self.by_nothing(),
            Operator::Power if value.is_nan() => Self::UNDEFINED,
            Operator::Min | Operator::Max | Operator::Above => Self::point(value),
            _ => Self::point(value).outward(),
        }
    }

    pub fn product(self, other: Self) -> Self {
        let corners = [
            product(self.low, other.low),
            product(self.low, other.high),
            product(self.high, other.low),
            product(self.high, other.high),
        ];
        hull(&corners)
    }

    fn quotient(self, other: Self) -> Self {
        if other.low > 0.0 || other.high < 0.0 {
            let corners =
                [self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high];
            return hull(&corners).outward();
        }
        match (other.low == 0.0, other.high == 0.0) {
            (true, false) if self.low >= 0.0 => Self::new(self.low / other.high, f64::INFINITY).outward(),
            (true, false) if self.high <= 0.0 => {
                Self::new(f64::NEG_INFINITY, self.high / other.high).outward()
            }
            (true, true) => self.by_nothing(),
            _ => Self::WHOLE,
        }
    }

    /// Divided by exactly 0: more than any number where the dividend is above 0, so that what is left after it is nothing.
    pub fn by_nothing(self) -> Self {
        match () {
            () if self.low > 0.0 => Self::point(f64::INFINITY),
            () if self.high < 0.0 => Self::point(f64::NEG_INFINITY),
            () => Self::WHOLE,
        }
    }

    fn power(self, exponent: Self) -> Self {
        let whole = exponent.is_point() && exponent.low.fract() == 0.0;
        if self.low < 0.0 && !whole {
            return Self::UNDEFINED;
        }
        let raise = |base: f64, exponent: f64| Operator::Power.apply(base, exponent);
        let mut corners = vec![
            raise(self.low, exponent.low),
            raise(self.low, exponent.high),
            raise(self.high, exponent.low),
            raise(self.high, exponent.high),
        ];
        if self.contains(0.0) && self.low < 0.0 {
            corners.push(raise(0.0, exponent.low));
            if exponent.low < 0.0 {
                return Self::WHOLE;
            }
        }
        // Between the corners a power may pass one: base 1 or exponent 0.
        if !whole && (self.contains(1.0) || exponent.contains(0.0)) {
            corners.push(1.0);
        }
        hull(&corners).widened(POWER_SLACK)
    }
}

/// How far, relatively, the library's power may be from the true one.
const POWER_SLACK: f64 = 1e-14;

/// Nothing times no limit is nothing.
fn product(left: f64, right: f64) -> f64 {
    if left == 0.0 || right == 0.0 { 0.0 } else { left * right }
}

fn hull(corners: &[f64]) -> Interval {
    let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
    let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Interval { low, high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPERATORS: [Operator; 6] = [
        Operator::Add,
        Operator::Subtract,
        Operator::Multiply,
        Operator::Divide,
        Operator::Min,
        Operator::Max,
    ];

    proptest! {
        #[test]
        fn holds_every_value_of_its_points(
            ends in prop::array::uniform4(-1e3..1e3_f64), shares in prop::array::uniform2(0.0..=1.0_f64)
        ) {
            let left = Interval::new(ends[0].min(ends[1]), ends[0].max(ends[1]));
            let right = Interval::new(ends[2].min(ends[3]), ends[2].max(ends[3]));
            let x = (left.low + shares[0] * left.width()).clamp(left.low, left.high);
            let y = (right.low + shares[1] * right.width()).clamp(right.low, right.high);
            for operator in OPERATORS {
                let value = operator.apply(x, y);
                prop_assert!(value.is_nan() || left.binary(operator, right).contains(value), "{operator:?}");
            }
        }

        #[test]
        fn powers_hold_every_value(low in 0.0..3.0_f64, width in 0.0..3.0_f64, exponent in -3.0..3.0_f64, u in 0.0..=1.0_f64) {
            let base = Interval::new(low, low + width);
            let x = (low + u * width).min(base.high);
            let value = Operator::Power.apply(x, exponent);
            prop_assert!(base.binary(Operator::Power, Interval::point(exponent)).contains(value));
        }
    }

    #[test]
    fn division_by_a_range_with_zero_has_no_limit() {
        let quotient = Interval::new(1.0, 2.0).binary(Operator::Divide, Interval::new(0.0, 4.0));
        assert_eq!((quotient.low > 0.249, quotient.high), (true, f64::INFINITY));
        assert_eq!(Interval::point(1.0).binary(Operator::Divide, Interval::new(-1.0, 1.0)), Interval::WHOLE);
    }

    #[test]
    fn nothing_stays_nothing() {
        let share = Interval::new(0.0, 1.0);
        assert_eq!(share.binary(Operator::Multiply, Interval::new(0.0, 0.5)).low, 0.0);
        assert_eq!(Interval::point(0.0).binary(Operator::Multiply, share), Interval::point(0.0));
        assert_eq!(share.binary(Operator::Divide, Interval::new(2.0, 3.0)).low, 0.0);
    }

    #[test]
    fn roots_and_odd_powers_of_negative_numbers() {
        assert!(Interval::new(-1.0, 4.0).applied(Function::Root).is_undefined());
        let cube = Interval::new(-2.0, 3.0).binary(Operator::Power, Interval::point(3.0));
        assert!(cube.contains(-8.0) && cube.contains(27.0) && cube.low > -8.1);
        let square = Interval::new(-2.0, 3.0).binary(Operator::Power, Interval::point(2.0));
        assert!(square.contains(0.0) && square.low > -1e-9 && square.contains(9.0));
    }
}
