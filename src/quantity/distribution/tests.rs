//! Known answers, agreement with another library, and properties of all shapes.

use crate::quantity::{Quantity, Shape, Support};
use proptest::prelude::*;
use statrs::distribution::ContinuousCDF;

/// Quantiles agree with the known answers to this, relative.
const TOLERANCE: f64 = 1e-12;

/// low, mode, high; mean, variance; quantiles at `POINTS`.
type Known = ([f64; 3], [f64; 2], [f64; 9]);

const POINTS: [f64; 9] = [0.001, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.999];

#[allow(clippy::excessive_precision, clippy::unreadable_literal)]
#[rustfmt::skip]
const TRIANGULAR: &[Known] = &[
    ([15.0, 18.0, 20.0], [17.666666666666668, 1.0555555555555556],
     [15.12247448713916, 15.86602540378444, 16.22474487139159, 16.93649167310371, 17.73861278752583,
      18.41886116991581, 19.0, 19.292893218813454, 19.9]),
    ([0.0, 10.0, 100.0], [36.666666666666664, 505.55555555555554],
     [1.0, 7.0710678118654755, 10.0, 17.841616374225083, 32.917960675006306,
      52.56583509747431, 70.0, 78.78679656440357, 97.0]),
    ([15.0, 15.0, 20.0], [16.666666666666668, 1.3888888888888888],
     [15.002500625312695, 15.126602827595518, 15.256583509747431, 15.669872981077807, 16.464466094067262,
      17.5, 18.41886116991581, 18.881966011250107, 19.84188611699158]),
    ([15.0, 20.0, 20.0], [18.333333333333332, 1.3888888888888888],
     [15.158113883008419, 16.118033988749893, 16.58113883008419, 17.5, 18.535533905932738,
      19.330127018922195, 19.743416490252567, 19.87339717240448, 19.997499374687305]),
    ([3300.0, 3300.0, 11800.0], [6133.333333333333, 4013888.888888889],
     [3304.2510630315824, 3515.2248069123807, 3736.1919665706328, 4438.784067832272, 5789.592359914346,
      7550.0, 9112.063988856877, 9899.34221912518, 11531.206398885688]),
    ([0.02, 0.1, 1.0], [0.37333333333333335, 0.049355555555555555],
     [0.028854377448471462, 0.08260990336999412, 0.10904545570495013, 0.18667349729644245, 0.33592169136464034,
      0.5304257247250441, 0.7030151519016501, 0.79, 0.970301515190165]),
];

#[allow(clippy::excessive_precision, clippy::unreadable_literal)]
#[rustfmt::skip]
const PERT: &[Known] = &[
    ([15.0, 18.0, 20.0], [17.833333333333332, 0.876984126984127],
     [15.36168881454819, 16.22774200280455, 16.55055230423933, 17.157443130626813, 17.872645989988502,
      18.547006146892446, 19.056904200431827, 19.303597730586194, 19.856924788827936]),
    ([0.0, 10.0, 100.0], [23.333333333333332, 255.55555555555554],
     [0.17582165479350334, 2.9998182323589093, 5.079277566596267, 10.640532478114466, 20.266485036146616,
      33.100396059938326, 46.23297499614662, 54.207409738531624, 80.9477652241173]),
    ([15.0, 15.0, 20.0], [15.833333333333334, 0.49603174603174605],
     [15.001000400240168, 15.051031091565058, 15.104258188195116, 15.27956244352549, 15.64724718351938,
      16.210708583724006, 16.845213277599033, 17.253598641734705, 18.74405678424521]),
    ([15.0, 20.0, 20.0], [19.166666666666668, 0.49603174603174605],
     [16.25594321575479, 17.746401358265295, 18.154786722400967, 18.789291416275994, 19.35275281648062,
      19.72043755647451, 19.895741811804886, 19.948968908434942, 19.99899959975983]),
    ([3300.0, 3300.0, 11800.0], [4716.666666666667, 1433531.746031746],
     [3301.7006804082857, 3386.7528556605976, 3477.238919931697, 3775.256153993333, 4400.320211982945,
      5358.204592330808, 6436.862571918357, 7131.117690949, 9664.896533216857]),
    ([0.02, 0.1, 1.0], [0.23666666666666666, 0.023626984126984128],
     [0.021265791357654648, 0.04511066782760957, 0.06363637882884719, 0.11462831356183366, 0.2053514365319953,
      0.3288594858702346, 0.4571618486015146, 0.535819126938679, 0.8034328887024144]),
];

