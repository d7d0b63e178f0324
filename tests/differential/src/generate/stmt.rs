//! Statements.

use super::Generator;
use super::borrow::fields;
use super::env::State;
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// Writes a statement, or a few that belong together.
    pub(super) fn statement(&mut self, depth: u32, nodes: &mut Vec<Node>) {
        if self.size <= 0 {
            if nodes.is_empty() {
                nodes.push(self.simple());
            }
            return;
        }
        self.size -= 1;
        let depth = depth.saturating_sub(1);
        let (holds, pinned) = (self.env.holds.len(), self.pinned.len());
        for _ in 0..3 {
            if self.one(depth, nodes) {
                break;
            }
        }
        self.env.end_holds(holds);
        let ended = self.pinned.split_off(pinned.min(self.pinned.len()));
        self.env.release(&ended);
    }

    /// A statement that needs nothing.
    fn simple(&mut self) -> Node {
        if self.can_await() && self.chance(60) {
            self.awaits -= 1;
            let tag = self.tag();
            return Node::stmt(parts![format!("pend({tag}, 1).await;")]);
        }
        let tag = self.tag();
        Node::stmt(parts![format!("step({tag});")])
    }

    fn one(&mut self, depth: u32, nodes: &mut Vec<Node>) -> bool {
        let node = match self.rng.u32(..100) {
            0..24 => Some(self.local(depth)),
            24..28 if self.has(F::Destructure) => Some(self.destructured(depth)),
            28..31 if self.has(F::Discard) => {
                let ty = self.value_type(1);
                let value = self.expr(&ty, depth);
                Some(Node::stmt(parts!["let _ = ", value, ";"]))
            }
            31..42 => {
                let ty = if self.chance(50) {
                    Ty::Num
                } else {
                    self.value_type(1)
                };
                let value = self.awaited(&ty, depth);
                value.map(|value| Node::stmt(parts![operand(value), ";"]))
            }
            42..52 => {
                let ty = if self.chance(60) {
                    Ty::Num
                } else {
                    self.value_type(1)
                };
                let value = self.expr(&ty, depth);
                Some(Node::stmt(parts![operand(value), ";"]))
            }
            52..57 if self.has(F::Reassign) => self.reassign(depth),
            57..60 if self.has(F::Compound) => self.compound(depth),
            60..62 if self.has(F::FieldAssign) => self.field_assign(depth),
            62..64 if self.has(F::DestructuringAssign) => self.destructuring_assign(depth),
            64..68 if self.has(F::Drop) => self.drop_variable(),
            68..71 if self.has(F::Deferred) => {
                self.deferred(depth, nodes);
                return true;
            }
            71..74 if self.has(F::LetElse) => self.let_else(depth),
            74..76 if self.has(F::Macro) => Some(self.asserted(depth)),
            76..84 if self.has(F::If) => Some(Node::stmt(self.if_of(None, depth))),
            84..90 if self.has(F::Match) => Some(Node::stmt(self.match_of(None, depth))),
            90..96 => self.loop_statement(depth),
            96 if self.has(F::Swap) => self.swap(),
            97 if self.has(F::BlockExpr) => {
                let (body, _) = self.body(None, depth, 3);
                Some(Node::stmt(parts!["{\n", body, "}"]))
            }
            98 => {
                let value = self.unit(depth);
                Some(Node::stmt(parts![value, ";"]))
            }
            _ => None,
        };
        let found = node.is_some();
        nodes.extend(node);
        found
    }

    /// A variable that can get a new value.
    fn assignable(&mut self, wanted: impl Fn(&Ty) -> bool) -> Option<usize> {
        let found = self.env.visible(|index, var| {
            let free = var.shared == 0 && var.locked == 0 && index >= self.env.change_floor;
            let free = free && (index >= self.env.assign_floor || var.state == State::Live);
            var.mutable && free && !var.ty.borrows() && wanted(&var.ty)
        });
        self.pick(&found)
    }

    fn reassign(&mut self, depth: u32) -> Option<Node> {
        if self.wants(F::MutRef, 30) {
            let found = self
                .env
                .visible(|index, var| var.ty == Ty::Mut && self.env.can_look(index));
            if let Some(var) = self
                .pick(&found)
                .filter(|var| self.env.vars[*var].shared == 0)
            {
                let value = self.expr(&Ty::Noisy, depth);
                if self.env.can_look(var) && self.env.vars[var].shared == 0 {
                    let name = self.mention(var);
                    return Some(Node::stmt(parts![format!("*{name} = "), value, ";"]));
                }
                return Some(Node::stmt(parts![operand(value), ";"]));
            }
        }
        let var = self.assignable(|_| true)?;
        let ty = self.env.vars[var].ty.clone();
        // The value may itself use the old one up.
        let value = self.expr(&ty, depth);
        let name = self.mention(var);
        self.env.vars[var].state = State::Live;
        Some(Node::stmt(parts![format!("{name} = "), value, ";"]))
    }

    fn swap(&mut self) -> Option<Node> {
        let found = self
            .env
            .visible(|index, var| !var.ty.borrows() && self.env.can_change(index));
        let first = self.pick(&found)?;
        let ty = &self.env.vars[first].ty;
        let other = |other: &usize| *other != first && self.env.vars[*other].ty == *ty;
        let second = found.into_iter().find(other)?;
        let (first, second) = (self.mention(first), self.mention(second));
        let text = if self.chance(50) {
            format!("std::mem::swap(&mut {first}, &mut {second});")
        } else {
            format!("({first}, {second}) = ({second}, {first});")
        };
        Some(Node::stmt(parts![text]))
    }

    fn compound(&mut self, depth: u32) -> Option<Node> {
        let found = self
            .env
            .visible(|index, var| var.ty == Ty::Num && self.env.can_change(index));
        let sign = ["+", "*", "^"][self.rng.usize(..3)];
        let structs = self
            .env
            .visible(|index, var| matches!(&var.ty, Ty::Duo) && self.env.can_change(index));
        if let Some(var) = self.pick(&structs).filter(|_| self.has(F::FieldAssign)) {
            self.env.vars[var].shared += 1;
            let value = self.operand(&Ty::Num, depth);
            self.env.vars[var].shared -= 1;
            let name = self.mention(var);
            return Some(Node::stmt(parts![
                format!("{name}.number {sign}= "),
                value,
                ";"
            ]));
        }
        let var = self.pick(&found)?;
        let value = self.operand(&Ty::Num, depth);
        let name = self.mention(var);
        Some(Node::stmt(parts![format!("{name} {sign}= "), value, ";"]))
    }

    /// `list[index] = …;`: the value is evaluated first.
    fn index_assign(&mut self, depth: u32) -> Option<Node> {
        let found = self.env.visible(|index, var| {
            matches!(&var.ty, Ty::List(_) | Ty::Array(_)) && self.env.can_change(index)
        });
        let var = self.pick(&found)?;
        let (Ty::List(each) | Ty::Array(each)) = self.env.vars[var].ty.clone() else {
            return None;
        };
        self.env.vars[var].shared += 1;
        let value = self.operand(&each, depth);
        let index = self.operand(&Ty::Num, depth);
        self.env.vars[var].shared -= 1;
        let name = self.mention(var);
        let parts = parts![format!("{name}["), operand(index), " % 2] = ", value, ";"];
        Some(Node::stmt(parts))
    }

    fn field_assign(&mut self, depth: u32) -> Option<Node> {
        if self.wants(F::Index, 40) {
            return self.index_assign(depth);
        }
        let found = self
            .env
            .visible(|index, var| !fields(&var.ty).is_empty() && self.env.can_change(index));
        let var = self.pick(&found)?;
        let fields = fields(&self.env.vars[var].ty);
        let (field, ty) = fields[self.rng.usize(..fields.len())].clone();
        let floor = self.env.move_floor;
        // The variable itself must stay where it is.
        self.env.vars[var].shared += 1;
        let value = self.operand(&ty, depth);
        self.env.vars[var].shared -= 1;
        self.env.move_floor = floor;
        let name = self.mention(var);
        Some(Node::stmt(parts![format!("{name}.{field} = "), value, ";"]))
    }

    fn destructuring_assign(&mut self, depth: u32) -> Option<Node> {
        let first = self.assignable(|_| true)?;
        let other = self.assignable(|_| true).filter(|other| *other != first);
        let second = match other {
            Some(other) => self.env.vars[other].ty.clone(),
            None => self.value_type(0),
        };
        let ty = Ty::Tuple(vec![self.env.vars[first].ty.clone(), second]);
        let value = self.expr(&ty, depth);
        let left = self.mention(first);
        self.env.vars[first].state = State::Live;
        let right = match other {
            Some(other) => {
                self.env.vars[other].state = State::Live;
                self.mention(other)
            }
            None => "_".to_owned(),
        };
        Some(Node::stmt(parts![
            format!("({left}, {right}) = "),
            value,
            ";"
        ]))
    }

    fn drop_variable(&mut self) -> Option<Node> {
        let found = self
            .env
            .visible(|index, var| !var.ty.is_copy() && self.env.can_move(index));
        let var = self.pick(&found)?;
        let value = self.take(var);
        Some(Node::stmt(parts!["drop(", value, ");"]))
    }

    fn asserted(&mut self, depth: u32) -> Node {
        if self.chance(50) {
            let value = self.position(F::AwaitMacro, |this| this.expr(&Ty::Num, depth));
            return Node::stmt(parts!["assert!(", value, " < 99);"]);
        }
        let left = self.position(F::AwaitMacro, |this| this.operand(&Ty::Num, depth));
        let right = self.position(F::AwaitMacro, |this| this.operand(&Ty::Num, depth));
        Node::stmt(parts!["assert_ne!(", left, ", 77 + ", operand(right), ");"])
    }
}
