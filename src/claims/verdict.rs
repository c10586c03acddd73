//! Knows how a stated figure compares with the recomputed one.

use crate::quantity::Qualifier;
use std::fmt;

/// What has become of a claim. Tried in this order, but `inside the range` comes after `consistent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Equal to 1e-9 relative.
    Reproduced,
    /// Equal at the stated precision: half a step either way.
    RoundsToIt,
    /// A range came out, and its high end was stated.
    HighEndOnly,
    /// A range came out, and its low end was stated.
    LowEndOnly,
    /// At least, or at most, what was stated, as the claim says.
    Consistent,
    /// A range came out, and the one number stated lies between its ends.
    InsideTheRange,
    /// None of these.
    Differs,
}

impl Verdict {
    /// Every verdict, in the order of trial.
    pub const ALL: [Self; 7] = [
        Self::Reproduced,
        Self::RoundsToIt,
        Self::HighEndOnly,
        Self::LowEndOnly,
        Self::Consistent,
        Self::InsideTheRange,
        Self::Differs,
    ];

    /// The word in tables and in the column `expected`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reproduced => "reproduced",
            Self::RoundsToIt => "rounds to it",
            Self::HighEndOnly => "high end only",
            Self::LowEndOnly => "low end only",
            Self::Consistent => "consistent",
            Self::InsideTheRange => "inside the range",
            Self::Differs => "differs",
        }
    }

    /// The verdict of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// Two ends, equal where there is one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// The smallest value.
    pub low: f64,
    /// The largest value.
    pub high: f64,
}

impl Ends {
    fn is_range(self) -> bool {
        self.low < self.high && !same(self.low, self.high)
    }

    fn is_limited(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    fn both(self, other: Self, equal: impl Fn(f64, f64) -> bool) -> bool {
        equal(self.low, other.low) && equal(self.high, other.high)
    }
}

/// A figure as it was stated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// What was stated.
    pub ends: Ends,
    /// The step it was rounded to.
    pub precision: f64,
    /// How firmly.
    pub qualifier: Qualifier,
}

/// Two results of the same arithmetic, written in another order, differ by far less than this part.
const EQUAL: f64 = 1e-9;

/// What becomes of a stated figure when `found` comes out.
///
/// Every rule but the first takes the stated figure for what it was rounded to: half a step either way.
pub fn judge(found: Ends, stated: &Figure) -> Verdict {
    let rounded = |value: f64, stated_end: f64| rounds(value, stated_end, stated.precision);
    let one_stated = !stated.ends.is_range();
    let figure = stated.ends.low;
    if found.both(stated.ends, same) {
        Verdict::Reproduced
    } else if found.both(stated.ends, rounded) {
        Verdict::RoundsToIt
    } else if found.is_range() && one_stated && rounded(found.high, figure) {
        Verdict::HighEndOnly
    } else if found.is_range() && one_stated && rounded(found.low, figure) {
        Verdict::LowEndOnly
    } else if holds(found, stated) {
        Verdict::Consistent
    } else if one_stated && found.is_limited() && found.low < figure && figure < found.high {
        Verdict::InsideTheRange
    } else {
        Verdict::Differs
    }
}

/// Whether what came out is at least, or at most, what was stated.
fn holds(found: Ends, stated: &Figure) -> bool {
    let rounded = |value: f64, stated_end: f64| rounds(value, stated_end, stated.precision);
    match stated.qualifier {
        Qualifier::AtLeast => found.both(stated.ends, |value, least| value >= least || rounded(value, least)),
        Qualifier::AtMost => found.both(stated.ends, |value, most| value <= most || rounded(value, most)),
        Qualifier::Exact | Qualifier::About => false,
    }
}

fn same(value: f64, other: f64) -> bool {
    let difference = (value - other).abs();
    // A part of no limit would be no limit, and everything would be the same.
    value == other || (difference.is_finite() && difference <= EQUAL * value.abs().max(other.abs()))
}

