//! Shapes in closed form: one value, hard bounds, the triangle, discrete values.

use crate::quantity::shape::Shape;

/// The value below which a share `u` lies.
pub fn quantile(shape: &Shape, u: f64) -> f64 {
    match shape {
        Shape::Exact(value) => *value,
        Shape::Uniform { low, high } => (low + u * (high - low)).clamp(low.min(*high), high.max(*low)),
        Shape::Triangular { low, mode, high } => triangle_quantile(*low, *mode, *high, u),
        Shape::Discrete(points) => discrete_quantile(points, u),
        _ => 0.0,
    }
}

/// Below the mode low + sqrt(u (high - low) (mode - low)), above it by symmetry.
fn triangle_quantile(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let width = high - low;
    let point = if u * width <= mode - low {
        low + (u * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - mode)).sqrt()
    };
    point.clamp(low, high)
}

fn discrete_quantile(points: &[(f64, f64)], u: f64) -> f64 {
    let total: f64 = points.iter().map(|(_, probability)| probability).sum();
    let mut passed = 0.0;
    for (value, probability) in points {
        passed += probability;
        if u * total <= passed {
            return *value;
        }
    }
    points.last().map_or(0.0, |(value, _)| *value)
}

/// The share at or below `x`.
pub fn cdf(shape: &Shape, x: f64) -> f64 {
    match shape {
        Shape::Exact(value) => f64::from(u8::from(x >= *value)),
        Shape::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
        Shape::Triangular { low, mode, high } => triangle_cdf(*low, *mode, *high, x),
        Shape::Discrete(points) => {
            let total: f64 = points.iter().map(|(_, probability)| probability).sum();
            let passed: f64 = points.iter().filter(|(value, _)| *value <= x).map(|(_, p)| p).sum();
            passed / total
        }
        _ => 0.0,
    }
}

fn triangle_cdf(low: f64, mode: f64, high: f64, x: f64) -> f64 {
    let width = high - low;
    if x <= low {
        0.0
    } else if x >= high {
        1.0
    } else if x <= mode {
        (x - low) / width * ((x - low) / (mode - low))
    } else {
        1.0 - (high - x) / width * ((high - x) / (high - mode))
    }
}

/// The mean.
pub fn mean(shape: &Shape) -> f64 {
    match shape {
        Shape::Exact(value) => *value,
        Shape::Uniform { low, high } => f64::midpoint(*low, *high),
        Shape::Triangular { low, mode, high } => (low + mode + high) / 3.0,
        Shape::Discrete(points) => weighted(points, |value| value),
        _ => 0.0,
    }
}

/// The standard deviation.
pub fn sd(shape: &Shape) -> f64 {
    match shape {
        Shape::Uniform { low, high } => (high - low).abs() / 12.0_f64.sqrt(),
        Shape::Triangular { low, mode, high } => {
            let (width, left, right) = (high - low, mode - low, high - mode);
            ((width * width - left * right) / 18.0).sqrt()
        }
        Shape::Discrete(points) => {
            let mean = mean(shape);
            weighted(points, |value| (value - mean) * (value - mean)).sqrt()
        }
        _ => 0.0,
    }
}

fn weighted(points: &[(f64, f64)], of: impl Fn(f64) -> f64) -> f64 {
    let total: f64 = points.iter().map(|(_, probability)| probability).sum();
    points.iter().map(|(value, probability)| probability / total * of(*value)).sum()
}
