//! Uses of variables and of their parts: moved, borrowed, changed.

use super::Generator;
use super::env::{Hold, State};
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// Mentions a variable.
    pub(super) fn mention(&mut self, var: usize) -> String {
        self.env.vars[var].mentions += 1;
        self.env.vars[var].name.clone()
    }

    /// A variable of the type, used by value.
    pub(super) fn use_variable(&mut self, ty: &Ty) -> Option<Node> {
        let found = self
            .env
            .visible(|index, var| var.ty == *ty && self.env.can_move(index));
        let var = self.pick(&found)?;
        Some(self.take(var))
    }

    /// A variable by value.
    pub(super) fn take(&mut self, var: usize) -> Node {
        let ty = self.env.vars[var].ty.clone();
        let name = self.mention(var);
        if ty.is_copy() {
            let holds = self.env.vars[var].holds.clone();
            for hold in holds {
                self.env.hold(hold.var, hold.mutable);
            }
        } else {
            self.env.vars[var].state = State::Gone;
            let holds = std::mem::take(&mut self.env.vars[var].holds);
            self.env.holds.extend(holds);
        }
        Node::expr(&ty, parts![name])
    }

    /// A field of a variable, moved out of it.
    pub(super) fn take_field(&mut self, ty: &Ty) -> Option<Node> {
        let found = self.env.visible(|index, var| {
            let free = var.locked == 0 && var.shared == 0 && index >= self.env.move_floor;
            let there = var.state != State::Gone;
            free && there && fields(&var.ty).iter().any(|(_, field)| field == ty)
        });
        let var = self.pick(&found)?;
        let all = fields(&self.env.vars[var].ty);
        let mask = match self.env.vars[var].state {
            State::Partial(mask) => mask,
            _ => 0,
        };
        let left: Vec<usize> = (0..all.len())
            .filter(|&index| all[index].1 == *ty && mask & (1 << index) == 0)
            .collect();
        let index = self.pick(&left)?;
        if !ty.is_copy() {
            self.env.vars[var].state = State::Partial(mask | 1 << index);
        }
        let name = self.mention(var);
        Some(Node::expr(ty, parts![format!("{name}.{}", all[index].0)]))
    }

    /// A place of type `Noisy` and its variable: a variable, a field, what a box or a reference
    /// points to.
    pub(super) fn place(&mut self, change: bool) -> Option<(usize, String)> {
        let found = self.env.visible(|index, var| {
            let usable = if matches!(var.ty, Ty::Mut) && change {
                // What it points to can be changed though the variable cannot.
                self.env.can_look(index) && var.shared == 0 && index >= self.env.change_floor
            } else if change {
                self.env.can_change(index) && !matches!(var.ty, Ty::Ref | Ty::Guard | Ty::Counted)
            } else {
                self.env.can_look(index)
            };
            usable && !paths(&var.ty).is_empty()
        });
        let var = self.pick(&found)?;
        let all = paths(&self.env.vars[var].ty);
        let path = self.rng.usize(..all.len());
        let path = all.get(path)?;
        let name = self.mention(var);
        Some((var, path.replace('_', &name)))
    }

    /// An expression of type `&Noisy`. Without `temporaries`, it can be bound by a `let`.
    pub(super) fn reference(&mut self, depth: u32, temporaries: bool) -> Option<Node> {
        let expr = |parts| Node::expr(&Ty::Ref, parts);
        match self.rng.u32(..12) {
            0 if self.wants(F::Temporary, 60) && temporaries => {
                let value = self.expr(&Ty::Noisy, depth.saturating_sub(1));
                return Some(expr(parts!["&", operand(value)]).loose());
            }
            1 if depth > 0 => {
                let inner = self.reference(depth - 1, temporaries)?;
                return Some(expr(parts!["lend(", inner, ")"]));
            }
            2 if depth > 0 && self.can_await() && self.has(F::NestedAwait) => {
                self.awaits -= 1;
                let inner = self.reference(depth - 1, temporaries)?;
                return Some(expr(parts!["hold(", inner, ").await"]));
            }
            3 => {
                if let Some(node) = self.use_variable(&Ty::Ref) {
                    return Some(node);
                }
            }
            _ => {}
        }
        if let Some((var, place)) = self.place(false) {
            self.env.hold(var, false);
            return Some(expr(parts![format!("&{place}")]).loose());
        }
        temporaries.then(|| self.leaf(&Ty::Ref))
    }

    /// An expression of type `&mut Noisy`.
    pub(super) fn exclusive(&mut self, temporaries: bool) -> Option<Node> {
        let expr = |parts| Node::expr(&Ty::Mut, parts);
        if let Some((var, place)) = self.place(true) {
            self.env.hold(var, true);
            if self.wants(F::MethodMut, 25) {
                return Some(expr(parts![format!("{place}.change()")]));
            }
            return Some(expr(parts![format!("&mut {place}")]).loose());
        }
        temporaries.then(|| self.leaf(&Ty::Mut))
    }

    /// Writes an operand whose borrows end with the call that takes it, and keeps the borrows
    /// of temporaries that are to be dropped later.
    pub(super) fn lent<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.env.holds.len();
        let written = write(self);
        self.env.end_holds(mark);
        written
    }

    /// Keeps the borrows made by `write` until the end of the statement.
    pub(super) fn pinned<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.env.holds.len();
        let written = write(self);
        let mark = mark.min(self.env.holds.len());
        let holds: Vec<Hold> = self.env.holds.split_off(mark);
        self.pinned.extend(holds);
        written
    }
}

/// The fields of a type, with their types.
pub(super) fn fields(ty: &Ty) -> Vec<(String, Ty)> {
    match ty {
        Ty::Tuple(all) => {
            let name = |(index, ty): (usize, &Ty)| (index.to_string(), ty.clone());
            all.iter().enumerate().map(name).collect()
        }
        Ty::Duo => vec![
            ("left".to_owned(), Ty::Noisy),
            ("right".to_owned(), Ty::Noisy),
            ("number".to_owned(), Ty::Num),
        ],
        _ => Vec::new(),
    }
}

/// The places of type `Noisy` in a value, where `_` stands for its name.
fn paths(ty: &Ty) -> Vec<String> {
    match ty {
        Ty::Noisy => vec!["_".to_owned()],
        Ty::Ref | Ty::Mut | Ty::Counted => vec!["(*_)".to_owned()],
        Ty::Guard => vec!["(*_.0)".to_owned()],
        Ty::Boxed(inner) if **inner == Ty::Noisy => vec!["(*_)".to_owned()],
        Ty::List(inner) if **inner == Ty::Noisy => vec!["_[0]".to_owned()],
        Ty::Array(inner) if **inner == Ty::Noisy => vec!["_[1]".to_owned()],
        Ty::Tuple(_) | Ty::Duo => fields(ty)
            .into_iter()
            .filter(|(_, field)| *field == Ty::Noisy)
            .map(|(name, _)| format!("_.{name}"))
            .collect(),
        _ => Vec::new(),
    }
}
