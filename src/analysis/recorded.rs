//! Elementary effects of runs made elsewhere: points of the unit cube and the outcome at each.

use super::morris::{Effect, summary};
use std::fmt;

/// A walk through the unit cube: each point and the outcome there.
pub type Runs = Vec<(Vec<f64>, f64)>;

/// What is wrong with recorded runs.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordedError {
    /// A step that moves no input, or more than one.
    Step {
        /// The walk, from 0.
        walk: usize,
        /// The step, from 0.
        step: usize,
        /// How many inputs it moves.
        moves: usize,
    },
    /// A point of another number of inputs than the first one.
    Inputs {
        /// The walk, from 0.
        walk: usize,
    },
    /// A value that is no finite number.
    NotFinite {
        /// The walk, from 0.
        walk: usize,
    },
    /// An input that no walk moves.
    NeverMoved {
        /// The input, from 0.
        input: usize,
    },
}

impl fmt::Display for RecordedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step { walk, step, moves } => write!(
                f,
                "step {} of walk {} moves {moves} inputs; an elementary effect needs points that differ in \
                 exactly one",
                step + 1,
                walk + 1
            ),
            Self::Inputs { walk } => write!(
                f,
                "walk {} has a point with another number of inputs than the first point; give each point all \
                 inputs",
                walk + 1
            ),
            Self::NotFinite { walk } => {
                write!(f, "walk {} holds a value that is no finite number; leave that walk out", walk + 1)
            }
            Self::NeverMoved { input } => {
                write!(
                    f,
                    "no walk moves input {}; leave that input out or add a walk that moves it",
                    input + 1
                )
            }
        }
    }
}

impl std::error::Error for RecordedError {}

/// The elementary effects of every input in runs made elsewhere, in the outcome's unit; see
/// [`super::morris::morris`] for what they mean.
///
/// effect = change of the outcome / change of the one input that moves between two points of a walk.
///
/// ```
/// use stakeout::analysis::recorded::effects;
/// let walk = vec![(vec![0.0, 0.0], 1.0), (vec![0.5, 0.0], 3.0), (vec![0.5, 0.5], 2.0)];
/// let found = effects(&[walk], 0.95).unwrap();
/// assert_eq!((found[0].mu, found[1].mu, found[1].mu_star), (Some(4.0), Some(-2.0), 2.0));
/// ```
///
/// # Errors
///
/// A step that does not move exactly one input, an input that never moves, a value that is not finite.
pub fn effects(walks: &[Runs], confidence: f64) -> Result<Vec<Effect>, RecordedError> {
    let inputs = walks.iter().flatten().next().map_or(0, |(point, _)| point.len());
    let mut found = vec![Vec::new(); inputs];
    for (walk, runs) in walks.iter().enumerate() {
        check(walk, runs, inputs)?;
        for (step, pair) in runs.windows(2).enumerate() {
            let [(from, before), (to, after)] = pair else { continue };
            let moved: Vec<usize> = (0..inputs).filter(|input| from[*input] != to[*input]).collect();
            let [input] = moved[..] else {
                return Err(RecordedError::Step { walk, step, moves: moved.len() });
            };
            found[input].push((after - before) / (to[input] - from[input]));
        }
    }
    if let Some(input) = found.iter().position(Vec::is_empty) {
        return Err(RecordedError::NeverMoved { input });
    }
    Ok(found.iter().map(|effects| summary(effects, true, 0.0, confidence)).collect())
}

