//! The sheet against known answers: one representation, four readings of it.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use stakeout::quantity::{Qualifier, Quantity};
use stakeout::sheet::{
    BoundKind, CellId, Direction, Expr, FormulaError, Function, Graph, InputId, Notation, Operator, Parts,
    Program, RowName, Sheet, Stated,
};
use stakeout::unit::{NumberStyle, Unit};
use std::rc::Rc;

/// Names `tier 0`, `tier 1`, ...
fn names(count: usize) -> Rc<[RowName]> {
    (0..count).map(|at| RowName::from(format!("tier {at}"))).collect()
}

struct Model {
    sheet: Sheet,
    required: CellId,
    total: CellId,
    coverage: CellId,
    shortfall: CellId,
    gap: CellId,
}

/// The six formulas every study has, over tiers that share one ratio.
fn model(subjects: Vec<Quantity>, ratio: Quantity, officers: Quantity) -> Model {
    let mut sheet = Sheet::new();
    let per_subject: Unit = "officers per subject".parse().unwrap();
    let tiers = sheet.add_axis("tier", names(subjects.len()));
    let subjects = sheet.add_inputs("subjects", tiers, Unit::subjects(), subjects).unwrap();
    let ratio = sheet.add_input("officers_per_subject", per_subject, ratio);
    let officers = sheet.add_input("officers", Unit::officers(), officers);
    let required = sheet.add_formula("officers_required", Some(&Unit::officers()), subjects * ratio).unwrap();
    let total =
        sheet.add_formula("officers_required", Some(&Unit::officers()), Expr::from(required).sum()).unwrap();
    let coverage = sheet.add_formula("coverage", Some(&Unit::share()), officers / total).unwrap();
    let shortfall = (total - officers).max(Expr::Constant(0.0, Unit::officers()));
    let shortfall = sheet.add_formula("officer_shortfall", Some(&Unit::officers()), shortfall).unwrap();
    let gap = sheet.add_formula("gap", Some(&Unit::share()), Expr::number(1.0) - officers / total).unwrap();
    Model { sheet, required, total, coverage, shortfall, gap }
}

fn founding_example() -> Model {
    let ratio = Quantity::uniform(15.0, 20.0).qualified(Qualifier::AtLeast);
    let subjects = Quantity::exact(11_000.0).qualified(Qualifier::About);
    model(vec![subjects], ratio, Quantity::exact(3_300.0))
}

#[test]
fn the_founding_example_comes_out() {
    let model = founding_example();
    let bounds = model.sheet.bounds().unwrap();
    let required = bounds.of(model.total, 0);
    assert_eq!((required.low, required.base, required.high), (165_000.0, 192_500.0, 220_000.0));
    assert_eq!(required.kind, BoundKind::Exact);
    assert_eq!(required.stated(&model.sheet), Stated::As(Qualifier::AtLeast));
    let coverage = bounds.of(model.coverage, 0);
    assert_eq!((coverage.low, coverage.high), (0.015, 0.02));
    assert_eq!(coverage.stated(&model.sheet), Stated::As(Qualifier::AtMost));
    let named = |when: &[(InputId, f64)]| -> Vec<(String, f64)> {
        when.iter().map(|(input, value)| (model.sheet.input_name(*input), *value)).collect()
    };
    assert_eq!(named(&coverage.low_when), [("officers_per_subject".to_owned(), 20.0)]);
    assert_eq!(named(&coverage.high_when), [("officers_per_subject".to_owned(), 15.0)]);
}

#[test]
fn the_explanation_is_the_same_formula() {
    let model = founding_example();
    let bounds = model.sheet.bounds().unwrap();
    let step = bounds.describe(model.required, 0, Notation::Plain, NumberStyle::default()).unwrap();
    assert_eq!(step.formula, "subjects x officers per subject");
    assert_eq!(step.with_numbers, "11,000 x (15 to 20)");
    let step = bounds.describe(model.coverage, 0, Notation::Latex, NumberStyle::default()).unwrap();
    assert_eq!(step.formula, "\\frac{\\text{officers}}{\\text{officers required}}");
    assert_eq!(step.with_numbers, "\\frac{3{,}300}{(\\text{165{,}000 to 220{,}000})}");
    let step = bounds.describe(model.shortfall, 0, Notation::Plain, NumberStyle::default()).unwrap();
    assert_eq!(step.with_numbers, "max((165,000 to 220,000) \u{2212} 3,300, 0)");
}

