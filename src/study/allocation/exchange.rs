//! The exchange of people between ways of watching that gains most value for each officer it takes.
//!
//! With limits on regimes the best allocation is a linear programme: people of a tier are of one kind, each
//! regime has room for so many, and officers are few. Without the officers its corners are whole numbers of
//! people and its edges are single exchanges: one person in, one out, along a path of regimes. So the most value
//! for every number of officers is found by taking, again and again, the path with the best ratio of value gained
//! to officers taken. That ratio is found by W. Dinkelbach's method (doi:10.1287/mnsc.13.7.492) over longest
//! paths (R. Bellman, doi:10.1090/qam/102435).

use super::case::{Case, Move, State};

/// Less than this part of the largest value or of a person is nothing.
const NOTHING: f64 = 1e-9;

/// One way to use a person's place.
struct Arc {
    from: usize,
    to: usize,
    moved: Move,
    gain: f64,
    cost: f64,
}

/// The moves of the best exchange from a state, or `None` where none gains anything.
pub(super) fn best_exchange(case: &Case, state: &State) -> Option<Vec<Move>> {
    let places = Places { case, state };
    let arcs = places.arcs();
    let mut price = 0.0;
    let mut best: Option<Vec<Move>> = None;
    // The price rises with every better path, and there are only so many paths.
    for _ in 0..100 {
        let Some(path) = places.longest(&arcs, price) else { break };
        let total = |of: fn(&Arc) -> f64| path.iter().map(|arc| of(&arcs[*arc])).sum::<f64>();
        let (gain, cost) = (total(|arc| arc.gain), total(|arc| arc.cost));
        let moves = path.iter().map(|arc| arcs[*arc].moved).collect();
        if cost <= 0.0 {
            return Some(moves);
        }
        if best.is_some() && gain / cost <= price * (1.0 + NOTHING) {
            break;
        }
        price = gain / cost;
        best = Some(moves);
    }
    best
}

/// Where a person may be: not watched (0), in a regime, or watched by a tier's own ratio.
struct Places<'c> {
    case: &'c Case,
    state: &'c State,
}

impl Places<'_> {
    fn count(&self) -> usize {
        1 + self.case.rooms.len() + self.case.lines.len()
    }

    fn of(&self, line: usize, way: Option<usize>) -> usize {
        match way.map(|way| self.case.regime(line, way)) {
            None => 0,
            Some(Some(regime)) => 1 + regime,
            Some(None) => 1 + self.case.rooms.len() + line,
        }
    }

    fn has_room(&self, place: usize) -> bool {
        place
            .checked_sub(1)
            .and_then(|regime| self.state.rooms.get(regime))
            .is_none_or(|room| *room > NOTHING)
    }

    /// Every change of one person's place, in values that are at most 1.
    fn arcs(&self) -> Vec<Arc> {
        let largest = self.case.lines.iter().map(|line| line.value).fold(f64::MIN_POSITIVE, f64::max);
        let mut arcs = Vec::new();
        for (at, line) in self.case.lines.iter().enumerate() {
            let ways = || [None].into_iter().chain((0..line.ways.len()).map(Some));
            let people = |way: Option<usize>| match way {
                None => self.state.unwatched[at],
                Some(way) => self.state.movable[at][way],
            };
            let worth =
                |way: Option<usize>| way.map_or(0.0, |way| line.value * line.ways[way].worth / largest);
            let officers = |way: Option<usize>| way.map_or(0.0, |way| line.ways[way].officers);
            for from in ways().filter(|way| people(*way) > NOTHING) {
                for to in ways().filter(|to| *to != from) {
                    arcs.push(Arc {
                        from: self.of(at, from),
                        to: self.of(at, to),
                        moved: Move { line: at, from, to },
                        gain: worth(to) - worth(from),
                        cost: officers(to) - officers(from),
                    });
                }
            }
        }
        arcs
    }

    /// The path that gains most where an officer costs `price`, if it gains anything: it may begin anywhere and
    /// ends where there is room, or where it began.
    fn longest(&self, arcs: &[Arc], price: f64) -> Option<Vec<usize>> {
        let count = self.count();
        let mut gained = vec![0.0; count];
        let mut last: Vec<Option<usize>> = vec![None; count];
        for round in 0..=count {
            let mut changed = None;
            for (at, arc) in arcs.iter().enumerate() {
                let next = gained[arc.from] + arc.gain - price * arc.cost;
                if next > gained[arc.to] + NOTHING {
                    gained[arc.to] = next;
                    last[arc.to] = Some(at);
                    changed = Some(arc.to);
                }
            }
            match changed {
                None => break,
                Some(place) if round == count => return Some(circle(arcs, &last, place)),
                Some(_) => {}
            }
        }
        let ends = (0..count).filter(|place| last[*place].is_some() && self.has_room(*place));
        let end = ends.max_by(|a, b| gained[*a].total_cmp(&gained[*b]))?;
        Some(trail(arcs, &last, end))
    }
}

/// The arcs that lead to a place, first to last.
fn trail(arcs: &[Arc], last: &[Option<usize>], end: usize) -> Vec<usize> {
    let mut trail = Vec::new();
    let mut place = end;
    while let Some(arc) = last[place].filter(|_| trail.len() <= last.len()) {
        trail.push(arc);
        place = arcs[arc].from;
    }
    trail.reverse();
    trail
}

/// The arcs of a circle that gains: walked back so far that the walk is on it.
fn circle(arcs: &[Arc], last: &[Option<usize>], place: usize) -> Vec<usize> {
    let back = |place: usize| last[place].map_or(place, |arc| arcs[arc].from);
    let start = (0..last.len()).fold(place, |place, _| back(place));
    let mut circle = Vec::new();
    let mut place = start;
    while let Some(arc) = last[place] {
        circle.push(arc);
        place = arcs[arc].from;
        if place == start || circle.len() > last.len() {
            break;
        }
    }
    circle.reverse();
    circle
}
