//! Where a function of one number passes zero: the ITP method on a bracket.
//!
//! Oliveira and Takahashi (2020), "An enhancement of the bisection method average performance preserving
//! minmax optimality", doi:10.1145/3423597. As fast as the secant method on smooth functions, and never
//! more than one step slower than bisection on any function, a jump or a plateau included.

/// A point and the function's value there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    /// Where.
    pub x: f64,
    /// The function there.
    pub y: f64,
}

/// Two neighbouring points between which the function passes zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    /// The side where the function is negative.
    pub below: At,
    /// The side where the function is zero or positive.
    pub above: At,
}

impl Passage {
    /// The side nearer to zero; the side that is zero or above where both are as near.
    pub fn nearer(&self) -> At {
        if self.below.y.abs() < self.above.y.abs() { self.below } else { self.above }
    }
}

/// Share of the bracket by which a step is pulled to the middle; the authors' choice.
const PULL: f64 = 0.2;
/// How wide a passage may stay, relative to the larger end: a few units in the last place.
const WIDTH: f64 = 4.0 * f64::EPSILON;
/// More steps than the widest bracket of doubles can need.
const STEPS: u32 = 2_200;

/// The passage through zero between `below` (negative) and `above` (zero or positive), in the units of x.
///
/// The ends may stand in either order. Zero counts as above, so that a function that reaches zero and stays
/// there is passed where it first reaches it.
///
/// # Errors
///
/// Whatever `function` returns as an error.
pub fn passage<E>(
    below: At,
    above: At,
    mut function: impl FnMut(f64) -> Result<f64, E>,
) -> Result<Passage, E> {
    let mut now = Passage { below, above };
    let mut slack = Slack::new(&now);
    for _ in 0..STEPS {
        let Some(x) = slack.next(&now) else { break };
        let y = function(x)?;
        if y < 0.0 {
            now.below = At { x, y };
        } else {
            now.above = At { x, y };
        }
    }
    Ok(now)
}

/// What is left of bisection's budget of steps, as a distance from the middle.
struct Slack {
    pull: f64,
    reach: f64,
    width: f64,
}

impl Slack {
    fn new(bracket: &Passage) -> Self {
        let start = (bracket.above.x - bracket.below.x).abs();
        let width = WIDTH * bracket.below.x.abs().max(bracket.above.x.abs());
        let mut reach = width;
        // Twice the start: one step more than bisection would need.
        while reach < 2.0 * start && reach > 0.0 {
            reach *= 2.0;
        }
        Self { pull: PULL / start, reach, width }
    }

    /// The next point to try, or nothing where the bracket is narrow enough.
    fn next(&mut self, bracket: &Passage) -> Option<f64> {
        let (a, b) = (bracket.below, bracket.above);
        let span = (b.x - a.x).abs();
        let middle = f64::midpoint(a.x, b.x);
        if span <= self.width || middle == a.x || middle == b.x {
            return None;
        }
        self.reach /= 2.0;
        let radius = (self.reach - span / 2.0).max(0.0);
        let x = project(truncate(secant(a, b, middle), middle, self.pull * span * span), middle, radius);
        Some(if strictly_between(x, a.x, b.x) { x } else { middle })
    }
}

fn secant(a: At, b: At, middle: f64) -> f64 {
    let x = (b.y * a.x - a.y * b.x) / (b.y - a.y);
    if x.is_finite() { x } else { middle }
}

fn truncate(x: f64, middle: f64, by: f64) -> f64 {
    if by <= (middle - x).abs() { x + by.copysign(middle - x) } else { middle }
}

fn project(x: f64, middle: f64, radius: f64) -> f64 {
    if (x - middle).abs() <= radius { x } else { middle - radius.copysign(middle - x) }
}

fn strictly_between(x: f64, a: f64, b: f64) -> bool {
    a.min(b) < x && x < a.max(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn pass(a: f64, b: f64, f: impl Fn(f64) -> f64) -> (Passage, usize) {
        let (lo, hi) = if f(a) < 0.0 { (a, b) } else { (b, a) };
        let mut calls = 0;
        let found = passage(At { x: lo, y: f(lo) }, At { x: hi, y: f(hi) }, |x| {
            calls += 1;
            Ok::<_, Infallible>(f(x))
        });
        (found.unwrap(), calls)
    }

    #[test]
    fn a_straight_line_takes_few_steps() {
        let (found, calls) = pass(0.0, 1e6, |x| x - 165_000.0);
        assert!((found.nearer().x - 165_000.0).abs() < 1e-9);
        assert!(calls < 60, "{calls}");
    }

    #[test]
    fn smooth_functions_cost_a_fraction_of_bisection() {
        let (found, calls) = pass(1.0, 3.0, |x| x * x - 2.0);
        assert!((found.nearer().x - std::f64::consts::SQRT_2).abs() < 1e-15);
        assert!(calls <= 12, "{calls}");
    }

    #[test]
    fn a_falling_function_is_passed_too() {
        let (found, _) = pass(1.0, 100.0, |x| 3.0 / x - 0.1);
        assert!((found.nearer().x - 30.0).abs() < 1e-13);
    }

    #[test]
    fn a_plateau_is_passed_where_it_begins() {
        let (found, _) = pass(0.0, 1e6, |x| (x / 220_000.0).min(1.0) - 1.0);
        assert!((found.above.x - 220_000.0).abs() < 1e-9);
    }

    #[test]
    fn a_jump_is_found_to_the_last_place() {
        let (found, calls) = pass(0.0, 10.0, |x| if x < 0.7 { -1.0 } else { 5.0 });
        assert!(found.below.x < 0.7 && found.above.x >= 0.7 && found.above.x - found.below.x < 1e-14);
        assert!(calls < 60, "{calls}");
    }

    #[test]
    fn an_error_of_the_function_is_passed_on() {
        let ends = (At { x: 0.0, y: -1.0 }, At { x: 1.0, y: 1.0 });
        assert_eq!(passage(ends.0, ends.1, |_| Err::<f64, _>("no")), Err("no"));
    }

    proptest::proptest! {
        #[test]
        fn the_root_of_a_cubic_is_bracketed(root in -1e3_f64..1e3, slope in 1e-3_f64..1e3) {
            let f = |x: f64| slope * (x - root) + (x - root).powi(3);
            let (found, calls) = pass(-2e3, 2e3, f);
            let (lo, hi) = (found.below.x.min(found.above.x), found.below.x.max(found.above.x));
            proptest::prop_assert!(lo <= root && root <= hi);
            proptest::prop_assert!(hi - lo <= 1e-11);
            proptest::prop_assert!(calls <= 56);
        }
    }
}
