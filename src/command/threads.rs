//! How many threads an analysis uses: the answer is the same for any number.

/// The option that verbs with long work share.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Threads {
    /// How many threads to use; the answer is the same for any number [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl Threads {
    /// The number for an analysis: 0 for as many as the machine offers.
    pub(super) fn count(self) -> usize {
        self.threads.map_or(0, usize::from)
    }
}
