//! What is alive where.

use super::graph::{Event, Graph, NodeId};
use super::local::{LocalId, Mention, Use, Variable};
use super::resolve::Resolved;

/// Whether a local holds a value at a point: the union over the paths that lead there. Empty:
/// it is out of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holds(u8);

impl Holds {
    const NOTHING: Holds = Holds(0);
    const VALUE: Holds = Holds(1);
    const GONE: Holds = Holds(2);
    /// Types decide, and syntax cannot.
    const UNKNOWN: Holds = Holds(7);

    fn or(self, other: Holds) -> Holds {
        Holds(self.0 | other.0)
    }

    /// Whether the local is in scope.
    pub fn in_scope(self) -> bool {
        self.0 != 0
    }

    /// Whether it holds a value on some path.
    pub fn maybe(self) -> bool {
        self.0 & 1 != 0
    }

    /// Whether it holds a value on every path.
    pub fn surely(self) -> bool {
        self == Holds::VALUE
    }

    /// Whether types decide.
    pub fn unknown(self) -> bool {
        self.0 & 4 != 0
    }
}

/// The result of the analysis.
#[derive(Debug, Clone)]
pub struct Flow {
    /// What each local holds when a point is reached.
    holds: Vec<Vec<Holds>>,
    /// Whether each local is mentioned again behind a point before it gets a new value.
    live: Vec<Vec<bool>>,
    /// The point of each mention.
    points: Vec<Option<NodeId>>,
    /// Locals whose type must be `Copy` or a reborrowed reference, since they are used after
    /// having been used as a value.
    copied: Vec<bool>,
    /// Locals that are used after having been used as a value, unless the code in between does not
    /// end.
    unclear: Vec<bool>,
    /// The mentions behind which what they use is mentioned again, and so was not moved.
    stays: Vec<bool>,
    reached: Vec<bool>,
}

/// Runs the analysis.
pub fn analyse(resolved: &Resolved, graph: &Graph) -> Flow {
    let locals = resolved.locals.len();
    let mut points = vec![None; resolved.mentions.len()];
    for (node, event) in graph.events.iter().enumerate() {
        if let Event::Mention(id) = event {
            points[id.0] = Some(node);
        }
    }
    let live = liveness(resolved, graph, locals, false);
    // What is mentioned again need not be a copy if the code there may not be reached.
    let surely_live = match graph.barriers.is_empty() {
        true => live.clone(),
        false => liveness(resolved, graph, locals, true),
    };
    let mut copied: Vec<bool> = resolved.locals.iter().map(|local| local.copy).collect();
    let mut unclear = vec![false; locals];
    for (mention, point) in resolved.mentions.iter().zip(&points) {
        let LocalId(local) = mention.local;
        if let Some(point) = *point
            && mention.takes()
            && !mention.matched
            && live[point][local]
        {
            let copies = surely_live[point][local] || resolved.locals[local].no_drop;
            copied[local] |= copies;
            unclear[local] |= !copies;
        }
    }
    let stays = resolved
        .mentions
        .iter()
        .zip(&points)
        .map(|(mention, point)| {
            point.is_none_or(|point| used_again(resolved, graph, mention, point))
        })
        .collect();
    let mut flow = Flow {
        holds: Vec::new(),
        live,
        points,
        copied,
        unclear,
        stays,
        reached: Vec::new(),
    };
    (flow.holds, flow.reached) = holding(resolved, graph, &flow);
    flow
}

impl Flow {
    /// Whether any path leads to `node`.
    pub fn reached(&self, node: NodeId) -> bool {
        self.reached[node]
    }

    /// What a local holds when `node` is reached.
    pub fn holds(&self, node: NodeId, local: LocalId) -> Holds {
        self.holds[node][local.0]
    }

    /// Whether a local is mentioned behind `node`, before it gets a new value.
    pub fn live(&self, node: NodeId, local: LocalId) -> bool {
        self.live[node][local.0]
    }

    /// Whether the local must be `Copy`, or a reference that is reborrowed: it has nothing to
    /// drop, and the value stays where it is.
    pub fn copied(&self, local: LocalId) -> bool {
        self.copied[local.0]
    }

    /// The point of a mention; none in unreachable code.
    pub fn point(&self, mention: usize) -> Option<NodeId> {
        self.points[mention]
    }

    /// Whether syntax cannot tell if this mention moves its local.
    pub fn undecided(&self, resolved: &Resolved, index: usize) -> bool {
        let mention = &resolved.mentions[index];
        let local = &resolved.locals[mention.local.0];
        // Moved on some paths, and mentioned on others.
        let live = self.points[index].is_some_and(|point| self.live[point][mention.local.0]);
        if mention.matched && mention.takes() && live && !self.copied(mention.local) {
            return !local.reference && !local.no_drop;
        }
        mention.unclear()
            && !local.reference
            && !local.no_drop
            && !self.copied(mention.local)
            && !self.stays[index]
    }
}

