//! Loops and labelled blocks.

use super::feature::Feature as F;
use super::{Exit, Generator};
use crate::tree::{Node, Part, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// Writes what is inside of a loop or labelled block; gives its label with the colon.
    ///
    /// `goes_on` tells whether its end is reached other than by `break`.
    pub(super) fn inside<T>(
        &mut self,
        value: Option<&Ty>,
        is_loop: bool,
        goes_on: bool,
        write: impl FnOnce(&mut Self) -> T,
    ) -> (String, T) {
        let label = (!is_loop || self.wants(F::Label, 50)).then(|| format!("'l{}", self.number()));
        let before = self.env.states();
        let outside = self.env.vars.len();
        let move_floor = self.env.move_floor;
        self.exits.push(Exit {
            label: label.clone(),
            value: value.cloned(),
            is_loop,
            plain_break: is_loop,
            move_floor,
            outside,
            states: Vec::new(),
        });
        if is_loop {
            self.env.move_floor = outside;
        }
        let written = write(self);
        self.env.move_floor = move_floor;
        let exit = self.exits.pop();
        let mut paths = exit.map_or_else(Vec::new, |exit| exit.states);
        if goes_on {
            let after = self.env.states()[..outside].to_vec();
            // What is assigned in a loop may not be, if it turns no time.
            paths.push(after);
            paths.push(before);
        }
        self.env.merge(&paths);
        let label = label.map_or(String::new(), |label| format!("{label}: "));
        (label, written)
    }

    /// `loop { …; break value; }`.
    pub(super) fn loop_value(&mut self, ty: &Ty, depth: u32) -> Node {
        let (label, (body, value)) = self.inside(Some(ty), true, false, |this| {
            let mark = this.env.vars.len();
            let mut nodes = Vec::new();
            for _ in 0..this.rng.usize(..=2) {
                this.statement(depth, &mut nodes);
            }
            let value = this.last_break(depth, Some(ty));
            this.env.leave(mark);
            (Node::body(nodes), value)
        });
        let mut parts = parts![format!("{label}loop {{\nturn();\n"), body];
        parts.extend(value);
        parts.extend(parts!["}"]);
        Node::expr(ty, parts).loose()
    }

    /// The break that ends a `loop` for sure.
    fn last_break(&mut self, depth: u32, ty: Option<&Ty>) -> Vec<Part> {
        let again = self.chance(40);
        if !again && let Some(exit) = self.exits.last() {
            self.env.move_floor = exit.move_floor;
        }
        let value = ty.map(|ty| self.expr(ty, depth));
        if let Some(exit) = self.exits.last_mut() {
            let states = self.env.states()[..exit.outside].to_vec();
            exit.states.push(states);
        }
        let mut parts = if again {
            parts!["if !flag() {\nbreak"]
        } else {
            parts!["break"]
        };
        if let Some(value) = value {
            parts.extend(parts![" ", operand(value)]);
        }
        parts.extend(parts![if again { ";\n}\n" } else { ";\n" }]);
        parts
    }

    /// `'label: { …; value }`.
    pub(super) fn labelled_block(&mut self, ty: &Ty, depth: u32) -> Node {
        let (label, body) = self.inside(Some(ty), false, false, |this| {
            let (body, left) = this.body(Some(ty), depth, 2);
            let states = this.env.states();
            if let Some(exit) = this.exits.last_mut()
                && !left
            {
                exit.states.push(states);
            }
            body
        });
        Node::expr(ty, parts![label, "{\n", body, "}"]).loose()
    }

    /// A loop as a statement.
    pub(super) fn loop_statement(&mut self, depth: u32) -> Option<Node> {
        let kinds = [F::Loop, F::While, F::WhileLet, F::For];
        let kinds: Vec<F> = kinds.into_iter().filter(|kind| self.has(*kind)).collect();
        match self.pick(&kinds)? {
            F::Loop => Some(self.plain_loop(depth)),
            F::While => Some(self.while_loop(depth)),
            F::WhileLet => Some(self.while_let(depth)),
            _ => Some(self.for_loop(depth)),
        }
    }

    fn plain_loop(&mut self, depth: u32) -> Node {
        let (label, (body, end)) = self.inside(None, true, false, |this| {
            let mark = this.env.vars.len();
            let mut nodes = Vec::new();
            for _ in 0..=this.rng.usize(..=2) {
                this.statement(depth, &mut nodes);
            }
            this.carried(depth, &mut nodes);
            let end = this.last_break(depth, None);
            this.env.leave(mark);
            (Node::body(nodes), end)
        });
        let mut parts = parts![format!("{label}loop {{\nturn();\n"), body];
        parts.extend(end);
        parts.extend(parts!["}"]);
        Node::stmt(parts)
    }
}