#[test]
fn an_input_used_twice_is_one_input() {
    let two = || vec![Quantity::exact(1_000.0), Quantity::uniform(100.0, 200.0)];
    let model = model(two(), Quantity::uniform(15.0, 20.0), Quantity::uniform(3_000.0, 4_000.0));
    let bounds = model.sheet.bounds().unwrap();
    let gap = bounds.of(model.gap, 0);
    assert_eq!(gap.kind, BoundKind::Exact);
    assert_eq!((gap.low, gap.high), (1.0 - 4_000.0 / 16_500.0, 1.0 - 3_000.0 / 24_000.0));
}

#[test]
fn a_hundred_thousand_tiers_are_one_cell_and_the_total_is_their_sum() {
    let count = 100_000;
    let subjects: Vec<Quantity> = (0..count).map(|at| Quantity::exact(f64::from(at % 7 + 1))).collect();
    let sum: f64 = (0..count).map(|at| f64::from(at % 7 + 1)).sum();
    let model = model(subjects, Quantity::uniform(15.0, 20.0), Quantity::exact(3_300.0));
    let bounds = model.sheet.bounds().unwrap();
    assert_eq!(bounds.of(model.total, 0).high, 20.0 * sum);
    assert_eq!(bounds.of(model.required, 6).low, 105.0);
}

#[test]
fn blocks_give_the_same_bits_as_points() {
    let subjects =
        vec![Quantity::uniform(900.0, 1_100.0), Quantity::exact(500.0), Quantity::uniform(0.0, 10.0)];
    let model = model(subjects, Quantity::uniform(15.0, 20.0), Quantity::uniform(3_000.0, 4_000.0));
    let inputs: Vec<InputId> =
        model.sheet.inputs().filter(|(_, quantity)| !quantity.is_exact()).map(|(id, _)| id).collect();
    let fixed = |id: InputId| model.sheet.quantity(id).filter(|q| q.is_exact()).map(Quantity::base);
    let outcomes = [(model.coverage, 0), (model.shortfall, 0), (model.required, 1)];
    let program = Program::new(&mut Graph::new(&model.sheet, &fixed), &outcomes, &inputs);

    let points = 1_300;
    let columns: Vec<Vec<f64>> = (0..inputs.len())
        .map(|input| {
            let quantity = model.sheet.quantity(inputs[input]).unwrap();
            (0..points).map(|at| quantity.quantile(((at * 37 + input * 11) % 101) as f64 / 100.0)).collect()
        })
        .collect();
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut results = vec![vec![0.0; points]; outcomes.len()];
    let mut targets: Vec<&mut [f64]> = results.iter_mut().map(Vec::as_mut_slice).collect();
    program.run(&slices, &mut targets);

    for at in (0..points).step_by(97) {
        let values = model.sheet.values(&|id| match inputs.iter().position(|input| *input == id) {
            Some(column) => columns[column][at],
            None => model.sheet.quantity(id).unwrap().base(),
        });
        for (outcome, (cell, member)) in outcomes.iter().enumerate() {
            let position = model.sheet.cells().position(|(id, _)| id == *cell).unwrap();
            assert_eq!(values[position].get(*member as usize), Some(&results[outcome][at]));
        }
    }
}

