//! Patterns and what they bind.

use super::Generator;
use super::borrow::fields;
use super::env::{Hold, State};
use super::feature::Feature as F;
use crate::types::Ty;

/// Names that the lowering might use, too.
const ODD: &[&str] = &[
    "cx", "frame", "at", "value", "awaitee0", "output", "arm", "r#loop",
];

/// How a pattern meets its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// What it binds is moved.
    Move,
    /// The value is a reference to this variable: what it binds are references.
    Ref(usize),
    /// The value is this variable, which is to stay whole.
    Peek(usize),
}

/// A variable that a pattern binds.
#[derive(Debug)]
pub(super) struct Binding {
    pub(super) name: String,
    pub(super) ty: Ty,
    pub(super) mutable: bool,
    pub(super) holds: Vec<Hold>,
}

impl Generator<'_> {
    /// A name for a variable, perhaps one that is taken.
    pub(super) fn name(&mut self, taken: &[Binding]) -> String {
        if self.wants(F::Shadow, 25) {
            // A variable that still waits for its value needs its name.
            let found = self.env.visible(|_, var| var.state == State::Live);
            if let Some(var) = self.pick(&found) {
                let name = self.env.vars[var].name.clone();
                if taken.iter().all(|binding| binding.name != name) {
                    return name;
                }
            }
        }
        if self.wants(F::OddNames, 10) {
            let name = ODD[self.rng.usize(..ODD.len())].to_owned();
            let taken = taken.iter().any(|binding| binding.name == name);
            if !taken && self.env.vars.iter().all(|var| var.name != name) {
                return name;
            }
        }
        format!("v{}", self.number())
    }

    /// Declares what a pattern binds.
    pub(super) fn bind(&mut self, bindings: Vec<Binding>) {
        for binding in bindings {
            for hold in &binding.holds {
                self.env.vars[hold.var].shared += 1;
            }
            self.env
                .declare(binding.name, binding.ty, binding.mutable, binding.holds);
        }
    }

    /// A pattern that fits every value of the type.
    pub(super) fn pattern(&mut self, ty: &Ty, mode: Mode, bindings: &mut Vec<Binding>) -> String {
        if self.wants(F::Discard, 15) {
            return "_".to_owned();
        }
        let deep = self.wants(F::Patterns, 70);
        match ty {
            Ty::Tuple(all) if deep => {
                if self.wants(F::Discard, 20) {
                    let first = self.pattern(&all[0], mode, bindings);
                    return format!("({first}, ..)");
                }
                let all: Vec<String> = all
                    .iter()
                    .map(|each| self.pattern(each, mode, bindings))
                    .collect();
                format!("({},)", all.join(", "))
            }
            Ty::Array(each) if deep && self.wants(F::Discard, 30) => {
                let first = self.pattern(each, mode, bindings);
                format!("[{first}, ..]")
            }
            Ty::Array(each) if deep => {
                let first = self.pattern(each, mode, bindings);
                let second = self.pattern(each, mode, bindings);
                format!("[{first}, {second}]")
            }
            Ty::Duo if deep => {
                let mut text = String::from("Duo { ");
                for (name, field) in fields(ty) {
                    if self.chance(60) {
                        let inner = self.pattern(&field, mode, bindings);
                        text += &format!("{name}: {inner}, ");
                    }
                }
                text + ".. }"
            }
            _ => self.binding(ty, mode, bindings),
        }
    }

    fn binding(&mut self, ty: &Ty, mode: Mode, bindings: &mut Vec<Binding>) -> String {
        let (prefix, ty, holds) = match mode {
            Mode::Move if self.chance(30) => ("mut ", ty.clone(), Vec::new()),
            Mode::Move => ("", ty.clone(), Vec::new()),
            Mode::Ref(var) if *ty == Ty::Noisy => ("", Ty::Ref, vec![hold(var)]),
            Mode::Peek(_) if ty.is_copy() && !ty.borrows() => ("", ty.clone(), Vec::new()),
            Mode::Peek(var) if *ty == Ty::Noisy && self.has(F::RefPattern) => {
                ("ref ", Ty::Ref, vec![hold(var)])
            }
            _ => return "_".to_owned(),
        };
        let name = self.name(bindings);
        let at = ty.is_copy() && self.wants(F::At, 40);
        let text = format!("{prefix}{name}{}", if at { " @ _" } else { "" });
        bindings.push(Binding {
            name,
            ty,
            mutable: prefix == "mut ",
            holds,
        });
        text
    }
}

fn hold(var: usize) -> Hold {
    Hold {
        var,
        mutable: false,
    }
}
