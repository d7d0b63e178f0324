//! The generator: random functions that nearly always compile.
//!
//! It writes text with typed holes (`crate::tree`), and follows, as it writes, which variables
//! hold a value and which are borrowed: roughly as the borrow checker does, and rather too
//! strictly, so that few functions are refused.

mod arms;
mod assign;
mod body;
mod borrow;
mod branch;
mod env;
mod expr;
pub mod feature;
mod heads;
mod lists;
mod local;
mod loops;
mod nested;
mod numbers;
mod pattern;
mod program;
mod stmt;
mod unknown;
mod values;

use fastrand::Rng;

use crate::tree::{Node, parts};
use crate::types::Ty;
use env::{Env, Hold, State};
use feature::{Feature, Features};

pub use program::{Program, program};

/// A loop or labelled block around what is being written.
#[derive(Debug)]
struct Exit {
    /// Its label.
    label: Option<String>,
    /// The type that `break` takes with it.
    value: Option<Ty>,
    /// Whether `continue` may mean it.
    is_loop: bool,
    /// Whether `break` may mean it without its label.
    plain_break: bool,
    /// What may not be moved outside of it.
    move_floor: usize,
    /// How many variables there are outside of it.
    outside: usize,
    /// The states on the paths that leave it by `break`.
    states: Vec<Vec<State>>,
}

/// The generator's state.
#[derive(Debug)]
pub struct Generator<'r> {
    rng: &'r mut Rng,
    on: Features,
    env: Env,
    /// The type returned by the function or block that is being written; `None` in closures.
    output: Option<Ty>,
    exits: Vec<Exit>,
    /// How many names were given.
    names: usize,
    /// How many more awaits may be written.
    awaits: i32,
    /// How many more nodes may be written.
    size: i32,
    /// Whether awaits are not wanted, by how many of the constructs around.
    no_await: u32,
    /// Whether the body that is begun next is to get to its end.
    stays: bool,
    /// What may not be moved on a path that returns.
    return_floor: usize,
    /// Borrows by temporaries that drop at the end of the statement.
    pinned: Vec<Hold>,
}

impl<'r> Generator<'r> {
    fn new(rng: &'r mut Rng, on: Features) -> Self {
        let size = [14, 30, 55, 90][rng.usize(..4)];
        Generator {
            awaits: 1 + rng.i32(0..7),
            size,
            rng,
            on,
            env: Env::default(),
            output: None,
            exits: Vec::new(),
            names: 0,
            no_await: 0,
            return_floor: 0,
            stays: false,
            pinned: Vec::new(),
        }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(..100) < percent
    }

    fn has(&self, feature: Feature) -> bool {
        self.on.has(feature)
    }

    /// Yes, in so many of a hundred cases, if the feature is on.
    fn wants(&mut self, feature: Feature, percent: u32) -> bool {
        self.has(feature) && self.chance(percent)
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        if all.is_empty() {
            None
        } else {
            Some(all[self.rng.usize(..all.len())])
        }
    }

    fn number(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    /// A name for the log.
    fn tag(&mut self) -> String {
        format!("\"n{}\"", self.number())
    }

    fn can_await(&self) -> bool {
        self.awaits > 0 && self.no_await == 0
    }

    /// Writes something in which awaits are wanted only if the feature is on.
    fn position<T>(&mut self, feature: Feature, write: impl FnOnce(&mut Self) -> T) -> T {
        let off = !self.has(feature);
        self.no_await += u32::from(off);
        let written = write(self);
        self.no_await -= u32::from(off);
        written
    }

    /// Writes something that has no await, `?`, `return` or `break` of the body around it.
    fn enclosed<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let output = self.output.take();
        let exits = std::mem::take(&mut self.exits);
        self.no_await += 1;
        let written = write(self);
        self.no_await -= 1;
        self.exits = exits;
        self.output = output;
        written
    }

