//! Whether a warning is acted on.

use super::super::compile::{Builder, Built};
use super::ChannelInputs;
use crate::sheet::{CellId, Expr};

impl Builder<'_> {
    /// The chance that a warning is acted on through at least one channel; `None` without channels.
    ///
    /// 1 - product over channels of (1 - sent x received x matched x acted on)^alike: steps in series, channels in
    /// parallel, each independent of the others. R. E. Barlow and F. Proschan, "Mathematical Theory of Reliability"
    /// (1965).
    pub(super) fn add_warnings(&mut self) -> Built<Option<CellId>> {
        let Some(ChannelInputs { steps, alike }) = self.channel_inputs else { return Ok(None) };
        let [sent, received, matched, acted_on] = steps.map(|cell| self.now(cell));
        let passed = sent * received * matched * acted_on;
        let passed = self.formula("warning_passes", "share", passed)?;
        let stopped = (Expr::number(1.0) - passed).power(self.now(alike));
        let stopped = self.formula("warning_fails", "share", stopped)?;
        let acted = Expr::number(1.0) - Expr::from(stopped).product();
        self.formula("warning_acted_on", "share", acted).map(Some)
    }
}
