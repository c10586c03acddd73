//! Blocks of points: chosen outcomes for thousands of points at once, column by column.

use super::graph::{Graph, Node, NodeId};
use super::{CellId, Function, InputId, Operator};
use std::collections::HashMap;

/// Points worked on together: the columns of one block stay in the processor's nearest memory.
const BLOCK: usize = 512;

/// The steps that turn columns of inputs into columns of outcomes.
#[derive(Debug, Clone)]
pub struct Program {
    steps: Vec<Step>,
    outcomes: Vec<Operand>,
    registers: usize,
    columns: usize,
}

#[derive(Debug, Clone, Copy)]
enum Operand {
    Constant(f64),
    Input(usize),
    Register(usize),
}

#[derive(Debug, Clone, Copy)]
enum Work {
    Binary(Operator, Operand, Operand),
    Negative(Operand),
    Applied(Function, Operand),
}

#[derive(Debug, Clone, Copy)]
struct Step {
    work: Work,
    into: usize,
}

impl Program {
    /// Compiles outcomes (a cell and its member) for columns of these inputs, in this order.
    ///
    /// An input that varies in the graph but has no column is undefined: every outcome it touches is NaN.
    pub fn new(graph: &mut Graph<'_>, outcomes: &[(CellId, u32)], inputs: &[InputId]) -> Self {
        let wanted: Vec<NodeId> =
            outcomes.iter().map(|(cell, member)| graph.element(*cell, *member)).collect();
        Compiler::new(graph, inputs).compile(&wanted, inputs.len())
    }

    /// Fills one slice per outcome from one slice per input, all of one length.
    ///
    /// Shapes: `columns[input][point]`, `outcomes[outcome][point]`. Missing columns count as NaN.
    pub fn run(&self, columns: &[&[f64]], outcomes: &mut [&mut [f64]]) {
        let points = outcomes.first().map_or(0, |outcome| outcome.len());
        let mut registers = vec![vec![0.0; BLOCK.min(points)]; self.registers];
        for start in (0..points).step_by(BLOCK) {
            let length = BLOCK.min(points - start);
            let block = Block { columns, start, length };
            for step in &self.steps {
                block.run(step, &mut registers);
            }
            for (outcome, operand) in outcomes.iter_mut().zip(&self.outcomes) {
                let target = &mut outcome[start..start + length];
                match block.read(*operand, &registers) {
                    Side::Same(value) => target.fill(value),
                    Side::Each(values) => target.copy_from_slice(values),
                }
            }
        }
    }

    /// How many columns of inputs it takes.
    pub fn columns(&self) -> usize {
        self.columns
    }
}

/// One side of a step over a block.
#[derive(Clone, Copy)]
enum Side<'a> {
    Same(f64),
    Each(&'a [f64]),
}

struct Block<'a> {
    columns: &'a [&'a [f64]],
    start: usize,
    length: usize,
}

impl Block<'_> {
    fn read<'r>(&'r self, operand: Operand, registers: &'r [Vec<f64>]) -> Side<'r> {
        match operand {
            Operand::Constant(value) => Side::Same(value),
            Operand::Input(input) => {
                let column =
                    self.columns.get(input).and_then(|c| c.get(self.start..self.start + self.length));
                column.map_or(Side::Same(f64::NAN), Side::Each)
            }
            Operand::Register(register) => Side::Each(&registers[register][..self.length]),
        }
    }

    fn run(&self, step: &Step, registers: &mut [Vec<f64>]) {
        // The target is no source of its own step, so it can be taken out while the sources are read.
        let mut target = std::mem::take(&mut registers[step.into]);
        let into = &mut target[..self.length];
        match step.work {
            Work::Binary(operator, left, right) => {
                binary(operator, self.read(left, registers), self.read(right, registers), into);
            }
            Work::Negative(inner) => map(self.read(inner, registers), into, |value| -value),
            Work::Applied(function, inner) => applied(function, self.read(inner, registers), into),
        }
        registers[step.into] = target;
    }
}

/// One loop for each operator, so that each is compiled to straight vector code.
fn binary(operator: Operator, left: Side<'_>, right: Side<'_>, into: &mut [f64]) {
    match operator {
        Operator::Add => zip(left, right, into, |a, b| Operator::Add.apply(a, b)),
        Operator::Subtract => zip(left, right, into, |a, b| Operator::Subtract.apply(a, b)),
        Operator::Multiply => zip(left, right, into, |a, b| Operator::Multiply.apply(a, b)),
        Operator::Divide => zip(left, right, into, |a, b| Operator::Divide.apply(a, b)),
        Operator::Min => zip(left, right, into, |a, b| Operator::Min.apply(a, b)),
        Operator::Max => zip(left, right, into, |a, b| Operator::Max.apply(a, b)),
        Operator::Power => zip(left, right, into, |a, b| Operator::Power.apply(a, b)),
        Operator::Above => zip(left, right, into, |a, b| Operator::Above.apply(a, b)),
    }
}

