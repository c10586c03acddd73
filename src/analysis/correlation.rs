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
        let of = |member: &usize| columns[*member].iter().map(|u| normal_quantile(*u)).collect();
        let normals: Vec<Vec<f64>> = self.members.iter().map(of).collect();
        for (row, member) in self.members.iter().enumerate() {
            let mut mixed = vec![0.0; columns[*member].len()];
            for (column, normals) in normals.iter().enumerate().take(row + 1) {
                let weight = self.mix[(row, column)];
                mixed.iter_mut().zip(normals).for_each(|(sum, normal)| *sum += weight * normal);
            }
            columns[*member].iter_mut().zip(mixed).for_each(|(u, mixed)| *u = open(normal_cdf(mixed)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::drivers::ranks;
    use crate::analysis::stream::{Purpose, Stream};
    use crate::analysis::testing::kolmogorov_smirnov;
    use proptest::prelude::*;

    const NAMES: [&str; 4] = ["A", "B", "C", "D"];

    fn wish(input: usize, with: usize, rank: f64) -> Correlation {
        Correlation { input, with, rank }
    }

    fn uniforms(inputs: usize, len: usize) -> Vec<Vec<f64>> {
        let column = |input| {
            let mut column = vec![0.0; len];
            Stream::new(1, Purpose::Points, input, 0).fill(&mut column);
            column
        };
        (0..inputs).map(column).collect()
    }

    fn correlated(wishes: &[Correlation], inputs: usize, len: usize) -> Vec<Vec<f64>> {
        let mut columns = uniforms(inputs, len);
        let mut slices: Vec<&mut [f64]> = columns.iter_mut().map(Vec::as_mut_slice).collect();
        Copula::new(wishes, &NAMES[..inputs]).unwrap().apply(&mut slices);
        columns
    }

    fn spearman(a: &[f64], b: &[f64]) -> f64 {
        ranks(a).unwrap().iter().zip(ranks(b).unwrap()).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn the_normals_have_the_known_correlation() {
        let known = [
            (0.3, 0.312_868_930_080_462),
            (0.5, 0.517_638_090_205_042),
            (0.7, 0.716_735_899_090_601),
            (0.9, 0.907_980_999_479_094),
            (-0.5, -0.517_638_090_205_042),
        ];
        for (rank, pearson) in known {
            let copula = Copula::new(&[wish(0, 1, rank)], &NAMES).unwrap();
            assert!((copula.mix[(1, 0)] - pearson).abs() < 1e-14, "{rank}");
        }
    }

    #[test]
    fn draws_show_the_asked_rank_correlation() {
        let n = 200_000;
        for rank in [0.3, 0.7, 0.9, -0.5, 0.0] {
            let columns = correlated(&[wish(0, 1, rank)], 2, n);
            // The standard error of a rank correlation is at most about 1 / sqrt(n).
            let error = (spearman(&columns[0], &columns[1]) - rank).abs();
            assert!(error < 4.0 / (n as f64).sqrt(), "{rank}: off by {error}");
        }
    }

    #[test]
    fn many_at_once_and_the_others_left_alone() {
        let wishes = [wish(3, 0, 0.6), wish(1, 3, -0.4), wish(0, 1, 0.1)];
        let columns = correlated(&wishes, 4, 200_000);
        for (a, b, rank) in [(0, 3, 0.6), (1, 3, -0.4), (0, 1, 0.1), (2, 0, 0.0), (2, 3, 0.0)] {
            assert!((spearman(&columns[a], &columns[b]) - rank).abs() < 0.009, "{a} {b}");
        }
        assert_eq!(columns[2], uniforms(4, 200_000)[2]);
    }

    #[test]
    fn every_input_stays_uniform() {
        for column in correlated(&[wish(0, 1, 0.8), wish(1, 2, -0.3)], 3, 300_000) {
            assert!(column.iter().all(|u| *u > 0.0 && *u < 1.0));
            assert!(kolmogorov_smirnov(column, |u| u) < 1.95);
        }
    }

    #[test]
    fn a_correlation_of_one_is_possible() {
        let columns = correlated(&[wish(0, 1, 1.0), wish(2, 0, -1.0), wish(1, 2, -1.0)], 3, 1000);
        assert!((spearman(&columns[0], &columns[1]) - 1.0).abs() < 1e-12);
        assert!((spearman(&columns[0], &columns[2]) + 1.0).abs() < 1e-12);
    }

    #[test]
    fn impossible_wishes_are_refused_with_the_nearest_possible() {
        let refused = Copula::new(&[wish(0, 1, 0.9), wish(1, 2, 0.9), wish(0, 2, -0.9)], &NAMES[..3]);
        let error = refused.unwrap_err();
        assert_eq!(
            error.to_string(),
            "these rank correlations cannot hold together, because inputs that both go with a third also go with each \
             other; the nearest possible are A~B=0.48, A~C=-0.48, B~C=0.48"
        );
        // No three can go together more oddly than 6 asin(1/4) / pi = .4826 each.
        let AnalysisError::ImpossibleCorrelations { nearest } = error else { panic!("{error}") };
        let place = |name: &str| NAMES.iter().position(|known| *known == name).unwrap();
        let offered: Vec<Correlation> =
            nearest.iter().map(|c| wish(place(&c.input), place(&c.with), c.rank)).collect();
        assert!(Copula::new(&offered, &NAMES[..3]).is_ok());
    }

    #[test]
    fn the_nearest_matrix_is_that_of_the_literature() {
        // Higham 2002, section 5: the matrix with 1 beside the diagonal and 0 in the corner.
        let mut matrix = Matrix::identity(3);
        for (row, column) in [(0, 1), (1, 0), (1, 2), (2, 1)] {
            matrix[(row, column)] = 1.0;
        }
        let nearest = nearest(&matrix);
        // There .7607 and .1573; ours is kept a little off singular.
        assert!((nearest[(0, 1)] - 0.7607).abs() < 2e-3, "{}", nearest[(0, 1)]);
        assert!((nearest[(0, 2)] - 0.1573).abs() < 2e-3, "{}", nearest[(0, 2)]);
    }

    #[test]
    fn wishes_that_mean_nothing_are_refused() {
        let refused = |wishes: &[Correlation]| Copula::new(wishes, &NAMES).unwrap_err().to_string();
        assert_eq!(
            refused(&[wish(0, 1, 1.5)]),
            "A~B=1.5 is no rank correlation: write each pair of different inputs once, with a value from -1 to 1"
        );
        assert!(refused(&[wish(2, 2, 0.5)]).starts_with("C~C=0.5 is no"));
        assert!(refused(&[wish(0, 1, 0.5), wish(1, 0, 0.5)]).starts_with("B~A=0.5 is no"));
        assert!(refused(&[wish(0, 9, 0.5)]).starts_with("A~input 10=0.5 is no"));
        assert!(refused(&[wish(0, 1, f64::NAN)]).starts_with("A~B=NaN is no"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn what_is_offered_is_possible(ranks in prop::collection::vec(-1.0..=1.0_f64, 6)) {
            let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
            let wishes: Vec<Correlation> = pairs.iter().zip(ranks).map(|((a, b), rank)| wish(*a, *b, rank)).collect();
            if let Err(AnalysisError::ImpossibleCorrelations { nearest }) = Copula::new(&wishes, &NAMES) {
                let place = |name: &str| NAMES.iter().position(|known| *known == name).unwrap();
                let offered: Vec<Correlation> =
                    nearest.iter().map(|c| wish(place(&c.input), place(&c.with), c.rank)).collect();
                prop_assert!(Copula::new(&offered, &NAMES).is_ok(), "{:?}", offered);
            }
        }
    }
}
