//! From the unit cube to an input: its quantile function, made fast where many draws pay for it.
//!
//! Exact, uniform and triangular inputs are closed forms. Of the smooth others a table of polynomials of
//! degree 5 is made from [`Quantity::quantile`] and checked against it; an input that a table does not fit
//! (a discrete one, one that is cut off with a heap at the end) keeps its own quantile function.

use super::table::Table;
use crate::quantity::{Quantity, Shape};

/// How far a table may be from the exact quantile, relative to it, at the points where it is checked.
pub const TABLE_TOLERANCE: f64 = 1e-9;

/// From this many draws on a table pays for itself: it costs about 6,000 exact quantiles.
pub const TABLE_DRAWS: u64 = 20_000;

/// What carries numbers of the unit interval to the values of an input.
///
/// ```
/// use stakeout::{analysis::marginal::Marginal, quantity::Quantity};
///
/// let ratio = Quantity::uniform(15.0, 20.0);
/// let mut column = [0.1, 0.5];
/// Marginal::new(&ratio, 1_000).apply(&mut column);
/// assert_eq!(column, [15.5, 17.5]);
/// ```
#[derive(Debug, Clone)]
pub struct Marginal<'a> {
    quantity: &'a Quantity,
    form: Form,
}

#[derive(Debug, Clone)]
enum Form {
    Constant(f64),
    Uniform { low: f64, high: f64 },
    Triangular(Triangle),
    Table(Box<Table>),
    Exact,
}

impl<'a> Marginal<'a> {
    /// The fastest form for about so many draws; a form that is not the quantity's own is checked first.
    pub fn new(quantity: &'a Quantity, draws: u64) -> Self {
        let form = closed_form(&quantity.shape())
            .filter(|form| fits(form, quantity))
            .or_else(|| table(quantity, draws))
            .unwrap_or(Form::Exact);
        Self { quantity, form }
    }

    /// Replaces each number of (0, 1) by the value below which that share of the input lies.
    #[inline]
    pub fn apply(&self, column: &mut [f64]) {
        match &self.form {
            Form::Constant(value) => column.fill(*value),
            Form::Uniform { low, high } => uniform(*low, *high, column),
            Form::Triangular(triangle) => triangle.apply(column),
            Form::Table(table) => table.apply(column, |u| self.quantity.quantile(u)),
            Form::Exact => column.iter_mut().for_each(|u| *u = self.quantity.quantile(*u)),
        }
    }

    /// Whether the input is one value.
    pub fn is_constant(&self) -> bool {
        matches!(self.form, Form::Constant(_))
    }
}

fn closed_form(shape: &Shape) -> Option<Form> {
    match *shape {
        Shape::Exact(value) => Some(Form::Constant(value)),
        Shape::Uniform { low, high } => Some(Form::Uniform { low, high }),
        Shape::Triangular { low, mode, high } if low < high => {
            Some(Form::Triangular(Triangle::new(low, mode, high)))
        }
        _ => None,
    }
}

/// Whether a closed form is this quantity's: one that is cut off has the shape but not the quantiles.
fn fits(form: &Form, quantity: &Quantity) -> bool {
    let trial = Marginal { quantity, form: form.clone() };
    [0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999].iter().all(|u| {
        let mut value = [*u];
        trial.apply(&mut value);
        close(value[0], quantity.quantile(*u))
    })
}

fn table(quantity: &Quantity, draws: u64) -> Option<Form> {
    let smooth = !matches!(*quantity.shape(), Shape::Exact(_) | Shape::Discrete(_));
    if draws < TABLE_DRAWS || !smooth {
        return None;
    }
    let table = Table::new(|u| quantity.quantile(u));
    table.worst(|u| quantity.quantile(u), close).then(|| Form::Table(Box::new(table)))
}

fn close(value: f64, exact: f64) -> bool {
    (value - exact).abs() <= TABLE_TOLERANCE * exact.abs()
}

#[inline]
fn uniform(low: f64, high: f64, column: &mut [f64]) {
    let width = high - low;
    for u in column {
        // Rounding may not carry a value past the end.
        let x = low + *u * width;
        *u = if x < high { x } else { high };
    }
}

/// A triangular distribution: a + sqrt(u (b - a) (m - a)) up to the mode, b - sqrt((1 - u) (b - a) (b - m))
/// above it.
#[derive(Debug, Clone, Copy)]
struct Triangle {
    low: f64,
    high: f64,
    /// The share below the mode.
    turn: f64,
    /// (b - a) (m - a) and (b - a) (b - m).
    rise: f64,
    fall: f64,
}

impl Triangle {
    fn new(low: f64, mode: f64, high: f64) -> Self {
        let width = high - low;
        let (rise, fall) = (width * (mode - low), width * (high - mode));
        Self { low, high, turn: (mode - low) / width, rise, fall }
    }

    #[inline]
    fn apply(&self, column: &mut [f64]) {
        let Self { low, high, turn, rise, fall } = *self;
        for u in column {
            let left = u64::from(*u < turn).wrapping_neg();
            // One root for both sides: it is the slow part.
            let root = choose(left, *u * rise, (1.0 - *u) * fall).sqrt();
            let x = choose(left, low + root, high - root);
            let x = if x < high { x } else { high };
            *u = if x > low { x } else { low };
        }
    }
}

