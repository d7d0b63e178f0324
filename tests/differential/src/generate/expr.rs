//! Expressions of any type.

use super::Generator;
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// An expression of a type that borrows nothing.
    pub(super) fn expr(&mut self, ty: &Ty, depth: u32) -> Node {
        self.size -= 1;
        if depth > 0 && self.size > 0 {
            for _ in 0..3 {
                if let Some(node) = self.attempt(ty, depth - 1) {
                    return node;
                }
            }
        }
        if self.chance(70)
            && let Some(node) = self.use_variable(ty)
        {
            return node;
        }
        self.leaf(ty)
    }

    /// An operand: evaluated beside others, or one that leaves the statement.
    pub(super) fn operand(&mut self, ty: &Ty, depth: u32) -> Node {
        if self.wants(F::Diverging, 4)
            && let Some(output) = self.output.clone()
        {
            // What comes after is never reached, but must be right all the same.
            let before = self.env.states();
            let value = self.expr(&output, 1);
            self.env.restore(&before);
            let early = parts!["if flag() {\nreturn ", value, "\n} else {\n"];
            let rest = self.position(F::AwaitOperand, |this| this.expr(ty, depth));
            let mut parts = early;
            parts.extend(parts![rest, "\n}"]);
            return Node::expr(ty, parts).loose();
        }
        self.position(F::AwaitOperand, |this| this.expr(ty, depth))
    }

    fn attempt(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        match self.rng.u32(..100) {
            0..22 => self.use_variable(ty),
            22..38 if self.has(F::NestedAwait) => self.awaited(ty, depth),
            38..42 if self.has(F::PartialMove) => self.take_field(ty),
            42..46 if self.has(F::BlockExpr) => Some(self.block(ty, depth)),
            46..50 if self.has(F::IfExpr) => Some(self.if_expr(ty, depth)),
            50..54 if self.has(F::MatchExpr) => self.match_expr(ty, depth),
            54..56 if self.has(F::LoopValue) => Some(self.loop_value(ty, depth)),
            56..58 if self.has(F::Label) => Some(self.labelled_block(ty, depth)),
            58..61 if self.has(F::AsyncBlock) => self.async_block(ty, depth),
            61..64 if self.has(F::Question) => self.question(ty, depth),
            64..66 if self.has(F::Closure) => Some(self.called_closure(ty, depth)),
            66..69 => self.closure_variable(ty),
            69..72 if self.has(F::Opt) => Some(self.out_of_option(ty, depth)),
            72..74 if self.has(F::Tuple) && self.has(F::PartialMove) => {
                Some(self.out_of_tuple(ty, depth))
            }
            74 if self.has(F::Boxed) => {
                let value = self.expr(&Ty::Boxed(Box::new(ty.clone())), depth);
                Some(Node::expr(ty, parts!["*", operand(value)]).loose())
            }
            75 if self.has(F::AsyncClosure) => self.async_closure(ty, depth),
            76..78 if self.has(F::Replace) => self.replaced(ty, depth),
            78..80 if self.has(F::List) => {
                let list = self.expr(&Ty::List(Box::new(ty.clone())), depth);
                Some(Node::expr(ty, parts![operand(list), ".remove(0)"]))
            }
            _ => self.of_type(ty, depth),
        }
    }

    /// An awaited future.
    pub(super) fn awaited(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        if !self.can_await() {
            return None;
        }
        self.awaits -= 1;
        if let Some(task) = self.use_variable(&Ty::Task(Box::new(ty.clone()))) {
            return Some(Node::expr(ty, parts![task, ".await"]));
        }
        if self.wants(F::IoLocal, 20) {
            let io = Ty::Io(Box::new(ty.clone()));
            let found = self
                .env
                .visible(|index, var| var.ty == io && self.env.can_change(index));
            if let Some(var) = self.pick(&found) {
                let name = self.mention(var);
                return Some(Node::expr(ty, parts![format!("(&mut {name}).await")]));
            }
        }
        let future = self.future(ty, depth);
        if self.wants(F::Pinned, 25) {
            return Some(Node::expr(ty, parts!["Box::pin(", future, ").await"]));
        }
        Some(Node::expr(ty, parts![operand(future), ".await"]))
    }

    /// A future.
    pub(super) fn future(&mut self, ty: &Ty, depth: u32) -> Node {
        let io = Ty::Io(Box::new(ty.clone()));
        if self.wants(F::IoLocal, 30)
            && let Some(node) = self.use_variable(&io)
        {
            return node;
        }
        if *ty == Ty::Num && self.has(F::Temporary) && self.chance(40) {
            return self.lent(|this| {
                let value = this.reference(depth, true);
                let value = value.unwrap_or_else(|| this.leaf(&Ty::Ref));
                if this.wants(F::Method, 50) {
                    Node::expr(&io, parts![operand(value), ".asked()"])
                } else {
                    Node::expr(&io, parts!["ask(", value, ")"])
                }
            });
        }
        let tag = self.tag();
        let value = if self.chance(50) {
            self.leaf_or_variable(ty)
        } else {
            self.expr(ty, depth.saturating_sub(1))
        };
        let make = if self.chance(65) { "pend" } else { "io_of" };
        Node::expr(&io, parts![format!("{make}({tag}, "), value, ")"])
    }

    fn leaf_or_variable(&mut self, ty: &Ty) -> Node {
        if self.chance(40)
            && let Some(node) = self.use_variable(ty)
        {
            return node;
        }
        self.leaf(ty)
    }

    /// Expressions that are made of the type's own constructors and functions.
    fn of_type(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        match ty {
            Ty::Unit => Some(self.unit(depth)),
            Ty::Bool => Some(self.boolean(depth)),
            Ty::Num => Some(self.numeric(depth)),
            Ty::Text => Some(self.text(depth)),
            Ty::Noisy => Some(self.noisy(depth)),
            Ty::Ref => self.reference(depth, true),
            Ty::Mut => self.exclusive(true),
            Ty::Opt(inner) => Some(self.option(inner, depth)),
            Ty::Res(value, error) => Some(self.result(value, error, depth)),
            Ty::List(inner) => Some(self.list(inner, depth)),
            Ty::Guard => {
                let value = self.reference(depth, true)?;
                Some(Node::expr(ty, parts!["guard(", value, ")"]))
            }
            Ty::Io(inner) => Some(self.future(inner, depth)),
            Ty::Tuple(all) => {
                let mut parts = parts!["("];
                for each in all {
                    parts.extend(parts![self.operand(each, depth), ", "]);
                }
                parts.extend(parts![")"]);
                Some(Node::expr(ty, parts))
            }
            Ty::Array(each) => {
                let first = self.operand(each, depth);
                let second = self.operand(each, depth);
                Some(Node::expr(ty, parts!["[", first, ", ", second, "]"]))
            }
            Ty::Boxed(value) => {
                let value = self.operand(value, depth);
                Some(Node::expr(ty, parts!["Box::new(", value, ")"]))
            }
            Ty::Counted => {
                let value = self.operand(&Ty::Noisy, depth);
                Some(Node::expr(ty, parts!["Rc::new(", value, ")"]))
            }
            Ty::Duo => Some(self.duo(depth)),
            Ty::Call(_) | Ty::CallOnce(_) | Ty::Task(_) => None,
        }
    }
}
