//! The order of the boxes, and which edges there are between them.

use core::fmt;

use crate::{Machine, Via};

/// The numbers of the states, from the top box to the bottom one: `Unresumed`, then the
/// suspension points in source order, then how it ends. `Panicked` is shown only where an edge
/// names it.
pub(super) fn order(machine: &Machine) -> impl Iterator<Item = usize> + Clone {
    let count = machine.states().len();
    let mut edges = machine.transitions().iter();
    let panics = edges.any(|edge| edge.to == 2 || edge.from == 2);
    let ends = [Some(1), panics.then_some(2)];
    let order = core::iter::once(0)
        .chain(3..count)
        .chain(ends.into_iter().flatten());
    order.filter(move |&state| state < count)
}

/// What makes the edges from one state to another, each once.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Vias([Option<Via>; 4]);

impl Vias {
    pub(super) fn add(&mut self, via: Via) {
        if self.0.contains(&Some(via)) {
            return;
        }
        if let Some(place) = self.0.iter_mut().find(|place| place.is_none()) {
            *place = Some(via);
        }
    }

    fn words(&self) -> impl Iterator<Item = &'static str> {
        self.0.into_iter().flatten().filter_map(|via| match via {
            Via::Flow => None,
            Via::Loop => Some("loop"),
            Via::Try => Some("?"),
            Via::Return => Some("return"),
        })
    }

    #[cfg(any(test, not(feature = "alloc")))]
    pub(super) fn is_empty(&self) -> bool {
        self.0[0].is_none()
    }

    /// Whether there is anything to say of them.
    #[cfg(any(test, not(feature = "alloc")))]
    pub(super) fn is_plain(&self) -> bool {
        self.words().next().is_none()
    }
}

impl fmt::Display for Vias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.words().enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            f.write_str(word)?;
        }
        Ok(())
    }
}
