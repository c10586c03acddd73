//! What is left of people and room after each step, as formulas: what [`super::case::State`] is in numbers.

use super::case::{Case, Step};
use crate::sheet::Expr;
use crate::unit::Unit;

/// People and room left, by tier and regime.
#[derive(Clone)]
pub(super) struct Ledger {
    /// People not yet in line, by tier.
    pub unwatched: Vec<Expr>,
    /// People still missing from a least share, by tier.
    pub reserve: Vec<Expr>,
    /// People whom a step may move on, by tier and way.
    movable: Vec<Vec<Option<Expr>>>,
    /// Room left, by regime; `None` where there is no limit.
    pub rooms: Vec<Option<Expr>>,
}

/// Which formulas limit a step.
pub(super) struct Limits {
    all: Vec<Expr>,
    /// Whether one of them is a difference, which could be below 0.
    is_rest: bool,
}

impl Ledger {
    pub fn new(case: &Case, people: Vec<Expr>, reserve: Vec<Expr>, rooms: Vec<Option<Expr>>) -> Self {
        let movable = case.lines.iter().map(|line| vec![None; line.ways.len()]).collect();
        Self { unwatched: people, reserve, movable, rooms }
    }

    /// What a step could move if officers were no limit.
    pub fn limits(&self, case: &Case, step: &Step) -> Limits {
        let people = step.moves.iter().map(|moved| match moved.from {
            Some(way) => self.movable[moved.line][way].clone().unwrap_or_else(none),
            None if step.is_minimum => self.reserve[moved.line].clone(),
            None => self.unwatched[moved.line].clone(),
        });
        let rooms = case.filled(step).into_iter().filter_map(|regime| self.rooms[regime].clone());
        let all: Vec<Expr> = people.chain(rooms).collect();
        let is_rest =
            all.iter().any(|limit| matches!(limit, Expr::Binary(crate::sheet::Operator::Subtract, ..)));
        Limits { all, is_rest }
    }

    /// Takes what a step moves.
    pub fn take(&mut self, case: &Case, step: &Step, moved: &Expr) {
        self.take_apart(case, step, moved, moved);
    }

    /// The same where others may still use room that this step would fill if officers were no limit.
    pub fn take_apart(&mut self, case: &Case, step: &Step, moved: &Expr, room: &Expr) {
        for one in &step.moves {
            if step.is_minimum {
                minus(&mut self.reserve[one.line], moved);
            }
            match one.from {
                None => minus(&mut self.unwatched[one.line], moved),
                Some(way) => {
                    if let Some(movable) = &mut self.movable[one.line][way] {
                        minus(movable, moved);
                    }
                    self.give_room(case, one.line, way, room);
                }
            }
            match one.to {
                None => plus(&mut self.unwatched[one.line], moved),
                Some(way) => {
                    if !step.is_minimum {
                        let before = self.movable[one.line][way].take();
                        self.movable[one.line][way] =
                            Some(before.map_or_else(|| moved.clone(), |before| before + moved.clone()));
                    }
                    if let Some(left) = case.regime(one.line, way).and_then(|at| self.rooms[at].as_mut()) {
                        minus(left, room);
                    }
                }
            }
        }
    }

    fn give_room(&mut self, case: &Case, line: usize, way: usize, moved: &Expr) {
        if let Some(room) = case.regime(line, way).and_then(|at| self.rooms[at].as_mut()) {
            plus(room, moved);
        }
    }
}

impl Limits {
    /// The smallest of them, not below 0.
    pub fn smallest(self) -> Expr {
        let smallest = self.all.into_iter().reduce(Expr::min).unwrap_or_else(none);
        if self.is_rest { smallest.max(none()) } else { smallest }
    }
}

fn none() -> Expr {
    Expr::Constant(0.0, Unit::subjects())
}

fn minus(from: &mut Expr, moved: &Expr) {
    let before = std::mem::replace(from, Expr::Constant(0.0, Unit::subjects()));
    *from = before - moved.clone();
}

fn plus(to: &mut Expr, moved: &Expr) {
    let before = std::mem::replace(to, Expr::Constant(0.0, Unit::subjects()));
    *to = before + moved.clone();
}