fn applied(function: Function, inner: Side<'_>, into: &mut [f64]) {
    match function {
        Function::Root => map(inner, into, |value| Function::Root.apply(value)),
        Function::Exponential => map(inner, into, |value| Function::Exponential.apply(value)),
        Function::MeanDecay => map(inner, into, |value| Function::MeanDecay.apply(value)),
        other => map(inner, into, |value| other.apply(value)),
    }
}

#[inline]
fn zip(left: Side<'_>, right: Side<'_>, into: &mut [f64], of: impl Fn(f64, f64) -> f64) {
    match (left, right) {
        (Side::Same(a), Side::Same(b)) => into.fill(of(a, b)),
        (Side::Same(a), Side::Each(b)) => into.iter_mut().zip(b).for_each(|(out, b)| *out = of(a, *b)),
        (Side::Each(a), Side::Same(b)) => into.iter_mut().zip(a).for_each(|(out, a)| *out = of(*a, b)),
        (Side::Each(a), Side::Each(b)) => {
            into.iter_mut().zip(a.iter().zip(b)).for_each(|(out, (a, b))| *out = of(*a, *b));
        }
    }
}

fn map(inner: Side<'_>, into: &mut [f64], of: impl Fn(f64) -> f64) {
    match inner {
        Side::Same(value) => into.fill(of(value)),
        Side::Each(values) => into.iter_mut().zip(values).for_each(|(out, value)| *out = of(*value)),
    }
}

/// Turns the nodes that the outcomes need into steps, reusing registers as soon as they are free.
struct Compiler<'g> {
    nodes: &'g [Node],
    /// The column of each input.
    columns: HashMap<InputId, usize>,
    /// How often each node is still to be read.
    uses: Vec<u32>,
    operands: Vec<Option<Operand>>,
    free: Vec<usize>,
    registers: usize,
    steps: Vec<Step>,
}

impl<'g> Compiler<'g> {
    fn new(graph: &'g Graph<'_>, inputs: &[InputId]) -> Self {
        let nodes = graph.nodes();
        Self {
            nodes,
            // Of two columns for one input the first counts.
            columns: inputs.iter().enumerate().rev().map(|(column, input)| (*input, column)).collect(),
            uses: vec![0; nodes.len()],
            operands: vec![None; nodes.len()],
            free: Vec::new(),
            registers: 0,
            steps: Vec::new(),
        }
    }

    fn compile(mut self, wanted: &[NodeId], columns: usize) -> Program {
        self.count_uses(wanted);
        for at in 0..self.nodes.len() {
            if self.uses[at] > 0 {
                let operand = self.operand(at);
                self.operands[at] = Some(operand);
            }
        }
        let outcomes = wanted.iter().map(|node| self.source(*node)).collect();
        Program { steps: self.steps, outcomes, registers: self.registers, columns }
    }

    /// Nodes come after what they are made of, so one pass back finds all that is needed.
    fn count_uses(&mut self, wanted: &[NodeId]) {
        for node in wanted {
            self.uses[node.0 as usize] += 1;
        }
        for at in (0..self.nodes.len()).rev() {
            if self.uses[at] > 0 {
                for inner in made_of(self.nodes[at]).into_iter().flatten() {
                    self.uses[inner.0 as usize] += 1;
                }
            }
        }
    }

    fn operand(&mut self, at: usize) -> Operand {
        let work = match self.nodes[at] {
            Node::Constant(bits) => return Operand::Constant(f64::from_bits(bits)),
            Node::Variable(input) => {
                let column = self.columns.get(&input).copied();
                return column.map_or(Operand::Constant(f64::NAN), Operand::Input);
            }
            Node::Negative(inner) => Work::Negative(self.source(inner)),
            Node::Applied(function, inner) => Work::Applied(function, self.source(inner)),
            Node::Binary(operator, left, right) => {
                Work::Binary(operator, self.source(left), self.source(right))
            }
            // Only derivatives have these, and derivatives are no outcomes.
            Node::Jump(..) => return Operand::Constant(f64::NAN),
        };
        let into = self.free.pop().unwrap_or_else(|| {
            self.registers += 1;
            self.registers - 1
        });
        self.steps.push(Step { work, into });
        for inner in made_of(self.nodes[at]).into_iter().flatten() {
            self.release(inner);
        }
        Operand::Register(into)
    }

    fn source(&self, node: NodeId) -> Operand {
        self.operands[node.0 as usize].unwrap_or(Operand::Constant(f64::NAN))
    }

    /// Frees a register once its last reader is compiled (after the reader's target was chosen, so that
    /// no step writes what it reads).
    fn release(&mut self, node: NodeId) {
        let uses = &mut self.uses[node.0 as usize];
        *uses -= 1;
        if let (0, Some(Operand::Register(register))) = (*uses, self.operands[node.0 as usize]) {
            self.free.push(register);
        }
    }
}

fn made_of(node: Node) -> [Option<NodeId>; 2] {
    match node {
        Node::Constant(_) | Node::Variable(_) => [None, None],
        Node::Negative(inner) | Node::Applied(_, inner) => [Some(inner), None],
        Node::Jump(left, right) | Node::Binary(_, left, right) => [Some(left), Some(right)],
    }
}
