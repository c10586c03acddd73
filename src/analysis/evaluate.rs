//! A model at one point or at many, on any number of threads, with every outcome checked.

use super::{AnalysisError, Model};
use std::thread;

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

/// Every outcome (first index) of `model` at every point (second index) of a short list.
///
/// # Errors
///
/// [`AnalysisError::NotFinite`] where an outcome is infinite or undefined at one of them.
pub fn at_points<M: Model + ?Sized>(model: &M, points: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, AnalysisError> {
    let columns = columns_of(points, model.inputs());
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut outcomes = vec![vec![0.0; points.len()]; model.outcomes()];
    let mut slots: Vec<&mut [f64]> = outcomes.iter_mut().map(Vec::as_mut_slice).collect();
    evaluate_block(model, &columns, &mut slots)?;
    Ok(outcomes)
}

fn columns_of(points: &[Vec<f64>], inputs: usize) -> Vec<Vec<f64>> {
    (0..inputs).map(|input| points.iter().map(|point| point[input]).collect()).collect()
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

/// How many threads work on `jobs` jobs; 0 asks for as many as the machine has.
pub(crate) fn thread_count(asked: usize, jobs: usize) -> usize {
    let wanted = if asked == 0 { thread::available_parallelism().map_or(1, usize::from) } else { asked };
    wanted.clamp(1, jobs.max(1))
}

/// Fills columns of one length block by block: `work` gets the first row of the block and its part of every
/// column. Blocks are the same for any number of threads, and so is the error: that of the first block.
pub(crate) fn fill<E: Send>(
    columns: &mut [Vec<f64>],
    block: usize,
    threads: usize,
    work: impl Fn(usize, &mut [&mut [f64]]) -> Result<(), E> + Sync,
) -> Result<(), E> {
    let rows = columns.first().map_or(0, Vec::len);
    let blocks = rows.div_ceil(block);
    let threads = thread_count(threads, blocks);
    let share = blocks.div_ceil(threads).max(1) * block;
    let mut parts = split(columns, share).into_iter();
    let Some(own) = parts.next() else { return Ok(()) };
    let work = &work;
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..)
            .zip(parts)
            .map(|(index, part)| scope.spawn(move || fill_part(part, index * share, block, work)))
            .collect();
        let mut first = fill_part(own, 0, block, work);
        for helper in helpers {
            let next = helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            first = first.and(next);
        }
        first
    })
}

/// The parts of `length` rows of every column: first index the part, second the column.
fn split(columns: &mut [Vec<f64>], length: usize) -> Vec<Vec<&mut [f64]>> {
    let mut parts: Vec<Vec<&mut [f64]>> = Vec::new();
    for column in columns {
        for (index, part) in column.chunks_mut(length).enumerate() {
            if parts.len() <= index {
                parts.push(Vec::new());
            }
            parts[index].push(part);
        }
    }
    parts
}

fn fill_part<E>(
    mut part: Vec<&mut [f64]>,
    start: usize,
    block: usize,
    work: &impl Fn(usize, &mut [&mut [f64]]) -> Result<(), E>,
) -> Result<(), E> {
    let rows = part.first().map_or(0, |column| column.len());
    for first in (0..rows).step_by(block) {
        let last = rows.min(first + block);
        let mut slots: Vec<&mut [f64]> = part.iter_mut().map(|column| &mut column[first..last]).collect();
        work(start + first, &mut slots)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::scalar;

    #[test]
    fn a_point_that_is_not_finite_is_named() {
        let model = scalar(2, |x| x[0] / x[1]);
        let points = [vec![1.0, 2.0], vec![1.0, 0.0], vec![2.0, 0.0]];
        let error = AnalysisError::NotFinite { outcome: 0, point: vec![1.0, 0.0] };
        assert_eq!(at_points(&model, &points), Err(error));
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
    fn nothing_to_fill_is_no_work() {
        assert_eq!(fill(&mut [], 10, 2, |_, _| Err("called")), Ok(()));
    }
}
