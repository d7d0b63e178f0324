//! Expressions of noisy values, options and results, and of what is made of them.

use super::Generator;
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// A noisy value.
    pub(super) fn noisy(&mut self, depth: u32) -> Node {
        let expr = |parts| Node::expr(&Ty::Noisy, parts);
        match self.rng.u32(..12) {
            0..2 => {
                let left = self.operand(&Ty::Noisy, depth);
                let right = self.operand(&Ty::Noisy, depth);
                expr(parts!["join(", left, ", ", right, ")"])
            }
            2..4 if self.has(F::Method) => {
                let value = self.operand(&Ty::Noisy, depth);
                let number = self.operand(&Ty::Num, depth);
                expr(parts![operand(value), ".with(", number, ")"])
            }
            4 => {
                let first = self.operand(&Ty::Num, depth);
                let value = self.operand(&Ty::Noisy, depth);
                let last = self.operand(&Ty::Num, depth);
                expr(parts!["mix(", first, ", ", value, ", ", last, ")"])
            }
            5 => self.lent(|this| {
                let value = this.reference(depth, true);
                let value = value.unwrap_or_else(|| this.leaf(&Ty::Ref));
                expr(parts![operand(value), ".clone()"])
            }),
            6 if self.has(F::Opt) => {
                let value = self.operand(&Ty::Noisy.opt(), depth);
                let default = self.operand(&Ty::Noisy, depth);
                expr(parts![operand(value), ".unwrap_or(", default, ")"])
            }
            7 if self.has(F::Res) => {
                let value = self.operand(&Ty::Noisy.res(Ty::Noisy), depth);
                expr(parts![operand(value), ".unwrap_or_else(|error| error)"])
            }
            8 if self.has(F::Duo) && self.has(F::PartialMove) => {
                let value = self.operand(&Ty::Duo, depth);
                let field = ["left", "right"][self.rng.usize(..2)];
                expr(parts![operand(value), format!(".{field}")])
            }
            _ => self.leaf(&Ty::Noisy),
        }
    }

    /// `()`.
    pub(super) fn unit(&mut self, depth: u32) -> Node {
        let expr = |parts| Node::expr(&Ty::Unit, parts);
        match self.rng.u32(..3) {
            0 => {
                let ty = self.value_type(1);
                let value = self.expr(&ty, depth);
                expr(parts!["drop(", value, ")"])
            }
            _ => {
                let tag = self.tag();
                expr(parts![format!("step({tag})")])
            }
        }
    }

    /// An option.
    pub(super) fn option(&mut self, inner: &Ty, depth: u32) -> Node {
        let ty = inner.clone().opt();
        let expr = |parts| Node::expr(&ty, parts);
        match self.rng.u32(..8) {
            0 => expr(parts![format!("None::<{inner}>")]),
            1 if *inner == Ty::Noisy => {
                let tag = self.tag();
                expr(parts![format!("maybe({tag})")])
            }
            5 if *inner == Ty::Num => {
                let value = self.expr(inner, depth);
                expr(parts!["usize::checked_sub(", value, ", 1)"])
            }
            2 if self.has(F::Closure) => {
                let value = self.enclosed(|this| this.closure_body(inner, depth));
                expr(parts!["flag().then(|| ", value, ")"])
            }
            3 if self.has(F::Res) && *inner == Ty::Noisy => {
                let value = self.expr(&Ty::Noisy.res(Ty::Noisy), depth);
                expr(parts![operand(value), ".ok()"])
            }
            4 if self.has(F::Replace) => {
                let found = self
                    .env
                    .visible(|index, var| var.ty == ty && self.env.can_change(index));
                match self.pick(&found) {
                    Some(var) => {
                        let name = self.mention(var);
                        expr(parts![format!("{name}.take()")])
                    }
                    None => self.leaf(&ty),
                }
            }
            _ => {
                let value = self.expr(inner, depth);
                expr(parts!["Some(", value, ")"])
            }
        }
    }

    /// A result.
    pub(super) fn result(&mut self, value: &Ty, error: &Ty, depth: u32) -> Node {
        let ty = value.clone().res(error.clone());
        let expr = |parts| Node::expr(&ty, parts);
        match self.rng.u32(..8) {
            0 | 1 => {
                let failed = self.expr(error, depth);
                expr(parts![format!("Err::<{value}, {error}>("), failed, ")"])
            }
            2 if *value == Ty::Noisy && *error == Ty::Noisy => {
                let tag = self.tag();
                expr(parts![format!("attempt({tag})")])
            }
            3 if self.has(F::Opt) => {
                let option = self.operand(&value.clone().opt(), depth);
                let failed = self.operand(error, depth);
                expr(parts![operand(option), ".ok_or(", failed, ")"])
            }
            _ => {
                let found = self.expr(value, depth);
                expr(parts![format!("Ok::<{value}, {error}>("), found, ")"])
            }
        }
    }

    /// A struct.
    pub(super) fn duo(&mut self, depth: u32) -> Node {
        let left = self.operand(&Ty::Noisy, depth);
        if self.wants(F::Update, 30) {
            let rest = self.operand(&Ty::Duo, depth);
            return Node::expr(
                &Ty::Duo,
                parts!["Duo { left: ", left, ", ..", operand(rest), " }"],
            )
            .loose();
        }
        let number = self.operand(&Ty::Num, depth);
        let right = self.operand(&Ty::Noisy, depth);
        // Fields are evaluated in the order in which they are written.
        let parts = parts![
            "Duo { left: ",
            left,
            ", number: ",
            number,
            ", right: ",
            right,
            " }"
        ];
        Node::expr(&Ty::Duo, parts).loose()
    }

    /// What an option holds, or something else.
    pub(super) fn out_of_option(&mut self, ty: &Ty, depth: u32) -> Node {
        let value = self.operand(&ty.clone().opt(), depth);
        if self.wants(F::Closure, 40) {
            let default = self.enclosed(|this| this.closure_body(ty, depth));
            let parts = parts![operand(value), ".unwrap_or_else(|| ", default, ")"];
            return Node::expr(ty, parts);
        }
        let default = self.operand(ty, depth);
        Node::expr(ty, parts![operand(value), ".unwrap_or(", default, ")"])
    }

    /// A field of a tuple that is a temporary.
    pub(super) fn out_of_tuple(&mut self, ty: &Ty, depth: u32) -> Node {
        let other = self.value_type(1);
        let index = self.rng.usize(..2);
        let all = if index == 0 {
            vec![ty.clone(), other]
        } else {
            vec![other, ty.clone()]
        };
        let value = self.expr(&Ty::Tuple(all), depth);
        Node::expr(ty, parts![operand(value), format!(".{index}")])
    }

    /// The value of a variable, replaced by another.
    pub(super) fn replaced(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        let found = self
            .env
            .visible(|index, var| var.ty == *ty && self.env.can_change(index));
        let var = self.pick(&found)?;
        let name = self.mention(var);
        let value = self.lent(|this| {
            this.env.hold(var, true);
            this.operand(ty, depth)
        });
        let parts = parts![format!("std::mem::replace(&mut {name}, "), value, ")"];
        Some(Node::expr(ty, parts))
    }
}
