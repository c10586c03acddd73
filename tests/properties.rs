//! Coverage behaves: what must hold for every study, whatever its numbers.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use proptest::sample::subsequence;
use stakeout::input::{StudySource, read};
use stakeout::sheet::Bound;
use stakeout::study::{Compiled, Measure};
use std::fmt::Write as _;

/// A row of a tiers table: subjects and officers for each, low and what is above it.
#[derive(Debug, Clone)]
struct Tier {
    subjects: u32,
    ratio: (u32, u32),
}

#[derive(Debug, Clone)]
struct Numbers {
    tiers: Vec<Tier>,
    officers: Vec<(u32, u32)>,
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let tier = (1..50_000_u32, (1..60_u32, 0..30_u32)).prop_map(|(subjects, ratio)| Tier { subjects, ratio });
    let officers = prop::collection::vec((1..20_000_u32, 0..500_u32), 1..5);
    (prop::collection::vec(tier, 1..6), officers).prop_map(|(tiers, officers)| Numbers { tiers, officers })
}

impl Numbers {
    /// The study's tables, its rows in this order.
    fn tables(&self, tiers: &[usize], pools: &[usize]) -> Vec<(&'static str, String)> {
        let mut lists = String::from("tier,subjects,officers_per_subject\n");
        for at in tiers {
            let Tier { subjects, ratio: (low, more) } = self.tiers[*at];
            writeln!(lists, "t{at},{subjects},{low}-{}", low + more).unwrap();
        }
        let mut staff = String::from("pool,officers\n");
        for at in pools {
            let (low, more) = self.officers[*at];
            writeln!(staff, "p{at},{low} to {}", low + more).unwrap();
        }
        vec![("tiers.csv", lists), ("pools.csv", staff)]
    }

    fn in_order(&self) -> Vec<(&'static str, String)> {
        let all = |len: usize| (0..len).collect::<Vec<_>>();
        self.tables(&all(self.tiers.len()), &all(self.officers.len()))
    }

    fn total(&self, measure: Measure) -> Bound {
        total(&self.in_order(), measure)
    }
}

/// What a study answers for everybody.
fn total(tables: &[(&str, String)], measure: Measure) -> Bound {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in tables {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let reading = read(vec![StudySource::Path(folder.path().to_owned())]).unwrap();
    let compiled = Compiled::new(&reading.study, &[]).unwrap();
    let found = compiled.base().tiers.total.iter().find(|(known, _)| *known == measure);
    let (_, source) = found.unwrap();
    compiled.sheet.bounds().unwrap().of(source.cell, source.member.unwrap_or(0))
}

fn three(bound: &Bound) -> [f64; 3] {
    [bound.low, bound.base, bound.high]
}

fn close(one: &Bound, other: &Bound) -> bool {
    three(one).iter().zip(three(other)).all(|(a, b)| (a - b).abs() <= 1e-9 * b.abs())
}

const EVERY_TOTAL: [Measure; 6] = [
    Measure::OfficersRequired,
    Measure::OfficersAvailable,
    Measure::Coverage,
    Measure::OfficerShortfall,
    Measure::StaffMultiple,
    Measure::BreakevenRatio,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn low_is_below_base_and_base_below_high(numbers in numbers()) {
        for measure in EVERY_TOTAL {
            let bound = numbers.total(measure);
            prop_assert!(bound.low <= bound.base && bound.base <= bound.high, "{measure:?}: {bound:?}");
        }
    }

    #[test]
    fn more_officers_are_never_less_coverage(numbers in numbers(), more in 1..9_000_u32) {
        let mut then = numbers.clone();
        then.officers[0].0 += more;
        let (now, then) = (numbers.total(Measure::Coverage), then.total(Measure::Coverage));
        prop_assert!(three(&now).iter().zip(three(&then)).all(|(now, then)| then > *now), "{now:?} {then:?}");
    }

    #[test]
    fn more_subjects_are_never_more_coverage(numbers in numbers(), more in 1..9_000_u32) {
        let mut then = numbers.clone();
        then.tiers[0].subjects += more;
        for measure in [Measure::Coverage, Measure::BreakevenRatio] {
            let (now, then) = (numbers.total(measure), then.total(measure));
            prop_assert!(three(&now).iter().zip(three(&then)).all(|(now, then)| then < *now), "{measure:?}");
        }
        prop_assert!(then.total(Measure::OfficerShortfall).high >= numbers.total(Measure::OfficerShortfall).high);
    }

    #[test]
    fn the_order_of_rows_and_pools_is_irrelevant(
        (numbers, tiers, pools) in numbers().prop_flat_map(|numbers| {
            let all = |len: usize| subsequence((0..len).collect::<Vec<_>>(), len).prop_shuffle();
            let (tiers, pools) = (all(numbers.tiers.len()), all(numbers.officers.len()));
            (Just(numbers), tiers, pools)
        }),
    ) {
        let shuffled = numbers.tables(&tiers, &pools);
        for measure in EVERY_TOTAL {
            prop_assert!(close(&numbers.total(measure), &total(&shuffled, measure)), "{measure:?}");
        }
    }

    #[test]
    fn splitting_a_tier_in_two_changes_no_total(numbers in numbers(), share in 0.0..1.0_f64) {
        let text = |parts: &[u32]| {
            let (low, more) = numbers.tiers[0].ratio;
            let mut lists = String::from("tier,subjects,regime\n");
            for (at, subjects) in parts.iter().chain(numbers.tiers[1..].iter().map(|tier| &tier.subjects)).enumerate() {
                writeln!(lists, "t{at},{subjects},watch").unwrap();
            }
            let regimes = format!("regime,officers_per_subject\nwatch,{low}-{}\n", low + more);
            let [_, pools] = <[_; 2]>::try_from(numbers.in_order()).unwrap();
            vec![("tiers.csv", lists), ("regimes.csv", regimes), pools]
        };
        let whole = numbers.tiers[0].subjects;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let part = (f64::from(whole) * share) as u32;
        let (one, two) = (text(&[whole]), text(&[part, whole - part]));
        for measure in EVERY_TOTAL {
            prop_assert!(close(&total(&one, measure), &total(&two, measure)), "{measure:?}");
        }
    }

    #[test]
    fn a_part_at_its_whole_s_ratio_changes_no_total(numbers in numbers(), share in 0.0..1.0_f64) {
        let Tier { subjects, ratio: (low, more) } = numbers.tiers[0];
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let part = (f64::from(subjects) * share) as u32;
        let [_, pools] = <[_; 2]>::try_from(numbers.in_order()).unwrap();
        let regimes = ("regimes.csv", format!("regime,officers_per_subject\nwatch,{low}-{}\n", low + more));
        let alone = format!("tier,subjects,regime,part_of\nwhole,{subjects},watch,\n");
        let nested = format!("{alone}part,{part},watch,whole\n");
        for measure in EVERY_TOTAL {
            let [alone, nested] = [&alone, &nested]
                .map(|lists| total(&[("tiers.csv", lists.clone()), regimes.clone(), pools.clone()], measure));
            prop_assert!(close(&alone, &nested), "{measure:?}: {alone:?} {nested:?}");
        }
    }
}
