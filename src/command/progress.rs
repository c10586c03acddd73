//! How far long work is, on a terminal and after a second only; and Ctrl-C, which ends it cleanly.

use super::Common;
use anstream::stream::IsTerminal as _;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Set by Ctrl-C; work looks at it now and then, so that what is half written is taken away.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Nothing is said of work shorter than this.
const AFTER: Duration = Duration::from_secs(1);
/// How often it is said.
const EVERY_MS: u64 = 200;

/// A line on standard error that says how far the work is.
pub(super) struct Progress {
    begun: Instant,
    shown: bool,
    /// Milliseconds after the beginning at which the line was last written.
    last: AtomicU64,
}

impl Progress {
    /// Begins to count the time; Ctrl-C is taken note of from here on.
    pub fn new(common: &Common) -> Self {
        // Where the system does not allow it, Ctrl-C ends the program at once, as it does by itself.
        let _ = ctrlc::set_handler(|| STOPPED.store(true, Ordering::Relaxed));
        let shown = !common.quiet && io::stderr().is_terminal();
        Self { begun: Instant::now(), shown, last: AtomicU64::new(0) }
    }

    /// Notes that so much of the work is done.
    pub fn tell(&self, done: u64, planned: u64) -> ControlFlow<()> {
        if STOPPED.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        let past = self.begun.elapsed();
        if self.shown && past >= AFTER && self.is_due(past) {
            // There is nowhere to report that it could not be said.
            let _ = write!(io::stderr(), "\r\x1b[K{}", line(done, planned, past));
        }
        ControlFlow::Continue(())
    }

    /// Whether this thread is the one that writes now.
    fn is_due(&self, past: Duration) -> bool {
        let now = u64::try_from(past.as_millis()).unwrap_or(u64::MAX);
        let last = self.last.load(Ordering::Relaxed);
        now >= last + EVERY_MS
            && self.last.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.load(Ordering::Relaxed) > 0 {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// `42% of 10000000 draws, 3 s left`.
fn line(done: u64, planned: u64, past: Duration) -> String {
    let percent = done.saturating_mul(100) / planned.max(1);
    let left = past.as_secs_f64() * (planned.saturating_sub(done) as f64 / done.max(1) as f64);
    format!("{percent}% of {planned} draws, {} s left", left.ceil())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_much_is_left() {
        let said = line(25_000, 100_000, Duration::from_secs(2));
        assert_eq!(said, "25% of 100000 draws, 6 s left");
        assert_eq!(line(0, 10, Duration::from_secs(1)), "0% of 10 draws, 10 s left");
    }
}
