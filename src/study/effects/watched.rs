//! Whether those who will attack are among the watched.

use super::super::compile::{Builder, Built, ROUNDING, TierInputs};
use super::super::compiled::{Problem, ScenarioCells};
use super::people::{People, Sight, whole};
use super::{Effect, EffectCell};
use crate::sheet::{AxisId, CellId, Expr, RowName};
use crate::unit::{NumberStyle, Unit};

/// So many attackers are worked out one by one, at most.
pub const MOST_ATTACKERS: f64 = 1_000.0;

/// What is known of the numbers before a formula over them is built.
struct Known {
    /// People listed, at the base values.
    listed: f64,
    /// What tiers' shares of attackers add up to: base and high.
    shares: Option<[f64; 2]>,
    /// Attackers, where they are one whole number; not a number otherwise.
    attackers: Option<f64>,
}

impl Builder<'_> {
    /// The chance that one who will attack is watched, and that at least one of several is.
    ///
    /// Who is watched is what the allocation says; whoever stands on a tier is as likely to be among its watched as
    /// anybody else on it.
    pub(super) fn add_watched(
        &mut self,
        tiers: &TierInputs,
        cells: &ScenarioCells,
        contact: &[Option<CellId>],
    ) -> Built<Result<Vec<EffectCell>, Problem>> {
        let allocation = cells.allocation.clone().filter(|_| self.study.says_who_attacks());
        let Some(allocation) = allocation else { return Ok(Ok(Vec::new())) };
        let people = self.people(tiers, &cells.tiers, &allocation, contact)?;
        let Some(mut people) = people else { return Ok(Ok(Vec::new())) };
        let shares = self.add_shares_of_attackers(tiers)?;
        let known = self.known(&mut people, shares);
        if let Some(problem) = self.impossible_attackers(&known) {
            return Ok(Err(problem));
        }
        let chance = match shares {
            Some(shares) => self.add_ranked_chance(tiers, shares, &people)?,
            None => self.add_unranked_chance(tiers, &people)?,
        };
        let chance = self.add_chance(chance)?;
        let mut effects = vec![EffectCell::new(Effect::ChanceWatched, chance)];
        if let Some(attackers) = known.attackers {
            let is_independent = !self.is_one_by_one(&people);
            let cell = if is_independent {
                self.add_one_of_independent(attackers, chance)?
            } else {
                self.add_one_of_listed(attackers, &people)?
            };
            let decided_by = self.attackers.map(|cell| self.now(cell));
            let one = EffectCell::new(Effect::ChanceOneWatched, cell);
            effects.push(EffectCell { decided_by, is_independent, ..one });
        }
        Ok(Ok(effects))
    }

    /// Whether attackers are so many of those listed, each as likely as any other, and who is watched is in sight.
    fn is_one_by_one(&self, people: &People) -> bool {
        self.all_are_listed() && matches!(people.sight, Sight::All)
    }

    fn all_are_listed(&self) -> bool {
        !self.study.ranks_attackers() && self.not_listed.is_none()
    }

    /// Each tier's share of attackers, and their sum.
    fn add_shares_of_attackers(&mut self, tiers: &TierInputs) -> Built<Option<(CellId, CellId)>> {
        let Some(share) = tiers.attackers_share.map(|cell| self.now(cell)) else { return Ok(None) };
        let all = self.formula("attackers_listed", "share", tiers.sum(share))?;
        Ok(Some((share, all)))
    }

    /// Sum over tiers of attackers' share x watched / subjects; shares of more than 100% in all count as 100%.
    fn add_ranked_chance(
        &mut self,
        tiers: &TierInputs,
        (share, all): (CellId, CellId),
        people: &People,
    ) -> Built<Expr> {
        let attackers = share / Expr::from(all).max(whole());
        let seen = self.share_in_sight(tiers, people)?;
        let each = self.formula("attackers_watched", "share", attackers * seen)?;
        Ok(tiers.sum(each))
    }

    /// (1 - share on no list) x watched / subjects.
    fn add_unranked_chance(&mut self, tiers: &TierInputs, people: &People) -> Built<Expr> {
        let seen = self.share_in_sight_of_all(tiers, people)?;
        Ok(match self.not_listed.map(|cell| self.now(cell)) {
            Some(not_listed) => (Expr::number(1.0) - not_listed) * seen,
            None => seen,
        })
    }

    /// A chance; where the last digit of a sum may pass 100%, held to it.
    fn add_chance(&mut self, chance: Expr) -> Built<CellId> {
        let cell = self.formula("chance_watched", "share", chance)?;
        let high = self.sheet.bounds().map_or(f64::INFINITY, |bounds| bounds.rough(cell, 0).1);
        if high <= 1.0 {
            return Ok(cell);
        }
        self.formula("chance_watched", "share", Expr::from(cell).min(whole()))
    }

    /// At least one of m attackers who stand on the lists independently of each other: 1 - (1 - chance)^m.
    fn add_one_of_independent(&mut self, attackers: f64, chance: CellId) -> Built<CellId> {
        let none = (Expr::number(1.0) - chance).power(Expr::number(attackers));
        self.formula("chance_one_watched", "share", Expr::number(1.0) - none)
    }

    /// At least one of m attackers among N listed people of whom K are watched.
    ///
    /// 1 - C(N - K, m) / C(N, m), the hypergeometric distribution (W. Feller, "An Introduction to Probability Theory
    /// and Its Applications", volume 1, section II.6), written as 1 - product over i < m of max(0, 1 - K / (N - i)),
    /// which also holds where K and N are no whole numbers.
    fn add_one_of_listed(&mut self, attackers: f64, people: &People) -> Built<CellId> {
        let axis = self.attacker_axis(attackers);
        let count = self.sheet.axis(axis).members.len();
        let before: Vec<f64> = (0_u32..).take(count).map(f64::from).collect();
        let before = Expr::Constants(axis, before.into(), Unit::subjects());
        let left = (Expr::from(people.listed_in_all) - before).max(Expr::Constant(1.0, Unit::subjects()));
        let left = self.formula("subjects_left", "subjects", left)?;
        let missed = Expr::number(1.0) - Expr::from(people.watched_in_all) / left;
        let missed = self.formula("chance_missed", "share", missed.max(Expr::number(0.0)))?;
        self.formula("chance_one_watched", "share", Expr::number(1.0) - Expr::from(missed).product())
    }

    fn attacker_axis(&mut self, attackers: f64) -> AxisId {
        let names = (1_u32..).take_while(|at| f64::from(*at) <= attackers);
        let names: Vec<RowName> =
            names.map(|at| RowName::from(format!("attacker {at} of {attackers}"))).collect();
        self.sheet.add_axis("attacker", names.into())
    }

    /// What one pass over the sheet as it is now shows.
    fn known(&self, people: &mut People, shares: Option<(CellId, CellId)>) -> Known {
        let attackers = self.attackers.map(|cell| self.now(cell));
        let Ok(bounds) = self.sheet.bounds() else {
            // The same is told, with its cell, when the whole sheet is looked at.
            return Known { listed: 0.0, shares: None, attackers: None };
        };
        let count = |cell: CellId| {
            let (low, high) = bounds.rough(cell, 0);
            if low == high && low.fract() == 0.0 { low } else { f64::NAN }
        };
        let all = people.listed_in_all;
        let member = all.member.unwrap_or(0);
        let each = (0_u32..).take(self.sheet.members(people.listed).unwrap_or(1));
        let each: Vec<(f64, f64)> = each.map(|at| bounds.rough(people.listed, at)).collect();
        let in_all = [bounds.rough(all.cell, member)];
        let lists: [&[(f64, f64)]; 2] = [&each, &in_all];
        people.is_ranged = lists.map(|lists| lists.iter().any(|(low, high)| low < high));
        people.may_be_empty = lists.map(|lists| lists.iter().any(|(low, _)| *low < 1.0));
        Known {
            listed: bounds.base(all.cell, member),
            shares: shares.map(|(_, all)| [bounds.base(all, 0), bounds.rough(all, 0).1]),
            attackers: attackers.map(count),
        }
    }

    /// What cannot be: said by the study itself, by a setting or by a scenario.
    fn impossible_attackers(&mut self, known: &Known) -> Option<Problem> {
        let place = self.study.attackers.as_ref().and_then(|given| given.attackers.place);
        let problem = |code, place, message| Some(Problem { code, place, span: None, message });
        match known.shares {
            Some([base, _]) if base > 1.0 + ROUNDING => {
                return problem("attackers-over-all", None, over_all());
            }
            Some([_, high]) if high > 1.0 + ROUNDING => self.note(SHARES_MAY_EXCEED),
            _ => {}
        }
        let attackers = known.attackers?;
        if !(1.0..=MOST_ATTACKERS).contains(&attackers) {
            return problem("attackers-whole", place, no_whole_number());
        }
        if self.all_are_listed() && attackers > known.listed {
            return problem("attackers-over-listed", place, over_listed(attackers, known.listed));
        }
        None
    }
}

const SHARES_MAY_EXCEED: &str = "at the ends of their ranges the shares of attackers (`attackers_share`) add up to more \
                                 than 100%: there they are scaled down to 100%";

fn over_all() -> String {
    "the shares of attackers (`attackers_share`) add up to more than 100%: each counts those whose innermost list is \
     this tier, and the rest is on no list"
        .to_owned()
}

fn no_whole_number() -> String {
    let most = Unit::number().show(MOST_ATTACKERS, NumberStyle::default());
    format!(
        "`attackers` is one whole number from 1 to {most}, for which a formula is built: compare scenarios \
         that set different numbers"
    )
}

fn over_listed(attackers: f64, listed: f64) -> String {
    let listed = Unit::subjects().show(listed, NumberStyle::default());
    format!(
        "there are {attackers} `attackers` and {listed} people on the lists: attackers are taken to be listed unless \
         `not_listed` gives the share that is not"
    )
}
