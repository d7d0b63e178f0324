//! Which states of a machine can follow which, as its descriptor says.

use std::collections::HashMap;
use std::sync::OnceLock;

use visualize_future::Machine;

/// The paths of one machine.
#[derive(Debug)]
pub(crate) struct Paths {
    machine: &'static Machine,
    states: usize,
    /// Whether a path leads from one state to another, row by row.
    reachable: Vec<bool>,
}

/// The machine of that path.
pub(crate) fn of(path: &str) -> Option<&'static Paths> {
    static ALL: OnceLock<HashMap<&'static str, Paths>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        visualize_future::machines()
            .map(|machine| (machine.path(), Paths::new(machine)))
            .collect()
    });
    all.get(path)
}

impl Paths {
    fn new(machine: &'static Machine) -> Self {
        let states = machine.states().len();
        let mut reachable = vec![false; states * states];
        for edge in machine.transitions() {
            reachable[usize::from(edge.from) * states + usize::from(edge.to)] = true;
        }
        // An await that is ready at once is passed without being a state, so that what is seen
        // is a path of one edge or several.
        for via in 0..states {
            for from in 0..states {
                for to in 0..states {
                    reachable[from * states + to] |=
                        reachable[from * states + via] && reachable[via * states + to];
                }
            }
        }
        Paths {
            machine,
            states,
            reachable,
        }
    }

    /// The machine and the state, and what that waits for, and where.
    pub(crate) fn describe(&self, state: u16) -> String {
        let path = self.machine.path();
        match self.machine.states().get(usize::from(state)) {
            None => format!("{path} in state {state}"),
            Some(state) => format!(
                "{path} in {}, awaiting `{}` at {}",
                state.name, state.awaiting, state.location
            ),
        }
    }

    /// Whether a poll may lead from one state to the other.
    pub(crate) fn allow(&self, from: u16, to: u16) -> bool {
        let (from, to) = (usize::from(from), usize::from(to));
        let ended = from == 1 || from == 2;
        from < self.states
            && to < self.states
            && !ended
            && (to == 2 || self.reachable[from * self.states + to])
    }
}
