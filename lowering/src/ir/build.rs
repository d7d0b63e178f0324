//! Puts the machine together.

use std::collections::BTreeSet;

use quote::ToTokens;

use super::borrows::{self, Borrows};
use super::flow::{self, Flow, Holds};
use super::graph::{Event, Graph, NodeId};
use super::local::LocalId;
use super::resolve::{self, Resolved};
use super::trace_graph;
use crate::function::Function;
use crate::hide;
use crate::machine::{Local, LocalKind, Machine, State, Transition, Via};

/// The number of `Suspend0`.
pub const FIRST_SUSPEND: usize = 3;

/// A function with all that is known of it.
#[derive(Clone)]
pub struct Ir {
    /// The machine.
    pub machine: Machine,
    /// The body and its locals.
    pub resolved: Resolved,
    /// The control flow.
    pub graph: Graph,
    /// What is alive where.
    pub flow: Flow,
    /// What may point into what.
    pub borrows: Borrows,
    /// The place of each local in [`Machine::locals`], if it is saved.
    pub saved_index: Vec<Option<usize>>,
}

/// From a function to its machine.
pub fn build(function: &Function) -> Ir {
    let mut resolved = resolve::resolve(function);
    let graph = trace_graph::trace(&mut resolved, &function.suspensions);
    let flow = flow::analyse(&resolved, &graph);
    let borrows = borrows::analyse(&resolved);
    let mut ir = Ir {
        machine: Machine {
            name: function
                .sig
                .ident
                .to_string()
                .trim_start_matches("r#")
                .to_owned(),
            span: function.sig.ident.span(),
            states: Vec::new(),
            transitions: Vec::new(),
            locals: Vec::new(),
            reasons: Vec::new(),
        },
        saved_index: vec![None; resolved.locals.len()],
        resolved,
        graph,
        flow,
        borrows,
    };
    ir.number_locals(function);
    ir.list_states(function);
    ir.machine.transitions = transitions(&ir.graph);
    ir
}

impl Ir {
    /// The locals saved while the body suspends there, in the order of their declaration.
    pub fn saved_at(&self, suspension: usize) -> Vec<LocalId> {
        let Some(node) = self.graph.suspends[suspension] else {
            return Vec::new();
        };
        self.locals()
            .filter(|&local| self.needed_at(node, local))
            .collect()
    }

    /// Whether the value that a local may hold at a point is needed behind it.
    pub fn needed_at(&self, node: NodeId, local: LocalId) -> bool {
        let holds = self.flow.holds(node, local);
        holds.maybe()
            && (self.flow.live(node, local) || self.may_drop(local) || self.borrows.borrowed(local))
    }

    /// What a local holds when a point is reached.
    pub fn holds(&self, node: NodeId, local: LocalId) -> Holds {
        self.flow.holds(node, local)
    }

    /// Whether the local's type may have anything to drop.
    pub fn may_drop(&self, local: LocalId) -> bool {
        let local = &self.resolved.locals[local.0];
        !local.no_drop && !local.copy
    }

    /// All locals.
    pub fn locals(&self) -> impl Iterator<Item = LocalId> + use<> {
        (0..self.resolved.locals.len()).map(LocalId)
    }

    fn number_locals(&mut self, function: &Function) {
        let mut saved: BTreeSet<LocalId> = self.resolved.parameters.iter().copied().collect();
        for suspension in 0..function.suspensions.len() {
            saved.extend(self.saved_at(suspension));
        }
        for (index, local) in saved.iter().enumerate() {
            self.saved_index[local.0] = Some(index);
        }
        for local in &saved {
            let variable = &self.resolved.locals[local.0];
            let borrows = self.borrows.initialised_from(*local);
            let text = variable.ident.to_string();
            let hidden = text.strip_prefix(hide::VARIABLE);
            self.machine.locals.push(Local {
                name: match hidden {
                    Some(name) => format!("{name}!"),
                    None => text.trim_start_matches("r#").to_owned(),
                },
                kind: if variable.parameter {
                    LocalKind::Parameter
                } else if variable.temporary || hidden.is_some() {
                    LocalKind::Temporary
                } else {
                    LocalKind::Local
                },
                span: variable.ident.span(),
                ty: variable.ty.as_ref().map(type_text),
                borrows: borrows
                    .iter()
                    .filter_map(|local| self.saved_index[local.0])
                    .collect(),
            });
        }
        for (index, suspension) in function.suspensions.iter().enumerate() {
            self.machine.locals.push(Local {
                name: format!("awaitee{index}"),
                kind: LocalKind::Awaitee,
                span: suspension.span,
                ty: None,
                borrows: Vec::new(),
            });
        }
    }

