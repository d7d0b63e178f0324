//! Assignments.

use super::Generator;
use super::borrow::fields;
use super::env::State;
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// A variable that can get a new value.
    fn assignable(&mut self, wanted: impl Fn(&Ty) -> bool) -> Option<usize> {
        let found = self.env.visible(|index, var| {
            let free = var.shared == 0 && var.locked == 0 && index >= self.env.change_floor;
            let free = free && (index >= self.env.assign_floor || var.state == State::Live);
            var.mutable && free && !var.ty.borrows() && wanted(&var.ty)
        });
        self.pick(&found)
    }

    pub(super) fn reassign(&mut self, depth: u32) -> Option<Node> {
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

    pub(super) fn swap(&mut self) -> Option<Node> {
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

    pub(super) fn compound(&mut self, depth: u32) -> Option<Node> {
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

    pub(super) fn field_assign(&mut self, depth: u32) -> Option<Node> {
        if self.wants(F::Index, 40) {
            return self.index_assign(depth);
        }
        if self.wants(F::PartialMove, 50)
            && let Some(node) = self.field_again(depth)
        {
            return Some(node);
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

    /// `x.field = …;` where that field has been moved out.
    fn field_again(&mut self, depth: u32) -> Option<Node> {
        let found = self.env.visible(|index, var| {
            matches!(var.state, State::Partial(_)) && self.env.can_assign_part(index)
        });
        let var = self.pick(&found)?;
        let State::Partial(mask) = self.env.vars[var].state else {
            return None;
        };
        let fields = fields(&self.env.vars[var].ty);
        let index = (0..fields.len()).find(|index| mask & (1 << index) != 0)?;
        let (field, ty) = fields[index].clone();
        self.env.vars[var].shared += 1;
        let value = self.operand(&ty, depth);
        self.env.vars[var].shared -= 1;
        self.env.vars[var].state = match mask & !(1 << index) {
            0 => State::Live,
            mask => State::Partial(mask),
        };
        let name = self.mention(var);
        Some(Node::stmt(parts![format!("{name}.{field} = "), value, ";"]))
    }

    pub(super) fn destructuring_assign(&mut self, depth: u32) -> Option<Node> {
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
}
