//! Expressions of numbers, conditions and text.

use super::Generator;
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// A use of a borrowed value, which gives a number.
    fn used(&mut self, depth: u32) -> Node {
        let expr = |parts| Node::expr(&Ty::Num, parts);
        if self.wants(F::Method, 50)
            && let Some((var, place)) = self.place(false)
        {
            return match self.rng.u32(..3) {
                0 => {
                    // The receiver is borrowed before the argument is evaluated.
                    self.lent(|this| {
                        this.env.hold(var, false);
                        let argument = this.operand(&Ty::Num, depth);
                        expr(parts![format!("{place}.plus("), argument, ")"])
                    })
                }
                _ => expr(parts![format!("{place}.look()")]),
            };
        }
        if self.wants(F::MethodMut, 40)
            && let Some((var, place)) = self.place(true)
        {
            return self.lent(|this| {
                // Two-phase borrows would let an argument look at it.
                this.env.hold(var, true);
                let argument = this.operand(&Ty::Num, depth);
                expr(parts![format!("{place}.grow("), argument, ")"])
            });
        }
        self.lent(|this| {
            if this.wants(F::MutRef, 30) {
                let value = this.exclusive(this.has(F::Temporary));
                let value = value.unwrap_or_else(|| this.leaf(&Ty::Mut));
                return expr(parts!["change(", value, ")"]);
            }
            let value = this.reference(depth, true);
            let value = value.unwrap_or_else(|| this.leaf(&Ty::Ref));
            match this.rng.u32(..4) {
                0 if this.has(F::Method) => expr(parts![operand(value), ".look()"]),
                1 if depth > 0 => {
                    let second = this.position(F::AwaitOperand, |this| this.reference(depth, true));
                    let second = second.unwrap_or_else(|| this.leaf(&Ty::Ref));
                    expr(parts!["compare(", value, ", ", second, ")"])
                }
                _ => expr(parts!["look(", value, ")"]),
            }
        })
    }

    /// A number.
    pub(super) fn numeric(&mut self, depth: u32) -> Node {
        let expr = |parts| Node::expr(&Ty::Num, parts);
        match self.rng.u32(..22) {
            0..4 => self.used(depth),
            4..6 => {
                let value = self.expr(&Ty::Noisy, depth);
                if self.wants(F::Consume, 50) {
                    expr(parts![operand(value), ".consume()"])
                } else {
                    expr(parts!["swallow(", value, ")"])
                }
            }
            6..9 if self.has(F::Arithmetic) => {
                let sign = ["+", "*", "^", "|"][self.rng.usize(..4)];
                let left = self.operand(&Ty::Num, depth);
                let right = self.operand(&Ty::Num, depth);
                expr(parts![operand(left), format!(" {sign} "), operand(right)]).loose()
            }
            9..11 => {
                let value = self.operand(&Ty::Noisy, depth);
                let number = self.operand(&Ty::Num, depth);
                expr(parts!["both(", value, ", ", number, ")"])
            }
            11 if self.has(F::Bool) => {
                let value = self.operand(&Ty::Bool, depth);
                expr(parts!["usize::from(", value, ")"])
            }
            12 if self.has(F::Index) => {
                let all: Vec<Node> = (0..3).map(|_| self.operand(&Ty::Num, depth)).collect();
                let index = self.operand(&Ty::Num, depth);
                let mut parts = parts!["["];
                for each in all {
                    parts.extend(parts![each, ", "]);
                }
                parts.extend(parts!["][", operand(index), " % 3]"]);
                expr(parts)
            }
            13 if self.has(F::Guard) => {
                let guard = self.pinned(|this| {
                    let value = this.reference(depth, true);
                    let value = value.unwrap_or_else(|| this.leaf(&Ty::Ref));
                    parts!["guard(", value, ").peek()"]
                });
                expr(guard)
            }
            14 if self.has(F::Range) => {
                let start = self.operand(&Ty::Num, depth);
                let end = self.operand(&Ty::Num, depth);
                expr(parts![
                    "(",
                    operand(start),
                    "..",
                    operand(end),
                    ").take(2).count()"
                ])
            }
            15 if self.has(F::Text) => {
                let value = self.operand(&Ty::Text, depth);
                expr(parts![operand(value), ".len()"])
            }
            16 if self.has(F::Opt) => {
                let value = self.operand(&Ty::Noisy.opt(), depth);
                let default = self.operand(&Ty::Num, depth);
                expr(parts![
                    operand(value),
                    ".map_or(",
                    default,
                    ", Noisy::consume)"
                ])
            }
            17 if self.has(F::List) => {
                let value = self.operand(&Ty::List(Box::new(Ty::Noisy)), depth);
                expr(parts![operand(value), ".len()"])
            }
            18 if self.has(F::Arithmetic) => {
                let value = self.operand(&Ty::Num, depth);
                expr(parts![operand(value), " as usize"]).loose()
            }
            _ => {
                let tag = self.tag();
                let value = self.rng.usize(..4);
                expr(parts![format!("num({tag}, {value})")])
            }
        }
    }

    /// A condition.
    pub(super) fn boolean(&mut self, depth: u32) -> Node {
        let expr = |parts| Node::expr(&Ty::Bool, parts);
        match self.rng.u32(..12) {
            0..3 if self.has(F::ShortCircuit) => {
                let sign = ["&&", "||"][self.rng.usize(..2)];
                let left = self.operand(&Ty::Bool, depth);
                // The right side may not be evaluated: what it moves may still be there.
                let floor = std::mem::replace(&mut self.env.move_floor, self.env.vars.len());
                let right = self.operand(&Ty::Bool, depth);
                self.env.move_floor = floor;
                expr(parts![operand(left), format!(" {sign} "), operand(right)]).loose()
            }
            3..6 => {
                let sign = ["<", ">", "==", "!=", ">="][self.rng.usize(..5)];
                let left = self.operand(&Ty::Num, depth);
                let right = self.operand(&Ty::Num, depth);
                expr(parts![operand(left), format!(" {sign} "), operand(right)]).loose()
            }
            6 => {
                let value = self.expr(&Ty::Bool, depth);
                expr(parts!["!", operand(value)]).loose()
            }
            7 if self.has(F::Macro) => {
                let value = self.position(F::AwaitMacro, |this| this.expr(&Ty::Num, depth));
                expr(parts!["matches!(", value, ", 1 | 2)"])
            }
            8 if self.has(F::Opt) => {
                let value = self.expr(&Ty::Noisy.opt(), depth);
                expr(parts![operand(value), ".is_some()"])
            }
            9 if self.has(F::Temporary) => {
                let left = self.operand(&Ty::Noisy, depth);
                let right = self.operand(&Ty::Noisy, depth);
                expr(parts![operand(left), " == ", operand(right)]).loose()
            }
            _ => expr(parts!["flag()"]),
        }
    }

    /// A text.
    pub(super) fn text(&mut self, depth: u32) -> Node {
        let expr = |parts| Node::expr(&Ty::Text, parts);
        if self.has(F::Macro) && self.chance(60) {
            let first = self.position(F::AwaitMacro, |this| this.operand(&Ty::Num, depth));
            let second = self.position(F::AwaitMacro, |this| this.operand(&Ty::Noisy, depth));
            return expr(parts!["format!(\"{} {:?}\", ", first, ", ", second, ")"]);
        }
        match self.rng.u32(..3) {
            0 => {
                let value = self.expr(&Ty::Noisy, depth);
                expr(parts![operand(value), ".name().to_string()"])
            }
            1 => {
                let first = self.operand(&Ty::Text, depth);
                let second = self.operand(&Ty::Text, depth);
                expr(parts![operand(first), " + &", operand(second)]).loose()
            }
            _ => self.leaf(&Ty::Text),
        }
    }
}
