//! Functions with known answers, on which every analysis is proven before it meets the coverage model.

use super::{Model, scalar};
use crate::quantity::Quantity;
use std::f64::consts::PI;

/// Ishigami's function sin x1 + a sin^2 x2 + b x3^4 sin x1 of three inputs, each uniform on (-pi, pi).
///
/// V = 1/2 + a^2/8 + b pi^4/5 + b^2 pi^8/18, V1 = (1 + b pi^4/5)^2 / 2, V2 = a^2/8, V13 = 8 b^2 pi^8/225,
/// all others 0. Ishigami and Homma (1990), doi:10.1109/ISUMA.1990.151285.
pub fn ishigami(a: f64, b: f64) -> impl Model {
    scalar(3, move |x| x[0].sin() + a * x[1].sin().powi(2) + b * x[2].powi(4) * x[0].sin())
}

/// Sobol' G function, the product of (|4 x - 2| + a) / (1 + a), of inputs uniform on (0, 1).
///
/// v = 1 / (3 (1 + a)^2) for each input; V = product of (1 + v) - 1. Saltelli and Sobol' (1995),
/// doi:10.1016/0951-8320(95)00099-2.
pub fn g_function(a: Vec<f64>) -> impl Model {
    scalar(a.len(), move |x| x.iter().zip(&a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product())
}

/// The sum of coefficient times input.
pub fn linear(coefficients: Vec<f64>) -> impl Model {
    scalar(coefficients.len(), move |x| x.iter().zip(&coefficients).map(|(x, c)| x * c).sum())
}

/// The product of all inputs.
pub fn product(inputs: usize) -> impl Model {
    scalar(inputs, |x| x.iter().product())
}

/// The same value whatever the inputs.
pub fn constant(inputs: usize, value: f64) -> impl Model {
    scalar(inputs, move |_| value)
}

/// So many inputs, each uniform between -pi and pi.
pub fn angles(inputs: usize) -> Vec<Quantity> {
    vec![Quantity::uniform(-PI, PI); inputs]
}

/// So many inputs, each uniform between 0 and 1.
pub fn shares(inputs: usize) -> Vec<Quantity> {
    vec![Quantity::uniform(0.0, 1.0); inputs]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::evaluate::at_point;

    #[test]
    fn the_functions_are_what_their_papers_say() {
        let quarter = PI / 2.0;
        assert_eq!(at_point(&ishigami(7.0, 0.1), &[quarter, quarter, 0.0]), Ok(vec![8.0]));
        assert_eq!(at_point(&g_function(vec![0.0, 1.0]), &[1.0, 0.5]), Ok(vec![1.0]));
        assert_eq!(at_point(&linear(vec![2.0, -3.0]), &[1.0, 2.0]), Ok(vec![-4.0]));
        assert_eq!(at_point(&product(3), &[2.0, 3.0, 4.0]), Ok(vec![24.0]));
        assert_eq!(at_point(&constant(2, 5.0), &[1.0, 2.0]), Ok(vec![5.0]));
    }
}
