//! The normal distribution, whole or cut off.

use super::Cut;
use crate::quantity::shape::Support;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// A normal distribution and where it is cut off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    pub mean: f64,
    pub sd: f64,
    pub cut: Cut,
}

impl Normal {
    pub fn new(mean: f64, sd: f64) -> Self {
        Self { mean, sd, cut: Cut::NONE }
    }

    /// The normal of which a share `level` lies between `low` and `high`, the rest in equal parts outside.
    pub fn of_interval(low: f64, high: f64, level: f64) -> Self {
        Self::new(f64::midpoint(low, high), (high - low) / 2.0 / half_width(level))
    }

    /// Cut off at 0, and for a share also at 1.
    pub fn cut(self, support: Support) -> Self {
        let (low, high) = match support {
            Support::Any => return self,
            Support::NonNegative => (0.0, f64::INFINITY),
            Support::Share => (0.0, 1.0),
        };
        let below = below((low - self.mean) / self.sd);
        let above = super::normal::below((self.mean - high) / self.sd);
        Self { cut: Cut { low, high, below, above }, ..self }
    }

    pub fn quantile(&self, u: f64) -> f64 {
        (self.mean + self.sd * self.cut.point(u)).clamp(self.cut.low, self.cut.high)
    }

    pub fn cdf(&self, x: f64) -> f64 {
        self.cut.share((x - self.mean) / self.sd)
    }

    /// mean + sd (f(a) - f(b)) / (F(b) - F(a)), with a and b the standardised ends.
    pub fn mean(&self) -> f64 {
        self.mean + self.sd * self.shift()
    }

    /// sd sqrt(1 + (a f(a) - b f(b)) / (F(b) - F(a)) - shift^2).
    pub fn sd(&self) -> f64 {
        let slope =
            (weighted_density(self.low_point()) - weighted_density(self.high_point())) / self.cut.inside();
        self.sd * (1.0 + slope - self.shift() * self.shift()).sqrt()
    }

    fn shift(&self) -> f64 {
        (density(self.low_point()) - density(self.high_point())) / self.cut.inside()
    }

    fn low_point(&self) -> f64 {
        (self.cut.low - self.mean) / self.sd
    }

    fn high_point(&self) -> f64 {
        (self.cut.high - self.mean) / self.sd
    }
}

/// The standard normal point between whose negative and itself a share `level` lies.
pub fn half_width(level: f64) -> f64 {
    -point_below((1.0 - level) / 2.0)
}

/// The standard normal density.
fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt()
}

/// z times the density; 0 at infinity.
fn weighted_density(z: f64) -> f64 {
    if z.is_infinite() { 0.0 } else { z * density(z) }
}

/// The share of the standard normal below `z`, accurate in the lower tail.
pub fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The standard normal point below which a share `p` lies, 0 < p <= 0.5, to about 1e-16.
///
/// Source: M. J. Wichura, algorithm AS 241, Applied Statistics 37 (1988) 477-484, doi:10.2307/2347330.
pub fn point_below(p: f64) -> f64 {
    let from_middle = p - 0.5;
    if from_middle >= -0.425 {
        let r = 0.180_625 - from_middle * from_middle;
        return from_middle * ratio(&CENTRE, r);
    }
    let r = (-libm::log(p)).sqrt();
    if r <= 5.0 { -ratio(&TAIL, r - 1.6) } else { -ratio(&FAR_TAIL, r - 5.0) }
}

/// One polynomial over another, coefficients from the highest power down.
fn ratio([above, below]: &[[f64; 8]; 2], r: f64) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, c| sum * r + c);
    polynomial(above) / polynomial(below)
}

/// For p from 0.075 to 0.5, in 0.425^2 - (p - 0.5)^2.
#[rustfmt::skip]
#[allow(clippy::unreadable_literal)]
const CENTRE: [[f64; 8]; 2] = [
    [2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
     13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665],
    [5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597,
     5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0],
];

/// For p from exp(-25) to 0.075, in sqrt(-ln p) - 1.6.
#[rustfmt::skip]
#[allow(clippy::unreadable_literal)]
const TAIL: [[f64; 8]; 2] = [
    [0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
     3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835],
    [1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
     0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0],
];

/// For p below exp(-25), in sqrt(-ln p) - 5.
#[rustfmt::skip]
#[allow(clippy::unreadable_literal)]
const FAR_TAIL: [[f64; 8]; 2] = [
    [2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784, 0.026532189526576124,
     0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103],
    [2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05, 0.0007868691311456133,
     0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0],
];
