//! A model at one point or at many, on any number of threads, with every outcome checked.

use super::threads::{count, share};
use super::{AnalysisError, Model};
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

/// Rows worked on together: small enough that a model's columns stay in the processor's nearest memory.
pub(crate) const BLOCK: usize = 1_024;

/// Every outcome of `model` at one point.
///
/// # Errors
///
/// [`AnalysisError::NotFinite`] where an outcome is infinite or undefined there.
pub fn at_point<M: Model + ?Sized>(model: &M, point: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    let columns: Vec<&[f64]> = point.iter().map(std::slice::from_ref).collect();
    let mut outcomes = vec![0.0; model.outcomes()];
    let mut slots: Vec<&mut [f64]> = outcomes.iter_mut().map(std::slice::from_mut).collect();
    evaluate_block(model, &columns, &mut slots)?;
    Ok(outcomes)
}

/// So many columns of zeros. Each is asked for afresh: the system hands out zeros without writing them, where
/// copies of a first column would be written twice.
pub(crate) fn zeros(columns: usize, rows: usize) -> Vec<Vec<f64>> {
    (0..columns).map(|_| vec![0.0; rows]).collect()
}

/// Some inputs, by number, and the values they take instead of their base.
pub(crate) type Change = Vec<(usize, f64)>;

/// Points of a list of changes worked on together: few, as every input has a column.
const CHANGES: usize = 64;

/// Every outcome (first index) of `model` at `base` with each of the changes (second index).
pub(crate) fn at_changes<M: Model + ?Sized>(
    model: &M,
    base: &[f64],
    changes: &[Change],
) -> Result<Vec<Vec<f64>>, AnalysisError> {
    let mut outcomes = zeros(model.outcomes(), changes.len());
    let mut held: Vec<Vec<f64>> = base.iter().map(|x| vec![*x; CHANGES.min(changes.len())]).collect();
    for (start, part) in (0..).step_by(CHANGES).zip(changes.chunks(CHANGES)) {
        set(&mut held, part, |_, value| value);
        let columns: Vec<&[f64]> = held.iter().map(|column| &column[..part.len()]).collect();
        let mut slots: Vec<&mut [f64]> =
            outcomes.iter_mut().map(|column| &mut column[start..start + part.len()]).collect();
        evaluate_block(model, &columns, &mut slots)?;
        set(&mut held, part, |input, _| base[input]);
    }
    Ok(outcomes)
}

fn set(held: &mut [Vec<f64>], changes: &[Change], value: impl Fn(usize, f64) -> f64) {
    for (row, change) in changes.iter().enumerate() {
        for (input, to) in change {
            held[*input][row] = value(*input, *to);
        }
    }
}

/// Fills `outcomes` from `columns` and refuses what is not finite.
pub(crate) fn evaluate_block<M: Model + ?Sized>(
    model: &M,
    columns: &[&[f64]],
    outcomes: &mut [&mut [f64]],
) -> Result<(), AnalysisError> {
    model.evaluate(columns, outcomes);
    for (outcome, values) in outcomes.iter().enumerate() {
        // Without a branch per row, so that the check keeps up with memory.
        if !values.iter().fold(true, |all, y| all & y.is_finite()) {
            return Err(not_finite(columns, outcome, values));
        }
    }
    Ok(())
}

fn not_finite(columns: &[&[f64]], outcome: usize, values: &[f64]) -> AnalysisError {
    let row = values.iter().position(|y| !y.is_finite()).unwrap_or(0);
    AnalysisError::NotFinite { outcome, point: columns.iter().map(|column| column[row]).collect() }
}

