//! Functions of one number: what each gives, which way it moves, and how it is written.

/// A function of one number. Each only rises or only falls over its domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// The square root; not of negative numbers.
    Root,
    /// e to the power of a number.
    Exponential,
    /// The natural logarithm.
    Logarithm,
    /// `(1 - exp(-y)) / y`, the mean of `exp(-s)` for s from 0 to y; 1 at 0. Of those who come evenly over
    /// some time and leave at a constant rate it is the share still there, y being the rate times the time.
    MeanDecay,
    /// The derivative of the mean decay, `((1 + y) exp(-y) - 1) / y^2`; -1/2 at 0.
    MeanDecaySlope,
}

impl Function {
    /// The value. The only place where these functions are carried out on numbers.
    pub fn apply(self, value: f64) -> f64 {
        match self {
            Self::Root => value.sqrt(),
            Self::Exponential => libm::exp(value),
            Self::Logarithm => libm::log(value),
            Self::MeanDecay => mean_decay(value),
            Self::MeanDecaySlope => mean_decay_slope(value),
        }
    }

    /// Whether more of the number is more of the value.
    pub fn rises(self) -> bool {
        self != Self::MeanDecay
    }

    /// How far, relatively, a value may be from the true one.
    pub(super) fn slack(self) -> f64 {
        match self {
            Self::Root => 0.0,
            Self::Exponential | Self::Logarithm | Self::MeanDecay => 1e-15,
            Self::MeanDecaySlope => 1e-12,
        }
    }

    /// The name in formulas.
    pub fn word(self) -> &'static str {
        match self {
            Self::Root => "sqrt",
            Self::Exponential => "exp",
            Self::Logarithm => "log",
            Self::MeanDecay => "mean_decay",
            Self::MeanDecaySlope => "mean_decay_slope",
        }
    }
}

fn mean_decay(value: f64) -> f64 {
    if value == 0.0 { 1.0 } else { -libm::expm1(-value) / value }
}

/// Near 0 the closed form cancels; there the series is summed.
fn mean_decay_slope(value: f64) -> f64 {
    const NEAR: f64 = 0.5;
    if value.abs() > NEAR {
        return ((1.0 + value) * libm::exp(-value) - 1.0) / (value * value);
    }
    let (mut sum, mut term) = (0.0, -0.5);
    for n in 1..20 {
        let n = f64::from(n);
        sum += term;
        term *= -value * (n + 1.0) / (n * (n + 2.0));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_decay_is_the_mean_of_the_decay() {
        for y in [1e-12, 1e-3, 0.04, 0.5, 2.0, 30.0] {
            let steps = 20_000;
            let decays = (0..steps).map(|step| libm::exp(-y * (f64::from(step) + 0.5) / f64::from(steps)));
            let mean = decays.sum::<f64>() / f64::from(steps);
            assert!((Function::MeanDecay.apply(y) - mean).abs() < 1e-7, "{y}");
        }
        assert_eq!(Function::MeanDecay.apply(0.0), 1.0);
        assert_eq!(Function::MeanDecay.apply(f64::INFINITY), 0.0);
    }

    #[test]
    fn the_slope_is_that_of_the_mean_decay() {
        assert_eq!(Function::MeanDecaySlope.apply(0.0), -0.5);
        for y in [-0.7, -0.3, 1e-9, 0.02, 0.3, 0.499_999, 0.500_001, 1.0, 5.0, 40.0] {
            let step = 1e-5;
            let rise = Function::MeanDecay.apply(y + step) - Function::MeanDecay.apply(y - step);
            let slope = Function::MeanDecaySlope.apply(y);
            assert!((rise / (2.0 * step) - slope).abs() < 1e-9, "{y}: {slope}");
        }
    }

    #[test]
    fn each_moves_one_way() {
        let all = [Function::Root, Function::Exponential, Function::MeanDecay, Function::MeanDecaySlope];
        for function in all {
            for step in 0..200 {
                let at = f64::from(step) / 40.0;
                let rise = function.apply(at + 0.025) - function.apply(at);
                assert!(if function.rises() { rise > 0.0 } else { rise < 0.0 }, "{function:?} at {at}");
            }
        }
    }
}
