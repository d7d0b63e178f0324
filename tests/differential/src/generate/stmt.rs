//! Statements.

use super::Generator;
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
            90..95 => self.loop_statement(depth),
            95 | 99 if self.has(F::Unknown) => Some(self.unknown()),
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