fn near(found: f64, known: f64, tolerance: f64, what: &str) {
    let scale = known.abs().max(f64::MIN_POSITIVE);
    assert!((found - known).abs() <= tolerance * scale, "{what}: {found} is not {known}");
}

fn check_known(known: &[Known], of: impl Fn(f64, f64, f64) -> Quantity) {
    for ([low, mode, high], [mean, variance], quantiles) in known {
        let quantity = of(*low, *mode, *high);
        let what = quantity.to_string();
        near(quantity.mean(), *mean, TOLERANCE, &what);
        near(quantity.sd(), variance.sqrt(), TOLERANCE, &what);
        assert_eq!(quantity.base(), *mode);
        assert_eq!(quantity.ends(), Some((*low, *high)));
        for (u, quantile) in POINTS.iter().zip(quantiles) {
            near(quantity.quantile(*u), *quantile, TOLERANCE, &format!("{what} at {u}"));
            near(quantity.cdf(*quantile), *u, TOLERANCE, &format!("{what} at {quantile}"));
        }
    }
}

#[test]
fn triangles_have_the_known_quantiles() {
    check_known(TRIANGULAR, |low, mode, high| Quantity::triangular(low, mode, high).unwrap());
}

#[test]
fn perts_have_the_known_quantiles() {
    check_known(PERT, |low, mode, high| Quantity::pert(low, mode, high).unwrap());
}

#[test]
fn a_90_percent_interval_has_its_ends_as_5_and_95_percent_points() {
    for (low, high) in [(15.0, 20.0), (5.0, 10.0), (3300.0, 11_800.0), (-5.0, 20.0)] {
        let quantity = Quantity::interval(low, high, 0.9).unwrap();
        near(quantity.quantile(0.05), low, TOLERANCE, "low");
        near(quantity.quantile(0.95), high, TOLERANCE, "high");
        assert_eq!(quantity.ends(), None);
        assert!(!quantity.range_ends().2);
    }
    near(Quantity::interval(15.0, 20.0, 0.9).unwrap().base(), 300.0_f64.sqrt(), TOLERANCE, "median");
    near(Quantity::interval(-5.0, 5.0, 0.9).unwrap().sd(), 5.0 / 1.644_853_626_951_472_7, TOLERANCE, "sd");
}

#[test]
fn normal_points_are_the_known_ones() {
    let normal = Quantity::normal(0.0, 1.0).unwrap();
    near(normal.quantile(0.95), 1.644_853_626_951_472_7, 1e-15, "0.95");
    near(normal.quantile(0.975), 1.959_963_984_540_054_2, 1e-15, "0.975");
    near(normal.quantile(1e-10), -6.361_340_902_404_056, 1e-14, "1e-10");
    near(normal.quantile(1e-3), -3.090_232_306_167_813_5, 1e-14, "1e-3");
    assert_eq!(normal.base(), 0.0);
    assert_eq!(
        Quantity::normal(1200.0, 50.0).unwrap().limited_to(Support::NonNegative).unwrap().base(),
        1200.0
    );
}

#[test]
fn a_half_normal_has_the_known_moments() {
    let half = Quantity::normal(0.0, 1.0).unwrap().limited_to(Support::NonNegative).unwrap();
    let mean = (2.0 / std::f64::consts::PI).sqrt();
    near(half.mean(), mean, TOLERANCE, "mean");
    near(half.sd(), (1.0 - mean * mean).sqrt(), TOLERANCE, "sd");
    near(half.base(), 0.674_489_750_196_081_7, TOLERANCE, "median");
    assert_eq!(half.quantile(0.0), 0.0);
    assert_eq!(half.ends(), None);
    assert_eq!(half.cut_off(), (Some(0.0), None));
}

