//! How help looks.

use clap::builder::StyledStr;
use clap::builder::styling::{AnsiColor, Effects, Styles};
use std::fmt::Write as _;

/// The colours of cargo's help.
pub(super) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::BrightGreen.on_default().effects(Effects::BOLD))
    .usage(AnsiColor::BrightGreen.on_default().effects(Effects::BOLD))
    .literal(AnsiColor::BrightCyan.on_default().effects(Effects::BOLD))
    .placeholder(AnsiColor::Cyan.on_default())
    .error(AnsiColor::BrightRed.on_default().effects(Effects::BOLD))
    .valid(AnsiColor::BrightCyan.on_default().effects(Effects::BOLD))
    .invalid(AnsiColor::Yellow.on_default().effects(Effects::BOLD));

/// The examples at the end of a help page: a command line and what it does.
pub(super) fn examples(examples: &[(&str, &str)]) -> StyledStr {
    let (header, literal) = (STYLES.get_header(), STYLES.get_literal());
    let mut help = StyledStr::new();
    // Writing to a StyledStr cannot fail.
    let _ = write!(help, "{header}Examples:{header:#}");
    for (command, says) in examples {
        let _ = write!(help, "\n  {literal}{command}{literal:#}\n      {says}");
    }
    help
}
