//! The inputs of regimes, channels and attackers that effects are worked out from.

use super::super::compile::{Builder, Built};
use super::super::{Channel, Entry, Way};
use crate::quantity::Quantity;
use crate::sheet::{CellId, RowName};

/// What one regime says beyond its officers per subject; `None` where it does not.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct RegimeEffects {
    pub losses_per_year: Option<CellId>,
    pub gap_days: Option<CellId>,
    pub window_days: Option<CellId>,
    pub mean_lead_days: Option<CellId>,
    pub review_years: Option<CellId>,
    pub found_between_reviews: Option<CellId>,
    pub years_to_find: Option<CellId>,
}

/// What channels say, a family each.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct ChannelInputs {
    /// Sent, received, matched, acted on.
    pub steps: [CellId; 4],
    pub alike: CellId,
}

impl Builder<'_> {
    /// The inputs of every regime that are not its ratio's alone.
    pub(in super::super) fn add_regime_effects(&mut self) {
        let study = self.study;
        for regime in &study.regimes {
            let row = &*regime.name;
            let mut add = |key, entry: Option<&Entry>| entry.and_then(|_| self.row_input(row, key, entry));
            let contact = regime.contact.as_ref();
            let mut inputs = RegimeEffects {
                losses_per_year: add("losses_per_year", contact.map(|own| &own.losses_per_year)),
                gap_days: add("gap_days", contact.map(|own| &own.gap_days)),
                window_days: add("window_days", regime.window_days.as_ref()),
                mean_lead_days: add("mean_lead_days", regime.mean_lead_days.as_ref()),
                ..RegimeEffects::default()
            };
            if let Way::Reviews { review_years, between, .. } = &regime.way {
                let between = between.as_ref();
                inputs.review_years = add("review_years", Some(review_years));
                let found = between.map(|own| &own.found_between_reviews);
                inputs.found_between_reviews = add("found_between_reviews", found);
                inputs.years_to_find = add("years_to_find", between.map(|own| &own.years_to_find));
            }
            self.regime_effects.push(inputs);
        }
    }

    /// The inputs of channels: a blank share is 100%.
    pub(in super::super) fn add_channel_inputs(&mut self) -> Built<()> {
        let study = self.study;
        if study.channels.is_empty() {
            return Ok(());
        }
        let names = study.channels.iter().map(|channel| RowName::from(&*channel.name)).collect();
        let axis = self.sheet.add_axis("channel", names);
        let mut family = |key: &'static str, entry: fn(&Channel) -> Option<&Entry>| {
            let column = super::super::column(key);
            let default = Quantity::exact(column.and_then(|column| column.default).unwrap_or(1.0));
            let quantity = |channel: &Channel| {
                entry(channel).map_or_else(|| default.clone(), |entry| entry.quantity.clone())
            };
            let quantities = study.channels.iter().map(quantity).collect();
            let cell = self.sheet.add_inputs(key, axis, Self::unit_of(key), quantities)?;
            self.names.add(key, None, cell);
            Built::Ok(cell)
        };
        self.channel_inputs = Some(ChannelInputs {
            steps: [
                family("sent", |channel| channel.sent.as_ref())?,
                family("received", |channel| channel.received.as_ref())?,
                family("matched", |channel| channel.matched.as_ref())?,
                family("acted_on", |channel| channel.acted_on.as_ref())?,
            ],
            alike: family("alike", |channel| channel.alike.as_ref())?,
        });
        Ok(())
    }

    /// How many will attack, and the share of them that is on no list.
    pub(in super::super) fn add_attacker_inputs(&mut self) {
        let Some(given) = &self.study.attackers else { return };
        self.attackers = self.row_input("", "attackers", Some(&given.attackers));
        let not_listed = given.not_listed.as_ref();
        // Where tiers say what share stands on each, the rest is on no list.
        let wanted = !self.study.ranks_attackers() && (not_listed.is_some() || self.is_changed("not_listed"));
        self.not_listed = wanted.then(|| self.row_input("", "not_listed", not_listed)).flatten();
    }
}
