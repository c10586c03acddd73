//! What officers are put to, in order: the rule as a list of steps.

use super::Rule;
use super::case::{Case, Move, State, Step};
use super::exchange::best_exchange;

/// Which ways of watching are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// Those that can be reached where officers may be divided: none after the first that has no limit.
    Reached,
    /// All: officers who make no team in one way may make one in the next.
    All,
}

/// Tiers by several ways with limits are put in order by trying exchanges: more of them than this take too long.
pub const MOST_EXCHANGED: usize = 300;

/// The steps of a rule, first to last: least shares, then the rule itself.
pub fn steps(case: &Case, rule: Rule, ways: Ways) -> Vec<Step> {
    let mut steps = Vec::new();
    for line in case.ranked.iter().copied().filter(|line| case.lines[*line].minimum > 0.0) {
        steps.extend(tried(case, line, ways).map(|way| Step::begin(line, way, true)));
    }
    match rule {
        Rule::Priority | Rule::Proportional => {
            for line in case.ranked.iter().copied() {
                steps.extend(tried(case, line, ways).map(|way| Step::begin(line, way, false)));
            }
        }
        Rule::Value => {
            let mut state = State::empty(case);
            for step in &steps {
                state.apply(case, step, state.limit(case, step));
            }
            steps.extend(by_value(case, state));
        }
    }
    steps
}

/// The ways of a tier that are tried, best first.
pub fn tried(case: &Case, line: usize, ways: Ways) -> std::ops::Range<usize> {
    let count = case.lines[line].ways.len();
    match (0..count).find(|way| case.room(line, *way).is_infinite()) {
        Some(first) if ways == Ways::Reached => 0..first + 1,
        _ => 0..count,
    }
}

/// Whether exchanges between tiers can pay: limits, and tiers with a choice.
pub fn needs_exchanges(case: &Case) -> bool {
    let limited = |line: usize| (0..case.lines[line].ways.len()).any(|way| case.room(line, way).is_finite());
    (0..case.lines.len()).any(|line| case.lines[line].ways.len() > 1) && (0..case.lines.len()).any(limited)
}

/// The fractional knapsack: most value per officer first.
///
/// Where nothing is limited but officers, each tier climbs the upper convex hull of its ways (officers, value),
/// and the climbs are sorted (G. B. Dantzig, doi:10.1287/opre.5.2.266; P. Sinha and A. A. Zoltners,
/// doi:10.1287/opre.27.3.503). With limits, the exchange that gains most per officer comes next.
fn by_value(case: &Case, mut state: State) -> Vec<Step> {
    if !needs_exchanges(case) {
        return climbs(case);
    }
    let mut steps = Vec::new();
    let ways: usize = case.lines.iter().map(|line| line.ways.len()).sum();
    // Every exchange is an edge of the frontier; the limit only stops what rounding might keep alive.
    for _ in 0..20 * (ways + case.rooms.len() + 1) {
        let Some(moves) = best_exchange(case, &state) else { break };
        let step = Step { moves, is_minimum: false };
        state.apply(case, &step, state.limit(case, &step));
        steps.push(step);
    }
    steps
}

/// One tier's climb from one way to the next.
struct Climb {
    moved: Move,
    value_per_officer: f64,
}

fn climbs(case: &Case) -> Vec<Step> {
    let mut climbs: Vec<Climb> = case.ranked.iter().flat_map(|line| hull(case, *line)).collect();
    climbs.sort_by(|a, b| b.value_per_officer.total_cmp(&a.value_per_officer));
    climbs.into_iter().map(|climb| Step { moves: vec![climb.moved], is_minimum: false }).collect()
}

/// The climbs of one tier, steepest first.
fn hull(case: &Case, line: usize) -> Vec<Climb> {
    let ways = &case.lines[line].ways;
    let value = |way: Option<usize>| way.map_or(0.0, |way| case.lines[line].value * ways[way].worth);
    let officers = |way: Option<usize>| way.map_or(0.0, |way| ways[way].officers);
    let mut climbs = Vec::new();
    let mut at = None;
    loop {
        let better = (0..ways.len()).filter(|way| value(Some(*way)) > value(at));
        let slope = |to: usize| (value(Some(to)) - value(at)) / (officers(Some(to)) - officers(at)).max(0.0);
        let steepest = better.max_by(|a, b| {
            slope(*a).total_cmp(&slope(*b)).then(value(Some(*a)).total_cmp(&value(Some(*b)))).then(b.cmp(a))
        });
        let Some(to) = steepest else { return climbs };
        climbs.push(Climb { moved: Move { line, from: at, to: Some(to) }, value_per_officer: slope(to) });
        at = Some(to);
    }
}
