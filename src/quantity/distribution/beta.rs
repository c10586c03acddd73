//! The beta distribution, on 0 to 1 or stretched between two ends (PERT).

use std::f64::consts::{LN_2, PI};

/// A beta distribution of parameters `alpha`, `beta`, stretched from 0..1 to low..high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaledBeta {
    low: f64,
    high: f64,
    alpha: f64,
    beta: f64,
    /// The logarithm of the density's constant, see [`ScaledBeta::log_front`].
    log_constant: f64,
    /// Quantiles up to here are searched from the lower end, the others from the upper.
    share_of_lower_half: f64,
}

/// The part of a distribution on one side of a point.
#[derive(Debug, Clone, Copy)]
enum Tail {
    Lower(f64),
    Upper(f64),
}

impl Tail {
    fn share(self) -> f64 {
        match self {
            Self::Lower(share) | Self::Upper(share) => share,
        }
    }

    fn mirrored(self) -> Self {
        match self {
            Self::Lower(share) => Self::Upper(share),
            Self::Upper(share) => Self::Lower(share),
        }
    }

    /// The share on this side, and whether it grows (1) or shrinks (-1) with the point.
    fn side(self, (lower, upper): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Lower(_) => (lower, 1.0),
            Self::Upper(_) => (upper, -1.0),
        }
    }
}

/// Continued fractions and root searches that need more steps than this have already converged.
const MOST_STEPS: usize = 20_000;

/// Steps of the root search: each at least halves the bracket of the logarithm.
const MOST_SEARCH_STEPS: usize = 200;

/// A Newton step this small leaves an error of its square.
const LAST_STEP: f64 = 1e-9;

/// The logarithm of the smallest number above 0.
const LOG_SMALLEST: f64 = -744.0;

/// From here on, Stirling's series of five terms is exact to the last bit.
const STIRLING_FROM: f64 = 15.0;

impl ScaledBeta {
    pub fn new(alpha: f64, beta: f64, low: f64, high: f64) -> Self {
        let sum = alpha + beta;
        let log_constant = 0.5 * libm::log(alpha / sum * beta / (2.0 * PI)) + stirling_rest(sum)
            - stirling_rest(alpha)
            - stirling_rest(beta);
        let whole = Self { low, high, alpha, beta, log_constant, share_of_lower_half: 0.0 };
        Self { share_of_lower_half: whole.shares(0.5, 0.5).0, ..whole }
    }

    /// The PERT distribution of low < high with a likeliest value between.
    pub fn pert(low: f64, mode: f64, high: f64) -> Self {
        let width = high - low;
        Self::new(1.0 + 4.0 * ((mode - low) / width), 1.0 + 4.0 * ((high - mode) / width), low, high)
    }

    /// Searched from the end that is nearer, on the tail that is smaller: both keep their digits there.
    pub fn quantile(&self, u: f64) -> f64 {
        if u <= 0.0 || u >= 1.0 {
            return if u <= 0.0 { self.low } else { self.high };
        }
        let width = self.high - self.low;
        let tail = if u <= 0.5 { Tail::Lower(u) } else { Tail::Upper(1.0 - u) };
        let point = if u <= self.share_of_lower_half {
            self.low + width * self.point(tail)
        } else {
            self.high - width * self.mirrored().point(tail.mirrored())
        };
        point.clamp(self.low, self.high)
    }

    pub fn cdf(&self, x: f64) -> f64 {
        let width = self.high - self.low;
        if x <= self.low {
            0.0
        } else if x >= self.high {
            1.0
        } else {
            self.shares((x - self.low) / width, (self.high - x) / width).0
        }
    }

    pub fn mean(&self) -> f64 {
        self.low + (self.high - self.low) * (self.alpha / (self.alpha + self.beta))
    }

    pub fn sd(&self) -> f64 {
        let sum = self.alpha + self.beta;
        (self.high - self.low) * (self.alpha / sum * (self.beta / sum) / (sum + 1.0)).sqrt()
    }

    /// The same distribution seen from its upper end.
    fn mirrored(&self) -> Self {
        Self { alpha: self.beta, beta: self.alpha, ..*self }
    }

