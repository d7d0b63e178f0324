//! The order in which things happen: a control-flow graph over the events that matter.

use std::collections::{BTreeMap, BTreeSet};

use super::local::{LocalId, MentionId};
use crate::machine::Via;

/// A point in the graph.
pub type NodeId = usize;

/// What happens at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Nothing: a place where paths meet.
    Nothing,
    /// A local comes into scope, with a value or without.
    Declare(LocalId, bool),
    /// A local is mentioned.
    Mention(MentionId),
    /// A local leaves its scope.
    End(LocalId),
    /// The body suspends at this suspension point.
    Suspend(usize),
    /// The path leaves the function for this cause.
    Leave(Via),
    /// The path begins another round of the loop that is left at that point.
    Round(NodeId),
}

/// The graph.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// What happens at each point.
    pub events: Vec<Event>,
    /// Where the paths lead from each point.
    pub next: Vec<Vec<NodeId>>,
    /// Where the body ends.
    pub exit: NodeId,
    /// The points of constructs that contain suspension points, in the order of their numbers.
    pub points: Vec<Points>,
    /// Where each suspension point is.
    pub suspends: Vec<Option<NodeId>>,
    /// Those behind which the code need not be reached, though a path leads there: where it
    /// panics, and where a macro runs that nobody knows.
    pub barriers: BTreeSet<NodeId>,
    /// Where each unit that suspends begins and ends.
    pub units: BTreeMap<UnitKey, Unit>,
}

/// A unit that suspends: the expression of a statement, the initialiser of a `let`, a condition,
/// or the body of an arm. The temporaries in it do not outlive it.
///
/// Its name is what it holds: its first and its last suspension point, and how many units around
/// it hold the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitKey {
    /// The first suspension point in it.
    pub first: usize,
    /// The last one.
    pub last: usize,
    /// How many units around it have the same two.
    pub depth: usize,
}

/// The points of a unit.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// Before anything in it.
    pub entry: NodeId,
    /// Behind everything in it, unless that cannot be reached.
    pub end: Option<NodeId>,
}

impl UnitKey {
    /// The key of a unit with these suspension points, inside those units; none if it does not
    /// suspend.
    pub fn of(suspensions: &[usize], around: &[UnitKey]) -> Option<UnitKey> {
        let first = *suspensions.iter().min()?;
        let last = *suspensions.iter().max()?;
        let same = |key: &&UnitKey| (key.first, key.last) == (first, last);
        Some(UnitKey {
            first,
            last,
            depth: around.iter().filter(same).count(),
        })
    }
}

/// The points of one `if`, `match` or loop.
#[derive(Debug, Clone, Copy)]
pub struct Points {
    /// For a loop, where each round begins.
    pub head: NodeId,
    /// Where the paths meet behind it.
    pub join: NodeId,
}

impl Graph {
    /// The points from which each point is reached.
    pub fn previous(&self) -> Vec<Vec<NodeId>> {
        let mut previous = vec![Vec::new(); self.next.len()];
        for (from, next) in self.next.iter().enumerate() {
            for &to in next {
                previous[to].push(from);
            }
        }
        previous
    }

    /// The points reached from `from`, itself left out unless a path leads back, not going on
    /// behind points at which `stop` holds.
    pub fn reach(&self, from: NodeId, mut stop: impl FnMut(NodeId) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.next.len()];
        let mut work = self.next[from].clone();
        while let Some(node) = work.pop() {
            if std::mem::replace(&mut reached[node], true) || stop(node) {
                continue;
            }
            work.extend(&self.next[node]);
        }
        reached
    }
}