#[test]
fn units_that_do_not_fit_are_refused() {
    let mut sheet = Sheet::new();
    let subjects = sheet.add_input("subjects", Unit::subjects(), Quantity::exact(1.0));
    let officers = sheet.add_input("officers", Unit::officers(), Quantity::exact(1.0));
    let error = sheet.add_formula("sum", None, subjects + officers).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`sum`: cannot add subjects and officers, because they measure different things"
    );
    let error =
        sheet.add_formula("officers_required", Some(&Unit::officers()), subjects * officers).unwrap_err();
    assert_eq!(error.to_string(), "`officers_required`: the formula gives officers subjects, not officers");
    let euro: Unit = "EUR".parse().unwrap();
    let error = sheet.add_formula("cost", Some(&euro), officers * Expr::Constant(60_000.0, euro.clone()));
    assert_eq!(
        error.unwrap_err().to_string(),
        "`cost`: the formula gives EUR officers, not EUR; a rate is written with what it is for, as in \
         `60000 EUR per officer`"
    );
    let root = Expr::Applied(Function::Root, Box::new(Expr::from(officers)));
    assert!(matches!(sheet.add_formula("root", None, root), Err(FormulaError::Power { .. })));
    let summed = Expr::from(officers).sum();
    assert!(matches!(sheet.add_formula("total", None, summed), Err(FormulaError::Members { .. })));
}

#[test]
fn scales_are_converted_in_the_open() {
    let mut sheet = Sheet::new();
    let advisory = sheet.add_input("advisory", "hours".parse().unwrap(), Quantity::exact(48.0));
    let passed = sheet.add_input("passed", Unit::days(), Quantity::exact(15.0));
    let share = sheet.add_formula("share", Some(&Unit::share()), advisory / passed).unwrap();
    let longer = sheet.add_formula("longer", Some(&Unit::days()), passed + advisory).unwrap();
    let bounds = sheet.bounds().unwrap();
    assert_eq!(bounds.base(share, 0), 48.0 / 15.0 / 24.0);
    assert_eq!(bounds.base(longer, 0), 17.0);
    let step = bounds.describe(share, 0, Notation::Plain, NumberStyle::default()).unwrap();
    assert_eq!(step.with_numbers, "48 / 15 / 24");
}

#[test]
fn dates_subtract_to_days_and_nothing_else() {
    let mut sheet = Sheet::new();
    let attack = sheet.add_input("attack", Unit::date(), Quantity::exact(16_752.0));
    let warning = sheet.add_input("warning", Unit::date(), Quantity::uniform(16_405.0, 16_435.0));
    let lead = sheet.add_formula("lead", Some(&Unit::days()), attack - warning).unwrap();
    let bound = sheet.bounds().unwrap().of(lead, 0);
    assert_eq!((bound.low, bound.high), (317.0, 347.0));
    assert!(matches!(sheet.add_formula("twice", None, attack * 2.0), Err(FormulaError::Dates { .. })));
    assert!(matches!(sheet.add_formula("both", None, attack + warning), Err(FormulaError::Dates { .. })));
}

#[test]
fn division_by_a_range_with_zero_has_no_limit() {
    let model = model(vec![Quantity::uniform(0.0, 10.0)], Quantity::exact(20.0), Quantity::exact(100.0));
    let coverage = model.sheet.bounds().unwrap().of(model.coverage, 0);
    assert_eq!((coverage.low, coverage.high), (0.5, f64::INFINITY));
}

#[test]
fn a_root_outside_its_domain_is_refused_with_the_cell() {
    let mut sheet = Sheet::new();
    let left = sheet.add_input("left", Unit::number(), Quantity::uniform(0.0, 2.0));
    let root = Expr::Applied(Function::Root, Box::new(left - Expr::number(1.0)));
    sheet.add_formula("spread", None, root).unwrap();
    let error = sheet.bounds().err().unwrap().to_string();
    assert!(error.starts_with("`spread`: the inputs allow the root"), "{error}");
}

