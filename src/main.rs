//! The `stakeout` command.
fn main() -> std::process::ExitCode {
    stakeout::command::run()
}