fn rounds(value: f64, stated: f64, precision: f64) -> bool {
    same(value, stated) || (value - stated).abs() <= precision / 2.0 * (1.0 + EQUAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figure(low: f64, high: f64, precision: f64) -> Figure {
        Figure { ends: Ends { low, high }, precision, qualifier: Qualifier::Exact }
    }

    fn verdict(found: (f64, f64), stated: (f64, f64), precision: f64, qualifier: Qualifier) -> &'static str {
        let found = Ends { low: found.0, high: found.1 };
        judge(found, &Figure { qualifier, ..figure(stated.0, stated.1, precision) }).word()
    }

    fn exact(found: (f64, f64), stated: (f64, f64), precision: f64) -> &'static str {
        verdict(found, stated, precision, Qualifier::Exact)
    }

    #[test]
    fn one_number_is_reproduced_or_rounds() {
        assert_eq!(exact((15.0, 15.0), (15.0, 15.0), 1.0), "reproduced");
        assert_eq!(exact((0.1 + 0.2, 0.1 + 0.2), (0.3, 0.3), 0.1), "reproduced");
        assert_eq!(exact((2.142_857, 2.142_857), (2.1, 2.1), 0.1), "rounds to it");
        // Half a step belongs to it, either way; a third decimal cut off does not.
        assert_eq!(exact((4.725, 4.725), (4.73, 4.73), 0.01), "rounds to it");
        assert_eq!(exact((4.735, 4.735), (4.73, 4.73), 0.01), "rounds to it");
        assert_eq!(exact((4.735_135, 4.735_135), (4.73, 4.73), 0.01), "differs");
    }

    #[test]
    fn ranges_are_compared_end_by_end() {
        let found = (165_000.0, 220_000.0);
        assert_eq!(exact(found, found, 1.0), "reproduced");
        assert_eq!(exact((50.0, 66.666_7), (50.0, 67.0), 1.0), "rounds to it");
        assert_eq!(exact(found, (220_000.0, 220_000.0), 1000.0), "high end only");
        assert_eq!(exact(found, (165_000.0, 165_000.0), 1000.0), "low end only");
        assert_eq!(exact(found, (192_500.0, 192_500.0), 1.0), "inside the range");
        assert_eq!(exact(found, (164_000.0, 164_000.0), 1.0), "differs");
        assert_eq!(exact(found, (165_000.0, 221_000.0), 1.0), "differs");
        assert_eq!(exact((20.0, 20.0), (15.0, 20.0), 1.0), "differs");
    }

    #[test]
    fn one_sided_claims_hold_or_do_not() {
        let one =
            |found: f64, stated: f64, qualifier| verdict((found, found), (stated, stated), 1.0, qualifier);
        assert_eq!(one(576.0, 500.0, Qualifier::AtLeast), "consistent");
        assert_eq!(one(40.0, 50.0, Qualifier::AtMost), "consistent");
        assert_eq!(one(10.4, 12.0, Qualifier::AtLeast), "differs");
        assert_eq!(one(60.0, 50.0, Qualifier::AtMost), "differs");
        assert_eq!(one(576.0, 500.0, Qualifier::About), "differs");
        assert_eq!(verdict((5.0, 20.0), (3.0, 3.0), 1.0, Qualifier::AtLeast), "consistent");
        assert_eq!(verdict((5.0, 20.0), (9.0, 9.0), 1.0, Qualifier::AtLeast), "inside the range");
        assert_eq!(verdict((15.0, 30.0), (10.0, 20.0), 1.0, Qualifier::AtLeast), "consistent");
        assert_eq!(verdict((15.0, 15.0), (10.0, 20.0), 1.0, Qualifier::AtLeast), "differs");
    }

    #[test]
    fn no_limit_confirms_nothing_but_what_it_is_above() {
        let endless = (3.0, f64::INFINITY);
        assert_eq!(exact(endless, (5.0, 5.0), 1.0), "differs");
        assert_eq!(exact(endless, (3.0, 3.0), 1.0), "low end only");
        assert_eq!(verdict(endless, (2.0, 2.0), 1.0, Qualifier::AtLeast), "consistent");
        assert_eq!(exact((f64::NEG_INFINITY, f64::INFINITY), (5.0, 5.0), 1.0), "differs");
    }

    #[test]
    fn words_are_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::of_word(verdict.word()), Some(verdict));
        }
    }

    proptest! {
        #[test]
        fn what_came_out_reproduces_itself(low in -1e9..1e9, width in 0.0..1e9, precision in 1e-3..1e3) {
            let ends = Ends { low, high: low + width };
            prop_assert_eq!(judge(ends, &figure(ends.low, ends.high, precision)), Verdict::Reproduced);
        }

        #[test]
        fn what_is_rounded_rounds_to_it(value in -1e6_f64..1e6, precision in 1e-3..1e3) {
            let stated = f64::round(value / precision) * precision;
            let verdict = judge(Ends { low: value, high: value }, &figure(stated, stated, precision));
            prop_assert!(matches!(verdict, Verdict::Reproduced | Verdict::RoundsToIt));
        }

        // A smaller step than this is no more than 1e-9 of the largest of these numbers, and so equal.
        #[test]
        fn a_number_outside_a_range_by_a_step_differs(low in 0.0..1e6, width in 1.0..1e6, precision in 1e-2..1.0) {
            let ends = Ends { low, high: low + width };
            let above = ends.high + precision;
            prop_assert_eq!(judge(ends, &figure(above, above, precision)), Verdict::Differs);
        }
    }
}
