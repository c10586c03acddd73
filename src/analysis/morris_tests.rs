//! Screening on functions with known effects.

use super::factors::Group;
use super::interval::Interval;
use super::morris::{Effect, Screening, morris};
use super::test_functions::{angles, constant, g_function, ishigami, linear, shares};
use super::trajectory::Spread;
use super::{AnalysisError, FnModel, Input, scalar};
use crate::quantity::Quantity;

fn named(quantities: &[Quantity]) -> Vec<Input<'_>> {
    const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
    quantities.iter().zip(NAMES).map(|(quantity, name)| Input { name, quantity }).collect()
}

fn screening(trajectories: usize, levels: usize) -> Screening {
    Screening { trajectories, levels, ..Screening::default() }
}

#[test]
fn walks_estimate_the_exact_effects_within_their_error() {
    let cases: [(usize, [f64; 3], [f64; 3]); 3] = [
        (4, [7.704_054, 7.875, 6.248_796], [6.248_796, 7.875, 8.837_132]),
        (6, [7.989_961, 2.687_156, 5.542_865], [9.887_942, 3.291_081, 8.542_826]),
        (8, [7.959_193, 3.230_809, 5.723_541], [10.020_505, 3.360_531, 8.171_655]),
    ];
    for (levels, mu_star, sigma) in cases {
        let found = morris(&named(&angles(3)), &ishigami(7.0, 0.1), &screening(4_000, levels)).unwrap();
        for (effect, (mu_star, sigma)) in found.effects[0].iter().zip(mu_star.iter().zip(&sigma)) {
            // Five standard errors, for the size and (four moments unknown) for the deviation.
            let error = 5.0 * sigma / 4_000_f64.sqrt();
            assert!((effect.mu_star - mu_star).abs() < error + 1e-6, "{levels} {effect:?}");
            assert!((effect.sigma.unwrap() - sigma).abs() < error, "{levels} {effect:?}");
        }
    }
}

#[test]
fn a_linear_function_has_its_range_times_coefficient_and_no_sigma_at_all() {
    let quantities =
        [Quantity::uniform(15.0, 20.0), Quantity::uniform(-0.1, 0.7), Quantity::uniform(1e5, 3e5)];
    let line = linear(vec![11.3, -70.1, 0.003]);
    for (levels, spread) in [(2, Spread::Random), (4, Spread::Balanced), (6, Spread::Furthest)] {
        let how = Screening { spread, ..screening(50, levels) };
        let found = morris(&named(&quantities), &line, &how).unwrap();
        for (effect, exact) in found.effects[0].iter().zip([56.5, -56.08, 600.0]) {
            assert!((effect.mu.unwrap() - exact).abs() < 1e-10, "{effect:?}");
            assert!((effect.mu_star - exact.abs()).abs() < 1e-10, "{effect:?}");
            assert_eq!(effect.sigma, Some(0.0));
            let none = if spread == Spread::Furthest { None } else { Some(0.0) };
            assert_eq!(effect.interval.width(), none);
        }
    }
}

#[test]
fn an_offset_of_a_million_changes_nothing() {
    let how = screening(200, 4);
    let plain = morris(&named(&angles(3)), &ishigami(7.0, 0.1), &how).unwrap();
    let lifted = scalar(3, |x| x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin() + 1e6);
    let lifted = morris(&named(&angles(3)), &lifted, &how).unwrap();
    for (a, b) in plain.effects[0].iter().zip(&lifted.effects[0]) {
        assert!((a.mu_star - b.mu_star).abs() < 1e-8 && (a.mu.unwrap() - b.mu.unwrap()).abs() < 1e-8);
        assert!((a.sigma.unwrap() - b.sigma.unwrap()).abs() < 1e-8);
    }
}

#[test]
fn a_constant_has_no_effects_and_no_doubt() {
    let found = morris(&named(&shares(2)), &constant(2, 7.3), &screening(10, 4)).unwrap();
    let none = Effect { mu: Some(0.0), mu_star: 0.0, interval: Interval::new(0.0, 0.0), sigma: Some(0.0) };
    assert_eq!(found.effects, [[none; 2]]);
}

#[test]
fn the_interval_holds_the_exact_effect_as_often_as_it_says() {
    let exact = [2.851_851_851_851_852, 2.074_074_074_074_074_4, 1.629_629_629_629_629_8];
    let (quantities, g) = (shares(3), g_function(vec![0.0, 0.5, 1.0]));
    let mut held = [0; 3];
    for seed in 0..500 {
        let how = Screening { seed, spread: Spread::Random, threads: 1, ..screening(40, 4) };
        let found = morris(&named(&quantities), &g, &how).unwrap();
        for ((held, effect), exact) in held.iter_mut().zip(&found.effects[0]).zip(exact) {
            *held += i32::from(effect.interval.holds(exact));
        }
    }
    assert!(held.iter().all(|held| (460..=490).contains(held)), "of 500: {held:?}");
}

