//! The events of the vocabulary, one function each.

use std::time::Instant;

use tracing::Value;

use super::clock::nanos;
use super::kind::Kind;
use super::record::Facts;
use super::sites;
use super::status::WokenBy;
use super::thread::{self, Polled};

use crate::vocabulary::{end, result};
use crate::{Machine, State};

/// One future's events.
#[derive(Clone, Copy)]
pub(super) struct Events {
    pub(super) machine: &'static Machine,
    pub(super) future: u64,
}

impl Events {
    pub(super) fn of(future: Polled) -> Self {
        Events {
            machine: future.machine,
            future: future.id,
        }
    }

    fn state(self, state: u16) -> &'static State {
        &self.machine.states()[usize::from(state)]
    }

    pub(super) fn poll(self, state: u16, poll: u32, address: usize) {
        let thread = thread::current();
        sites::event(self.machine, state, Kind::Poll).event(&[
            Some(&format_args!("poll")),
            Some(&self.future),
            Some(&poll),
            Some(&self.state(state).name),
            Some(&(address as u64)),
            Some(&&*thread.name),
            Some(&thread.id),
        ]);
    }

    pub(super) fn polled(self, state: u16, poll: u32, outcome: Outcome, busy: u64) {
        sites::event(self.machine, state, Kind::Polled).event(&[
            Some(&format_args!("polled")),
            Some(&self.future),
            Some(&poll),
            Some(&self.state(state).name),
            Some(&outcome.name()),
            Some(&busy),
        ]);
    }

    pub(super) fn transition(self, from: u16, to: u16, dwell: Option<u64>) {
        let state = self.state(to);
        sites::event(self.machine, to, Kind::Transition).event(&[
            Some(&format_args!("transition")),
            Some(&self.future),
            Some(&self.state(from).name),
            Some(&state.name),
            Some(&state.awaiting),
            Some(&state.location.file),
            Some(&state.location.line),
            Some(&state.location.column),
            dwell.as_ref().map(|dwell| dwell as &dyn Value),
        ]);
    }

    pub(super) fn wake(self, state: u16, wakes: u32, first: &WokenBy, now: Instant) {
        let by = first
            .polled
            .map(|polled| (polled.id, sites::of(polled.machine).path));
        sites::event(self.machine, state, Kind::Wake).event(&[
            Some(&format_args!("wake")),
            Some(&self.future),
            Some(&self.state(state).name),
            Some(&wakes),
            Some(&&*first.thread.name),
            Some(&first.thread.id),
            by.as_ref().map(|by| &by.0 as &dyn Value),
            by.as_ref().map(|by| &by.1 as &dyn Value),
            Some(&nanos(first.at, now)),
        ]);
    }

    pub(super) fn end(self, end: End, state: u16, facts: &Facts, now: Instant) {
        let kind = match end {
            End::Panicked => Kind::Panicked,
            _ => Kind::End,
        };
        let at = self.state(state);
        let lived = nanos(facts.created, now);
        sites::event(self.machine, state, kind).event(&[
            Some(&format_args!("end")),
            Some(&self.future),
            Some(&sites::of(self.machine).path),
            Some(&end.name()),
            Some(&at.name),
            Some(&at.awaiting),
            Some(&at.location.file),
            Some(&at.location.line),
            Some(&at.location.column),
            Some(&facts.polls),
            Some(&facts.busy),
            Some(&lived.saturating_sub(facts.busy)),
        ]);
    }
}

/// How a poll ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Pending,
    Ready,
    Panicked,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Outcome::Pending => result::PENDING,
            Outcome::Ready => result::READY,
            Outcome::Panicked => result::PANICKED,
        }
    }
}

/// How a future ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Returned,
    Panicked,
    Cancelled,
    NeverPolled,
}

impl End {
    fn name(self) -> &'static str {
        match self {
            End::Returned => end::RETURNED,
            End::Panicked => end::PANICKED,
            End::Cancelled => end::CANCELLED,
            End::NeverPolled => end::NEVER_POLLED,
        }
    }
}
