//! Variance shares on functions with known answers.

use super::factors::Group;
use super::sobol::{OutcomeShares, Share, Sharing, SobolError, sobol};
use super::terms::Order::{self, First, Second, Total};
use super::test_functions::{angles, constant, g_function, ishigami, linear, product, shares};
use super::{AnalysisError, FnModel, Input, Model, Sampling, scalar};
use crate::quantity::Quantity;

const Z: f64 = 1.959_963_984_540_054;

fn named(quantities: &[Quantity]) -> Vec<Input<'_>> {
    const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
    quantities.iter().zip(NAMES).map(|(quantity, name)| Input { name, quantity }).collect()
}

fn how(samples: usize, sampling: Sampling) -> Sharing {
    Sharing { samples, sampling, ..Sharing::default() }
}

fn found(quantities: &[Quantity], model: &impl Model, how: &Sharing) -> OutcomeShares {
    sobol(&named(quantities), model, how).unwrap().outcomes.remove(0)
}

fn of(found: &OutcomeShares, order: Order) -> Share {
    *found.shares.iter().find(|share| share.order == order).unwrap()
}

/// Whether each share lies within five of its own standard errors of the exact one.
fn agrees(found: &OutcomeShares, exact: &[(Order, f64)]) {
    for (order, exact) in exact {
        let share = of(found, *order);
        let error = share.interval.width().unwrap() / (2.0 * Z);
        assert!((share.value - exact).abs() <= 5.0 * error + 1e-12, "{share:?}, exact {exact}");
        assert!(error < 0.03, "{share:?}");
    }
}

fn ishigami_shares(b: f64) -> [(Order, f64); 9] {
    let [s1, s2, s13] = if b == 0.1 {
        [0.313_905_191_147_811, 0.442_411_144_790_041, 0.243_683_664_062_148]
    } else {
        [0.218_518_564_427_013, 0.686_894_643_648_693, 0.094_586_791_924_293_7]
    };
    [
        (First(0), s1),
        (First(1), s2),
        (First(2), 0.0),
        (Total(0), s1 + s13),
        (Total(1), s2),
        (Total(2), s13),
        (Second(0, 1), 0.0),
        (Second(0, 2), s13),
        (Second(1, 2), 0.0),
    ]
}

#[test]
fn ishigami_comes_out_in_both_forms_and_all_ways_of_sampling() {
    for b in [0.1, 0.05] {
        for sampling in [Sampling::Random, Sampling::LatinHypercube, Sampling::Sobol] {
            let found = found(&angles(3), &ishigami(7.0, b), &how(8_192, sampling));
            agrees(&found, &ishigami_shares(b));
            assert!(!of(&found, First(1)).may_be_zero && !of(&found, Total(2)).may_be_zero);
            // An exact 95% interval leaves the truth out for one seed in twenty, a conservative one does not.
            assert!(of(&found, First(2)).may_be_zero || sampling != Sampling::Sobol);
        }
    }
}

#[test]
fn sobol_points_are_much_nearer_than_their_interval_says() {
    let found = found(&angles(3), &ishigami(7.0, 0.1), &how(8_192, Sampling::Sobol));
    for (order, exact) in ishigami_shares(0.1) {
        assert!((of(&found, order).value - exact).abs() < 0.005, "{order:?}");
    }
    assert!(
        (found.mean - 3.5).abs() < 0.001
            && (found.deviation.powi(2) / 13.844_587_940_719_3 - 1.0).abs() < 0.002
    );
}