/// Whether what the mention uses, or a part of that, is mentioned again on some path before the
/// local gets a new value. The borrow checker would not let it be mentioned had it been moved.
fn used_again(resolved: &Resolved, graph: &Graph, mention: &Mention, point: NodeId) -> bool {
    // By a pattern it may be moved in part, or on another path.
    if !mention.unclear() || mention.matched {
        return false;
    }
    let mut again = false;
    graph.reach(point, |node| match graph.events[node] {
        _ if graph.barriers.contains(&node) => true,
        Event::Declare(local, _) | Event::End(local) => local == mention.local,
        Event::Mention(id) => {
            let other = &resolved.mentions[id.0];
            if other.local != mention.local {
                return false;
            }
            let assigned = match other.usage {
                Use::Assign => other.capture.is_none(),
                Use::AssignPart => other.capture.is_none() && mention.path.starts_with(&other.path),
                _ => false,
            };
            again |= !assigned && other.overlaps(&mention.path);
            assigned
        }
        _ => false,
    });
    again
}

/// Backwards: the mentions that are still to come.
///
/// With `surely`, not those behind code that may not end.
fn liveness(resolved: &Resolved, graph: &Graph, locals: usize, surely: bool) -> Vec<Vec<bool>> {
    let previous = graph.previous();
    // Behind each point.
    let mut live = vec![vec![false; locals]; graph.events.len()];
    let mut work: Vec<NodeId> = (0..graph.events.len()).collect();
    while let Some(node) = work.pop() {
        let mut before = live[node].clone();
        if surely && graph.barriers.contains(&node) {
            continue;
        }
        match graph.events[node] {
            Event::Declare(local, _) | Event::End(local) => before[local.0] = false,
            Event::Mention(id) => {
                let mention = &resolved.mentions[id.0];
                before[mention.local.0] =
                    !(mention.usage == Use::Assign && mention.capture.is_none());
            }
            Event::Nothing | Event::Suspend(_) | Event::Leave(_) | Event::Round(_) => {}
        }
        for &from in &previous[node] {
            let mut changed = false;
            for (there, here) in live[from].iter_mut().zip(&before) {
                changed |= *here && !std::mem::replace(there, *there || *here);
            }
            if changed {
                work.push(from);
            }
        }
    }
    live
}

/// Forwards: what each local holds before each point.
fn holding(resolved: &Resolved, graph: &Graph, flow: &Flow) -> (Vec<Vec<Holds>>, Vec<bool>) {
    let mut holds = vec![vec![Holds::NOTHING; resolved.locals.len()]; graph.events.len()];
    let mut reached = vec![false; graph.events.len()];
    let mut work = vec![0];
    reached[0] = true;
    while let Some(node) = work.pop() {
        let mut after = holds[node].clone();
        match graph.events[node] {
            Event::Declare(local, init) => {
                after[local.0] = if init { Holds::VALUE } else { Holds::GONE };
            }
            Event::End(local) => after[local.0] = Holds::NOTHING,
            Event::Mention(id) => {
                let mention = &resolved.mentions[id.0];
                after[mention.local.0] = mentioned(
                    mention,
                    &resolved.locals[mention.local.0],
                    flow.undecided(resolved, id.0),
                    flow,
                    after[mention.local.0],
                );
            }
            Event::Nothing | Event::Suspend(_) | Event::Leave(_) | Event::Round(_) => {}
        }
        for &next in &graph.next[node] {
            let mut changed = !std::mem::replace(&mut reached[next], true);
            for (there, here) in holds[next].iter_mut().zip(&after) {
                let both = there.or(*here);
                changed |= std::mem::replace(there, both) != both;
            }
            if changed {
                work.push(next);
            }
        }
    }
    (holds, reached)
}

fn mentioned(
    mention: &Mention,
    local: &Variable,
    undecided: bool,
    flow: &Flow,
    before: Holds,
) -> Holds {
    if mention.usage == Use::Assign && mention.capture.is_none() {
        Holds::VALUE
    } else if mention.takes() {
        // What seems to be a copy is none if what mentions it again cannot be reached. So its drop
        // flag says that it has been moved, if it has one; its bytes stay.
        match flow.copied(mention.local) || flow.unclear[mention.local.0] {
            true if local.no_drop || local.copy => before,
            true => Holds::UNKNOWN,
            false => Holds::GONE,
        }
    } else if undecided && !mention.is_of_part() {
        Holds::UNKNOWN
    } else {
        before
    }
}