fn check(walk: usize, runs: &Runs, inputs: usize) -> Result<(), RecordedError> {
    if runs.iter().any(|(point, _)| point.len() != inputs) {
        return Err(RecordedError::Inputs { walk });
    }
    let finite = runs.iter().all(|(point, y)| y.is_finite() && point.iter().all(|x| x.is_finite()));
    if finite { Ok(()) } else { Err(RecordedError::NotFinite { walk }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Model;
    use crate::analysis::evaluate::at_point;
    use crate::analysis::test_functions::{g_function, ishigami};
    use std::f64::consts::PI;

    #[test]
    fn the_exercise_of_saltelli_2008_comes_out() {
        let (third, two) = (1.0 / 3.0, 2.0 / 3.0);
        let points = [
            [[0.0, third], [0.0, 1.0], [two, 1.0]],
            [[0.0, third], [two, third], [two, 1.0]],
            [[two, 0.0], [two, two], [0.0, two]],
            [[third, 1.0], [1.0, 1.0], [1.0, third]],
            [[third, 1.0], [third, third], [1.0, third]],
            [[third, two], [third, 0.0], [1.0, 0.0]],
        ];
        let outcomes = [
            [0.97, 0.71, 2.39],
            [0.97, 2.30, 2.39],
            [1.87, 2.40, 0.87],
            [2.15, 1.71, 1.54],
            [2.15, 2.17, 1.54],
            [2.20, 1.87, 1.0],
        ];
        let walk = |(points, y): (&[[f64; 2]; 3], &[f64; 3])| {
            points.iter().map(|p| p.to_vec()).zip(y.iter().copied()).collect::<Runs>()
        };
        let walks: Vec<Runs> = points.iter().zip(&outcomes).map(walk).collect();
        let found = effects(&walks, 0.95).unwrap();
        // mu and mu* are published to two decimals.
        for (effect, (mu, mu_star, sigma)) in
            found.iter().zip([(0.65, 1.62, 1.794_107_020_2), (0.21, 0.35, 0.411_995_145_6)])
        {
            assert!((effect.mu.unwrap() - mu).abs() <= 0.005 + 1e-12, "{effect:?}");
            assert!((effect.mu_star - mu_star).abs() <= 0.005 + 1e-12, "{effect:?}");
            assert!((effect.sigma.unwrap() - sigma).abs() < 1e-10, "{effect:?}");
        }
    }

    /// mu* and the population's sigma of every elementary effect there is on a grid.
    fn enumerate(model: &impl Model, levels: usize, place: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        let inputs = model.inputs();
        assert_eq!(inputs, 3);
        let step = levels / 2;
        let mut walks = Vec::new();
        for number in 0..levels.pow(3) {
            let at: Vec<usize> = (0..3).map(|i| number / levels.pow(i) % levels).collect();
            for input in (0..inputs).filter(|input| at[*input] < step) {
                let mut to = at.clone();
                to[input] += step;
                walks.push([at.clone(), to].map(|levels_at| {
                    let unit: Vec<f64> = levels_at.iter().map(|l| *l as f64 / (levels - 1) as f64).collect();
                    let x: Vec<f64> = unit.iter().map(|u| place(*u)).collect();
                    (unit, at_point(model, &x).unwrap()[0])
                }));
            }
        }
        let walks: Vec<Runs> = walks.into_iter().map(|pair| pair.to_vec()).collect();
        let n = (walks.len() / inputs) as f64;
        let found = effects(&walks, 0.95).unwrap();
        found.iter().map(|e| (e.mu_star, e.sigma.unwrap() * ((n - 1.0) / n).sqrt())).collect()
    }

    #[test]
    fn full_enumeration_gives_the_exact_effects() {
        let angle = |u: f64| 2.0 * PI * u - PI;
        let ishigami = ishigami(7.0, 0.1);
        let g = g_function(vec![0.0, 0.5, 1.0]);
        let cases = [
            (
                enumerate(&ishigami, 4, angle),
                [7.704_054_111_593_104, 7.875, 6.248_796_103_333_118],
                [6.248_796_103_333_118_5, 7.875, 8.837_132_197_837_843],
            ),
            (
                enumerate(&ishigami, 6, angle),
                [7.989_960_767_571_86, 2.687_156_132_986_315, 5.542_864_534_762_97],
                [9.887_942_110_077_14, 3.291_080_692_503_445_3, 8.542_826_031_282_646],
            ),
            (
                enumerate(&ishigami, 8, angle),
                [7.959_192_784_102_099, 3.230_809_279_517_571_6, 5.723_541_455_537_876],
                [10.020_504_604_906_488, 3.360_531_161_095_309, 8.171_655_486_333_74],
            ),
            (
                enumerate(&g, 4, |u| u),
                [2.851_851_851_851_852, 2.074_074_074_074_074_4, 1.629_629_629_629_629_8],
                [3.155_981_539_670_028, 2.411_677_125_348_105, 1.938_704_048_636_739_2],
            ),
        ];
        for (found, mu_star, sigma) in cases {
            for (found, exact) in found.iter().zip(mu_star.iter().zip(&sigma)) {
                assert!((found.0 - exact.0).abs() < 1e-13 * exact.0.max(10.0), "{found:?} {exact:?}");
                assert!((found.1 - exact.1).abs() < 1e-13 * exact.1.max(10.0), "{found:?} {exact:?}");
            }
        }
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        let say = |walks: &[Runs]| effects(walks, 0.95).unwrap_err().to_string();
        let walk = |points: &[[f64; 2]]| points.iter().map(|p| (p.to_vec(), p[0])).collect::<Runs>();
        assert_eq!(
            say(&[walk(&[[0.0, 0.0], [1.0, 1.0]])]),
            "step 1 of walk 1 moves 2 inputs; an elementary effect needs points that differ in exactly one"
        );
        assert_eq!(
            say(&[walk(&[[0.0, 0.0], [1.0, 0.0]])]),
            "no walk moves input 2; leave that input out or add a walk that moves it"
        );
        assert_eq!(
            say(&[walk(&[[0.0, 0.0]]), vec![(vec![1.0], 1.0)]]),
            "walk 2 has a point with another number of inputs than the first point; give each point all inputs"
        );
        assert_eq!(
            say(&[walk(&[[f64::NAN, 0.0]])]),
            "walk 1 holds a value that is no finite number; leave that walk out"
        );
        assert_eq!(effects(&[], 0.95), Ok(vec![]));
    }
}
