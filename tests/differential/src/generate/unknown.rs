//! Macros that nobody knows, by what they hide.

use super::Generator;
use super::feature::Feature as F;
use crate::tree::{Node, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// A macro that is a statement, or initialises a variable.
    pub(super) fn unknown(&mut self) -> Node {
        let tag = self.tag();
        match self.rng.u32(..8) {
            0 | 1 => match self.output.clone() {
                Some(output) if self.has(F::Return) => {
                    let value = self.leaf(&output);
                    Node::stmt(parts!["leave_perhaps!(", value, ");"])
                }
                _ => Node::stmt(parts![format!("logged!({tag});")]),
            },
            2 => match &self.output {
                Some(Ty::Opt(_)) if self.has(F::Question) => {
                    Node::stmt(parts![format!("none_perhaps!({tag});")])
                }
                Some(Ty::Res(_, error)) if **error == Ty::Noisy && self.has(F::Question) => {
                    Node::stmt(parts![format!("fail_perhaps!({tag});")])
                }
                _ => Node::stmt(parts![format!("logged!({tag});")]),
            },
            3 if self.can_await() => {
                self.awaits -= 1;
                Node::stmt(parts![format!("wait!({tag});")])
            }
            4 => Node::stmt(parts![format!("keep!({tag});")]),
            5 | 6 => {
                let name = self.name(&[]);
                let mutable = self.chance(30);
                let prefix = if mutable { "mut " } else { "" };
                let typed = if self.chance(20) { ": Noisy" } else { "" };
                self.env
                    .declare(name.clone(), Ty::Noisy, mutable, Vec::new());
                Node::stmt(parts![format!("let {prefix}{name}{typed} = made!({tag});")])
            }
            _ if self.has(F::RefLocal) && self.has(F::Extended) => {
                let name = self.name(&[]);
                self.env.declare(name.clone(), Ty::Ref, false, Vec::new());
                Node::stmt(parts![format!("let {name} = lent!({tag});")])
            }
            _ => Node::stmt(parts![format!("logged!({tag});")]),
        }
    }
}
