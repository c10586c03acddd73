//! The `stakeout` command.
fn main() {}