#[test]
fn parts_are_taken_out_of_their_wholes() {
    let mut sheet = Sheet::new();
    let tiers = sheet.add_axis("tier", names(3));
    let counts =
        vec![Quantity::exact(20_000.0), Quantity::uniform(10_000.0, 12_000.0), Quantity::exact(1_200.0)];
    let subjects = sheet.add_inputs("subjects", tiers, Unit::subjects(), counts).unwrap();
    let ratio =
        sheet.add_input("ratio", "officers per subject".parse().unwrap(), Quantity::uniform(15.0, 20.0));
    let parts = Rc::new(Parts::new(&[None, Some(0), Some(1)]));
    let once =
        sheet.add_formula("counted_once", None, subjects - Expr::from(subjects).sum_of_parts(parts)).unwrap();
    let total = sheet.add_formula("officers_required", None, (once * ratio).sum()).unwrap();
    let bounds = sheet.bounds().unwrap();
    assert_eq!(bounds.of(once, 0).low, 8_000.0);
    // The middle list moves people between tiers of one ratio: the total does not depend on it.
    let total = bounds.of(total, 0);
    assert_eq!((total.low, total.high, total.kind), (300_000.0, 400_000.0, BoundKind::Exact));
    assert!(total.influences.iter().all(|influence| influence.direction == Direction::With));
    assert_eq!(total.low_when.len(), 1);
}

#[test]
fn differences_move_shared_inputs_together() {
    let mut sheet = Sheet::new();
    let ratio =
        sheet.add_input("ratio", "officers per subject".parse().unwrap(), Quantity::uniform(15.0, 20.0));
    let subjects = sheet.add_input("subjects", Unit::subjects(), Quantity::exact(11_000.0));
    let officers = sheet.add_input("officers", Unit::officers(), Quantity::exact(3_300.0));
    let more = sheet.add_input("more", Unit::officers(), Quantity::exact(8_500.0));
    let zero = || Expr::Constant(0.0, Unit::officers());
    let base = sheet.add_formula("base", None, (subjects * ratio - officers).max(zero())).unwrap();
    let then = sheet.add_formula("then", None, (subjects * ratio - (officers + more)).max(zero())).unwrap();
    let change = sheet.add_formula("change", None, then - base).unwrap();
    let closed = sheet.add_formula("closed", Some(&Unit::share()), (base - then) / base).unwrap();
    let bounds = sheet.bounds().unwrap();
    let change = bounds.of(change, 0);
    assert_eq!((change.low, change.high, change.kind), (-8_500.0, -8_500.0, BoundKind::Exact));
    let closed = bounds.of(closed, 0);
    assert_eq!(closed.kind, BoundKind::Exact);
    assert_eq!((closed.low, closed.high), (8_500.0 / 216_700.0, 8_500.0 / 161_700.0));
}

/// Each input occurs above and below the line, so that none acts one way in every formula along it.
#[test]
fn quotients_have_their_ends_at_corners() {
    let mut sheet = Sheet::new();
    let mut add =
        |name: &str, low: f64, high: f64| sheet.add_input(name, Unit::number(), Quantity::uniform(low, high));
    let (required, officers, share) =
        (add("r", 118_800.0, 726_000.0), add("o", 3250.0, 3548.0), add("s", 0.1, 0.2));
    let short = required - officers * share;
    let then = required - (officers + Expr::number(500.0)) * share;
    let closed = sheet.add_formula("closed", None, (short.clone() - then) / short).unwrap();
    let part = sheet.add_formula("part", None, officers * share / required).unwrap();
    let change = sheet
        .add_formula("change", None, (officers + Expr::number(500.0)) * share / required - part)
        .unwrap();
    let bounds = sheet.bounds().unwrap();
    let closed = bounds.of(closed, 0);
    let ends = (50.0 / (726_000.0 - 325.0), 100.0 / (118_800.0 - 709.6));
    assert_eq!(closed.kind, BoundKind::Exact);
    assert!((closed.low / ends.0 - 1.0).abs() < 1e-9 && (closed.high / ends.1 - 1.0).abs() < 1e-9);
    let change = bounds.of(change, 0);
    assert_eq!(change.kind, BoundKind::Exact);
    assert!((change.low * 726_000.0 / 50.0 - 1.0).abs() < 1e-9, "{}", change.low);
    assert!((change.high * 118_800.0 / 100.0 - 1.0).abs() < 1e-9, "{}", change.high);
}