#[test]
fn lognormals_have_the_mean_and_spread_that_were_written() {
    for (mean, sd) in [(1200.0, 50.0), (17.0, 20.0), (0.001, 0.002)] {
        let quantity = Quantity::lognormal(mean, sd).unwrap();
        near(quantity.mean(), mean, TOLERANCE, "mean");
        near(quantity.sd(), sd, TOLERANCE, "sd");
    }
}

#[test]
fn degenerate_arguments_are_one_value() {
    let one = Quantity::exact(15.0);
    for degenerate in [
        Quantity::bounds(15.0, 15.0),
        Quantity::triangular(15.0, 15.0, 15.0),
        Quantity::pert(15.0, 15.0, 15.0),
        Quantity::normal(15.0, 0.0),
        Quantity::lognormal(15.0, 0.0),
        Quantity::interval(15.0, 15.0, 0.9),
        Quantity::discrete(&[(15.0, 1.0), (20.0, 0.0)]),
    ] {
        assert_eq!(degenerate.as_ref(), Ok(&one));
    }
    assert_eq!((one.mean(), one.sd(), one.quantile(0.3)), (15.0, 0.0, 15.0));
}

#[test]
fn discrete_values_come_as_often_as_they_should() {
    let quantity = Quantity::discrete(&[(20.0, 0.25), (10.0, 0.5), (40.0, 0.25)]).unwrap();
    let at = |u| quantity.quantile(u);
    assert_eq!(
        [at(0.0), at(0.5), at(0.51), at(0.75), at(0.76), at(1.0)],
        [10.0, 10.0, 20.0, 20.0, 40.0, 40.0]
    );
    assert_eq!((quantity.mean(), quantity.base(), quantity.ends()), (20.0, 10.0, Some((10.0, 40.0))));
    near(quantity.sd(), 150.0_f64.sqrt(), TOLERANCE, "sd");
    assert_eq!((quantity.cdf(9.0), quantity.cdf(10.0), quantity.cdf(40.0)), (0.0, 0.5, 1.0));
}

#[test]
fn another_library_agrees() {
    use statrs::distribution::{Beta, LogNormal, Normal};
    let normal = Normal::new(17.0, 3.0).unwrap();
    let ours = Quantity::normal(17.0, 3.0).unwrap();
    let (mu, sigma) = (0.5_f64, 0.8_f64);
    let mean = (mu + sigma * sigma / 2.0).exp();
    let lognormal = LogNormal::new(mu, sigma).unwrap();
    let our_lognormal = Quantity::lognormal(mean, mean * (sigma * sigma).exp_m1().sqrt()).unwrap();
    for step in 1..200 {
        let u = f64::from(step) / 200.0;
        near(ours.quantile(u), normal.inverse_cdf(u), 1e-10, "normal");
        near(our_lognormal.quantile(u), lognormal.inverse_cdf(u), 1e-9, "lognormal");
        for (a, b) in [(2.0, 8.0), (0.5, 0.5), (1.0, 5.0), (30.0, 3.0), (300.0, 500.0)] {
            let beta = Quantity::beta(a, b).unwrap();
            near(beta.cdf(u), Beta::new(a, b).unwrap().cdf(u), 1e-10, &format!("beta({a}, {b}) at {u}"));
        }
    }
}

#[test]
fn beta_closed_forms() {
    for step in 1..100 {
        let u = f64::from(step) / 100.0;
        let of = |a, b| Quantity::beta(a, b).unwrap().quantile(u);
        near(of(1.0, 1.0), u, TOLERANCE, "beta(1, 1)");
        near(of(1.0, 5.0), 1.0 - (1.0 - u).powf(0.2), TOLERANCE, "beta(1, 5)");
        near(of(5.0, 1.0), u.powf(0.2), TOLERANCE, "beta(5, 1)");
        near(of(0.5, 0.5), (u * std::f64::consts::FRAC_PI_2).sin().powi(2), TOLERANCE, "beta(1/2, 1/2)");
        near(of(0.05, 1.0), u.powf(20.0), TOLERANCE, "beta(0.05, 1)");
        near(of(1e5, 1.0), u.powf(1e-5), TOLERANCE, "beta(1e5, 1)");
    }
}

