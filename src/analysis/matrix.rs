//! Small dense symmetric matrices: what rank correlations need, and no more.

use std::ops::{Index, IndexMut};

/// A square matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub(crate) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(crate) fn identity(size: usize) -> Self {
        let mut matrix = Self::zero(size);
        (0..size).for_each(|at| matrix[(at, at)] = 1.0);
        matrix
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        let cells = self.cells.iter().zip(&other.cells).map(|(a, b)| a - b).collect();
        Self { size: self.size, cells }
    }

    /// The largest absolute value.
    pub(crate) fn largest(&self) -> f64 {
        self.cells.iter().fold(0.0, |largest, cell| largest.max(cell.abs()))
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.cells[row * self.size + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.cells[row * self.size + column]
    }
}

/// The lower triangle L with L L' = `matrix`; `None` where the matrix is not positive. A pivot between
/// -`slack` and `slack` counts as 0, as long as its column is one of zeros too: a correlation of 1 is allowed.
pub(crate) fn cholesky(matrix: &Matrix, slack: f64) -> Option<Matrix> {
    let n = matrix.size();
    let mut lower = Matrix::zero(n);
    for column in 0..n {
        let left = |row: usize, lower: &Matrix| {
            let done: f64 = (0..column).map(|k| lower[(row, k)] * lower[(column, k)]).sum();
            matrix[(row, column)] - done
        };
        let pivot = left(column, &lower);
        if pivot < -slack {
            return None;
        }
        let root = if pivot > slack { libm::sqrt(pivot) } else { 0.0 };
        lower[(column, column)] = root;
        for row in column + 1..n {
            let rest = left(row, &lower);
            if root == 0.0 && rest.abs() > libm::sqrt(slack) {
                return None;
            }
            lower[(row, column)] = if root == 0.0 { 0.0 } else { rest / root };
        }
    }
    Some(lower)
}

/// Rotations through all pairs at most; they settle in about ten.
const SWEEPS: usize = 60;

/// The eigenvalues of a symmetric matrix and its eigenvectors (columns), by Jacobi's rotations (Golub and
/// Van Loan 2013, 8.5).
pub(crate) fn eigen(matrix: &Matrix) -> (Vec<f64>, Matrix) {
    let n = matrix.size();
    let mut rest = matrix.clone();
    let mut vectors = Matrix::identity(n);
    for _ in 0..SWEEPS {
        let off: f64 = (0..n).flat_map(|p| (0..p).map(move |q| (p, q))).map(|at| rest[at].abs()).sum();
        if off <= f64::EPSILON * rest.largest() {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut rest, &mut vectors, p, q);
            }
        }
    }
    ((0..n).map(|at| rest[(at, at)]).collect(), vectors)
}

/// One rotation, that makes the entry (p, q) 0.
#[allow(clippy::many_single_char_names)] // as in the book
fn rotate(matrix: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) {
    let entry = matrix[(p, q)];
    if entry == 0.0 {
        return;
    }
    let theta = (matrix[(q, q)] - matrix[(p, p)]) / (2.0 * entry);
    let t = theta.signum() / (theta.abs() + libm::sqrt(theta * theta + 1.0));
    let c = 1.0 / libm::sqrt(t * t + 1.0);
    let s = t * c;
    for k in 0..matrix.size() {
        let (a, b) = (matrix[(k, p)], matrix[(k, q)]);
        (matrix[(k, p)], matrix[(k, q)]) = (c * a - s * b, s * a + c * b);
    }
    for k in 0..matrix.size() {
        let (a, b) = (matrix[(p, k)], matrix[(q, k)]);
        (matrix[(p, k)], matrix[(q, k)]) = (c * a - s * b, s * a + c * b);
        let (a, b) = (vectors[(k, p)], vectors[(k, q)]);
        (vectors[(k, p)], vectors[(k, q)]) = (c * a - s * b, s * a + c * b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn symmetric(size: usize, cells: &[f64]) -> Matrix {
        let mut matrix = Matrix::zero(size);
        let mut cells = cells.iter();
        for row in 0..size {
            for column in 0..=row {
                let cell = *cells.next().unwrap();
                matrix[(row, column)] = cell;
                matrix[(column, row)] = cell;
            }
        }
        matrix
    }

    fn product(size: usize, a: impl Fn(usize, usize) -> f64, b: impl Fn(usize, usize) -> f64) -> Matrix {
        let mut matrix = Matrix::zero(size);
        for row in 0..size {
            for column in 0..size {
                matrix[(row, column)] = (0..size).map(|k| a(row, k) * b(k, column)).sum();
            }
        }
        matrix
    }

    #[test]
    fn a_known_matrix() {
        // Eigenvalues 1 and 3.
        let (mut values, _) = eigen(&symmetric(2, &[2.0, 1.0, 2.0]));
        values.sort_by(f64::total_cmp);
        assert!((values[0] - 1.0).abs() < 1e-15 && (values[1] - 3.0).abs() < 1e-15);
        let lower = cholesky(&symmetric(2, &[4.0, 2.0, 5.0]), 1e-10).unwrap();
        assert_eq!([lower[(0, 0)], lower[(1, 0)], lower[(1, 1)]], [2.0, 1.0, 2.0]);
        assert_eq!(cholesky(&symmetric(2, &[1.0, 1.1, 1.0]), 1e-10), None);
    }

    proptest! {
        #[test]
        fn eigenvectors_rebuild_the_matrix(cells in prop::collection::vec(-1.0..1.0_f64, 15)) {
            let matrix = symmetric(5, &cells);
            let (values, vectors) = eigen(&matrix);
            let again = product(5, |r, k| vectors[(r, k)] * values[k], |k, c| vectors[(c, k)]);
            prop_assert!(again.minus(&matrix).largest() < 1e-13);
        }

        #[test]
        fn the_triangle_rebuilds_the_matrix(cells in prop::collection::vec(-1.0..1.0_f64, 10)) {
            let mut matrix = symmetric(4, &cells);
            (0..4).for_each(|at| matrix[(at, at)] = 4.0);
            let lower = cholesky(&matrix, 1e-10).unwrap();
            let again = product(4, |r, k| lower[(r, k)], |k, c| lower[(c, k)]);
            prop_assert!(again.minus(&matrix).largest() < 1e-14);
        }
    }
}