#[test]
fn what_is_not_monotone_is_enclosed() {
    let mut sheet = Sheet::new();
    let x = sheet.add_input("x", Unit::number(), Quantity::uniform(0.0, 1.0));
    let arch = sheet.add_formula("arch", None, x * (Expr::number(1.0) - x)).unwrap();
    let bound = sheet.bounds().unwrap().of(arch, 0);
    assert_eq!(bound.kind, BoundKind::Enclosed);
    assert_eq!(bound.low, 0.0);
    assert!(bound.high >= 0.25 && bound.high < 0.25 + 1e-9, "{}", bound.high);
}

#[test]
fn one_sided_inputs_that_pull_apart_have_no_known_direction() {
    let mut sheet = Sheet::new();
    let officers =
        sheet.add_input("o", Unit::officers(), Quantity::exact(500.0).qualified(Qualifier::AtLeast));
    let subjects =
        sheet.add_input("s", Unit::subjects(), Quantity::exact(48.0).qualified(Qualifier::AtLeast));
    let ratio = sheet.add_formula("ratio", None, officers / subjects).unwrap();
    let bound = sheet.bounds().unwrap().of(ratio, 0);
    assert_eq!(bound.stated(&sheet), Stated::DirectionUnknown);
}

/// Points of the grid on each side of the box.
const STEPS: usize = 6;

/// Random formulas over three ranged inputs `x`, `y`, `z` between 1 and 9.
fn formula(leaves: [CellId; 3]) -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        (0..3_usize).prop_map(move |at| Expr::from(leaves[at])),
        (1..9_i32).prop_map(|value| Expr::number(f64::from(value))),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let operator = prop_oneof![
            3 => Just(Operator::Add),
            3 => Just(Operator::Subtract),
            3 => Just(Operator::Multiply),
            1 => Just(Operator::Divide),
            1 => Just(Operator::Min),
            1 => Just(Operator::Max),
        ];
        (operator, inner.clone(), inner).prop_map(|(operator, left, right)| left.with(operator, right))
    })
}

fn three_inputs(ends: &[(f64, f64)]) -> (Sheet, [CellId; 3]) {
    let mut sheet = Sheet::new();
    let mut add = |at: usize| {
        let (low, width) = ends[at];
        sheet.add_input(["x", "y", "z"][at], Unit::number(), Quantity::uniform(low, low + width))
    };
    let leaves = [add(0), add(1), add(2)];
    (sheet, leaves)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn bounds_hold_every_value_on_corners_and_a_grid(
        ends in prop::collection::vec((1.0..5.0_f64, 0.0..4.0_f64), 3),
        expr in {
            let (_, leaves) = three_inputs(&[(1.0, 1.0); 3]);
            formula(leaves)
        },
    ) {
        let (mut sheet, leaves) = three_inputs(&ends);
        let outcome = sheet.add_formula("outcome", None, expr).unwrap();
        let bound = sheet.bounds().unwrap().of(outcome, 0);
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for point in 0..(STEPS + 1).pow(3) {
            let share = |at: u32| (point / (STEPS + 1).pow(at) % (STEPS + 1)) as f64 / STEPS as f64;
            let values = sheet.values(&|id| sheet.quantity(id).unwrap().quantile(share(id.0)));
            let value = *values.last().unwrap().get(0).unwrap();
            if value.is_finite() {
                (least, most) = (least.min(value), most.max(value));
            }
        }
        prop_assume!(least.is_finite());
        let slack = 1e-9 * (1.0 + least.abs().max(most.abs()));
        prop_assert!(bound.low <= least + slack, "low {} but {} occurs", bound.low, least);
        prop_assert!(bound.high >= most - slack, "high {} but {} occurs", bound.high, most);
        if bound.kind == BoundKind::Exact && bound.low.is_finite() && bound.high.is_finite() {
            prop_assert!((bound.low - least).abs() <= slack, "exact low {} but only {} occurs", bound.low, least);
            prop_assert!((bound.high - most).abs() <= slack, "exact high {} but only {} occurs", bound.high, most);
        }
        let _ = leaves;
    }
}

