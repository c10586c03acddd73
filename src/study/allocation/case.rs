//! A question of allocation in plain numbers: lines of people, ways of watching them, limits.

/// Everything that decides who is watched, but the officers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// The tiers, in file order.
    pub lines: Vec<Line>,
    /// The tiers in the order of their ranks.
    pub ranked: Vec<usize>,
    /// For each regime, how many may be watched in it; infinite where there is no limit.
    pub rooms: Vec<f64>,
}

/// One tier: its people counted once, less those in its parts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// People to watch.
    pub subjects: f64,
    /// The share of them that comes before anything else.
    pub minimum: f64,
    /// What watching one of them is worth.
    pub value: f64,
    /// The ways of watching them, best first.
    pub ways: Vec<Watch>,
}

/// A way of watching the people of one tier.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Watch {
    /// Its regime; `None` for a ratio in the tier's own row.
    pub regime: Option<usize>,
    /// Officers one subject takes.
    pub officers: f64,
    /// The share of a subject's value that it gains.
    pub worth: f64,
}

/// People of one tier who begin to be watched, change the way, or (`to` is `None`) make room for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The tier.
    pub line: usize,
    /// The way they were watched, by its place among the tier's; `None` for not at all.
    pub from: Option<usize>,
    /// The way they are watched now.
    pub to: Option<usize>,
}

/// What officers are next put to, as far as they last: moves of as many people each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The moves.
    pub moves: Vec<Move>,
    /// Whether it fills a least share.
    pub is_minimum: bool,
}

/// Who is watched, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// People watched, by tier and way.
    pub watched: Vec<Vec<f64>>,
    /// Of them, those whom a later step may move.
    pub movable: Vec<Vec<f64>>,
    /// People not watched, by tier.
    pub unwatched: Vec<f64>,
    /// People still missing from each tier's least share.
    pub reserve: Vec<f64>,
    /// Room left in each regime.
    pub rooms: Vec<f64>,
}

impl Step {
    /// People of a tier begin to be watched.
    pub fn begin(line: usize, way: usize, is_minimum: bool) -> Self {
        Self { moves: vec![Move { line, from: None, to: Some(way) }], is_minimum }
    }
}

impl Case {
    /// The regime behind a way, where there is one.
    pub fn regime(&self, line: usize, way: usize) -> Option<usize> {
        self.lines[line].ways[way].regime
    }

    /// How many may be watched in a way at all.
    pub fn room(&self, line: usize, way: usize) -> f64 {
        self.regime(line, way).map_or(f64::INFINITY, |regime| self.rooms[regime])
    }

    /// Officers that one move of a step takes.
    pub fn cost(&self, step: &Step) -> f64 {
        let officers =
            |line: usize, way: Option<usize>| way.map_or(0.0, |way| self.lines[line].ways[way].officers);
        step.moves.iter().map(|moved| officers(moved.line, moved.to) - officers(moved.line, moved.from)).sum()
    }

    /// The regimes that a step fills: each with one more person for each person moved.
    pub fn filled(&self, step: &Step) -> Vec<usize> {
        let mut net = vec![0_i32; self.rooms.len()];
        for moved in &step.moves {
            for (way, change) in [(moved.from, -1), (moved.to, 1)] {
                if let Some(regime) = way.and_then(|way| self.regime(moved.line, way)) {
                    net[regime] += change;
                }
            }
        }
        (0..net.len()).filter(|regime| net[*regime] > 0).collect()
    }
}

impl State {
    /// Nobody is watched.
    pub fn empty(case: &Case) -> Self {
        let none: Vec<Vec<f64>> = case.lines.iter().map(|line| vec![0.0; line.ways.len()]).collect();
        Self {
            movable: none.clone(),
            watched: none,
            unwatched: case.lines.iter().map(|line| line.subjects).collect(),
            reserve: case.lines.iter().map(|line| line.subjects * line.minimum).collect(),
            rooms: case.rooms.clone(),
        }
    }

    /// How many people a step can move where officers are no limit.
    pub fn limit(&self, case: &Case, step: &Step) -> f64 {
        let people = step.moves.iter().map(|moved| match moved.from {
            Some(way) => self.movable[moved.line][way],
            None if step.is_minimum => self.reserve[moved.line].min(self.unwatched[moved.line]),
            None => self.unwatched[moved.line],
        });
        let rooms = case.filled(step).into_iter().map(|regime| self.rooms[regime]);
        people.chain(rooms).fold(f64::INFINITY, f64::min).max(0.0)
    }

    /// Moves so many people.
    pub fn apply(&mut self, case: &Case, step: &Step, people: f64) {
        for moved in &step.moves {
            let line = moved.line;
            for (way, change) in [(moved.from, -people), (moved.to, people)] {
                match way {
                    None => self.unwatched[line] += change,
                    Some(way) => {
                        self.watched[line][way] += change;
                        if !step.is_minimum {
                            self.movable[line][way] += change;
                        }
                        if let Some(regime) = case.regime(line, way) {
                            self.rooms[regime] -= change;
                        }
                    }
                }
            }
            if step.is_minimum {
                self.reserve[line] -= people;
            }
        }
    }

    /// People of a tier who are watched in any way.
    pub fn watched_in(&self, line: usize) -> f64 {
        self.watched[line].iter().sum()
    }

    /// What the watched are worth.
    pub fn value(&self, case: &Case) -> f64 {
        let of = |(line, watched): (&Line, &Vec<f64>)| -> f64 {
            line.ways.iter().zip(watched).map(|(way, people)| line.value * way.worth * people).sum()
        };
        case.lines.iter().zip(&self.watched).map(of).sum()
    }
}
