//! Who listens: the subscribers of a round, and what they do that they should not.

mod default;
mod layered;
mod mischief;
mod nature;
mod spans;
mod wander;
mod witness;

pub(crate) use default::Defaults;
pub(crate) use nature::Nature;
pub(crate) use wander::wander;

use std::sync::Arc;

use fastrand::Rng;
use tracing::Dispatch;

use crate::book::Book;
use layered::Layered;
use witness::Witness;

/// The subscribers of a round, which all tell the same book.
#[derive(Clone)]
pub(crate) enum Subscribers {
    Nobody,
    Witnesses(Vec<(Arc<witness::Switch>, Dispatch)>),
    Layered(Arc<Layered>, Dispatch),
}

impl Subscribers {
    /// Those of that nature.
    pub(crate) fn new(nature: Nature, book: &Arc<Book>) -> Self {
        match nature {
            Nature::Absent => Subscribers::Nobody,
            Nature::Reloaded => {
                let (layered, dispatch) = Layered::new(book);
                Subscribers::Layered(Arc::new(layered), dispatch)
            }
            _ => {
                let many = if nature.swaps() { 3 } else { 1 };
                let one = |_| {
                    let witness = Witness::new(nature, book);
                    (witness.switch(), Dispatch::new(witness))
                };
                Subscribers::Witnesses((0..many).map(one).collect())
            }
        }
    }

    /// One of them, or none.
    pub(crate) fn any(&self, dice: &mut Rng) -> Option<&Dispatch> {
        match self {
            Subscribers::Nobody => None,
            Subscribers::Witnesses(all) => Some(&all[dice.usize(..all.len())].1),
            Subscribers::Layered(_, dispatch) => Some(dispatch),
        }
    }

    /// Changes what they want, if that is in their nature.
    pub(crate) fn change(&self, dice: &mut Rng) {
        match self {
            Subscribers::Nobody => {}
            Subscribers::Witnesses(all) => {
                for (switch, _) in all {
                    switch.change(dice);
                }
            }
            Subscribers::Layered(layered, _) => layered.change(dice),
        }
    }

    /// They want nothing more, though futures and wakers may hold them for a while.
    pub(crate) fn retire(self) {
        if let Subscribers::Witnesses(all) = &self {
            for (switch, dispatch) in all {
                switch.retire();
                if let Some(witness) = dispatch.downcast_ref::<Witness>() {
                    witness.shrink();
                }
            }
        }
        if let Subscribers::Layered(layered, _) = &self {
            layered.retire();
        }
    }
}