    /// The point of 0..1 that cuts off the given tail: Newton steps on the logarithm of the tail against
    /// ln x, which is a straight line near 0, inside a bracket.
    fn point(&self, tail: Tail) -> f64 {
        let target = libm::log(tail.share());
        let mut log_x = self.start(tail, target);
        let (mut lowest, mut highest) = (f64::NEG_INFINITY, 0.0);
        for _ in 0..MOST_SEARCH_STEPS {
            let (x, y) = (libm::exp(log_x), -libm::expm1(log_x));
            let (share, direction) = tail.side(self.shares(x, y));
            let miss = target - libm::log(share);
            if miss == 0.0 {
                break;
            }
            *(if miss * direction > 0.0 { &mut lowest } else { &mut highest }) = log_x;
            // d ln F / d ln x = x f(x) / F(x), and x f(x) = front / (1 - x).
            let slope = direction * self.front(x, y) / y / share;
            let newton = log_x + miss / slope;
            if (newton - log_x).abs() <= LAST_STEP {
                log_x = newton;
                break;
            }
            log_x = inside_bracket(newton, lowest, highest);
        }
        libm::exp(log_x)
    }

    /// Where the search begins: in the lower tail F is close to x^alpha / (alpha B(alpha, beta)), elsewhere
    /// the mean is closer.
    fn start(&self, tail: Tail, target: f64) -> f64 {
        let (alpha, beta) = (self.alpha, self.beta);
        let log_mean = libm::log(alpha / (alpha + beta)).min(-LN_2);
        let Tail::Lower(_) = tail else { return log_mean };
        let log_q = libm::log(beta / (alpha + beta));
        // ln of 1 / (alpha B(alpha, beta)), from the constant of the density.
        let log_tail = self.log_constant - alpha * libm::log(alpha / (alpha + beta)) - beta * log_q;
        ((target - log_tail + libm::log(alpha)) / alpha).clamp(LOG_SMALLEST, log_mean)
    }

    /// The shares below and above `x`, with `y` = 1 - x, the smaller one to full accuracy: the regularised
    /// incomplete beta function.
    ///
    /// Source: NIST DLMF 8.17.22 (continued fraction), 8.17.4 (symmetry).
    fn shares(&self, x: f64, y: f64) -> (f64, f64) {
        let (alpha, beta) = (self.alpha, self.beta);
        if x <= 0.0 || y <= 0.0 {
            return if x <= 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
        }
        let front = self.front(x, y);
        if x <= (alpha + 1.0) / (alpha + beta + 2.0) {
            let lower = (front * fraction(alpha, beta, x) / alpha).clamp(0.0, 1.0);
            (lower, 1.0 - lower)
        } else {
            let upper = (front * fraction(beta, alpha, y) / beta).clamp(0.0, 1.0);
            (1.0 - upper, upper)
        }
    }

    fn front(&self, x: f64, y: f64) -> f64 {
        libm::exp(self.log_front(x, y))
    }

    /// ln of x^alpha y^beta / B(alpha, beta), without the cancellation of large logarithms of the gamma
    /// function: with p = alpha / (alpha + beta), q = 1 - p, it is alpha ln(x/p) + beta ln(y/q) + a constant.
    ///
    /// Source: C. Loader, "Fast and accurate computation of binomial probabilities", 2000.
    fn log_front(&self, x: f64, y: f64) -> f64 {
        let sum = self.alpha + self.beta;
        let (p, q) = (self.alpha / sum, self.beta / sum);
        self.alpha * log_ratio(x, p) + self.beta * log_ratio(y, q) + self.log_constant
    }
}

/// ln(x / p), accurate where they are near each other.
fn log_ratio(x: f64, p: f64) -> f64 {
    let apart = (x - p) / p;
    if apart.abs() < 0.5 { libm::log1p(apart) } else { libm::log(x / p) }
}

/// A Newton step that stays inside the bracket, else its middle.
fn inside_bracket(next: f64, lowest: f64, highest: f64) -> f64 {
    if next > lowest && next < highest {
        return next;
    }
    if lowest.is_finite() { f64::midpoint(lowest, highest) } else { highest - 1.0 }
}

/// What Stirling's formula leaves of ln gamma: lgamma(z) - (z - 1/2) ln z + z - ln(2 pi) / 2.
fn stirling_rest(z: f64) -> f64 {
    if z < STIRLING_FROM {
        return libm::lgamma(z) - (z - 0.5) * libm::log(z) + z - 0.5 * libm::log(2.0 * PI);
    }
    let w = 1.0 / (z * z);
    (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let nonzero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = below;
    let mut step = 0.0;
    for _ in 0..MOST_STEPS {
        step += 1.0;
        let twice = a + 2.0 * step;
        let even = step * (b - step) * x / ((twice - 1.0) * twice);
        let odd = -(a + step) * (a + b + step) * x / (twice * (twice + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            below = 1.0 / nonzero(1.0 + term * below);
            above = nonzero(1.0 + term / above);
            change = above * below;
            value *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}