/// Fills columns of one length block by block: `work` gets the first row of the block and its part of every
/// column. Blocks are the same for any number of threads, and so is the error: that of the first block.
pub(crate) fn fill<E: Send>(
    columns: &mut [Vec<f64>],
    block: usize,
    threads: usize,
    work: impl Fn(usize, &mut [&mut [f64]]) -> Result<(), E> + Sync,
) -> Result<(), E> {
    // Each part is locked once, by the one worker that fills it: a lock is what lends it out.
    let parts: Vec<Mutex<Vec<&mut [f64]>>> = split(columns, block).into_iter().map(Mutex::new).collect();
    let fill_part = |job: usize| {
        let mut part = parts[job].lock().unwrap_or_else(PoisonError::into_inner);
        work(job * block, &mut part)
    };
    in_order(parts.len(), threads, fill_part).into_iter().collect()
}

/// The blocks of every column: first index the block, second the column.
fn split(columns: &mut [Vec<f64>], block: usize) -> Vec<Vec<&mut [f64]>> {
    let mut parts: Vec<Vec<&mut [f64]>> = Vec::new();
    for column in columns {
        for (index, part) in column.chunks_mut(block).enumerate() {
            if parts.len() <= index {
                parts.push(Vec::new());
            }
            parts[index].push(part);
        }
    }
    parts
}

/// The results of jobs 0 to `jobs`, in order, worked on by several threads (0: as many as there are).
pub(crate) fn in_order<T: Send>(jobs: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let job = |(): &mut (), job: u64| Ok::<T, Infallible>(work(usize::try_from(job).unwrap_or(usize::MAX)));
    match share(count(threads), 0..jobs as u64, || (), job) {
        Ok((_, results)) => results,
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::scalar;

    #[test]
    fn a_point_that_is_not_finite_is_named() {
        let model = scalar(2, |x| x[0] / x[1]);
        let changes = [vec![(1, 2.0)], vec![(1, 0.0), (0, 3.0)], vec![(1, 0.0)]];
        let error = AnalysisError::NotFinite { outcome: 0, point: vec![3.0, 0.0] };
        assert_eq!(at_changes(&model, &[1.0, 1.0], &changes), Err(error));
    }

    #[test]
    fn every_change_starts_from_the_base() {
        let model = scalar(2, |x| 10.0 * x[0] + x[1]);
        let changes: Vec<Change> = (0..200).map(|i| vec![(i % 2, i as f64)]).collect();
        let outcomes = at_changes(&model, &[1.0, 2.0], &changes).unwrap();
        for (i, y) in outcomes[0].iter().enumerate() {
            assert_eq!(*y, if i % 2 == 0 { 10.0 * i as f64 + 2.0 } else { 10.0 + i as f64 });
        }
        assert_eq!(at_changes(&model, &[1.0, 2.0], &[]), Ok(vec![vec![]]));
    }

    #[test]
    fn every_block_is_filled_once_by_any_number_of_threads() {
        for threads in [1, 2, 3, 8, 100] {
            let mut columns = vec![vec![0.0; 1_000], vec![0.0; 1_000]];
            let filled = fill(&mut columns, 64, threads, |start, slots| {
                for (offset, x) in slots[1].iter_mut().enumerate() {
                    *x += (start + offset) as f64;
                }
                Ok::<_, ()>(())
            });
            assert_eq!(filled, Ok(()));
            assert!(columns[1].iter().enumerate().all(|(row, x)| *x == row as f64));
        }
    }

    #[test]
    fn the_error_is_that_of_the_first_block_for_any_number_of_threads() {
        for threads in [1, 2, 3, 8] {
            let mut columns = vec![vec![0.0; 1_000]];
            let error =
                fill(&mut columns, 10, threads, |start, _| if start >= 330 { Err(start) } else { Ok(()) });
            assert_eq!(error, Err(330));
        }
    }

    #[test]
    fn jobs_come_back_in_order() {
        for threads in [1, 2, 3, 8, 100] {
            assert_eq!(in_order(10, threads, |job| job * job), (0..10).map(|j| j * j).collect::<Vec<_>>());
        }
        assert!(in_order(0, 4, |job| job).is_empty());
    }

    #[test]
    fn nothing_to_fill_is_no_work() {
        assert_eq!(fill(&mut [], 10, 2, |_, _| Err("called")), Ok(()));
    }
}
