//! Which inputs go with an outcome: rank correlation and partial rank correlation of each.
//!
//! Spearman's rank correlation, with equal values sharing their mean rank; partial: what is left between an
//! input's and the outcome's ranks when the other inputs' ranks are accounted for (Iman and Conover 1979,
//! doi:10.1080/00401706.1979.10489776).

use super::matrix::Matrix;

/// How many draws, from the first, the drivers are taken from at most.
pub const DRIVER_DRAWS: u64 = 65_536;

/// How an input goes with an outcome; -1 to 1 each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driver {
    /// The input, by its place.
    pub input: usize,
    /// The rank correlation; `None` where the input or the outcome has one value only.
    pub rank: Option<f64>,
    /// The partial rank correlation; `None` also where inputs cannot be told apart (one follows from others)
    /// or too few draws are left to tell.
    pub partial: Option<f64>,
}

/// Ranks, about their mean and scaled to length 1; `None` of a constant.
pub(crate) type Ranks = Option<Vec<f64>>;

/// The ranks of a column.
pub(crate) fn ranks(column: &[f64]) -> Ranks {
    let mut order: Vec<(f64, u32)> = column.iter().copied().zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let middle = (column.len() as f64 - 1.0) / 2.0;
    let mut ranks = vec![0.0; column.len()];
    let mut first = 0;
    for heap in order.chunk_by(|a, b| a.0 == b.0) {
        let rank = (first + first + heap.len() - 1) as f64 / 2.0 - middle;
        for (_, at) in heap {
            ranks[*at as usize] = rank;
        }
        first += heap.len();
    }
    let length = libm::sqrt(dot(&ranks, &ranks));
    (length > 0.0).then(|| ranks.iter().map(|rank| rank / length).collect())
}

/// The drivers of an outcome, one per input, in their order.
pub(crate) fn drivers(inputs: &[Ranks], outcome: &Ranks, among: &Among) -> Vec<Driver> {
    let with = |ranks: &Ranks| Some(dot(ranks.as_ref()?, outcome.as_ref()?).clamp(-1.0, 1.0));
    let rank: Vec<Option<f64>> = inputs.iter().map(with).collect();
    let partial = among.partial(&rank);
    let each = rank.iter().zip(partial).enumerate();
    each.map(|(input, (rank, partial))| Driver { input, rank: *rank, partial }).collect()
}

/// How the inputs' ranks go with each other.
pub(crate) struct Among {
    /// The inputs that vary.
    varying: Vec<usize>,
    /// The inverse of their correlation matrix.
    inverse: Option<Matrix>,
    draws: usize,
    inputs: usize,
}

/// Pivot below which an input's ranks follow from the others'; and the share of an outcome's spread below
/// which nothing is left to explain.
const FOLLOWS: f64 = 1e-9;

impl Among {
    pub(crate) fn new(inputs: &[Ranks]) -> Self {
        let varying: Vec<usize> = (0..inputs.len()).filter(|at| inputs[*at].is_some()).collect();
        let columns: Vec<&Vec<f64>> = inputs.iter().flatten().collect();
        let mut matrix = Matrix::identity(columns.len());
        for row in 0..columns.len() {
            for column in 0..row {
                let value = dot(columns[row], columns[column]);
                matrix[(row, column)] = value;
                matrix[(column, row)] = value;
            }
        }
        let draws = columns.first().map_or(0, |column| column.len());
        Self { varying, inverse: inverse(matrix), draws, inputs: inputs.len() }
    }

    /// The partial correlations, from each input's own with the outcome: with b = `R^-1 r` the coefficients of
    /// the regression and e = 1 - r'b what it leaves, `b_i / sqrt(b_i² + e (R^-1)_ii)`.
    fn partial(&self, rank: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut partial = vec![None; self.inputs];
        let r: Vec<f64> = self.varying.iter().filter_map(|input| rank[*input]).collect();
        let Some(inverse) = &self.inverse else { return partial };
        // With as many inputs as draws anything can be explained.
        if r.len() < self.varying.len() || self.draws < self.varying.len() + 3 {
            return partial;
        }
        let b: Vec<f64> = (0..r.len()).map(|i| (0..r.len()).map(|k| inverse[(i, k)] * r[k]).sum()).collect();
        let left = (1.0 - dot(&r, &b)).max(0.0);
        for (at, input) in self.varying.iter().enumerate() {
            let noise = left * inverse[(at, at)];
            // An outcome that the others explain wholly leaves nothing to go with.
            let says = b[at] * b[at] > FOLLOWS || noise > FOLLOWS;
            partial[*input] = says.then(|| (b[at] / libm::sqrt(b[at] * b[at] + noise)).clamp(-1.0, 1.0));
        }
        partial
    }
}

