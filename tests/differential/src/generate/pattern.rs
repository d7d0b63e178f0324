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
    name: String,
    ty: Ty,
    mutable: bool,
    holds: Vec<Hold>,
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

    /// The same where a pattern binds the whole value, or what every variant holds.
    fn whole_arms(&mut self, ty: &Ty, mode: Mode) -> Option<Vec<(String, Vec<Binding>, bool)>> {
        let guards = self.wants(F::MatchGuard, 50);
        let mut arms = Vec::new();
        match ty {
            Ty::Opt(_) if mode == Mode::Move && self.wants(F::At, 40) => {
                let name = self.name(&[]);
                let text = format!("{name} @ Some(_)");
                let whole = Binding {
                    name,
                    ty: ty.clone(),
                    mutable: false,
                    holds: Vec::new(),
                };
                arms.push((text, vec![whole], guards));
                arms.push(("_".to_owned(), Vec::new(), false));
            }
            Ty::Res(value, error)
                if mode == Mode::Move && value == error && self.wants(F::OrPattern, 60) =>
            {
                let name = self.name(&[]);
                let text = format!("(Ok({name}) | Err({name}))");
                let bound = Binding {
                    name,
                    ty: (**value).clone(),
                    mutable: false,
                    holds: Vec::new(),
                };
                arms.push((text, vec![bound], false));
            }
            _ => return None,
        }
        Some(arms)
    }

    /// Patterns that together fit every value, each with whether a guard may stand on it.
    pub(super) fn arms(&mut self, ty: &Ty, mode: Mode) -> Vec<(String, Vec<Binding>, bool)> {
        let mut arms = Vec::new();
        if let Some(whole) = self.whole_arms(ty, mode) {
            return whole;
        }
        let mut push = |this: &mut Self, before: &str, inner: Option<&Ty>, guarded: bool| {
            let mut bindings = Vec::new();
            let text = match inner {
                Some(inner) => {
                    let inner = this.pattern(inner, mode, &mut bindings);
                    format!("{before}({inner})")
                }
                None => before.to_owned(),
            };
            arms.push((text, bindings, guarded));
        };
        let guards = self.wants(F::MatchGuard, 50);
        match ty {
            Ty::Opt(inner) => {
                if guards {
                    push(self, "Some", Some(inner), true);
                }
                push(self, "Some", Some(inner), false);
                push(self, "None", None, false);
            }
            Ty::Res(value, error) => {
                if guards {
                    push(self, "Ok", Some(value), true);
                }
                push(self, "Ok", Some(value), false);
                push(self, "Err", Some(error), false);
            }
            Ty::Bool => {
                push(self, "true", None, guards);
                if guards {
                    push(self, "true", None, false);
                }
                push(self, "false", None, false);
            }
            Ty::Num if !matches!(mode, Mode::Ref(_)) => {
                push(self, "0 | 2", None, false);
                if guards {
                    push(self, "1..=3", None, true);
                }
                let mut bindings = Vec::new();
                let text = self.pattern(ty, mode, &mut bindings);
                arms.push((text, bindings, false));
            }
            ty => {
                for guarded in [true, false] {
                    if guards || !guarded {
                        let mut bindings = Vec::new();
                        let text = self.pattern(ty, mode, &mut bindings);
                        arms.push((text, bindings, guarded));
                    }
                }
            }
        }
        arms
    }
}

fn hold(var: usize) -> Hold {
    Hold {
        var,
        mutable: false,
    }
}
