//! Rank correlations between inputs, by a Gaussian copula.
//!
//! Correlated normals Z = L G are carried back to the unit cube, so that every input keeps its distribution.
//! A rank correlation r between two inputs needs a correlation 2 sin(pi r / 6) between the normals (Kruskal
//! 1958, doi:10.1080/01621459.1958.10501481). Which correlations are possible together is a property of the
//! whole matrix; of an impossible one the nearest possible is found by Higham 2002
//! (doi:10.1093/imanum/22.3.329).

use super::AnalysisError;
use super::interval::{normal_cdf, normal_quantile};
use super::matrix::{Matrix, cholesky, eigen};
use std::fmt;

/// A wish: two inputs go together to this degree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// One input, by its place.
    pub input: usize,
    /// The other.
    pub with: usize,
    /// Their rank correlation (Spearman), -1 to 1.
    pub rank: f64,
}

/// A correlation between inputs given by name, as messages show it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedCorrelation {
    /// One input.
    pub input: String,
    /// The other.
    pub with: String,
    /// Their rank correlation.
    pub rank: f64,
}

impl fmt::Display for NamedCorrelation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}={}", self.input, self.with, self.rank)
    }
}

/// What makes independent columns of the unit cube go together.
#[derive(Debug, Clone, PartialEq)]
pub struct Copula {
    /// The inputs that take part, increasing.
    members: Vec<usize>,
    /// The lower triangle that mixes their normals.
    mix: Matrix,
}

/// Below this a pivot of the matrix counts as 0: rounding, not independence.
const SMALLEST_PIVOT: f64 = 1e-10;

impl Copula {
    /// The copula of these correlations among inputs of these names; pairs not named are not correlated.
    ///
    /// # Errors
    /// [`AnalysisError::BadCorrelation`] for a value outside -1 to 1, an input with itself, an unknown input
    /// or a pair named twice; [`AnalysisError::ImpossibleCorrelations`] where no set of numbers has them all,
    /// with the nearest possible ones.
    ///
    /// ```
    /// use stakeout::analysis::correlation::{Copula, Correlation};
    ///
    /// let together = |input, with, rank| Correlation { input, with, rank };
    /// assert!(Copula::new(&[together(0, 1, 0.5)], &["A", "B"]).is_ok());
    /// // A goes with B, B with C, but A against C.
    /// let wishes = [together(0, 1, 0.9), together(1, 2, 0.9), together(0, 2, -0.9)];
    /// assert!(Copula::new(&wishes, &["A", "B", "C"]).is_err());
    /// ```
    pub fn new(wishes: &[Correlation], names: &[&str]) -> Result<Self, AnalysisError> {
        let members = members(wishes, names)?;
        let normal = normals(wishes, &members);
        let mix = cholesky(&normal, SMALLEST_PIVOT);
        let mix = mix.ok_or_else(|| impossible(wishes, &members, &normal, names))?;
        Ok(Self { members, mix })
    }

    /// Whether no inputs go together.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Replaces the columns of the inputs that take part; each stays uniform on (0, 1).
    pub fn apply(&self, columns: &mut [&mut [f64]]) {
        let len = columns.first().map_or(0, |column| column.len());
        let mut normals = vec![0.0; self.members.len()];
        for at in 0..len {
            for (normal, member) in normals.iter_mut().zip(&self.members) {
                *normal = normal_quantile(columns[*member][at]);
            }
            for (row, member) in self.members.iter().enumerate().rev() {
                let mixed: f64 = (0..=row).map(|column| self.mix[(row, column)] * normals[column]).sum();
                columns[*member][at] = open(normal_cdf(mixed));
            }
        }
    }
}

/// `u`, kept off the ends of the unit interval, where a quantile may have no value.
fn open(u: f64) -> f64 {
    u.clamp(f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0)
}

