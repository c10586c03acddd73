//! Goal seek on functions with known roots, and its refusals.

use super::solve::{Goal, Point, Solution, SolveError};
use super::{Model, scalar};

const ANY: Goal = Goal { input: 0, low: 0.0, high: f64::INFINITY, outcome: 0, target: 1.0 };

fn coverage() -> impl Model {
    scalar(3, |x| x[2] / (x[0] * x[1]))
}

fn reached(solution: Solution) -> Vec<f64> {
    match solution {
        Solution::Reached(points) => points.iter().map(|p| p.input).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_founding_example_breaks_even_at_0_3_officers_per_subject() {
    let goal = Goal { input: 1, ..ANY };
    assert_eq!(reached(goal.solve_at(&coverage(), &[11_000.0, 17.5, 3_300.0]).unwrap()), [0.3]);
}

#[test]
fn it_takes_165_000_officers_or_165_subjects() {
    let officers = Goal { input: 2, ..ANY };
    assert_eq!(reached(officers.solve_at(&coverage(), &[11_000.0, 15.0, 3_300.0]).unwrap()), [165_000.0]);
    let subjects = Goal { input: 0, ..ANY };
    assert_eq!(reached(subjects.solve_at(&coverage(), &[11_000.0, 20.0, 3_300.0]).unwrap()), [165.0]);
}

#[test]
fn a_capped_outcome_is_solved_where_it_first_reaches_the_cap() {
    let capped = scalar(1, |x| (x[0] / 220_000.0).min(1.0));
    assert_eq!(reached(ANY.solve_at(&capped, &[3_300.0]).unwrap()), [220_000.0]);
    let shortfall = scalar(1, |x| (220_000.0 - x[0]).max(0.0));
    let none_short = Goal { target: 0.0, ..ANY };
    assert_eq!(reached(none_short.solve_at(&shortfall, &[3_300.0]).unwrap()), [220_000.0]);
}

#[test]
fn out_of_reach_gives_the_nearest_value() {
    let goal = Goal { input: 1, low: 0.0, high: 1.0, target: 5_000.0, ..ANY };
    let deployed = scalar(2, |x| x[0] * x[1]);
    let nearest = Point { input: 1.0, outcome: 3_300.0 };
    assert_eq!(goal.solve_at(&deployed, &[3_300.0, 0.2]), Ok(Solution::OutOfReach(nearest)));
}

#[test]
fn the_nearest_value_may_lie_at_a_turning_point() {
    let hill = scalar(1, |x| 4.0 - (x[0] - 0.37).powi(2));
    let goal = Goal { low: 0.0, high: 1.0, target: 5.0, ..ANY };
    let Ok(Solution::OutOfReach(nearest)) = goal.solve_at(&hill, &[0.9]) else { panic!() };
    assert!((nearest.input - 0.37).abs() < 1e-6 && (nearest.outcome - 4.0).abs() < 1e-12);
}

#[test]
fn an_outcome_that_turns_back_is_reached_twice_or_touched_once() {
    let hill = scalar(1, |x| x[0] * (1.0 - x[0]));
    let goal = Goal { low: 0.0, high: 1.0, target: 0.16, ..ANY };
    let found = reached(goal.solve_at(&hill, &[0.5]).unwrap());
    assert_eq!(found, [0.2, 0.8]);
    let top = Goal { target: 0.25, ..goal };
    let found = reached(top.solve_at(&hill, &[0.3]).unwrap());
    assert!(found.len() == 1 && (found[0] - 0.5).abs() < 1e-7, "{found:?}");
}

#[test]
fn a_jump_over_the_target_is_said() {
    let shifts = scalar(1, |x| x[0].floor());
    let goal = Goal { low: 0.5, high: 1.7, target: 0.6, ..ANY };
    let Ok(Solution::Jumped { before, after }) = goal.solve_at(&shifts, &[1.1]) else { panic!() };
    assert_eq!((before.outcome, after.outcome), (0.0, 1.0));
    assert!((after.input - 1.0).abs() < 1e-14);
}

#[test]
fn an_input_without_effect_is_said() {
    let goal = Goal { input: 0, ..ANY };
    let other = scalar(2, |x| x[1]);
    assert_eq!(goal.solve_at(&other, &[1.0, 7.0]), Ok(Solution::NoEffect(7.0)));
}

#[test]
fn the_answer_solves_the_equation_at_any_target() {
    for power in -6..12 {
        let goal = Goal { target: 1.7 * 10.0_f64.powi(power), ..ANY };
        let square = scalar(1, |x| x[0] * x[0]);
        let found = reached(goal.solve_at(&square, &[1.0]).unwrap())[0];
        assert!((found - goal.target.sqrt()).abs() <= 1e-14 * found, "{found}");
    }
}

#[test]
fn each_mistake_has_its_sentence() {
    let say = |goal: Goal, point: &[f64]| goal.solve_at(&coverage(), point).unwrap_err().to_string();
    let point = [11_000.0, 17.5, 3_300.0];
    assert_eq!(
        say(Goal { input: 3, ..ANY }, &point),
        "input 4 does not exist; choose one of the 3 there are"
    );
    assert_eq!(
        say(Goal { outcome: 1, ..ANY }, &point),
        "outcome 2 does not exist; choose one of the 1 there are"
    );
    assert_eq!(say(ANY, &point[..2]), "2 values were given for 3 inputs; give one value for each input");
    assert_eq!(
        say(Goal { target: f64::NAN, ..ANY }, &point),
        "the target NaN is no number that can be reached; write a finite number"
    );
    assert_eq!(
        say(Goal { low: 20.0, high: 15.0, ..ANY }, &point),
        "there is nothing between 20 and 15 to search; write the smaller limit first"
    );
    let undefined = scalar(1, |_| f64::NAN);
    assert!(matches!(ANY.solve_at(&undefined, &[2.0]), Err(SolveError::Model(_))));
}

proptest::proptest! {
    #[test]
    fn break_even_of_any_coverage_is_required_staff(
        subjects in 1.0_f64..1e6, each in 0.1_f64..50.0, staff in 1.0_f64..1e6, target in 0.01_f64..2.0,
    ) {
        let goal = Goal { input: 2, target, ..ANY };
        let found = reached(goal.solve_at(&coverage(), &[subjects, each, staff]).unwrap());
        proptest::prop_assert_eq!(found.len(), 1);
        let exact = target * subjects * each;
        proptest::prop_assert!((found[0] / exact - 1.0).abs() < 1e-11, "{} for {}", found[0], exact);
    }

    #[test]
    fn no_goal_panics(low in -1e9_f64..1e9, width in 0.0_f64..1e9, target: f64, at in -1e9_f64..1e9) {
        let goal = Goal { low, high: low + width, target, ..ANY };
        let wild = scalar(1, |x| (x[0] - 3.0) / (x[0] * x[0] - 1e4));
        let _ = goal.solve_at(&wild, &[at]);
    }
}
