//! Expressions of lists.

use super::Generator;
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// A `Vec`.
    pub(super) fn list(&mut self, inner: &Ty, depth: u32) -> Node {
        let ty = Ty::List(Box::new(inner.clone()));
        let expr = |parts| Node::expr(&ty, parts);
        match self.rng.u32(..6) {
            0 => {
                let value = self.operand(&Ty::Array(Box::new(inner.clone())), depth);
                expr(parts!["Vec::from(", value, ")"])
            }
            1 => {
                let value = self.operand(&ty, depth);
                expr(parts![operand(value), ".into_iter().collect::<Vec<_>>()"])
            }
            _ => {
                let len = 1 + self.rng.usize(..2);
                let mut parts = parts!["vec!["];
                for _ in 0..len {
                    let value = self.position(F::AwaitMacro, |this| this.operand(inner, depth));
                    parts.extend(parts![value, ", "]);
                }
                parts.extend(parts!["]"]);
                expr(parts)
            }
        }
    }
}
