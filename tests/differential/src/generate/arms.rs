//! Patterns that together fit every value.

use super::Generator;
use super::feature::Feature as F;
use super::pattern::{Binding, Mode};
use crate::types::Ty;

/// A pattern, what it binds, and whether a guard stands on it.
pub(super) type Arm = (String, Vec<Binding>, bool);

impl Generator<'_> {
    /// The same where a pattern binds the whole value, or what every variant holds.
    fn whole_arms(&mut self, ty: &Ty, mode: Mode) -> Option<Vec<Arm>> {
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
    pub(super) fn arms(&mut self, ty: &Ty, mode: Mode) -> Vec<Arm> {
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
