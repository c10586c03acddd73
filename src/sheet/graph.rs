//! The scalar formulas behind chosen outcomes, each written once, with their derivatives.
//!
//! A graph is what the slower questions work on: bounds where an input acts both ways, and blocks of
//! points. Equal sub-formulas are one node, so that an input used twice is one input.

use super::interval::Interval;
use super::{CellId, Content, Expr, Function, InputId, Operator, Sheet, Source};
use std::collections::HashMap;

/// A node of a graph; nodes come after the nodes they are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub u32);

/// One step of a calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// A number, by its bits.
    Constant(u64),
    Variable(InputId),
    Negative(NodeId),
    Applied(Function, NodeId),
    Binary(Operator, NodeId, NodeId),
    /// The slope of `Above`: nothing, but without limit where the first may pass the second.
    Jump(NodeId, NodeId),
}

/// Formulas of single numbers over the inputs that vary.
pub struct Graph<'s> {
    sheet: &'s Sheet,
    /// The value of an input that does not vary.
    fixed: &'s dyn Fn(InputId) -> Option<f64>,
    nodes: Vec<Node>,
    known: HashMap<Node, NodeId>,
    elements: HashMap<(CellId, u32), NodeId>,
}

impl<'s> Graph<'s> {
    /// An empty graph; `fixed` gives the value of each input that does not vary.
    pub fn new(sheet: &'s Sheet, fixed: &'s dyn Fn(InputId) -> Option<f64>) -> Self {
        Self { sheet, fixed, nodes: Vec::new(), known: HashMap::new(), elements: HashMap::new() }
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Builds the formulas of these members of cells.
    pub fn prepare(&mut self, outcomes: &[(CellId, u32)]) {
        for (cell, member) in outcomes {
            self.element(*cell, *member);
        }
    }

    /// The inputs that vary in the formulas built so far, in order.
    pub fn variables(&self) -> Vec<InputId> {
        let variables = self.nodes.iter().filter_map(|node| match node {
            Node::Variable(input) => Some(*input),
            _ => None,
        });
        let mut variables: Vec<InputId> = variables.collect();
        variables.sort_unstable();
        variables
    }

    /// The node of one member of a cell (0 for a single cell).
    pub(super) fn element(&mut self, cell: CellId, member: u32) -> NodeId {
        let sheet = self.sheet;
        let content = &sheet.cell(cell);
        let member = if content.axis.is_some() { member } else { 0 };
        if let Some(known) = self.elements.get(&(cell, member)) {
            return *known;
        }
        let node = match &content.content {
            Content::Input { first, .. } => self.input(InputId(first.0 + member)),
            Content::Formula(expr) => self.formula(expr, member),
        };
        self.elements.insert((cell, member), node);
        node
    }

    fn input(&mut self, input: InputId) -> NodeId {
        match (self.fixed)(input) {
            Some(value) => self.constant(value),
            None => self.push(Node::Variable(input)),
        }
    }

    fn formula(&mut self, expr: &Expr, member: u32) -> NodeId {
        match expr {
            Expr::Constant(value, _) => self.constant(*value),
            Expr::Constants(_, values, _) => {
                self.constant(values.get(member as usize).copied().unwrap_or(f64::NAN))
            }
            Expr::Cell(cell) => self.element(*cell, member),
            Expr::Member(cell, member) => self.element(*cell, *member),
            Expr::Pick(_, sources) => match sources.get(member as usize) {
                Some(Source { cell, member }) => self.element(*cell, member.unwrap_or(0)),
                None => self.constant(f64::NAN),
            },
            Expr::Sum(inner) => {
                let members = self.sheet.length(inner);
                self.sum(inner, 0..members)
            }
            Expr::Product(inner) => {
                let members = 0..self.sheet.length(inner);
                let factors: Vec<NodeId> = members.map(|member| self.formula(inner, member)).collect();
                let times = |product, next| self.binary(Operator::Multiply, product, next);
                factors.into_iter().reduce(times).unwrap_or_else(|| self.constant(1.0))
            }
            Expr::SumBefore(inner) => self.sum(inner, 0..member),
            Expr::SumOfParts(inner, parts) => self.sum(inner, parts.of(member).iter().copied()),
            Expr::Replaced(cell, changes) => match changes.iter().find(|(changed, _)| *changed == member) {
                Some((_, change)) => self.formula(change, 0),
                None => self.element(*cell, member),
            },
            Expr::Negative(inner) => {
                let inner = self.formula(inner, member);
                self.negative(inner)
            }
            Expr::Applied(function, inner) => {
                let inner = self.formula(inner, member);
                self.applied(*function, inner)
            }
            Expr::Binary(operator, left, right) => {
                let left = self.formula(left, member);
                let right = self.formula(right, member);
                self.binary(*operator, left, right)
            }
        }
    }

    fn sum(&mut self, inner: &Expr, members: impl IntoIterator<Item = u32>) -> NodeId {
        let mut total: Option<NodeId> = None;
        for member in members {
            let next = self.formula(inner, member);
            total = Some(total.map_or(next, |total| self.binary(Operator::Add, total, next)));
        }
        total.unwrap_or_else(|| self.constant(0.0))
    }

    pub(super) fn constant(&mut self, value: f64) -> NodeId {
        self.push(Node::Constant(value.to_bits()))
    }

    pub(super) fn negative(&mut self, inner: NodeId) -> NodeId {
        match self.value(inner) {
            Some(value) => self.constant(-value),
            None => self.push(Node::Negative(inner)),
        }
    }

    pub(super) fn applied(&mut self, function: Function, inner: NodeId) -> NodeId {
        match self.value(inner) {
            Some(value) => self.constant(function.apply(value)),
            None => self.push(Node::Applied(function, inner)),
        }
    }

    pub(super) fn binary(&mut self, operator: Operator, left: NodeId, right: NodeId) -> NodeId {
        match (self.value(left), self.value(right)) {
            (Some(left), Some(right)) => self.constant(operator.apply(left, right)),
            _ if left == right && matches!(operator, Operator::Min | Operator::Max) => left,
            _ => self.push(Node::Binary(operator, left, right)),
        }
    }

    pub(super) fn value(&self, node: NodeId) -> Option<f64> {
        match self.nodes[node.0 as usize] {
            Node::Constant(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    fn push(&mut self, node: Node) -> NodeId {
        let next = NodeId(super::index(self.nodes.len()));
        let id = *self.known.entry(node).or_insert(next);
        if id == next {
            self.nodes.push(node);
        }
        id
    }

    /// The derivatives of `outcome` by each of `variables`, by the chain rule from the outcome back.
    pub(super) fn derivatives(&mut self, outcome: NodeId, variables: &[InputId]) -> Vec<NodeId> {
        let mut by_node: Vec<Option<NodeId>> = vec![None; outcome.0 as usize + 1];
        by_node[outcome.0 as usize] = Some(self.constant(1.0));
        for at in (0..=outcome.0).rev() {
            if let Some(factor) = by_node[at as usize] {
                for (inner, share) in self.local_derivatives(NodeId(at)) {
                    let share = self.product(factor, share);
                    let sum = by_node[inner.0 as usize].map_or(share, |known| self.plus(known, share));
                    by_node[inner.0 as usize] = Some(sum);
                }
            }
        }
        let of = |graph: &mut Self, input: &InputId| {
            let node = graph.known.get(&Node::Variable(*input)).copied();
            let derivative = node.and_then(|node| by_node.get(node.0 as usize).copied().flatten());
            derivative.unwrap_or_else(|| graph.constant(0.0))
        };
        variables.iter().map(|input| of(self, input)).collect()
    }

    /// A node's derivatives by the nodes it is made of.
    fn local_derivatives(&mut self, id: NodeId) -> Vec<(NodeId, NodeId)> {
        match self.nodes[id.0 as usize] {
            Node::Constant(_) | Node::Variable(_) | Node::Jump(..) => Vec::new(),
            Node::Negative(inner) => vec![(inner, self.constant(-1.0))],
            Node::Applied(function, inner) => vec![(inner, self.slope(function, id, inner))],
            Node::Binary(operator, left, right) => {
                let (by_left, by_right) = self.binary_derivatives(operator, id, left, right);
                vec![(left, by_left), (right, by_right)]
            }
        }
    }

    /// The derivative of a function of one number.
    fn slope(&mut self, function: Function, id: NodeId, inner: NodeId) -> NodeId {
        match function {
            Function::Root => {
                let half = self.constant(0.5);
                self.binary(Operator::Divide, half, id)
            }
            Function::Exponential => id,
            Function::Logarithm => {
                let one = self.constant(1.0);
                self.binary(Operator::Divide, one, inner)
            }
            Function::MeanDecay => self.applied(Function::MeanDecaySlope, inner),
            // Only derivatives have these, and nothing asks for theirs.
            Function::MeanDecaySlope => self.constant(f64::NAN),
        }
    }

    fn binary_derivatives(
        &mut self,
        operator: Operator,
        id: NodeId,
        left: NodeId,
        right: NodeId,
    ) -> (NodeId, NodeId) {
        let one = self.constant(1.0);
        match operator {
            Operator::Add => (one, one),
            Operator::Subtract => (one, self.constant(-1.0)),
            Operator::Multiply => (right, left),
            Operator::Divide => {
                let by_left = self.binary(Operator::Divide, one, right);
                let quotient = self.binary(Operator::Divide, id, right);
                (by_left, self.negative(quotient))
            }
            Operator::Max => (self.above(left, right), self.above(right, left)),
            Operator::Min => (self.above(right, left), self.above(left, right)),
            Operator::Power => {
                let lower = self.binary(Operator::Subtract, right, one);
                let lower = self.binary(Operator::Power, left, lower);
                let logarithm = self.applied(Function::Logarithm, left);
                (self.product(right, lower), self.product(id, logarithm))
            }
            Operator::Above => {
                let jump = self.push(Node::Jump(left, right));
                (jump, self.negative(jump))
            }
        }
    }

    fn above(&mut self, left: NodeId, right: NodeId) -> NodeId {
        self.binary(Operator::Above, left, right)
    }

    /// A product inside a derivative: nothing and one are written as such.
    fn product(&mut self, left: NodeId, right: NodeId) -> NodeId {
        match (self.value(left), self.value(right)) {
            (Some(0.0), _) | (_, Some(0.0)) => self.constant(0.0),
            (Some(1.0), _) => right,
            (_, Some(1.0)) => left,
            (Some(-1.0), _) => self.negative(right),
            (_, Some(-1.0)) => self.negative(left),
            _ => self.binary(Operator::Multiply, left, right),
        }
    }

    /// A sum inside a derivative: what is added and taken away again is nothing.
    fn plus(&mut self, left: NodeId, right: NodeId) -> NodeId {
        match (self.nodes[left.0 as usize], self.nodes[right.0 as usize]) {
            (Node::Constant(bits), _) if f64::from_bits(bits) == 0.0 => right,
            (_, Node::Constant(bits)) if f64::from_bits(bits) == 0.0 => left,
            (Node::Negative(inner), _) if inner == right => self.constant(0.0),
            (_, Node::Negative(inner)) if inner == left => self.constant(0.0),
            _ => self.binary(Operator::Add, left, right),
        }
    }

    /// The interval of every node, given those of the variables.
    pub(super) fn intervals(&self, variable: &dyn Fn(InputId) -> Interval, into: &mut Vec<Interval>) {
        into.clear();
        for node in &self.nodes {
            let of = |id: NodeId| into[id.0 as usize];
            let interval = match *node {
                Node::Constant(bits) => Interval::point(f64::from_bits(bits)),
                Node::Variable(input) => variable(input),
                Node::Negative(inner) => of(inner).negative(),
                Node::Applied(function, inner) => of(inner).applied(function),
                Node::Binary(operator, left, right) => of(left).binary(operator, of(right)),
                Node::Jump(left, right) => of(left).jump(of(right)),
            };
            into.push(interval);
        }
    }

    /// The number at a node, given those of the variables.
    pub(super) fn evaluate(
        &self,
        outcome: NodeId,
        variable: &dyn Fn(InputId) -> f64,
        into: &mut Vec<f64>,
    ) -> f64 {
        into.clear();
        for node in &self.nodes[..=outcome.0 as usize] {
            let of = |id: NodeId| into[id.0 as usize];
            let value = match *node {
                Node::Constant(bits) => f64::from_bits(bits),
                Node::Variable(input) => variable(input),
                Node::Negative(inner) => -of(inner),
                Node::Applied(function, inner) => function.apply(of(inner)),
                Node::Binary(operator, left, right) => operator.apply(of(left), of(right)),
                Node::Jump(..) => 0.0,
            };
            into.push(value);
        }
        into[outcome.0 as usize]
    }
}