/// Recruits who leave at a constant rate after training: one formula with an exponential, a mean decay and
/// an input (the training time) that acts both ways.
fn recruits() -> (Sheet, CellId, CellId) {
    let mut sheet = Sheet::new();
    let rate = sheet.add_input("leaving", Unit::number(), Quantity::uniform(0.0, 0.3));
    let training = sheet.add_input("training", Unit::number(), Quantity::uniform(0.5, 2.0));
    let years = sheet.add_axis("year", names(5));
    let at = Expr::Constants(years, Rc::from([0.0, 1.0, 2.0, 3.0, 4.0]), Unit::number());
    let served = sheet.add_formula("served", None, (at - training).max(0.0)).unwrap();
    let spread = (Expr::from(rate) * served).mean_decay() * served;
    let kept =
        sheet.add_formula("kept", None, spread * (Expr::number(-0.1) * training).exponential()).unwrap();
    let reached = sheet.add_formula("reached", None, Expr::from(kept).above(1.2)).unwrap();
    (sheet, kept, reached)
}

#[test]
fn functions_of_one_number_have_ends_that_hold_every_value() {
    let (sheet, kept, reached) = recruits();
    let bounds = sheet.bounds().unwrap();
    for member in 0..5 {
        let (bound, step) = (bounds.of(kept, member), bounds.of(reached, member));
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for point in 0..51 * 51 {
            let (rate, training) =
                (f64::from(point % 51) / 50.0 * 0.3, 0.5 + f64::from(point / 51) / 50.0 * 1.5);
            let values = sheet.values(&|id| if id == InputId(0) { rate } else { training });
            let at = |cell: CellId| *values[sheet.position(cell)].get(member as usize).unwrap();
            (low, high) = (low.min(at(kept)), high.max(at(kept)));
            assert!(step.low <= at(reached) && at(reached) <= step.high);
        }
        assert!(bound.low <= low + 1e-12 && high <= bound.high + 1e-12, "{member}: {bound:?}");
        assert!(
            (bound.low - low).abs() < 1e-9 && (bound.high - high).abs() < 1e-9,
            "{member}: {low} {high} {bound:?}"
        );
    }
}

/// A family of so many shares from 10% to 20%, and the product of what each leaves, each twice.
fn product(count: usize) -> (Sheet, CellId) {
    let mut sheet = Sheet::new();
    let axis = sheet.add_axis("step", names(count));
    let share = vec![Quantity::uniform(0.1, 0.2); count];
    let passed = sheet.add_inputs("passed", axis, Unit::share(), share).unwrap();
    let stopped = (Expr::number(1.0) - passed).power(Expr::number(2.0));
    let stopped = sheet.add_formula("stopped", Some(&Unit::share()), stopped).unwrap();
    let none = sheet.add_formula("none", Some(&Unit::share()), Expr::from(stopped).product()).unwrap();
    (sheet, none)
}

#[test]
fn products_are_those_of_their_members() {
    let (sheet, none) = product(3);
    let bounds = sheet.bounds().unwrap();
    let bound = bounds.of(none, 0);
    for (found, left) in [(bound.low, 0.8_f64), (bound.base, 0.85), (bound.high, 0.9)] {
        assert!((found - left.powi(6)).abs() < 1e-15, "{found}");
    }
    assert_eq!(bound.kind, BoundKind::Exact);
    assert!(bound.influences.iter().all(|influence| influence.direction == Direction::Against));
    let free = |_: InputId| None;
    let mut graph = Graph::new(&sheet, &free);
    let inputs: Vec<InputId> = sheet.inputs().map(|(id, _)| id).collect();
    let program = Program::new(&mut graph, &[(none, 0)], &inputs);
    let columns: [&[f64]; 3] = [&[0.1, 0.11], &[0.15, 0.2], &[0.13, 0.17]];
    let mut found = [0.0; 2];
    program.run(&columns, &mut [&mut found]);
    for (at, found) in found.into_iter().enumerate() {
        let value = sheet.values(&|id| columns[id.0 as usize][at]);
        assert_eq!(Some(&found), value[sheet.position(none)].get(0));
    }
}