    /// The simplest expression of a type.
    fn leaf(&mut self, ty: &Ty) -> Node {
        let tag = match ty {
            Ty::Num | Ty::Unit | Ty::Bool => String::new(),
            _ => self.tag(),
        };
        leaf(ty, &tag)
    }

    /// A type for a value that borrows nothing.
    fn value_type(&mut self, depth: u32) -> Ty {
        use Feature as F;
        // One that can be made from what is there, so that variables get used.
        if self.chance(35) {
            let found = self
                .env
                .visible(|index, var| !var.ty.borrows() && self.env.can_move(index));
            if let Some(var) = self.pick(&found) {
                return self.env.vars[var].ty.clone();
            }
        }
        if depth == 0 {
            return if self.chance(70) { Ty::Noisy } else { Ty::Num };
        }
        let inner = |this: &mut Self| this.value_type(depth - 1);
        match self.rng.u32(..24) {
            0..4 => Ty::Num,
            4 if self.has(F::Bool) => Ty::Bool,
            5 if self.has(F::Text) => Ty::Text,
            6..9 if self.has(F::Opt) => inner(self).opt(),
            9..11 if self.has(F::Res) => {
                let value = inner(self);
                value.res(Ty::Noisy)
            }
            11..13 if self.has(F::Tuple) => {
                let len = 2 + self.rng.usize(..2);
                Ty::Tuple((0..len).map(|_| inner(self)).collect())
            }
            13 if self.has(F::Array) => Ty::Array(Box::new(inner(self))),
            14 if self.has(F::Boxed) => Ty::Boxed(Box::new(inner(self))),
            15 if self.has(F::List) => Ty::List(Box::new(inner(self))),
            16 if self.has(F::Duo) => Ty::Duo,
            17 if self.has(F::Counted) && self.chance(40) => Ty::Counted,
            18 if self.has(F::IoLocal) => Ty::Io(Box::new(inner(self))),
            _ => Ty::Noisy,
        }
    }
}

/// The simplest expression of a type, with this name in the log.
pub fn leaf(ty: &Ty, tag: &str) -> Node {
    let inner = |ty: &Ty| leaf(ty, tag);
    let expr = |parts| Node::expr(ty, parts);
    match ty {
        Ty::Unit => expr(parts!["()"]),
        Ty::Bool => expr(parts!["flag()"]),
        Ty::Num => expr(parts!["1"]),
        Ty::Text => expr(parts![format!("text({tag})")]),
        Ty::Noisy => expr(parts![format!("noisy({tag})")]),
        Ty::Ref => expr(parts![format!("&noisy({tag})")]).loose(),
        Ty::Mut => expr(parts![format!("&mut noisy({tag})")]).loose(),
        Ty::Opt(value) => expr(parts!["Some(", inner(value), ")"]),
        Ty::Res(value, error) => expr(parts![
            format!("Ok::<{value}, {error}>("),
            inner(value),
            ")"
        ]),
        Ty::Tuple(all) => {
            let mut parts = parts!["("];
            for each in all {
                parts.extend(parts![inner(each), ", "]);
            }
            parts.extend(parts![")"]);
            expr(parts)
        }
        Ty::Array(each) => expr(parts!["[", inner(each), ", ", inner(each), "]"]),
        Ty::Boxed(value) => expr(parts!["Box::new(", inner(value), ")"]),
        Ty::List(each) => expr(parts!["vec![", inner(each), "]"]),
        Ty::Duo => expr(parts![format!(
            "Duo {{ left: noisy({tag}), right: noisy({tag}), number: 1 }}"
        )])
        .loose(),
        Ty::Counted => expr(parts![format!("Rc::new(noisy({tag}))")]),
        Ty::Guard => expr(parts![format!("guard(&noisy({tag}))")]),
        Ty::Io(value) => expr(parts![format!("pend({tag}, "), inner(value), ")"]),
        Ty::Call(value) | Ty::CallOnce(value) => expr(parts!["|| ", inner(value)]).loose(),
        Ty::Task(value) => expr(parts!["async move { ", inner(value), " }"]).loose(),
    }
}
