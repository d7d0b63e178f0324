//! Bodies, and the ways out of them.

use super::feature::Feature as F;
use super::{Exit, Generator};
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

/// A way out of a body.
enum Way {
    Return(Ty),
    Break(usize),
    Continue(usize),
}

impl Generator<'_> {
    /// A body: its statements and, perhaps, its value. Says whether it never gets to its end.
    pub(super) fn body(&mut self, tail: Option<&Ty>, depth: u32, most: usize) -> (Node, bool) {
        let way = if std::mem::take(&mut self.stays) {
            None
        } else {
            self.way_out()
        };
        let mark = self.env.vars.len();
        let floor = self.env.move_floor;
        if let Some(way) = &way {
            self.env.move_floor = match way {
                Way::Return(_) => self.return_floor,
                Way::Break(exit) => self.exits[*exit].move_floor,
                Way::Continue(_) => floor,
            };
        }
        let mut nodes = Vec::new();
        let least = usize::from(tail.is_none() && way.is_none());
        for _ in 0..least.max(self.rng.usize(..=most)) {
            self.statement(depth, &mut nodes);
        }
        let leaves = way.is_some();
        match (way, tail) {
            (Some(way), _) => nodes.push(self.leave_by(way, depth)),
            (None, Some(ty)) => {
                let ceiling = self.env.borrow_ceiling.take();
                if ty.borrows() {
                    self.env.borrow_ceiling = Some(ceiling.unwrap_or(mark).min(mark));
                }
                nodes.push(self.expr(ty, depth));
                self.env.borrow_ceiling = ceiling;
            }
            (None, None) => {}
        }
        self.env.leave(mark);
        self.env.move_floor = floor;
        (Node::body(nodes), leaves)
    }

    /// Whether, and how, the body that is begun is left before its end.
    fn way_out(&mut self) -> Option<Way> {
        if !self.chance(18) || self.exits.is_empty() && self.env.vars.is_empty() {
            return None;
        }
        let innermost = self.exits.len().wrapping_sub(1);
        let mut ways = Vec::new();
        for (index, exit) in self.exits.iter().enumerate() {
            let named = exit.label.is_some();
            if self.has(F::Break) && (named || index == innermost && exit.plain_break) {
                ways.push(Way::Break(index));
            }
            if self.has(F::Continue) && exit.is_loop && (named || index == innermost) {
                ways.push(Way::Continue(index));
            }
        }
        if self.has(F::Return)
            && let Some(output) = &self.output
        {
            ways.push(Way::Return(output.clone()));
        }
        if ways.is_empty() {
            return None;
        }
        let index = self.rng.usize(..ways.len());
        Some(ways.swap_remove(index))
    }

    fn leave_by(&mut self, way: Way, depth: u32) -> Node {
        let label = |exit: &Exit| {
            exit.label
                .as_ref()
                .map_or(String::new(), |it| format!(" {it}"))
        };
        match way {
            Way::Return(Ty::Unit) => Node::stmt(parts!["return;"]),
            Way::Return(ty) if self.wants(F::Unknown, 40) => {
                let value = self.leaf(&ty);
                Node::stmt(parts!["leave!(", value, ");"])
            }
            Way::Return(ty) => {
                let value = self.expr(&ty, depth);
                Node::stmt(parts!["return ", value, ";"])
            }
            Way::Continue(index) => {
                let label = label(&self.exits[index]);
                Node::stmt(parts![format!("continue{label};")])
            }
            Way::Break(index) => {
                let label = label(&self.exits[index]);
                let value = self.exits[index].value.clone();
                let value = value.map(|ty| self.expr(&ty, depth));
                let states = self.env.states()[..self.exits[index].outside].to_vec();
                self.exits[index].states.push(states);
                match value {
                    Some(value) => {
                        Node::stmt(parts![format!("break{label} "), operand(value), ";"])
                    }
                    None => Node::stmt(parts![format!("break{label};")]),
                }
            }
        }
    }

    /// `{ …; value }`.
    pub(super) fn block(&mut self, ty: &Ty, depth: u32) -> Node {
        let mark = self.env.vars.len();
        let mut nodes = Vec::new();
        for _ in 0..self.rng.usize(..=2) {
            self.statement(depth, &mut nodes);
        }
        // A block that is left early has the type `!`, on which no method can be called.
        nodes.push(self.expr(ty, depth));
        self.env.leave(mark);
        Node::expr(ty, parts!["{\n", Node::body(nodes), "}"]).loose()
    }
}
