//! Work shared among threads so that nothing but the time depends on their number.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

/// More threads than this are never started.
const MOST_THREADS: usize = 256;

/// How many threads to use: `asked`, or as many as the machine offers where that is 0.
pub(crate) fn count(asked: usize) -> usize {
    let offered = || thread::available_parallelism().map_or(1, usize::from);
    if asked == 0 { offered() } else { asked }.min(MOST_THREADS)
}

/// Does every one of `jobs` once and returns the results in the order of the jobs, and what each worker was
/// left with (in no particular order).
///
/// # Errors
/// That of the first job, in their order, that fails: jobs are handed out in order, so every earlier one
/// was begun and is finished.
pub(crate) fn share<S: Send, T: Send, E: Send>(
    threads: usize,
    jobs: Range<u64>,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, u64) -> Result<T, E> + Sync,
) -> Result<(Vec<S>, Vec<T>), E> {
    let next = AtomicU64::new(jobs.start);
    let failed = AtomicBool::new(false);
    let done = Mutex::new((Vec::new(), Vec::new()));
    let worker = || {
        let mut state = begin();
        let mut results = Vec::new();
        while !failed.load(Ordering::Relaxed) {
            let job = next.fetch_add(1, Ordering::Relaxed);
            if job >= jobs.end {
                break;
            }
            let result = work(&mut state, job);
            failed.fetch_or(result.is_err(), Ordering::Relaxed);
            results.push((job, result));
        }
        // A poisoned lock means another worker panicked, and that panic is on its way to the caller.
        if let Ok(mut done) = done.lock() {
            done.0.push(state);
            done.1.extend(results);
        }
    };
    let helpers = threads.min(usize::try_from(jobs.end - jobs.start).unwrap_or(usize::MAX)).saturating_sub(1);
    thread::scope(|scope| {
        for _ in 0..helpers {
            // A thread that the system refuses is one the others do without.
            if thread::Builder::new().spawn_scoped(scope, worker).is_err() {
                break;
            }
        }
        worker();
    });
    let (states, mut results) = done.into_inner().unwrap_or_default();
    results.sort_unstable_by_key(|(job, _)| *job);
    let results = results.into_iter().map(|(_, result)| result).collect::<Result<Vec<T>, E>>()?;
    Ok((states, results))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_made_them() {
        for threads in [0, 1, 2, 3, 8] {
            let (states, results) = share(
                threads,
                5..105,
                || 0_u64,
                |state, job| {
                    *state += 1;
                    Ok::<_, ()>(job * job)
                },
            )
            .unwrap();
            assert_eq!(results, (5..105).map(|job| job * job).collect::<Vec<_>>());
            assert_eq!(states.iter().sum::<u64>(), 100);
        }
    }

    #[test]
    fn the_first_failure_counts() {
        for threads in [1, 2, 8] {
            let failure =
                share(threads, 0..1000, || (), |(), job| if job % 100 == 37 { Err(job) } else { Ok(()) });
            assert_eq!(failure.unwrap_err(), 37);
        }
    }

    #[test]
    fn no_work_is_no_result() {
        assert_eq!(share(4, 3..3, || (), |(), _| Ok::<_, ()>(1)).unwrap().1, Vec::<i32>::new());
    }
}
