//! An allocation in plain numbers: officers put to the steps of a rule, one after the other.
//!
//! The sheet says the same in formulas; this is what whole teams, one more officer and the comparison of rules
//! are answered from, and what the sheet is checked against.

use super::Rule;
use super::case::{Case, State, Step};
use super::order::{Ways, steps};

/// Who is watched with so many officers, and how many officers are left.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// Who is watched.
    pub state: State,
    /// Officers without a task.
    pub left: f64,
    /// With whole teams, officers missing from the next one where a tier is short of it.
    pub missing: Option<f64>,
}

/// A number this little under a whole one is whole.
const ROUNDING: f64 = 1e-9;

/// The allocation of so many officers by a rule; with `whole`, whole subjects by whole teams.
pub fn allocate(case: &Case, rule: Rule, available: f64, whole: bool) -> Filled {
    let ways = if whole { Ways::All } else { Ways::Reached };
    let steps = steps(case, rule, ways);
    let mut filled = Filled { state: State::empty(case), left: available, missing: None };
    if whole {
        filled.state.reserve.iter_mut().for_each(|people| *people = (*people - ROUNDING).ceil());
    }
    let teams = match (whole, rule) {
        (false, _) => Teams::Divided,
        (true, Rule::Value) => Teams::AnyOrder,
        (true, _) => Teams::InTurn,
    };
    if rule != Rule::Proportional {
        filled.put(case, &steps, teams);
        return filled;
    }
    let (minimums, others): (Vec<Step>, Vec<Step>) = steps.into_iter().partition(|step| step.is_minimum);
    filled.put(case, &minimums, teams);
    filled.put_in_proportion(case, &others, teams);
    // What limits leave of a tier's share goes by rank.
    filled.put(case, &others, teams);
    // With one officer more every share changes: how many a team lacks is not known from one of them.
    filled.missing = None;
    filled
}

/// How officers who make no whole team are dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Teams {
    /// Officers and subjects may be parts.
    Divided,
    /// A tier that is one whole team short is not in full: nothing but its own next ways may follow.
    InTurn,
    /// What comes next by value takes those whom a larger team cannot use.
    AnyOrder,
}

impl Filled {
    /// Each step in turn, as far as the officers last.
    fn put(&mut self, case: &Case, steps: &[Step], teams: Teams) {
        let whole = teams != Teams::Divided;
        let mut short = None;
        for step in steps {
            if short.is_some_and(|line| line != step.moves[0].line) {
                continue;
            }
            let cost = case.cost(step);
            let lasts = if cost > 0.0 { self.left / cost } else { f64::INFINITY };
            let limit = self.state.limit(case, step);
            let round = |people: f64| if whole { (people + ROUNDING).floor() } else { people };
            let people = round(limit.min(lasts));
            self.state.apply(case, step, people);
            self.left = (self.left - people * cost).max(0.0);
            if whole && people < round(limit) {
                short = (teams == Teams::InTurn).then_some(step.moves[0].line);
                let missing = cost - self.left;
                self.missing = Some(self.missing.map_or(missing, |known| known.min(missing)));
            }
        }
    }

    /// Every tier gets the same share of what it still requires in its own way of watching.
    fn put_in_proportion(&mut self, case: &Case, steps: &[Step], teams: Teams) {
        let officers_for = |line: usize| {
            let officers = case.lines[line].ways.first().map_or(0.0, |way| way.officers);
            self.state.unwatched[line] * officers
        };
        let required: Vec<f64> = (0..case.lines.len()).map(officers_for).collect();
        let all: f64 = required.iter().sum();
        let share = if all > 0.0 { (self.left / all).min(1.0) } else { 0.0 };
        for own in steps.chunk_by(|a, b| a.moves[0].line == b.moves[0].line) {
            let budget = required[own[0].moves[0].line] * share;
            let others = self.left - budget;
            self.left = budget;
            self.put(case, own, teams);
            self.left += others;
        }
    }
}
