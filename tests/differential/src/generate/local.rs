//! Statements that declare variables.

use super::Generator;
use super::env::{Hold, State};
use super::feature::Feature as F;
use super::pattern::Mode;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// The borrows that the expression just written keeps, for the variable that it is bound to.
    fn kept(&mut self, mark: usize) -> Vec<Hold> {
        let mark = mark.min(self.env.holds.len());
        self.env.holds.split_off(mark)
    }

    /// `let x = …;`.
    pub(super) fn local(&mut self, depth: u32) -> Node {
        let mark = self.env.holds.len();
        let (ty, value) = self.initialiser(depth);
        let holds = self.kept(mark);
        let holds = if ty.borrows() {
            holds
        } else {
            self.env.release(&holds);
            Vec::new()
        };
        let changes = holds.iter().any(|hold| hold.mutable);
        let mutable = changes || self.chance(45);
        let name = self.name(&[]);
        let prefix = if mutable { "mut " } else { "" };
        let typed = ty.is_nameable() && !matches!(ty, Ty::Guard) && self.chance(20);
        let typed = if typed {
            format!(": {ty}")
        } else {
            String::new()
        };
        self.env.declare(name.clone(), ty, mutable, holds);
        Node::stmt(parts![format!("let {prefix}{name}{typed} = "), value, ";"])
    }

    /// A value for a variable, and its type.
    fn initialiser(&mut self, depth: u32) -> (Ty, Node) {
        match self.rng.u32(..20) {
            0..2 if self.has(F::RefLocal) => {
                if self.wants(F::Extended, 30) {
                    if self.wants(F::Duo, 30) {
                        let value = self.expr(&Ty::Duo, depth);
                        let parts = parts!["&", operand(value), ".left"];
                        return (Ty::Ref, Node::expr(&Ty::Ref, parts));
                    }
                    let value = self.expr(&Ty::Noisy, depth);
                    if self.wants(F::MutRef, 30) {
                        let parts = parts!["&mut ", operand(value)];
                        return (Ty::Mut, Node::expr(&Ty::Mut, parts));
                    }
                    return (Ty::Ref, Node::expr(&Ty::Ref, parts!["&", operand(value)]));
                }
                if let Some(value) = self.reference(depth, false) {
                    return (Ty::Ref, value);
                }
            }
            2 if self.has(F::MutRef) => {
                if let Some(value) = self.exclusive(false) {
                    return (Ty::Mut, value);
                }
            }
            3..5 if self.has(F::Guard) => {
                if let Some(value) = self.reference(depth, false) {
                    let guard = Node::expr(&Ty::Guard, parts!["guard(", value, ")"]);
                    return (Ty::Guard, guard);
                }
            }
            5..7 if self.has(F::Closure) => {
                let ty = self.value_type(0);
                let (closure, kind) = self.closure(&ty, depth);
                return (kind, closure);
            }
            7 if self.has(F::AsyncBlock) => {
                let ty = self.value_type(0);
                let task = self.task(&ty, depth);
                return (Ty::Task(Box::new(ty)), task);
            }
            _ => {}
        }
        let ty = self.value_type(2);
        if self.chance(35)
            && let Some(value) = self.awaited(&ty, depth)
        {
            return (ty, value);
        }
        let value = self.expr(&ty, depth);
        (ty, value)
    }

    /// `let PATTERN = …;`.
    pub(super) fn destructured(&mut self, depth: u32) -> Node {
        let ty = match self.rng.u32(..3) {
            0 => Ty::Duo,
            1 => Ty::Tuple(vec![self.value_type(0), self.value_type(1)]),
            _ => self.value_type(2),
        };
        let (value, mode) = if self.has(F::Patterns) && self.chance(60) {
            self.scrutinee(&ty, depth)
        } else {
            (self.expr(&ty, depth), Mode::Move)
        };
        let mut bindings = Vec::new();
        let pattern = self.pattern(&ty, mode, &mut bindings);
        self.bind(bindings);
        Node::stmt(parts![format!("let {pattern} = "), value, ";"])
    }

    /// `let Some(x) = … else { … };`.
    pub(super) fn let_else(&mut self, depth: u32) -> Option<Node> {
        let output = self.output.clone()?;
        let ty = match self.rng.u32(..3) {
            0 => Ty::Noisy.res(Ty::Noisy),
            1 => self.value_type(1).opt(),
            _ => Ty::Noisy.opt(),
        };
        let (value, mode) = self.scrutinee(&ty, depth);
        let before = self.env.states();
        let floor = std::mem::replace(&mut self.env.move_floor, self.return_floor);
        let mark = self.env.vars.len();
        let mut nodes = Vec::new();
        if self.chance(40) {
            self.statement(depth, &mut nodes);
        }
        let result = self.expr(&output, depth);
        nodes.push(Node::stmt(parts!["return ", result, ";"]));
        self.env.leave(mark);
        self.env.move_floor = floor;
        self.env.restore(&before);
        let mut arms = self.arms(&ty, mode);
        let index = self.rng.usize(..arms.len());
        let (pattern, bindings, _) = arms.swap_remove(index);
        self.bind(bindings);
        Some(Node::stmt(parts![
            format!("let {pattern} = "),
            operand(value),
            " else {\n",
            Node::body(nodes),
            "};",
        ]))
    }

    /// `let x; if … { x = …; } else { x = …; }`.
    pub(super) fn deferred(&mut self, depth: u32, nodes: &mut Vec<Node>) {
        let ty = self.value_type(1);
        let name = format!("d{}", self.number());
        let mutable = self.chance(30);
        let prefix = if mutable { "mut " } else { "" };
        let written = if self.chance(30) {
            format!(": {ty}")
        } else {
            String::new()
        };
        let var = self
            .env
            .declare(name.clone(), ty.clone(), mutable, Vec::new());
        self.env.vars[var].state = State::Gone;
        let mut parts = parts![format!("let {prefix}{name}{written};\n")];
        let mut between = Vec::new();
        if self.chance(40) {
            self.statement(depth, &mut between);
        }
        parts.extend(between.into_iter().map(crate::tree::Part::from));
        let branches = self.chance(60);
        if branches {
            let condition = self.position(F::AwaitCondition, |this| this.expr(&Ty::Bool, depth));
            let before = self.env.states();
            let mut paths = Vec::new();
            parts.extend(parts!["\nif ", condition]);
            for start in [" {\n", " else {\n"] {
                let mark = self.env.vars.len();
                let mut inner = Vec::new();
                if self.chance(40) {
                    self.statement(depth, &mut inner);
                }
                let value = self.expr(&ty, depth);
                self.env.leave(mark);
                self.env.vars[var].state = State::Live;
                paths.push(self.env.states());
                self.env.restore(&before);
                let inner = Node::body(inner);
                parts.extend(parts![start, inner, format!("{name} = "), value, ";\n}"]);
            }
            self.env.merge(&paths);
        } else {
            let value = self.expr(&ty, depth);
            parts.extend(parts![format!("\n{name} = "), value, ";"]);
            self.env.vars[var].state = State::Live;
        }
        nodes.push(Node::stmt(parts));
    }
}
