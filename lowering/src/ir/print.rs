//! The machine in a form for people and snapshots.

use std::fmt;

use crate::location::Location;
use crate::machine::{LocalKind, Machine, Via};

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "machine {}", self.name)?;
        for (number, state) in self.states.iter().enumerate() {
            write!(f, "  {number} {}", state.name)?;
            if !state.awaiting.is_empty() {
                write!(f, " at {}: {}", Location::of(state.span), state.awaiting)?;
            }
            let saved: Vec<&str> = state
                .saved
                .iter()
                .map(|&local| self.locals[local].name.as_str())
                .collect();
            if !saved.is_empty() {
                write!(f, "  [{}]", saved.join(", "))?;
            }
            writeln!(f)?;
            for child in &state.children {
                writeln!(f, "      | {}", child.awaiting)?;
            }
        }
        for edge in &self.transitions {
            let via = match edge.via {
                Via::Flow => "",
                Via::Loop => " by loop",
                Via::Try => " by ?",
                Via::Return => " by return",
            };
            let (from, to) = (&self.states[edge.from].name, &self.states[edge.to].name);
            writeln!(f, "  {from} -> {to}{via}")?;
        }
        for local in &self.locals {
            if local.kind == LocalKind::Awaitee {
                continue;
            }
            let kind = match local.kind {
                LocalKind::Parameter => "parameter",
                LocalKind::Local => "local",
                LocalKind::Awaitee => "awaitee",
                LocalKind::Temporary => "temporary",
            };
            write!(f, "  {kind} {}", local.name)?;
            if let Some(ty) = &local.ty {
                write!(f, ": {ty}")?;
            }
            for &borrowed in &local.borrows {
                write!(f, " borrows {}", self.locals[borrowed].name)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