/// One of each shape, whole and cut off.
fn continuous() -> Vec<Quantity> {
    let made = [
        Quantity::bounds(15.0, 20.0),
        Quantity::triangular(0.0, 10.0, 100.0),
        Quantity::pert(15.0, 18.0, 20.0),
        Quantity::pert(3300.0, 3300.0, 11_800.0),
        Quantity::normal(1200.0, 50.0),
        Quantity::normal(1.0, 2.0).and_then(|q| q.limited_to(Support::NonNegative)),
        Quantity::normal(0.3, 0.4).and_then(|q| q.limited_to(Support::Share)),
        Quantity::lognormal(17.0, 5.0),
        Quantity::lognormal(0.5, 0.5).and_then(|q| q.limited_to(Support::Share)),
        Quantity::interval(15.0, 20.0, 0.9),
        Quantity::interval(0.0, 20.0, 0.9).and_then(|q| q.limited_to(Support::NonNegative)),
        Quantity::beta(2.0, 8.0),
        Quantity::beta(0.5, 0.7),
    ];
    made.into_iter().map(Result::unwrap).collect()
}

/// A generator for tests: splitmix64 (Steele, Lea, Flood 2014, doi:10.1145/2714064.2660195).
fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// The largest distance between the distribution function and that of `n` draws.
fn kolmogorov_smirnov(quantity: &Quantity, n: u32) -> f64 {
    let mut state = 7;
    let mut draws: Vec<f64> = (0..n).map(|_| quantity.quantile(uniform(&mut state))).collect();
    draws.sort_by(f64::total_cmp);
    let n = f64::from(n);
    let distance = |(index, draw): (usize, &f64)| {
        let share = quantity.cdf(*draw);
        (share - index as f64 / n).abs().max(((index + 1) as f64 / n - share).abs())
    };
    draws.iter().enumerate().map(distance).fold(0.0, f64::max)
}

/// The critical value at alpha = 0.001 is sqrt(-ln(alpha / 2) / 2) / sqrt(n).
fn draws_fit(n: u32) {
    let critical = (-(0.001_f64 / 2.0).ln() / 2.0).sqrt() / f64::from(n).sqrt();
    for quantity in continuous() {
        let distance = kolmogorov_smirnov(&quantity, n);
        assert!(distance < critical, "{quantity}: {distance} is not below {critical}");
    }
}

#[test]
fn draws_fit_the_distribution_function() {
    draws_fit(20_000);
}

#[test]
#[ignore = "slow in a debug build"]
fn a_million_draws_fit_the_distribution_function() {
    draws_fit(1_000_000);
}

#[test]
fn mean_and_spread_are_those_of_the_quantiles() {
    let steps = 20_000;
    for quantity in continuous() {
        let at = |step: u32| quantity.quantile((f64::from(step) + 0.5) / f64::from(steps));
        let mean = (0..steps).map(at).sum::<f64>() / f64::from(steps);
        let variance = (0..steps).map(|s| (at(s) - mean).powi(2)).sum::<f64>() / f64::from(steps);
        near(mean, quantity.mean(), 2e-4, &format!("mean of {quantity}"));
        near(variance.sqrt(), quantity.sd(), 2e-3, &format!("sd of {quantity}"));
    }
}

#[test]
fn quantiles_are_finite_rise_and_invert_the_distribution_function() {
    for quantity in continuous() {
        let mut last = quantity.quantile(0.0);
        for step in 0..=2000 {
            let u = f64::from(step) / 2000.0;
            let point = quantity.quantile(u);
            assert!(point.is_finite() && point >= last, "{quantity} at {u}: {point} after {last}");
            assert!((quantity.cdf(point) - u).abs() < 1e-12, "{quantity} at {u}: {}", quantity.cdf(point));
            last = point;
        }
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.5, 1.5, 5e-324, 1.0 - f64::EPSILON / 2.0] {
            assert!(quantity.quantile(odd).is_finite(), "{quantity} at {odd}");
        }
    }
}

