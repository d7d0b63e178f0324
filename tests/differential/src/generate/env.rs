//! The variables in scope: what they hold, and what may be done with them.

use crate::types::Ty;

/// What has become of a variable's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is there.
    Live,
    /// Moved away, or never assigned, on some path at least.
    Gone,
    /// Some fields are moved away: a mask.
    Partial(u8),
}

/// A variable.
#[derive(Debug, Clone)]
pub(super) struct Var {
    /// Its name.
    pub(super) name: String,
    /// Its type.
    pub(super) ty: Ty,
    /// Whether it is declared `mut`.
    pub(super) mutable: bool,
    /// What has become of its value.
    pub(super) state: State,
    /// How many borrows of it may be alive.
    pub(super) shared: u32,
    /// How many mutable borrows of it may be alive.
    pub(super) locked: u32,
    /// The borrows that its own value holds.
    pub(super) holds: Vec<Hold>,
    /// How often it was mentioned.
    pub(super) mentions: u32,
}

/// A borrow of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hold {
    /// The variable.
    pub(super) var: usize,
    /// Whether it is a mutable borrow.
    pub(super) mutable: bool,
}

/// The variables.
#[derive(Debug, Default)]
pub(super) struct Env {
    /// From the outermost scope inward.
    pub(super) vars: Vec<Var>,
    /// Borrows held by the expression that is being written.
    pub(super) holds: Vec<Hold>,
    /// Variables below this one may not be moved out of.
    pub(super) move_floor: usize,
    /// Variables below this one may not be changed.
    pub(super) change_floor: usize,
    /// Variables below this one are captured: they can be assigned only while they have a value.
    pub(super) assign_floor: usize,
    /// Variables from this one on may not be borrowed by the value being written.
    pub(super) borrow_ceiling: Option<usize>,
}

impl Env {
    /// Declares a variable whose value holds `holds`.
    pub(super) fn declare(
        &mut self,
        name: String,
        ty: Ty,
        mutable: bool,
        holds: Vec<Hold>,
    ) -> usize {
        self.vars.push(Var {
            name,
            ty,
            mutable,
            state: State::Live,
            shared: 0,
            locked: 0,
            holds,
            mentions: 0,
        });
        self.vars.len() - 1
    }

    /// Ends the scopes of the variables from `mark` on.
    pub(super) fn leave(&mut self, mark: usize) {
        while self.vars.len() > mark {
            if let Some(var) = self.vars.pop() {
                self.release(&var.holds);
            }
        }
        let holds = std::mem::take(&mut self.holds);
        self.holds = holds.into_iter().filter(|hold| hold.var < mark).collect();
    }

    /// Borrows a variable for the expression that is being written.
    pub(super) fn hold(&mut self, var: usize, mutable: bool) {
        if mutable {
            self.vars[var].locked += 1;
        } else {
            self.vars[var].shared += 1;
        }
        self.holds.push(Hold { var, mutable });
    }

    /// Ends borrows.
    pub(super) fn release(&mut self, holds: &[Hold]) {
        for hold in holds {
            if let Some(var) = self.vars.get_mut(hold.var) {
                if hold.mutable {
                    var.locked = var.locked.saturating_sub(1);
                } else {
                    var.shared = var.shared.saturating_sub(1);
                }
            }
        }
    }

    /// Ends the borrows of the expression that were begun since `mark`.
    pub(super) fn end_holds(&mut self, mark: usize) {
        let ended = self.holds.split_off(mark.min(self.holds.len()));
        self.release(&ended);
    }

    /// The variables that their names mean, and that `wanted` picks.
    pub(super) fn visible(&self, wanted: impl Fn(usize, &Var) -> bool) -> Vec<usize> {
        let shadowed = |index: usize| {
            let later = &self.vars[index + 1..];
            later
                .iter()
                .any(|later| later.name == self.vars[index].name)
        };
        (0..self.vars.len())
            .filter(|&index| wanted(index, &self.vars[index]) && !shadowed(index))
            .collect()
    }

    /// Whether a variable can be looked at.
    pub(super) fn can_look(&self, index: usize) -> bool {
        let var = &self.vars[index];
        var.state == State::Live
            && var.locked == 0
            && self.borrow_ceiling.is_none_or(|ceiling| index < ceiling)
    }

    /// Whether a variable can be moved out of.
    pub(super) fn can_move(&self, index: usize) -> bool {
        let var = &self.vars[index];
        if var.state != State::Live || var.locked > 0 {
            return false;
        }
        if var.ty.borrows() && self.borrow_ceiling.is_some() {
            return false;
        }
        var.ty.is_copy() || (var.shared == 0 && index >= self.move_floor)
    }

    /// Whether a variable can be changed in place.
    pub(super) fn can_change(&self, index: usize) -> bool {
        let var = &self.vars[index];
        var.mutable
            && var.state == State::Live
            && var.locked == 0
            && var.shared == 0
            && index >= self.change_floor
            && self.borrow_ceiling.is_none_or(|ceiling| index < ceiling)
    }

    /// Whether a part that was moved out of a variable can be assigned.
    pub(super) fn can_assign_part(&self, index: usize) -> bool {
        let var = &self.vars[index];
        var.mutable
            && var.locked == 0
            && var.shared == 0
            && index >= self.change_floor
            && index >= self.assign_floor
    }

    /// What has become of all values.
    pub(super) fn states(&self) -> Vec<State> {
        self.vars.iter().map(|var| var.state).collect()
    }

    /// Goes back to what was.
    pub(super) fn restore(&mut self, states: &[State]) {
        for (var, state) in self.vars.iter_mut().zip(states) {
            var.state = *state;
        }
    }

    /// Where paths meet: what is gone on one of them is gone.
    pub(super) fn merge(&mut self, paths: &[Vec<State>]) {
        let Some((first, rest)) = paths.split_first() else {
            return;
        };
        self.restore(first);
        for path in rest {
            for (var, state) in self.vars.iter_mut().zip(path) {
                if var.state != *state {
                    var.state = State::Gone;
                }
            }
        }
    }
}