    fn list_states(&mut self, function: &Function) {
        let state = |name: &str, saved| State {
            name: name.to_owned(),
            span: self.machine.span,
            awaiting: String::new(),
            saved,
            children: Vec::new(),
        };
        let parameters = self.resolved.parameters.iter();
        let mut states = vec![
            state(
                "Unresumed",
                parameters
                    .filter_map(|local| self.saved_index[local.0])
                    .collect(),
            ),
            state("Returned", Vec::new()),
            state("Panicked", Vec::new()),
        ];
        let awaitees = self.machine.locals.len() - function.suspensions.len();
        for (index, suspension) in function.suspensions.iter().enumerate() {
            let saved = self.saved_at(index).into_iter();
            let mut saved: Vec<usize> = saved
                .filter_map(|local| self.saved_index[local.0])
                .collect();
            saved.push(awaitees + index);
            states.push(State {
                name: format!("Suspend{index}"),
                span: suspension.span,
                awaiting: suspension.awaiting.clone(),
                saved,
                children: suspension.children.clone(),
            });
        }
        self.machine.states = states;
    }
}

/// A type, without the spaces that the token printer puts everywhere.
fn type_text(ty: &syn::Type) -> String {
    let text = ty.to_token_stream().to_string();
    let mut short = text.replace(" :: ", "::").replace("& ", "&");
    for tight in [" <", "< ", " >", " ,", " ;", "( ", " )", "[ ", " ]"] {
        short = short.replace(tight, tight.trim());
    }
    short
}

/// The edges between states.
fn transitions(graph: &Graph) -> Vec<Transition> {
    let starts = std::iter::once((0, 0)).chain(
        graph
            .suspends
            .iter()
            .enumerate()
            .filter_map(|(index, node)| Some((FIRST_SUSPEND + index, (*node)?))),
    );
    let mut transitions = Vec::new();
    for (from, start) in starts {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut work: Vec<(NodeId, Way)> = graph.next[start]
            .iter()
            .map(|&next| (next, Way::Flow))
            .collect();
        while let Some((node, way)) = work.pop() {
            // Behind a loop, it does not matter that the way went round it.
            let way = if way == Way::Round(node) {
                Way::Flow
            } else {
                way
            };
            if !seen.insert((node, way)) {
                continue;
            }
            let way = match (graph.events[node], way) {
                (Event::Suspend(suspension), way) => {
                    found.insert((FIRST_SUSPEND + suspension, way.via()));
                    continue;
                }
                (Event::Leave(via), _) => Way::Leave(via),
                // The outer of two loops is the older.
                (Event::Round(join), Way::Round(other)) => Way::Round(join.min(other)),
                (Event::Round(join), _) => Way::Round(join),
                (_, way) => way,
            };
            if node == graph.exit {
                found.insert((1, way.via()));
            }
            work.extend(graph.next[node].iter().map(|&next| (next, way)));
        }
        // A way without going round the loop tells more than one with.
        let flows: Vec<usize> = found
            .iter()
            .filter(|(_, via)| *via == Via::Flow)
            .map(|(to, _)| *to)
            .collect();
        found.retain(|(to, via)| *via != Via::Loop || !flows.contains(to));
        transitions.extend(
            found
                .into_iter()
                .map(|(to, via)| Transition { from, to, via }),
        );
    }
    transitions
}

/// How a path came where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Flow,
    /// Round the loop that is left at this point.
    Round(NodeId),
    Leave(Via),
}

impl Way {
    fn via(self) -> Via {
        match self {
            Way::Flow => Via::Flow,
            Way::Round(_) => Via::Loop,
            Way::Leave(via) => via,
        }
    }
}
