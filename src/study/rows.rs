//! The input cells of a study's rows: tiers and pools, of the base and of scenarios with rows of their own.

use super::compile::{Builder, Built, PoolInputs, TierInputs};
use super::{Entry, Pool, Tier, TierRatio};
use crate::quantity::Quantity;
use crate::sheet::{AxisId, CellId, Expr, RowName, Source, input_name};
use std::collections::HashMap;
use std::rc::Rc;

impl Builder<'_> {
    /// The base's tiers.
    pub(super) fn add_base_tiers(&mut self) -> Built<TierInputs> {
        let rows: Vec<usize> = self.rows_of(None);
        let names: Rc<[RowName]> = rows.iter().map(|row| self.study.tiers[*row].name.clone()).collect();
        let unnamed = names.len() == 1 && names[0].is_empty();
        let axis = (!unnamed).then(|| self.sheet.add_axis("tier", names));
        let subjects = self.tier_column(axis, &rows, "subjects", |tier| Some(&tier.subjects))?;
        let share_to_watch =
            self.tier_column(axis, &rows, "share_to_watch", |tier| tier.details().share_to_watch.as_ref())?;
        let own_ratios = self.add_own_ratios(axis, &rows)?;
        let allotments = self.add_allotments(axis, &rows)?;
        let attackers_share = self.add_shares_of_attackers_given(axis, &rows)?;
        Ok(TierInputs { rows, axis, subjects, share_to_watch, allotments, attackers_share, own_ratios })
    }

    /// The share of attackers on each tier; `None` where no row gives it: unknown is not 0.
    fn add_shares_of_attackers_given(
        &mut self,
        axis: Option<AxisId>,
        rows: &[usize],
    ) -> Built<Option<CellId>> {
        if !self.study.ranks_attackers() {
            return Ok(None);
        }
        self.tier_column(axis, rows, "attackers_share", |tier| tier.details().attackers_share.as_deref())
    }

    fn rows_of(&self, scenario: Option<&str>) -> Vec<usize> {
        let of = |tier: &Tier| tier.details().scenario.as_deref() == scenario;
        let rows = self.study.tiers.iter().enumerate().filter(|(_, tier)| of(tier));
        rows.map(|(row, _)| row).collect()
    }

    /// An input family of one column; `None` where no row gives it and nothing changes it.
    fn tier_column(
        &mut self,
        axis: Option<AxisId>,
        rows: &[usize],
        key: &'static str,
        entry: impl Fn(&Tier) -> Option<&Entry>,
    ) -> Built<Option<CellId>> {
        let tiers: Vec<&Tier> = rows.iter().map(|row| &self.study.tiers[*row]).collect();
        let entries: Vec<Option<&Entry>> = tiers.iter().map(|tier| entry(tier)).collect();
        self.column(axis, key, &entries)
    }

    pub(super) fn column(
        &mut self,
        axis: Option<AxisId>,
        key: &'static str,
        entries: &[Option<&Entry>],
    ) -> Built<Option<CellId>> {
        let Some(column) = super::column(key) else { return Ok(None) };
        if entries.iter().all(Option::is_none) && !self.is_changed(key) {
            return Ok(None);
        }
        let default = Quantity::exact(column.default.unwrap_or(0.0));
        let quantity =
            |entry: Option<&Entry>| entry.map_or_else(|| default.clone(), |entry| entry.quantity.clone());
        let quantities: Vec<Quantity> = entries.iter().copied().map(quantity).collect();
        let cell = if let Some(axis) = axis {
            self.sheet.add_inputs(key, axis, column.unit(), quantities)?
        } else {
            let first = quantities.into_iter().next().unwrap_or(default);
            self.sheet.add_input(key, column.unit(), first)
        };
        self.names.add(column.key, None, cell);
        Ok(Some(cell))
    }

    /// Ratios given in the tiers' own rows.
    fn add_own_ratios(&mut self, axis: Option<AxisId>, rows: &[usize]) -> Built<Vec<Option<Source>>> {
        let study = self.study;
        let own = |row: &usize| match &study.tiers[*row].ratio {
            TierRatio::Own(entry) => Some(entry),
            TierRatio::Regime(_) => None,
        };
        let owners: Vec<usize> = rows.iter().copied().filter(|row| own(row).is_some()).collect();
        let axis = if owners.len() == rows.len() {
            axis
        } else {
            let names = owners.iter().map(|row| study.tiers[*row].name.clone()).collect();
            Some(self.sheet.add_axis("tier", names))
        };
        let entries: Vec<Option<&Entry>> = owners.iter().map(own).collect();
        if entries.is_empty() {
            return Ok(vec![None; rows.len()]);
        }
        let cell = self.column(axis, "officers_per_subject", &entries)?;
        let mut next = 0;
        let source = |row: &usize| {
            let cell = cell.filter(|_| own(row).is_some())?;
            next += 1;
            Some(Source { cell, member: axis.map(|_| next - 1) })
        };
        Ok(rows.iter().map(source).collect())
    }

    /// The base's officers.
    pub(super) fn add_base_pools(&mut self) -> Built<PoolInputs> {
        let pools: Vec<&Pool> = self.study.pools.iter().filter(|pool| pool.scenario.is_none()).collect();
        if pools.is_empty() {
            return Ok(PoolInputs::default());
        }
        let unnamed = pools.len() == 1 && pools[0].name.is_empty();
        let names = pools.iter().map(|pool| RowName::from(&*pool.name)).collect();
        let axis = (!unnamed).then(|| self.sheet.add_axis("pool", names));
        let column = |builder: &mut Self, key, entry: fn(&Pool) -> Option<&Entry>| {
            let entries: Vec<Option<&Entry>> = pools.iter().map(|pool| entry(pool)).collect();
            builder.column(axis, key, &entries)
        };
        Ok(PoolInputs {
            officers: column(self, "officers", |pool| Some(&pool.officers))?,
            deployable: column(self, "deployable", |pool| pool.deployable.as_ref())?,
            vacancy: column(self, "vacancy", |pool| pool.vacancy.as_ref())?,
        })
    }

    /// A scenario's own tiers; the base's where it has none.
    pub(super) fn scenario_tiers(&mut self, name: &Rc<str>) -> Built<TierInputs> {
        let rows = self.rows_of(Some(name));
        if rows.is_empty() {
            return Ok(self.base_tiers.clone());
        }
        let names: Rc<[RowName]> = rows.iter().map(|row| self.study.tiers[*row].name.clone()).collect();
        let axis = self.sheet.add_axis("tier", names);
        let base = self.base_tiers.clone();
        let at = |field: Option<CellId>| move |row: usize| field.map(|cell| (cell, row));
        let study = self.study;
        let tiers = || rows.iter().map(|row| &study.tiers[*row]);
        let counts: Vec<Option<&Entry>> = tiers().map(|tier| Some(&tier.subjects)).collect();
        let shares: Vec<Option<&Entry>> =
            tiers().map(|tier| tier.details().share_to_watch.as_ref()).collect();
        let subjects = self.shared_column(name, (axis, &rows), "subjects", &at(base.subjects), &counts)?;
        let share =
            self.shared_column(name, (axis, &rows), "share_to_watch", &at(base.share_to_watch), &shares)?;
        let allotments = self.scenario_allotments(name, axis, &rows)?;
        let attackers: Vec<Option<&Entry>> =
            tiers().map(|tier| tier.details().attackers_share.as_deref()).collect();
        let twin = at(base.attackers_share);
        let attackers_share =
            self.shared_column(name, (axis, &rows), "attackers_share", &twin, &attackers)?;
        let own_ratios = self.scenario_ratios(name, &rows);
        let axis = Some(axis);
        Ok(TierInputs {
            rows,
            axis,
            subjects,
            share_to_watch: share,
            allotments,
            attackers_share,
            own_ratios,
        })
    }

    /// A column of a scenario's own rows: a number that the base has too is the same input.
    pub(super) fn shared_column(
        &mut self,
        scenario: &Rc<str>,
        (axis, rows): (AxisId, &[usize]),
        key: &'static str,
        base: &dyn Fn(usize) -> Option<(CellId, usize)>,
        entries: &[Option<&Entry>],
    ) -> Built<Option<CellId>> {
        let study = self.study;
        if entries.iter().all(Option::is_none) {
            return Ok(None);
        }
        let Some(column) = super::column(key) else { return Ok(None) };
        let default = Quantity::exact(column.default.unwrap_or(0.0));
        let mut sources = Vec::new();
        for (row, entry) in rows.iter().zip(entries) {
            let tier = &study.tiers[*row];
            let quantity = entry.map_or_else(|| default.clone(), |entry| entry.quantity.clone());
            let twin = self.base_twin(tier).and_then(base);
            let shared = twin.and_then(|(cell, member)| self.shared(cell, member, &quantity));
            sources.push(shared.unwrap_or_else(|| self.own_input(scenario, &tier.name, key, quantity)));
        }
        self.formula(key, column.unit, Expr::Pick(axis, sources.into())).map(Some)
    }

    /// Position among the base's tiers of the one with this tier's name.
    fn base_twin(&mut self, tier: &Tier) -> Option<usize> {
        if self.base_places.is_empty() {
            let named = |(at, row): (usize, &usize)| (self.study.tiers[*row].name.clone(), at);
            self.base_places = self.base_tiers.rows.iter().enumerate().map(named).collect::<HashMap<_, _>>();
        }
        self.base_places.get(&tier.name).copied()
    }

    fn shared(&self, cell: CellId, member: usize, quantity: &Quantity) -> Option<Source> {
        let member = u32::try_from(member).ok()?;
        let input = self.sheet.input_of(cell, member)?;
        let same = self.sheet.quantity(input) == Some(quantity);
        let member = self.sheet.members(cell).map(|_| member);
        same.then(|| self.source_now(Source { cell, member }))
    }

    fn own_input(&mut self, scenario: &str, row: &str, key: &'static str, quantity: Quantity) -> Source {
        let unit = super::column(key).map(super::InputColumn::unit).unwrap_or_default();
        let name = input_name(scenario, &input_name(row, key));
        Source { cell: self.sheet.add_input(&name, unit, quantity), member: None }
    }

    fn scenario_ratios(&mut self, scenario: &Rc<str>, rows: &[usize]) -> Vec<Option<Source>> {
        let study = self.study;
        let mut sources = Vec::new();
        for row in rows {
            let tier = &study.tiers[*row];
            let TierRatio::Own(entry) = &tier.ratio else {
                sources.push(None);
                continue;
            };
            let twin = self.base_twin(tier).and_then(|at| self.base_tiers.own_ratios[at]);
            let same = twin.filter(|twin| self.source_quantity(*twin) == Some(&entry.quantity));
            let source = match same {
                Some(twin) => self.source_now(twin),
                None => self.own_input(scenario, &tier.name, "officers_per_subject", entry.quantity.clone()),
            };
            sources.push(Some(source));
        }
        sources
    }

    fn source_quantity(&self, source: Source) -> Option<&Quantity> {
        let input = self.sheet.input_of(source.cell, source.member.unwrap_or(0))?;
        self.sheet.quantity(input)
    }

    /// A scenario's own officers (the `officers` column of its rows); the base's where it has none.
    pub(super) fn scenario_pools(&mut self, name: &Rc<str>) -> PoolInputs {
        let of = |pool: &&Pool| pool.scenario.as_deref() == Some(&**name);
        let Some(pool) = self.study.pools.iter().find(of) else { return self.base_pools.clone() };
        let twin = self.base_pools.officers.filter(|cell| self.sheet.members(*cell).is_none());
        let shared = twin.and_then(|cell| self.shared(cell, 0, &pool.officers.quantity));
        let source = match shared {
            Some(source) => source,
            None => self.own_input(name, "", "officers", pool.officers.quantity.clone()),
        };
        PoolInputs { officers: Some(source.cell), ..PoolInputs::default() }
    }

    /// Where each tier's officers per subject stand: its own, or its regime's.
    pub(super) fn ratio_sources(&self, tiers: &TierInputs, regimes: &[CellId]) -> Vec<Source> {
        let regime = |row: usize| match self.study.tiers[row].ratio {
            TierRatio::Regime(regime) => regimes.get(regime).copied(),
            TierRatio::Own(_) => None,
        };
        let source = |(row, own): (&usize, &Option<Source>)| match own {
            Some(own) => Some(self.source_now(*own)),
            None => regime(*row).map(|cell| Source { cell, member: None }),
        };
        tiers.rows.iter().zip(&tiers.own_ratios).filter_map(source).collect()
    }
}