/// The inputs that are named, each once; refuses wishes that mean nothing.
fn members(wishes: &[Correlation], names: &[&str]) -> Result<Vec<usize>, AnalysisError> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for wish in wishes {
        let pair = (wish.input.min(wish.with), wish.input.max(wish.with));
        let meaningful = pair.0 != pair.1 && pair.1 < names.len() && wish.rank.abs() <= 1.0;
        if !meaningful || pairs.contains(&pair) {
            return Err(AnalysisError::BadCorrelation(named(wish, names)));
        }
        pairs.push(pair);
    }
    let mut members: Vec<usize> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    members.sort_unstable();
    members.dedup();
    Ok(members)
}

/// The correlation matrix of the normals.
fn normals(wishes: &[Correlation], members: &[usize]) -> Matrix {
    let mut matrix = Matrix::identity(members.len());
    for wish in wishes {
        let place = |input| members.binary_search(&input).unwrap_or(0);
        let (row, column) = (place(wish.input), place(wish.with));
        let value = 2.0 * libm::sin(std::f64::consts::PI / 6.0 * wish.rank);
        matrix[(row, column)] = value;
        matrix[(column, row)] = value;
    }
    matrix
}

/// A wish in words.
fn named(wish: &Correlation, names: &[&str]) -> NamedCorrelation {
    let name = |at: usize| names.get(at).map_or_else(|| format!("input {}", at + 1), ToString::to_string);
    NamedCorrelation { input: name(wish.input), with: name(wish.with), rank: wish.rank }
}

/// The refusal, with what the wishes would be in the nearest possible matrix, cut to three decimals.
fn impossible(wishes: &[Correlation], members: &[usize], normal: &Matrix, names: &[&str]) -> AnalysisError {
    let nearest = nearest(normal);
    let asked = |a: usize, b: usize| {
        wishes.iter().any(|wish| (wish.input, wish.with) == (a, b) || (wish.input, wish.with) == (b, a))
    };
    let mut possible = Vec::new();
    for (row, with) in members.iter().enumerate() {
        for (column, input) in members.iter().enumerate().take(row) {
            let rank = libm::asin(nearest[(row, column)] / 2.0) * 6.0 / std::f64::consts::PI;
            let rank = (rank * 1000.0).trunc() / 1000.0;
            if rank != 0.0 || asked(*input, *with) {
                possible.push(named(&Correlation { input: *input, with: *with, rank }, names));
            }
        }
    }
    AnalysisError::ImpossibleCorrelations { nearest: possible }
}

/// How far off singular the nearest matrix is kept per input, so that three decimals of it are possible too:
/// cutting moves no eigenvalue by more than the size of the matrix times what was cut off.
const MARGIN: f64 = 1.1e-3;
/// Rounds of the alternating projections at most; they settle in tens.
const ROUNDS: usize = 500;
/// Largest change at which they have settled.
const SETTLED: f64 = 1e-9;

/// The nearest correlation matrix (Frobenius norm) whose eigenvalues are at least the margin: projections on
/// the matrices of that kind and on those with a diagonal of 1, in turn, with Dykstra's correction.
fn nearest(asked: &Matrix) -> Matrix {
    let n = asked.size();
    let mut current = asked.clone();
    let mut correction = Matrix::zero(n);
    for _ in 0..ROUNDS {
        let shifted = current.minus(&correction);
        let lifted = at_least(&shifted, MARGIN * n as f64);
        correction = lifted.minus(&shifted);
        let mut next = lifted;
        (0..n).for_each(|at| next[(at, at)] = 1.0);
        let change = next.minus(&current).largest();
        current = next;
        if change < SETTLED {
            break;
        }
    }
    current
}

/// The nearest symmetric matrix whose eigenvalues are at least `least`.
fn at_least(matrix: &Matrix, least: f64) -> Matrix {
    let (values, vectors) = eigen(matrix);
    let n = matrix.size();
    let mut lifted = Matrix::zero(n);
    for row in 0..n {
        for column in 0..n {
            let terms = (0..n).map(|k| vectors[(row, k)] * values[k].max(least) * vectors[(column, k)]);
            lifted[(row, column)] = terms.sum();
        }
    }
    lifted
}