#[test]
fn the_same_bits_everywhere() {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for quantity in continuous() {
        for step in 0..=64 {
            let bits = quantity.quantile(f64::from(step) / 64.0).to_bits();
            hash = (hash ^ bits).wrapping_mul(0x0100_0000_01b3);
        }
    }
    assert_eq!(hash, 6_046_975_017_469_255_959, "quantiles changed in some bit: accept only with a reason");
}

#[test]
fn rules_of_the_arguments() {
    use crate::quantity::ShapeError as E;
    let code = |made: Result<Quantity, E>| made.map(|quantity| quantity.to_string());
    assert_eq!(code(Quantity::bounds(20.0, 15.0)), Err(E::Backwards));
    assert_eq!(code(Quantity::bounds(f64::NAN, 15.0)), Err(E::NotFinite));
    assert_eq!(code(Quantity::bounds(0.0, f64::INFINITY)), Err(E::NotFinite));
    assert_eq!(code(Quantity::triangular(15.0, 21.0, 20.0)), Err(E::ModeOutside));
    assert_eq!(code(Quantity::pert(15.0, f64::NAN, 20.0)), Err(E::NotFinite));
    assert_eq!(code(Quantity::normal(15.0, -1.0)), Err(E::NegativeSpread));
    assert_eq!(code(Quantity::lognormal(0.0, 1.0)), Err(E::MeanNotPositive));
    assert_eq!(code(Quantity::interval(1.0, 1e6, 0.001)), Err(E::TooWide));
    assert_eq!(code(Quantity::interval(15.0, 20.0, 1.0)), Err(E::Level));
    assert_eq!(code(Quantity::beta(0.0, 1.0)), Err(E::BetaParameter));
    assert_eq!(code(Quantity::discrete(&[])), Err(E::ProbabilitySum));
    assert_eq!(code(Quantity::discrete(&[(1.0, -0.5), (2.0, 1.5)])), Err(E::Probability));
    assert_eq!(code(Quantity::exact(-1.0).limited_to(Support::NonNegative)), Err(E::BelowZero));
    assert_eq!(code(Quantity::exact(1.5).limited_to(Support::Share)), Err(E::AboveOne));
    assert_eq!(code(Quantity::normal(0.5, 2.0).and_then(|q| q.limited_to(Support::Share))), Err(E::TooWide));
}

proptest! {
    #[test]
    fn any_beta_inverts(a in 0.05_f64..500.0, b in 0.05_f64..500.0, u in 0.0_f64..1.0) {
        let quantity = Quantity::beta(a, b).unwrap();
        let point = quantity.quantile(u);
        prop_assert!((0.0..=1.0).contains(&point));
        // Where the points beside it are farther apart in share than this, no float is nearer.
        let (below, above) = (quantity.cdf(point.next_down()), quantity.cdf(point.next_up()));
        prop_assert!(below - 1e-11 <= u && u <= above + 1e-11, "{quantity} at {u}: {point}");
    }

    #[test]
    fn any_shape_stays_between_its_ends(
        mut ends in prop::array::uniform3(-1e6_f64..1e6), u in prop::num::f64::ANY,
    ) {
        ends.sort_by(f64::total_cmp);
        let [low, mode, high] = ends;
        for quantity in [Quantity::triangular(low, mode, high), Quantity::pert(low, mode, high)] {
            let point = quantity.unwrap().quantile(u);
            prop_assert!((low..=high).contains(&point));
        }
    }
}

#[test]
fn a_shape_says_what_it_is() {
    let pert = Quantity::pert(15.0, 18.0, 20.0).unwrap();
    assert_eq!(*pert.shape(), Shape::Pert { low: 15.0, mode: 18.0, high: 20.0 });
    assert_eq!(pert.range_ends(), (15.0, 20.0, true));
    assert!(!pert.is_exact());
}
