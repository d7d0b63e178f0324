//! What a live future is and holds, at one moment between two polls.

use crate::{Confidence, CoroutineKind, Location, NotAvailable, Role, Value};

/// What a future is doing at one moment between two polls: the future that was asked for, and
/// below it what it awaits, down to the leaves.
///
/// `Display` draws the tree with what each holds; [`suspended`](Self::suspended) says in one line
/// where it waits.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Snapshot {
    /// The future that was asked for.
    pub root: FutureSnapshot,
}

/// One future of a [`Snapshot`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FutureSnapshot {
    /// How it is reached from the one that awaits it, such as `__awaitee`, or `futures.0` for a
    /// branch of a `join!`; empty for the root.
    pub path: String,
    /// The full name of its type, as debug info has it; if only its vtable is known, empty.
    pub type_name: String,
    /// What it was made of, if it is a coroutine.
    pub kind: Option<CoroutineKind>,
    /// Its address.
    pub address: u64,
    /// Its size in bytes.
    pub size: u64,
    /// The state that it is in, if it is a coroutine, or an `enum` that is a future.
    pub state: Option<StateSnapshot>,
    /// What it holds in that state; empty for a future that is no coroutine.
    pub slots: Vec<SlotSnapshot>,
    /// The futures that it awaits now: none for a leaf, several below `join!` and `select!`.
    pub awaits: Vec<FutureSnapshot>,
    /// Why no more is known of it, if that is so.
    pub unknown: Option<NotAvailable>,
}

/// The state of a future in a [`Snapshot`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StateSnapshot {
    /// The value of the tag.
    pub number: u64,
    /// The name: `Unresumed`, `Suspend0`…
    pub name: String,
    /// Where its `.await` stands.
    pub location: Option<Location>,
}

/// One thing that a future holds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SlotSnapshot {
    /// The name in the source.
    pub name: String,
    /// The full name of its type, if it is known.
    pub type_name: Option<String>,
    /// What it is.
    pub role: Role,
    /// The offset from the future's start in bytes, if it is known.
    pub offset: Option<u64>,
    /// The size in bytes, if it is known.
    pub size: Option<u64>,
    /// How the place is known.
    pub confidence: Confidence,
    /// What lies there.
    pub value: Value,
    /// Whether the value is certainly there.
    ///
    /// rustc keeps the place of a local that was borrowed until its scope ends, even if it has
    /// been moved out of it, and debug info does not tell. Then the bytes are those that it left,
    /// and what they point at may be something else by now.
    pub certain: bool,
    /// Where it points into what a future of this snapshot holds.
    pub points_at: Vec<SelfReference>,
}

/// A pointer from one thing that a future holds at another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SelfReference {
    /// Where in the slot the pointer stands: empty if the slot is it, or such as `.iter.ptr`.
    pub from: String,
    /// What it points at, such as `x`, `arr[1]` or `settings.limits.depth`.
    pub to: String,
    /// The offset of that from the beginning of the slot, in bytes.
    pub offset: u64,
    /// How many futures further out the slot is that it points at: 0 for the same one, 1 for the
    /// one that awaits it.
    pub outwards: usize,
}

impl FutureSnapshot {
    /// One of which nothing more is known.
    pub(crate) fn bare(path: String, address: u64, size: u64) -> Self {
        FutureSnapshot {
            path,
            type_name: String::new(),
            kind: None,
            address,
            size,
            state: None,
            slots: Vec::new(),
            awaits: Vec::new(),
            unknown: None,
        }
    }
}

impl Snapshot {
    /// The futures from the root down along the only, or the first, future that each awaits.
    pub fn chain(&self) -> impl Iterator<Item = &FutureSnapshot> {
        std::iter::successors(Some(&self.root), |future| future.awaits.first())
    }

    /// The futures that await nothing that is known, from left to right.
    pub fn leaves(&self) -> Vec<&FutureSnapshot> {
        let mut leaves = Vec::new();
        let mut stack = vec![&self.root];
        while let Some(future) = stack.pop() {
            if future.awaits.is_empty() {
                leaves.push(future);
            }
            stack.extend(future.awaits.iter().rev());
        }
        leaves
    }

    /// The future that knows where this one waits: the root or, if that is no coroutine but is
    /// around one, that coroutine.
    pub fn waiting(&self) -> &FutureSnapshot {
        crate::sentence::waiting(&self.root)
    }

    /// What the future waits for, as people call it: several below `join!` and `select!`.
    pub fn awaiting(&self) -> Vec<String> {
        crate::sentence::awaited(self.waiting())
    }

    /// Where the future waits, in one line:
    /// `suspended at src/db.rs:41 awaiting async fn query`.
    ///
    /// Debug info has lines, but no columns.
    pub fn suspended(&self) -> String {
        crate::sentence::of(&self.root)
    }
}

impl FutureSnapshot {
    /// Its name for people, such as `async fn query`.
    pub fn title(&self) -> String {
        crate::sentence::title(self)
    }
}
