//! What the library read, beside what rustc printed.

mod coroutine;
mod names;
mod pairing;
mod state;

pub use self::coroutine::compare;
pub(crate) use self::names::arguments;
pub use self::pairing::{Verdict, pair};

/// How much has been compared.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Coroutines that are equal to one that rustc printed.
    pub coroutines: usize,
    /// Their states.
    pub states: usize,
    /// All that their states hold.
    pub slots: usize,
    /// Of these, how many are as debug info says.
    pub exact: usize,
    /// And how many have their place from the code that polls.
    pub repaired: usize,
    /// And how many are said to be unknown, which is true of each.
    pub unknown: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.coroutines += other.coroutines;
        self.states += other.states;
        self.slots += other.slots;
        self.exact += other.exact;
        self.repaired += other.repaired;
        self.unknown += other.unknown;
    }
}