/// `a` where the mask is all ones, `b` where it is 0: a choice without a branch, whatever the compiler thinks
/// of the costs.
#[inline]
fn choose(mask: u64, a: f64, b: f64) -> f64 {
    f64::from_bits((a.to_bits() & mask) | (b.to_bits() & !mask))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stream::{Purpose, Stream};
    use crate::analysis::testing::kolmogorov_smirnov;
    use crate::quantity::Support;
    use proptest::prelude::*;

    fn every_shape() -> Vec<Quantity> {
        let normal = Quantity::normal(100.0, 60.0).unwrap();
        vec![
            Quantity::exact(7.0),
            Quantity::uniform(15.0, 20.0),
            Quantity::triangular(15.0, 18.0, 20.0).unwrap(),
            Quantity::triangular(15.0, 15.0, 20.0).unwrap(),
            Quantity::triangular(15.0, 20.0, 20.0).unwrap(),
            Quantity::triangular(0.0, 10.0, 100.0).unwrap(),
            Quantity::pert(15.0, 18.0, 20.0).unwrap(),
            Quantity::pert(0.0, 10.0, 100.0).unwrap(),
            Quantity::pert(15.0, 15.0, 20.0).unwrap(),
            Quantity::pert(15.0, 20.0, 20.0).unwrap(),
            normal.clone(),
            normal.limited_to(Support::NonNegative).unwrap(),
            Quantity::lognormal(17.0, 2.0).unwrap(),
            Quantity::interval(3300.0, 11_800.0, 0.9).unwrap(),
            Quantity::beta(2.0, 30.0).unwrap(),
            Quantity::discrete(&[(10.0, 0.3), (12.0, 0.7)]).unwrap(),
        ]
    }

    fn applied(quantity: &Quantity, draws: u64, column: &[f64]) -> Vec<f64> {
        let mut values = column.to_vec();
        Marginal::new(quantity, draws).apply(&mut values);
        values
    }

    #[test]
    fn every_form_follows_the_exact_quantile() {
        let mut column: Vec<f64> = (1..2000).map(|at| f64::from(at) / 2000.0).collect();
        column.extend([f64::EPSILON / 2.0, 1e-12, 1e-6, 1.0 - 1e-6, 1.0 - f64::EPSILON / 2.0]);
        for quantity in every_shape() {
            for draws in [1, 10_000_000] {
                for (u, value) in column.iter().zip(applied(&quantity, draws, &column)) {
                    let exact = quantity.quantile(*u);
                    let error = (value - exact).abs() / exact.abs().max(1e-3);
                    assert!(error <= 1e-9, "{:?} at {u}: {value} for {exact}", quantity.shape());
                }
            }
        }
    }

    #[test]
    fn the_usual_inputs_are_fast_and_exact_to_the_last_digits() {
        let shapes = every_shape();
        let forms = shapes.iter().map(|quantity| Marginal::new(quantity, 1_000_000).form).collect::<Vec<_>>();
        assert_eq!(forms.iter().filter(|form| matches!(form, Form::Triangular(_))).count(), 4);
        assert_eq!(forms.iter().filter(|form| matches!(form, Form::Exact)).count(), 1, "the discrete one");
        for at in [12, 13] {
            let quantity = &shapes[at];
            let column: Vec<f64> = (1..1000).map(|at| f64::from(at) / 1000.0).collect();
            for (u, value) in column.iter().zip(applied(quantity, 1_000_000, &column)) {
                let error = (value / quantity.quantile(*u) - 1.0).abs();
                assert!(error < 2e-14, "{:?} at {u}: {error:e}", quantity.shape());
            }
        }
    }

    #[test]
    fn draws_have_the_stated_distribution() {
        for (input, quantity) in every_shape().iter().enumerate() {
            if matches!(*quantity.shape(), Shape::Exact(_) | Shape::Discrete(_)) {
                continue;
            }
            let mut column = vec![0.0; 60_000];
            Stream::new(0, Purpose::Points, input, 0).fill(&mut column);
            let distance = kolmogorov_smirnov(applied(quantity, 60_000, &column), |x| quantity.cdf(x));
            assert!(distance < 1.95, "{:?}: {distance}", quantity.shape());
        }
    }

    proptest! {
        #[test]
        fn no_draw_leaves_the_ends(low in -1e3..1e3_f64, width in 1e-6..1e4_f64, mode in 0.0..=1.0_f64) {
            let (high, mode) = (low + width, low + mode * width);
            let mut column = vec![0.0; 500];
            Stream::new(1, Purpose::Points, 0, 0).fill(&mut column);
            column.extend([f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0]);
            let triangle = Quantity::triangular(low, mode.min(high), high);
            for quantity in [Ok(Quantity::uniform(low, high)), triangle].into_iter().flatten() {
                let values = applied(&quantity, 1, &column);
                prop_assert!(values.iter().all(|x| (low..=high).contains(x)));
            }
        }
    }
}