#[test]
fn the_g_functions_come_out() {
    let small = found(&shares(3), &g_function(vec![0.0, 0.5, 1.0]), &how(16_384, Sampling::Sobol));
    let (s, st) = ([0.506_25, 0.225, 0.126_562_5], [0.629_687_5, 0.325, 0.193_75]);
    for factor in 0..3 {
        agrees(&small, &[(First(factor), s[factor]), (Total(factor), st[factor])]);
    }
    let a = vec![0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    let large = found(&shares(8), &g_function(a), &how(16_384, Sampling::Sobol));
    let s = [0.716_192_168_879, 0.179_048_042_2, 0.023_675_774_177_8, 0.007_161_921_688_79];
    let st = [0.787_144_126_659, 0.242_198_192_818, 0.034_316_910_931_8, 0.010_460_387_065_2];
    for factor in 0..8 {
        let first = s.get(factor).copied().unwrap_or(7.161_92e-5);
        let total = st.get(factor).copied().unwrap_or(1.049_490_5e-4);
        agrees(&large, &[(First(factor), first), (Total(factor), total)]);
    }
    agrees(&large, &[(Second(0, 1), 0.059_682_680_739_9)]);
}

#[test]
fn a_linear_function_has_shares_by_variance_and_no_interaction() {
    let quantities = [Quantity::uniform(0.0, 1.0), Quantity::uniform(0.0, 2.0), Quantity::uniform(-3.0, 0.0)];
    let found = found(&quantities, &linear(vec![1.0, 1.0, 1.0]), &how(4_096, Sampling::Sobol));
    for (factor, variance) in [1.0, 4.0, 9.0].into_iter().enumerate() {
        agrees(&found, &[(First(factor), variance / 14.0), (Total(factor), variance / 14.0)]);
    }
    for (j, k) in [(0, 1), (0, 2), (1, 2)] {
        agrees(&found, &[(Second(j, k), 0.0)]);
        assert!(of(&found, Second(j, k)).may_be_zero);
    }
}

#[test]
fn a_product_comes_out() {
    // Each on (0, 1): v = (1/12) / (1/4) = 1/3, V = (4/3)^2 - 1 = 7/9, S = 3/7, S12 = 1/7.
    let found = found(&shares(2), &product(2), &how(8_192, Sampling::Random));
    agrees(&found, &[(First(0), 3.0 / 7.0), (Total(1), 4.0 / 7.0), (Second(0, 1), 1.0 / 7.0)]);
}

#[test]
fn a_constant_has_no_shares_and_says_so() {
    for value in [0.0, 7.3, 1e6, -1e-300] {
        for resamples in [None, Some(100)] {
            let how = Sharing { resamples, ..how(64, Sampling::Random) };
            let found = found(&shares(2), &constant(2, value), &how);
            assert!(found.constant && found.deviation == 0.0);
            for share in found.shares {
                assert_eq!(
                    (share.value, share.interval.low, share.interval.high),
                    (0.0, Some(0.0), Some(0.0))
                );
                assert!(share.may_be_zero);
            }
        }
    }
    // Constant but for rounding.
    let noise = scalar(2, |x| (x[0] + 1e6) - x[0]);
    assert!(found(&shares(2), &noise, &how(64, Sampling::Random)).constant);
}

#[test]
fn an_offset_of_a_million_changes_nothing() {
    let plain = found(&angles(3), &ishigami(7.0, 0.1), &how(1_024, Sampling::Sobol));
    let lifted = scalar(3, |x| x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin() + 1e6);
    let lifted = found(&angles(3), &lifted, &how(1_024, Sampling::Sobol));
    for (one, other) in plain.shares.iter().zip(&lifted.shares) {
        assert!((one.value - other.value).abs() < 1e-8, "{one:?} {other:?}");
        assert!((one.interval.low.unwrap() - other.interval.low.unwrap()).abs() < 1e-8);
    }
}

#[test]
fn a_group_has_the_share_of_its_inputs_together() {
    let groups = vec![Group { name: "pair".to_owned(), members: vec!["a".to_owned(), "c".to_owned()] }];
    let how = Sharing { groups, ..how(8_192, Sampling::Sobol) };
    let found = found(&angles(3), &ishigami(7.0, 0.1), &how);
    let pair = 0.557_588_855_209_959;
    agrees(&found, &[(First(0), pair), (Total(0), pair), (First(1), 1.0 - pair), (Second(0, 1), 0.0)]);
}

#[test]
fn one_input_has_all_of_it() {
    let found = found(&shares(1), &scalar(1, |x| x[0].powi(3)), &how(4_096, Sampling::Sobol));
    agrees(&found, &[(First(0), 1.0), (Total(0), 1.0)]);
    assert_eq!(found.shares.len(), 2);
}

#[test]
fn exact_inputs_are_held_and_named() {
    let quantities = [Quantity::exact(2.0), Quantity::uniform(0.0, 1.0), Quantity::exact(3.0)];
    let all = sobol(&named(&quantities), &product(3), &how(256, Sampling::Sobol)).unwrap();
    assert_eq!((all.factors.fixed, all.factors.varying.len(), all.runs), (vec![0, 2], 1, 256 * 4));
}

/// How many of 500 seeds hold the exact value, for each share of Ishigami's function.
fn held(seeds: u64, how: &Sharing) -> Vec<u32> {
    let (quantities, exact) = (angles(3), ishigami_shares(0.1));
    let mut held = vec![0; exact.len()];
    for seed in 0..seeds {
        let how = Sharing { seed, threads: 1, ..how.clone() };
        let found = found(&quantities, &ishigami(7.0, 0.1), &how);
        for (held, (order, exact)) in held.iter_mut().zip(exact) {
            *held += u32::from(of(&found, order).interval.holds(exact));
        }
    }
    held
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let random = held(500, &how(512, Sampling::Random));
    assert!(random.iter().all(|held| (460..=490).contains(held)), "of 500: {random:?}");
    let even = held(500, &how(256, Sampling::Sobol));
    assert!(even.iter().all(|held| *held >= 460), "of 500: {even:?}");
}

#[test]
fn bootstrap_intervals_hold_the_truth_and_agree_with_the_influence_function() {
    let resampled = Sharing { resamples: Some(200), ..how(256, Sampling::Random) };
    let random = held(60, &resampled);
    assert!(random.iter().all(|held| *held >= 51), "of 60: {random:?}");
    let one = found(&angles(3), &ishigami(7.0, 0.1), &how(1_024, Sampling::Random));
    let resampled = Sharing { resamples: Some(1_000), ..how(1_024, Sampling::Random) };
    let other = found(&angles(3), &ishigami(7.0, 0.1), &resampled);
    for (one, other) in one.shares.iter().zip(&other.shares) {
        let ratio = one.interval.width().unwrap() / other.interval.width().unwrap();
        // A percentile width of 1,000 resamples has a standard error of about 4%.
        assert!((ratio - 1.0).abs() < 0.15, "{one:?} {other:?}");
        assert_eq!(one.value, other.value);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes_and_another_seed_others() {
    for sampling in [Sampling::Random, Sampling::Sobol] {
        for resamples in [None, Some(101)] {
            let run = |threads, seed| {
                let how = Sharing { resamples, seed, threads, ..how(3_000, sampling) };
                format!("{:?}", found(&angles(3), &ishigami(7.0, 0.1), &how))
            };
            let one = run(1, 0);
            assert!([2, 3, 8].iter().all(|threads| run(*threads, 0) == one));
            assert_ne!(run(1, 1), one);
        }
    }
}

#[test]
fn every_outcome_has_its_shares() {
    let two = FnModel::new(2, 2, |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
        for (row, (a, b)) in columns[0].iter().zip(columns[1]).enumerate() {
            outcomes[0][row] = a + 2.0 * b;
            outcomes[1][row] = 3.0 * a;
        }
    });
    let all = sobol(&named(&shares(2)), &two, &how(2_048, Sampling::Sobol)).unwrap();
    agrees(&all.outcomes[0], &[(First(0), 0.2), (First(1), 0.8)]);
    agrees(&all.outcomes[1], &[(First(0), 1.0), (First(1), 0.0), (Total(1), 0.0)]);
    assert!(all.conservative);
}

#[test]
fn without_second_order_fewer_runs_give_the_same_shares() {
    let quantities = angles(3);
    let short = Sharing { second_order: false, ..how(1_000, Sampling::Sobol) };
    let short = sobol(&named(&quantities), &ishigami(7.0, 0.1), &short).unwrap();
    let long = sobol(&named(&quantities), &ishigami(7.0, 0.1), &how(1_000, Sampling::Sobol)).unwrap();
    assert_eq!((short.runs, long.runs), (5_000, 8_000));
    assert_eq!(short.outcomes[0].shares, long.outcomes[0].shares[..6]);
}

#[test]
fn each_mistake_has_its_sentence() {
    let quantities = shares(1);
    let say = |how: Sharing| sobol(&named(&quantities), &scalar(1, |x| x[0]), &how).unwrap_err().to_string();
    for samples in [0, 1] {
        assert_eq!(
            say(how(samples, Sampling::Sobol)),
            format!("{samples} samples have no variance to share out; ask for at least 2, better 1024")
        );
    }
    assert_eq!(
        say(how(1 << 28, Sampling::Random)),
        "1073741824 runs are too many to keep; ask for fewer samples, up to 268435456 runs in all"
    );
    assert_eq!(
        say(Sharing { resamples: Some(10), ..how(64, Sampling::Sobol) }),
        "10 resamples do not make an interval; ask for at least 100, or leave resamples out"
    );
    assert_eq!(
        say(Sharing { confidence: 95.0, ..how(64, Sampling::Sobol) }),
        "an interval cannot be 95 sure; write a share between 0 and 1, such as 95%"
    );
    let groups = vec![Group { name: "g".to_owned(), members: vec!["z".to_owned()] }];
    assert_eq!(
        say(Sharing { groups, ..how(64, Sampling::Sobol) }),
        "the group \"g\" names \"z\", which is no input; write one of: a"
    );
    let reciprocal = scalar(1, |x| 1.0 / (x[0] - x[0]));
    let error = sobol(&named(&quantities), &reciprocal, &how(64, Sampling::Sobol)).unwrap_err();
    assert!(matches!(error, SobolError::Model(AnalysisError::NotFinite { outcome: 0, .. })));
}

#[test]
fn too_many_terms_are_refused_before_they_are_made() {
    let quantities = shares(8);
    let how = Sharing { resamples: Some(100), second_order: true, ..how(1 << 22, Sampling::Random) };
    let error = sobol(&named(&quantities), &linear(vec![1.0; 8]), &how).unwrap_err();
    assert_eq!(
        error.to_string(),
        "resampling 184549376 terms takes too much memory; ask for fewer samples, or leave resamples out"
    );
}

#[test]
fn the_unit_of_an_outcome_changes_nothing_however_small_or_large() {
    let plain = found(&shares(2), &product(2), &how(512, Sampling::Sobol));
    for unit in [1e-200, 1e200] {
        let other = found(&shares(2), &scalar(2, move |x| unit * x[0] * x[1]), &how(512, Sampling::Sobol));
        for (one, other) in plain.shares.iter().zip(&other.shares) {
            assert!((one.value - other.value).abs() < 1e-12, "{one:?} {other:?}");
        }
    }
}

#[test]
fn an_outcome_that_explodes_in_a_run_is_refused_and_never_nan() {
    // Far away only where one input comes from the one sample and the other from the other.
    let quantities = [Quantity::uniform(1.0, 2.0), Quantity::uniform(1.0, 2.0)];
    let first = std::sync::Mutex::new(Vec::new());
    let fickle = FnModel::new(2, 1, move |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
        let Ok(mut seen) = first.lock() else { return };
        seen.push(());
        let huge = if seen.len() > 2 { 1e200 } else { 1.0 };
        for (y, x) in outcomes[0].iter_mut().zip(columns[0]) {
            *y = x * huge;
        }
    });
    let how = Sharing { threads: 1, ..how(64, Sampling::Random) };
    let error = sobol(&named(&quantities), &fickle, &how).unwrap_err();
    assert_eq!(
        error.to_string(),
        "outcome 1 is too large in some runs to compare them; narrow the input that makes it so"
    );
}
