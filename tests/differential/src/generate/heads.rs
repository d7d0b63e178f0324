//! Loops whose head ends them: `while`, `while let`, `for`.

use super::Generator;
use super::env::{Hold, State};
use super::feature::Feature as F;
use super::pattern::Mode;
use crate::tree::{Node, Part, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// The body of a loop whose head ends it.
    fn turns(&mut self, depth: u32) -> Node {
        if self.chance(60) {
            return self.body(None, depth, 3).0;
        }
        let mark = self.env.vars.len();
        let mut nodes = Vec::new();
        for _ in 0..self.rng.usize(..=2) {
            self.statement(depth, &mut nodes);
        }
        self.carried(depth, &mut nodes);
        self.env.leave(mark);
        Node::body(nodes)
    }

    pub(super) fn while_loop(&mut self, depth: u32) -> Node {
        let (label, parts) = self.inside(None, true, true, |this| {
            // A flag ends the loop when the decisions run out.
            let mut parts = if this.can_await() && this.wants(F::AwaitCondition, 40) {
                this.awaits -= 1;
                let tag = this.tag();
                parts![format!("while pend({tag}, flag()).await")]
            } else {
                parts!["while flag()"]
            };
            if this.chance(40) {
                let second = this.position(F::AwaitCondition, |this| this.expr(&Ty::Bool, depth));
                parts.extend(parts![Node::optional(parts![" && ", operand(second)])]);
            }
            let body = this.turns(depth);
            parts.extend(parts![" {\n", body, "}"]);
            parts
        });
        let mut all = parts![label];
        all.extend(parts);
        Node::stmt(all)
    }

    pub(super) fn while_let(&mut self, depth: u32) -> Node {
        let list = Ty::List(Box::new(Ty::Noisy));
        let found = self
            .env
            .visible(|index, var| var.ty == list && self.env.can_change(index));
        let popped = self.pick(&found).filter(|_| self.has(F::Replace));
        if let Some(var) = popped {
            self.env.hold(var, true);
        }
        let (label, parts) = self.inside(None, true, true, |this| {
            let mut bindings = Vec::new();
            let pattern = this.pattern(&Ty::Noisy, Mode::Move, &mut bindings);
            let option = match popped {
                Some(var) => parts![format!("{}.pop()", this.mention(var))],
                None => {
                    let tag = this.tag();
                    let awaited = this.can_await() && this.has(F::AwaitScrutinee);
                    let option = if awaited {
                        this.awaits -= 1;
                        format!("io_of({tag}, maybe({tag})).await")
                    } else {
                        format!("maybe({tag})")
                    };
                    parts![option]
                }
            };
            let mark = this.env.vars.len();
            this.bind(bindings);
            let mut parts = parts![format!("while let Some({pattern}) = ")];
            parts.extend(option);
            if this.wants(F::LetChain, 40) {
                let floor = std::mem::replace(&mut this.env.move_floor, this.env.vars.len());
                let second = this.position(F::AwaitCondition, |this| this.expr(&Ty::Bool, depth));
                this.env.move_floor = floor;
                parts.extend(parts![Node::optional(parts![" && ", operand(second)])]);
            }
            let body = this.turns(depth);
            this.env.leave(mark);
            parts.extend(parts![" {\n", body, "}"]);
            parts
        });
        if let Some(var) = popped {
            self.env.vars[var].locked -= 1;
            self.env.holds.pop();
        }
        let mut all = parts![label];
        all.extend(parts);
        Node::stmt(all)
    }

    pub(super) fn for_loop(&mut self, depth: u32) -> Node {
        let item = self.value_type(1);
        let list = Ty::List(Box::new(Ty::Noisy));
        let lists = self
            .env
            .visible(|index, var| var.ty == list && self.env.can_look(index));
        let (over, item, holds) = match self.rng.u32(..6) {
            0 => (parts!["0..2"], Ty::Num, Vec::new()),
            1 if self.has(F::Range) => {
                let end = self.position(F::AwaitScrutinee, |this| this.operand(&Ty::Num, depth));
                (parts!["0..", operand(end), " % 3"], Ty::Num, Vec::new())
            }
            2 if !lists.is_empty() => {
                let var = lists[self.rng.usize(..lists.len())];
                let name = self.mention(var);
                let hold = Hold {
                    var,
                    mutable: false,
                };
                self.env.hold(var, false);
                let over = if self.chance(50) {
                    format!("&{name}")
                } else {
                    format!("{name}.iter()")
                };
                (parts![over], Ty::Ref, vec![hold])
            }
            3 if self.has(F::Opt) => {
                let over = self.position(F::AwaitScrutinee, |this| {
                    this.expr(&item.clone().opt(), depth)
                });
                (parts![over], item, Vec::new())
            }
            4 if self.has(F::Array) => {
                let all = Ty::Array(Box::new(item.clone()));
                let over = self.position(F::AwaitScrutinee, |this| this.expr(&all, depth));
                (parts![over], item, Vec::new())
            }
            _ => {
                let all = Ty::List(Box::new(item.clone()));
                let over = self.position(F::AwaitScrutinee, |this| this.expr(&all, depth));
                (parts![over], item, Vec::new())
            }
        };
        let (label, parts) = self.inside(None, true, true, |this| {
            let mut bindings = Vec::new();
            let pattern = this.pattern(&item, Mode::Move, &mut bindings);
            let mark = this.env.vars.len();
            this.bind(bindings);
            let body = this.turns(depth);
            this.env.leave(mark);
            let mut parts = parts![format!("for {pattern} in ")];
            parts.extend(over);
            parts.extend(parts![" {\n", body, "}"]);
            parts
        });
        for hold in holds {
            self.env.release(&[hold]);
            self.env.holds.retain(|held| *held != hold);
        }
        let mut all = parts![label];
        all.extend(parts);
        Node::stmt(all)
    }

    /// A value from outside of the loop, used up in a turn, and made again before its end.
    pub(super) fn carried(&mut self, depth: u32, nodes: &mut Vec<Node>) {
        if !self.wants(F::Reassign, 40) {
            return;
        }
        let found = self.env.visible(|index, var| {
            index < self.env.move_floor
                && var.ty == Ty::Noisy
                && var.mutable
                && var.state == State::Live
                && var.shared == 0
                && var.locked == 0
                && index >= self.env.change_floor
        });
        let Some(var) = self.pick(&found) else { return };
        let name = self.mention(var);
        self.env.vars[var].state = State::Gone;
        let can_continue: Vec<bool> = self.exits.iter().map(|exit| exit.is_loop).collect();
        for exit in &mut self.exits {
            exit.is_loop = false;
        }
        let floor = std::mem::replace(&mut self.env.move_floor, self.env.vars.len());
        let mut inner = Vec::new();
        self.statement(depth, &mut inner);
        let value = self.expr(&Ty::Noisy, depth);
        self.env.move_floor = floor;
        for (exit, is_loop) in self.exits.iter_mut().zip(can_continue) {
            exit.is_loop = is_loop;
        }
        self.env.vars[var].state = State::Live;
        let used = if self.chance(50) {
            format!("swallow({name});\n")
        } else {
            format!("{name}.consume();\n")
        };
        let mut parts = parts![used];
        parts.extend(inner.into_iter().map(Part::from));
        parts.extend(parts![format!("\n{name} = "), value, ";"]);
        nodes.push(Node::stmt(parts));
    }
}