/// The inverse of a positive matrix, by elimination on the diagonal; `None` where a row follows from others.
fn inverse(mut matrix: Matrix) -> Option<Matrix> {
    let n = matrix.size();
    for k in 0..n {
        let pivot = matrix[(k, k)];
        if pivot < FOLLOWS {
            return None;
        }
        for row in (0..n).filter(|row| *row != k) {
            let factor = matrix[(row, k)] / pivot;
            for column in (0..n).filter(|column| *column != k) {
                matrix[(row, column)] -= factor * matrix[(k, column)];
            }
            matrix[(row, k)] = -factor;
        }
        for column in (0..n).filter(|column| *column != k) {
            matrix[(k, column)] /= pivot;
        }
        matrix[(k, k)] = 1.0 / pivot;
    }
    Some(matrix)
}

/// The sum of the products, in eight lanes in a fixed order.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stream::{Purpose, Stream};

    fn uniforms(input: usize, len: usize) -> Vec<f64> {
        let mut column = vec![0.0; len];
        Stream::new(2, Purpose::Points, input, 0).fill(&mut column);
        column
    }

    fn of(inputs: &[Vec<f64>], outcome: &[f64]) -> Vec<Driver> {
        let ranked: Vec<Ranks> = inputs.iter().map(|column| ranks(column)).collect();
        drivers(&ranked, &ranks(outcome), &Among::new(&ranked))
    }

    fn near(value: Option<f64>, expected: f64) -> bool {
        value.is_some_and(|value| (value - expected).abs() < 1e-12)
    }

    #[test]
    fn equal_values_share_their_rank() {
        // Ranks 1.5, 3, 1.5, 4 less their mean.
        let length = (1.0_f64 + 0.25 + 1.0 + 2.25).sqrt();
        assert_eq!(
            ranks(&[2.0, 5.0, 2.0, 9.0]),
            Some(vec![-1.0 / length, 0.5 / length, -1.0 / length, 1.5 / length])
        );
        assert_eq!(ranks(&[3.0; 4]), None);
    }

    #[test]
    fn a_known_rank_correlation() {
        // 1 - 6 * sum d² / (n (n² - 1)) with d = 0, 1, -1, 0: .8.
        let found = of(&[vec![1.0, 2.0, 3.0, 4.0]], &[10.0, 30.0, 20.0, 40.0]);
        assert!(near(found[0].rank, 0.8));
    }

    #[test]
    fn a_partial_rank_correlation_agrees_with_the_formula_of_three() {
        let (a, b) = (uniforms(0, 500), uniforms(1, 500));
        let b: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a + b).collect();
        let noise = uniforms(2, 500);
        let y: Vec<f64> = a.iter().zip(&b).zip(&noise).map(|((a, b), e)| a - 0.5 * b + e).collect();
        let found = of(&[a.clone(), b.clone()], &y);
        let r = |x: &[f64], y: &[f64]| dot(&ranks(x).unwrap(), &ranks(y).unwrap());
        let (ay, by, ab) = (r(&a, &y), r(&b, &y), r(&a, &b));
        let expected = (ay - by * ab) / ((1.0 - by * by) * (1.0 - ab * ab)).sqrt();
        assert!(near(found[0].partial, expected));
        assert!(near(found[0].rank, ay));
    }

    #[test]
    fn an_outcome_of_one_input_says_nothing_of_the_others() {
        let (a, b) = (uniforms(0, 400), uniforms(1, 400));
        let y: Vec<f64> = a.iter().map(|a| -a.exp()).collect();
        let found = of(&[a, b, vec![5.0; 400]], &y);
        assert!(near(found[0].rank, -1.0) && near(found[0].partial, -1.0));
        assert_eq!(found[1].partial, None);
        assert_eq!((found[2].rank, found[2].partial), (None, None));
    }

    #[test]
    fn inputs_that_cannot_be_told_apart_have_no_partial() {
        let a = uniforms(0, 100);
        let twin: Vec<f64> = a.iter().map(|a| a * 2.0).collect();
        let found = of(&[a.clone(), twin], &a);
        assert_eq!(found[0].partial, None);
        assert!(near(found[1].rank, 1.0));
    }

    #[test]
    fn too_few_draws_and_constants() {
        assert_eq!(of(&[vec![1.0]], &[2.0])[0].rank, None);
        assert!(of(&[vec![1.0, 2.0, 3.0]], &[2.0, 5.0, 1.0])[0].partial.is_none());
        assert_eq!(of(&[uniforms(0, 50)], &[7.0; 50])[0].rank, None);
        assert_eq!(of(&[], &[1.0, 2.0]), []);
    }
}
