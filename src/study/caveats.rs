//! What a comparison leaves out: generated from the study, part of every answer.

use super::compiled::{Compiled, ScenarioCells};
use super::{Basis, Pool, Provenance, Rule, Study, Tier, TierRatio};
use crate::quantity::Qualifier;
use crate::sheet::CellId;
use crate::unit::NumberStyle;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The caveats of a scenario's answer.
pub fn caveats(
    study: &Study,
    compiled: &Compiled,
    scenario: &ScenarioCells,
    style: NumberStyle,
) -> Vec<String> {
    let teller = Teller { study, compiled, scenario, style };
    let each = [
        teller.ceiling(),
        teller.scopes(),
        teller.dates(),
        teller.basis(),
        teller.one_sided(),
        teller.about(),
        teller.by_value(),
        compiled.years.as_ref().and_then(|years| study.never_reached(years)),
        Some("being on a list is neither guilt nor an order to watch".to_owned()),
    ];
    each.into_iter().flatten().collect()
}

struct Teller<'a> {
    study: &'a Study,
    compiled: &'a Compiled,
    scenario: &'a ScenarioCells,
    style: NumberStyle,
}

impl Teller<'_> {
    /// Who comes first is settled before any number varies.
    fn by_value(&self) -> Option<String> {
        let is_by_value = self.scenario.allocation.is_some() && self.study.about.rule == Some(Rule::Value);
        is_by_value.then(|| {
            "by value, who comes first is worked out from the base values: where ranges would change that order, low, high \
             and draws do not follow"
                .to_owned()
        })
    }

    fn tiers(&self) -> impl Iterator<Item = &Tier> {
        self.scenario.tiers.rows.iter().map(|row| &self.study.tiers[*row])
    }

    /// Pools with any officers in this scenario's answer.
    fn pools(&self) -> impl Iterator<Item = &Pool> {
        let name = &self.scenario.name;
        let own = self.study.pools.iter().any(|pool| pool.scenario.as_ref() == Some(name));
        self.study.pools.iter().filter(move |pool| match &pool.scenario {
            Some(scenario) => scenario == name,
            None => !own,
        })
    }

    fn ceiling(&self) -> Option<String> {
        let whole = |pool: &Pool| pool.deployable.is_none() && !is_zero(pool);
        let changed = |pool: &Pool| {
            let changes = self.study.scenarios.iter().filter(|scenario| scenario.name == self.scenario.name);
            changes
                .flat_map(|scenario| &scenario.changes)
                .any(|change| change.input.ends_with("deployable") && change.input.contains(&*pool.name))
        };
        let ceiling = self.pools().any(|pool| whole(pool) && !changed(pool) && !self.is_deployable_set(pool));
        ceiling.then(|| {
            "a ceiling: counts every officer as doing only surveillance (agencies that publish it put 10% to 20% on \
             watching)"
                .to_owned()
        })
    }

    /// Whether a setting gives the share that the study leaves open.
    fn is_deployable_set(&self, pool: &Pool) -> bool {
        if !self.compiled.names.has("deployable") {
            return false;
        }
        let slot = self.compiled.find_input(&crate::sheet::input_name(&pool.name, "deployable"));
        let quantity = slot.ok().and_then(|slot| self.compiled.sheet.quantity(slot.input));
        quantity.is_some_and(|quantity| !quantity.is_exact() || quantity.base() != 1.0)
    }

    fn scopes(&self) -> Option<String> {
        let lists: BTreeSet<&str> = self.tiers().filter_map(|tier| tier.details().scope.as_deref()).collect();
        let staff: BTreeSet<&str> =
            self.pools().filter(|pool| !is_zero(pool)).filter_map(|pool| pool.scope.as_deref()).collect();
        let differ = !lists.is_empty() && !staff.is_empty() && lists != staff;
        differ.then(|| {
            format!("different scope: the lists are {}, the officers {}", joined(&lists), joined(&staff))
        })
    }

    /// Numbers that hold for dates more than a year apart.
    fn dates(&self) -> Option<String> {
        let of = |provenance: &Option<Rc<Provenance>>| provenance.as_ref().and_then(|p| p.as_of.clone());
        let tiers = self.tiers().filter_map(|tier| of(&tier.details().provenance));
        let pools = self.pools().filter(|pool| !is_zero(pool)).filter_map(|pool| of(&pool.provenance));
        let dated = tiers.chain(pools).filter_map(|text| {
            let days = crate::quantity::date::parse_days(&text).ok()?;
            Some((days.first, days.last, text))
        });
        let dated: BTreeSet<(i64, i64, String)> = dated.collect();
        let (first, last) = (dated.first()?, dated.last()?);
        let apart = last.0 - first.1 > 365;
        apart.then(|| format!("dates more than a year apart: from {} to {}", first.2, last.2))
    }

    fn basis(&self) -> Option<String> {
        let mut regimes: Vec<usize> = Vec::new();
        let mut own = false;
        for tier in self.tiers() {
            match tier.ratio {
                TierRatio::Own(_) => own = true,
                TierRatio::Regime(regime) if !regimes.contains(&regime) => regimes.push(regime),
                TierRatio::Regime(_) => {}
            }
        }
        let unstated = |regime: &&usize| {
            let regime = &self.study.regimes[**regime];
            regime.basis == Basis::NotStated && matches!(regime.way, super::Way::Ratio(_))
        };
        let unstated: Vec<usize> = regimes.iter().filter(unstated).copied().collect();
        if !own && unstated.is_empty() {
            return None;
        }
        let per_day =
            self.as_heads_per_day(&unstated).map(|text| format!("; as heads per day it would be {text}"));
        Some(format!(
            "basis of the officers per subject not stated: counted as posts, leave and training included{}",
            per_day.unwrap_or_default()
        ))
    }

    /// What the ratio would be if it were heads per day, where one officer's hours are known.
    fn as_heads_per_day(&self, regimes: &[usize]) -> Option<String> {
        let [regime] = regimes else { return None };
        let sheet = &self.compiled.sheet;
        let named = |key: &str| -> Option<CellId> {
            sheet.cells().find(|(_, cell)| &*cell.key == key).map(|(id, _)| id)
        };
        let net = named("net_hours_per_year").or_else(|| named("availability.net_hours_per_year"))?;
        let shift = named("availability.shift_hours")?;
        let name = crate::sheet::input_name(&self.study.regimes[*regime].name, "officers_per_subject");
        let ratio = named(&name)?;
        let mut scratch = sheet.clone();
        let year = crate::sheet::Expr::Constant(365.0, "days per year".parse().ok()?);
        let heads = scratch.add_formula("heads", None, ratio * shift * year / net).ok()?;
        let bound = scratch.bounds().ok()?.of(heads, 0);
        Some(scratch.cell(heads).unit.show_range_with_name(bound.low, bound.high, self.style))
    }

    fn one_sided(&self) -> Option<String> {
        let kinds: BTreeSet<&'static str> = self
            .qualifiers()
            .filter_map(|qualifier| match qualifier {
                Qualifier::AtLeast => Some("at least"),
                Qualifier::AtMost => Some("at most"),
                _ => None,
            })
            .collect();
        (!kinds.is_empty()).then(|| {
            format!("one-sided inputs: some numbers are stated as {}, and so are the results", joined(&kinds))
        })
    }

    fn about(&self) -> Option<String> {
        let about = self.qualifiers().any(|qualifier| qualifier == Qualifier::About);
        about.then(|| "some numbers are stated as \"about\"".to_owned())
    }

    /// How firmly each number of the answer is stated.
    fn qualifiers(&self) -> impl Iterator<Item = Qualifier> {
        let tiers = self.tiers().flat_map(|tier| {
            let ratio = match &tier.ratio {
                TierRatio::Own(entry) => Some(entry),
                TierRatio::Regime(regime) => self.study.regimes[*regime].way.first_entry(),
            };
            [Some(&tier.subjects), ratio]
        });
        let pools = self.pools().map(|pool| Some(&pool.officers));
        tiers.chain(pools).flatten().map(|entry| entry.quantity.qualifier())
    }
}

fn is_zero(pool: &Pool) -> bool {
    pool.officers.quantity.is_exact() && pool.officers.quantity.base() == 0.0
}

fn joined(words: &BTreeSet<&str>) -> String {
    let words: Vec<&str> = words.iter().copied().collect();
    words.join(" and ")
}