#[test]
fn products_are_written_out_by_their_first_and_last_factor() {
    let (sheet, none) = product(3);
    let bounds = sheet.bounds().unwrap();
    let step = bounds.describe(none, 0, Notation::Plain, NumberStyle::default()).unwrap();
    assert_eq!(step.formula, "product of stopped");
    assert_eq!(step.with_numbers, "(64% to 81%) x (64% to 81%) x (64% to 81%)");
    let (sheet, none) = product(30);
    let bounds = sheet.bounds().unwrap();
    let step = bounds.describe(none, 0, Notation::Latex, NumberStyle::default()).unwrap();
    assert_eq!(step.formula, "\\prod \\text{stopped}");
    assert_eq!(step.with_numbers, "(\\text{64\\% to 81\\%}) \\times \\dots \\times (\\text{64\\% to 81\\%})");
    assert_eq!(sheet.made_of(none, 0).len(), 2);
}

#[test]
fn a_product_is_of_plain_numbers_in_a_family() {
    let (mut sheet, none) = product(3);
    let axis = sheet.add_axis("tier", names(2));
    let people = sheet.add_inputs("people", axis, Unit::subjects(), vec![Quantity::exact(2.0); 2]).unwrap();
    assert!(matches!(
        sheet.add_formula("p", None, Expr::from(people).product()),
        Err(FormulaError::Power { .. })
    ));
    assert!(matches!(
        sheet.add_formula("p", None, Expr::from(none).product()),
        Err(FormulaError::Members { .. })
    ));
}

/// Of a share a higher power is less: the ends of `pow(1 - p, n)` stand at corners, also where n has a range.
#[test]
fn powers_of_shares_fall_with_their_exponent() {
    let mut sheet = Sheet::new();
    let share = sheet.add_input("share", Unit::share(), Quantity::uniform(0.0, 0.4));
    let times = sheet.add_input("times", Unit::number(), Quantity::uniform(0.0, 3.0));
    let left = (Expr::number(1.0) - share).power(times);
    let left = sheet.add_formula("left", Some(&Unit::share()), left).unwrap();
    let bounds = sheet.bounds().unwrap();
    let bound = bounds.of(left, 0);
    assert_eq!((bound.low, bound.high, bound.kind), (0.6 * 0.6 * 0.6, 1.0, BoundKind::Exact));
}

#[test]
fn functions_of_one_number_are_written_out() {
    let (sheet, kept, reached) = recruits();
    let bounds = sheet.bounds().unwrap();
    let style = NumberStyle::default();
    let step = bounds.describe(kept, 3, Notation::Plain, style).unwrap();
    assert_eq!(
        step.formula,
        "(1 \u{2212} exp(\u{2212}(leaving x served))) / (leaving x served) x served x exp(\u{2212}0.10 x training)"
    );
    let step = bounds.describe(reached, 3, Notation::Plain, style).unwrap();
    assert_eq!(step.formula, "1 if kept > 1.20, else 0");
}

#[test]
fn blocks_know_every_function() {
    let (sheet, kept, reached) = recruits();
    let varies = |_: InputId| None;
    let outcomes = [(kept, 3), (reached, 3)];
    let inputs = [InputId(0), InputId(1)];
    let program = Program::new(&mut Graph::new(&sheet, &varies), &outcomes, &inputs);
    let (rates, trainings): (Vec<f64>, Vec<f64>) =
        (0..600).map(|at| (f64::from(at) / 2_000.0, 0.5 + f64::from(at % 37) / 25.0)).unzip();
    let (mut first, mut second) = (vec![0.0; 600], vec![0.0; 600]);
    program.run(&[&rates, &trainings], &mut [&mut first, &mut second]);
    for at in 0..600 {
        let values = sheet.values(&|id| if id == InputId(0) { rates[at] } else { trainings[at] });
        assert_eq!(first[at], *values[sheet.position(kept)].get(3).unwrap());
        assert_eq!(second[at], *values[sheet.position(reached)].get(3).unwrap());
    }
}
