//! Branches: `if` and `match`, their conditions and what they match.

use super::Generator;
use super::env::State;
use super::feature::Feature as F;
use super::pattern::Mode;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

/// The states at the end of the paths that go on.
type Paths = Vec<Vec<State>>;

impl Generator<'_> {
    /// A condition and what it binds; what comes after its first operand may not be evaluated.
    fn condition(&mut self, depth: u32) -> Node {
        if !self.has(F::IfLet) || self.chance(50) {
            return self.position(F::AwaitCondition, |this| this.expr(&Ty::Bool, depth));
        }
        let mut parts = parts!["let "];
        let ty = match self.rng.u32(..3) {
            0 => Ty::Noisy.res(Ty::Noisy),
            1 => self.value_type(1).opt(),
            _ => Ty::Noisy.opt(),
        };
        let (value, mode) = self.scrutinee(&ty, depth);
        let mut arms = self.arms(&ty, mode);
        let index = self.rng.usize(..arms.len());
        let (pattern, bindings, _) = arms.swap_remove(index);
        self.bind(bindings);
        parts.extend(parts![pattern, " = ", operand(value)]);
        if self.wants(F::LetChain, 50) {
            let floor = std::mem::replace(&mut self.env.move_floor, self.env.vars.len());
            if self.chance(50) {
                let second = self.position(F::AwaitCondition, |this| this.expr(&Ty::Bool, depth));
                let both = Node::optional(parts![" && ", operand(second)]);
                parts.extend(parts![both]);
            } else {
                let (ty, option) = (Ty::Noisy, Ty::Noisy.opt());
                let value = self.position(F::AwaitCondition, |this| this.expr(&option, depth));
                let mut bindings = Vec::new();
                let pattern = self.pattern(&ty, Mode::Move, &mut bindings);
                self.bind(bindings);
                let second = format!(" && let Some({pattern}) = ");
                parts.extend(parts![second, operand(value)]);
            }
            self.env.move_floor = floor;
        }
        Node {
            sort: crate::tree::Sort::Expr(Ty::Bool),
            loose: false,
            parts,
        }
    }

    /// What is matched, and how.
    pub(super) fn scrutinee(&mut self, ty: &Ty, depth: u32) -> (Node, Mode) {
        let found = self
            .env
            .visible(|index, var| var.ty == *ty && self.env.can_look(index));
        if let Some(var) = self.pick(&found)
            && self.chance(50)
        {
            let name = self.mention(var);
            if self.wants(F::RefPattern, 50) {
                let as_ref = matches!(ty, Ty::Opt(_) | Ty::Res(..)) && self.chance(50);
                let text = if as_ref {
                    format!("{name}.as_ref()")
                } else {
                    format!("&{name}")
                };
                let node = Node::expr(ty, parts![text]);
                return (node, Mode::Ref(var));
            }
            return (Node::expr(ty, parts![name]), Mode::Peek(var));
        }
        let value = self.position(F::AwaitScrutinee, |this| this.expr(ty, depth));
        (value, Mode::Move)
    }

    /// `if`, as a statement or as a value.
    pub(super) fn if_of(&mut self, ty: Option<&Ty>, depth: u32) -> Vec<crate::tree::Part> {
        let mark = self.env.vars.len();
        let condition = self.condition(depth);
        let before = self.env.states();
        let mut paths = Paths::new();
        let (then, leaves) = self.body(ty, depth, 2);
        if !leaves {
            paths.push(self.env.states()[..mark].to_vec());
        }
        self.env.leave(mark);
        self.env.restore(&before[..mark]);
        let mut parts = parts!["if ", condition, " {\n", then, "}"];
        if ty.is_some() || self.chance(50) {
            // A value that is never made has the type `!`, which fits nowhere by itself.
            self.stays = ty.is_some() && paths.is_empty();
            let (otherwise, leaves) = self.body(ty, depth, 2);
            if !leaves {
                paths.push(self.env.states());
            }
            let otherwise = parts![" else {\n", otherwise, "}"];
            if ty.is_some() {
                parts.extend(otherwise);
            } else {
                parts.extend(parts![Node::optional(otherwise)]);
            }
        } else {
            paths.push(before[..mark].to_vec());
        }
        self.env.merge(&paths);
        parts
    }

    /// `if … else …` as a value.
    pub(super) fn if_expr(&mut self, ty: &Ty, depth: u32) -> Node {
        Node::expr(ty, self.if_of(Some(ty), depth)).loose()
    }

    /// `match`, as a statement or as a value.
    pub(super) fn match_of(&mut self, ty: Option<&Ty>, depth: u32) -> Vec<crate::tree::Part> {
        let matched = match self.rng.u32(..8) {
            0 => Ty::Noisy,
            1 => Ty::Bool,
            2 | 3 => Ty::Num,
            4 => Ty::Noisy.res(Ty::Noisy),
            5 => Ty::Noisy.opt(),
            _ => self.value_type(2),
        };
        let pinned = self.pinned.len();
        let (value, mode) = self.scrutinee(&matched, depth);
        let mut parts = parts!["match ", operand(value), " {\n"];
        let mark = self.env.vars.len();
        let before = self.env.states();
        let mut paths = Paths::new();
        let arms = self.arms(&matched, mode);
        let last = arms.len() - 1;
        for (index, (pattern, bindings, guarded)) in arms.into_iter().enumerate() {
            self.bind(bindings);
            parts.extend(parts![pattern]);
            if guarded {
                let guard = self.match_guard(depth);
                parts.extend(parts![" if ", guard]);
            }
            self.stays = ty.is_some() && index == last && paths.is_empty();
            let (body, leaves) = self.body(ty, depth, 1);
            if !leaves {
                paths.push(self.env.states()[..mark].to_vec());
            }
            parts.extend(parts![" => {\n", body, "}\n"]);
            self.env.leave(mark);
            self.env.restore(&before);
        }
        let ended = self.pinned.split_off(pinned.min(self.pinned.len()));
        self.env.release(&ended);
        self.env.merge(&paths);
        parts.extend(parts!["}"]);
        parts
    }

    /// A guard moves and changes nothing.
    fn match_guard(&mut self, depth: u32) -> Node {
        let all = self.env.vars.len();
        let move_floor = std::mem::replace(&mut self.env.move_floor, all);
        let change_floor = std::mem::replace(&mut self.env.change_floor, all);
        let guard = self.position(F::AwaitGuard, |this| this.expr(&Ty::Bool, depth.min(2)));
        self.env.move_floor = move_floor;
        self.env.change_floor = change_floor;
        guard
    }

    /// `match` as a value.
    pub(super) fn match_expr(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        Some(Node::expr(ty, self.match_of(Some(ty), depth)).loose())
    }
}