#[test]
fn balanced_walks_are_nearer_to_the_exact_effect_and_their_interval_is_conservative() {
    let exact = [7.989_960_767_571_86, 2.687_156_132_986_315, 5.542_864_534_762_97];
    let quantities = angles(3);
    let runs = |spread| {
        let (mut errors, mut held) = ([0.0; 3], [0; 3]);
        for seed in 0..200 {
            let how = Screening { seed, spread, threads: 1, ..screening(36, 6) };
            let found = morris(&named(&quantities), &ishigami(7.0, 0.1), &how).unwrap();
            for (at, effect) in found.effects[0].iter().enumerate() {
                errors[at] += (effect.mu_star - exact[at]).powi(2);
                held[at] += i32::from(effect.interval.holds(exact[at]));
            }
        }
        (errors, held)
    };
    let (balanced, random) = (runs(Spread::Balanced), runs(Spread::Random));
    assert!(balanced.0.iter().zip(random.0).all(|(b, r)| *b < 0.8 * r), "{balanced:?} {random:?}");
    assert!(balanced.1.iter().all(|held| *held >= 184), "of 200: {:?}", balanced.1);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for spread in [Spread::Random, Spread::Balanced, Spread::Furthest] {
        let run = |threads| {
            let how = Screening { spread, threads, ..screening(300, 4) };
            morris(&named(&angles(3)), &ishigami(7.0, 0.1), &how).unwrap()
        };
        let one = format!("{:?}", run(1));
        assert!([2, 3, 8].iter().all(|threads| format!("{:?}", run(*threads)) == one));
    }
}

#[test]
fn groups_move_together_and_have_only_a_size() {
    let groups = vec![Group { name: "pair".to_owned(), members: vec!["a".to_owned(), "c".to_owned()] }];
    let how = Screening { groups, ..screening(500, 4) };
    let sum = linear(vec![3.0, 5.0, 1.0]);
    let found = morris(&named(&shares(3)), &sum, &how).unwrap();
    assert_eq!(found.runs, 500 * 3);
    let [pair, alone] = found.effects[0][..] else { panic!() };
    assert_eq!((pair.mu, pair.sigma), (None, None));
    // Half of the time both go one way (4), else against each other (2).
    assert!((pair.mu_star - 3.0).abs() < 5.0 / 500_f64.sqrt());
    assert!((alone.mu_star - 5.0).abs() < 1e-12);
}

#[test]
fn one_trajectory_one_input_and_two_levels_are_enough() {
    let found = morris(&named(&shares(1)), &scalar(1, |x| x[0] * x[0]), &screening(1, 2)).unwrap();
    let one = Effect { mu: Some(1.0), mu_star: 1.0, interval: Interval::default(), sigma: None };
    assert_eq!((found.effects, found.runs), (vec![vec![one]], 2));
}

#[test]
fn exact_inputs_are_held_and_named() {
    let quantities = [Quantity::exact(2.0), Quantity::uniform(0.0, 1.0)];
    let found = morris(&named(&quantities), &scalar(2, |x| x[0] * x[1]), &screening(4, 4)).unwrap();
    assert_eq!((found.factors.fixed, found.effects[0].len()), (vec![0], 1));
    assert!((found.effects[0][0].mu_star - 2.0).abs() < 1e-15);
}

#[test]
fn every_outcome_is_screened() {
    let two = FnModel::new(1, 2, |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
        for (row, x) in columns[0].iter().enumerate() {
            outcomes[0][row] = 2.0 * x;
            outcomes[1][row] = -3.0 * x;
        }
    });
    let found = morris(&named(&shares(1)), &two, &screening(2, 2)).unwrap();
    let mu: Vec<_> = found.effects.iter().map(|effects| effects[0].mu).collect();
    assert_eq!(mu, [Some(2.0), Some(-3.0)]);
}

#[test]
fn each_mistake_has_its_sentence() {
    let quantities = shares(1);
    let say = |how: Screening| {
        morris(&named(&quantities), &scalar(1, |x| 1.0 / x[0]), &how).unwrap_err().to_string()
    };
    assert_eq!(say(screening(0, 4)), "0 trajectories show nothing; ask for at least 1");
    for levels in [0, 1, 5, 1_002, 65_536] {
        assert_eq!(
            say(screening(4, levels)),
            format!(
                "a step is half of the levels, which {levels} levels do not allow; write an even number from \
                 2 to 1000, such as 4"
            )
        );
    }
    assert_eq!(
        say(screening(100_000_000, 4)),
        "200000000 runs are too many; ask for fewer trajectories, up to 100000000 runs in all"
    );
    assert_eq!(
        say(Screening { confidence: 1.0, ..Screening::default() }),
        "an interval cannot be 1 sure; write a share between 0 and 1, such as 95%"
    );
    assert_eq!(
        say(Screening::default()),
        AnalysisError::NotFinite { outcome: 0, point: vec![0.0] }.to_string()
    );
}

#[test]
fn effects_that_are_infinite_are_refused() {
    let explosive = scalar(1, |x| if x[0] > 0.5 { 1.7e308 } else { -1.7e308 });
    let error = morris(&named(&shares(1)), &explosive, &screening(4, 2)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "outcome 1 is too large for its effects to be compared; narrow the input that makes it so"
    );
}

#[test]
fn an_input_without_ends_moves_between_its_5_and_95_percent_points_and_is_named() {
    let quantities = [Quantity::uniform(0.0, 1.0), Quantity::normal(100.0, 10.0).unwrap()];
    let found = morris(&named(&quantities), &linear(vec![1.0, 1.0]), &screening(10, 2)).unwrap();
    let range = 2.0 * 10.0 * 1.644_853_626_951_472_7;
    assert!((found.effects[0][1].mu_star - range).abs() < 1e-9);
    assert_eq!(found.without_ends, [1]);
}
