//! A poll that somebody listens to.

use alloc::sync::Arc;
use core::any::Any;
use core::task::Context;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use tracing::Span;

use super::clock::nanos;
use super::events::{End, Events, Outcome};
use super::lint::Denied;
use super::listening::{Category, Listening};
use super::record::{Facts, Record};
use super::slab::RECORDS;
use super::status::Status;
use super::thread::{self, Polled, Polling};
use super::waker::Tracked;
use super::{Subject, Watch, futurelock, lint, poll_lints};
use crate::Machine;
use crate::lints::Lint;

/// What a panic carries.
type Panic = Box<dyn Any + Send>;

/// One poll of the future `whole`: `step` polls its body, and answers whether that is ready.
///
/// # Safety
/// The future is pinned, and the caller has it exclusively; the watch and the body are its own.
/// They are not borrowed, since a snapshot looks at the whole future.
pub(crate) unsafe fn poll(
    watch: *mut Watch,
    subject: &Subject,
    body: *const (),
    whole: *const (),
    cx: &mut Context<'_>,
    step: &mut dyn FnMut(&mut Context<'_>) -> bool,
) {
    let listening = Listening::now();
    let machine = (subject.machine)();
    // SAFETY: as the caller says. It is not used any more once the record has been found.
    let watch = unsafe { &mut *watch };
    let before = watch.polls;
    let number = before.wrapping_add(1);
    watch.polls = number;
    let Some(record) = record_of(watch, machine, before, listening) else {
        step(cx);
        return;
    };
    if record.facts.span_open && listening.to(Category::Span) {
        record.retry_span(machine);
    }
    let Record { span, facts, waker } = record;
    if facts.polls != before {
        // It was polled while nobody listened: when it came into its state is not known.
        facts.entered = None;
        facts.polls = before;
    }
    let entered = span.enter();
    let mut watched = Poll {
        listening,
        machine,
        subject,
        body,
        #[cfg(feature = "xray")]
        whole,
        address: whole.addr(),
        number,
        long_polls: poll_lints::long_polls(),
        events: Events {
            machine,
            future: facts.id,
        },
        denied: Denied::default(),
    };
    let result = watched.run(facts, waker, span, cx, step);
    drop(entered);
    if !matches!(result, Ok(false)) {
        // The span ends with the future, and so does what the waker holds.
        *span = Span::none();
        if let Some(waker) = waker.take() {
            futurelock::suspect(waker.status(), waker.ended());
        }
        #[cfg(feature = "xray")]
        super::snapshot::gone(facts.id, &mut facts.has_snapshot);
    }
    match result {
        Ok(_) => watched.denied.raise(),
        Err(panic) => resume_unwind(panic),
    }
}

/// The future's record, made now if nobody listened when the future was created.
fn record_of<'a>(
    watch: &'a mut Watch,
    machine: &'static Machine,
    polls: u32,
    listening: Listening,
) -> Option<&'a mut Record> {
    if listening.to_nothing() {
        return None;
    }
    if watch.record == 0 {
        watch.record = Record::new(machine, &mut |_| {}, polls).store();
    }
    if watch.record == 0 {
        return None;
    }
    // SAFETY: the record is this future's, which is borrowed exclusively.
    Some(unsafe { &mut *RECORDS.get(watch.record) })
}

/// How long this thread has been busy with snapshots.
fn aside() -> u64 {
    #[cfg(feature = "xray")]
    return super::snapshot::aside();
    #[cfg(not(feature = "xray"))]
    0
}

/// A poll under way.
pub(super) struct Poll<'a> {
    pub(super) listening: Listening,
    pub(super) machine: &'static Machine,
    pub(super) subject: &'a Subject,
    body: *const (),
    #[cfg(feature = "xray")]
    pub(super) whole: *const (),
    pub(super) address: usize,
    pub(super) number: u32,
    /// How many long polls this thread had reported when the poll began.
    pub(super) long_polls: u32,
    pub(super) events: Events,
    pub(super) denied: Denied,
}

impl Poll<'_> {
    fn state(&self) -> u16 {
        // SAFETY: called before and after the body's own poll, never during it.
        unsafe { (self.subject.state)(self.body) }
    }

    /// Runs the poll with everything around it. Answers whether the body is ready, or with what
    /// it panicked.
    fn run(
        &mut self,
        facts: &mut Facts,
        waker: &mut Option<Tracked>,
        span: &Span,
        cx: &mut Context<'_>,
        step: &mut dyn FnMut(&mut Context<'_>) -> bool,
    ) -> Result<bool, Panic> {
        let from = self.state();
        if self.listening.to(Category::Lints) {
            poll_lints::before(self, facts, from);
        }
        // Reading the clock costs as much as everything else here.
        let timed = self.is_timed();
        let start = timed.then(Instant::now);
        self.tell_wake(facts, waker.as_ref(), from, start);
        facts.address = self.address;
        if self.listening.to(Category::Polls) {
            self.events.poll(from, self.number, self.address);
        }
        *waker = self.wrap(waker.take(), facts.id, span, cx, start);
        #[cfg(feature = "xray")]
        super::snapshot::resumed(facts.id, &mut facts.has_snapshot);
        let aside = aside();

        let result = self.step(facts.id, waker.as_ref(), cx, step);

        let to = self.state();
        let end = (timed || from != to).then(Instant::now);
        let busy = start.zip(end).map_or(0, |(start, end)| nanos(start, end));
        // The time that went into snapshots of futures inside is no fault of theirs.
        let busy = busy.saturating_sub(self::aside().wrapping_sub(aside));
        let woke_itself = match (&result, waker.as_ref()) {
            (Ok(false), Some(waker)) => {
                let suspended = waker.suspended(to, facts.polled_by_others);
                futurelock::suspect(waker.status(), suspended.woken_before);
                suspended.woke_itself
            }
            _ => false,
        };
        facts.busy = facts.busy.saturating_add(busy);
        facts.polls = self.number;
        if from != to {
            let entered = core::mem::replace(&mut facts.entered, end);
            if self.listening.to(Category::Transitions) {
                let dwell = entered.zip(end).map(|(entered, end)| nanos(entered, end));
                self.events.transition(from, to, dwell);
            }
        }
        #[cfg(feature = "xray")]
        if matches!(result, Ok(false)) {
            super::snapshot::of_machine(self, facts, to);
        }
        if self.listening.to(Category::Polls) {
            let outcome = match result {
                Ok(false) => Outcome::Pending,
                Ok(true) => Outcome::Ready,
                Err(_) => Outcome::Panicked,
            };
            self.events.polled(to, self.number, outcome, busy);
        }
        // What had ended before this poll does not end once more.
        if from != 1
            && from != 2
            && self.listening.to(Category::Ends)
            && let Some(end) = end
        {
            match result {
                Ok(false) => {}
                Ok(true) => self.events.end(End::Returned, from, facts, end),
                Err(_) => self.events.end(End::Panicked, from, facts, end),
            }
        }
        if self.listening.to(Category::Lints) {
            poll_lints::after(self, facts, from, to, busy, woke_itself);
        }
        result
    }

    /// Whether anybody wants to know how long the poll takes.
    fn is_timed(&self) -> bool {
        self.listening.to(Category::Polls)
            || self.listening.to(Category::Ends)
            || self.listening.to(Category::Wakes)
            || self.listening.to(Category::Lints)
                && (lint::wanted(Lint::LongPoll) || lint::wanted(Lint::Futurelock))
    }

    /// Polls the body.
    fn step(
        &self,
        future: u64,
        waker: Option<&Tracked>,
        cx: &mut Context<'_>,
        step: &mut dyn FnMut(&mut Context<'_>) -> bool,
    ) -> Result<bool, Panic> {
        let polled = Polled {
            id: future,
            machine: self.machine,
        };
        let status = waker.map(|waker| Arc::clone(waker.status()));
        let _polling = Polling::start(polled, status);
        // The panic goes on once it has been told of.
        catch_unwind(AssertUnwindSafe(|| match waker {
            Some(tracked) => {
                let waker = tracked.waker();
                step(&mut Context::from_waker(&waker))
            }
            None => step(cx),
        }))
    }

    /// Tells who woke the future, if anybody did, and notes if nobody did.
    fn tell_wake(
        &self,
        facts: &mut Facts,
        waker: Option<&Tracked>,
        state: u16,
        now: Option<Instant>,
    ) {
        let Some(tracked) = waker else { return };
        match thread::with_owner(|owner| tracked.status().polled(owner, now)) {
            Some((first, wakes)) => {
                if self.listening.to(Category::Wakes)
                    && let Some(now) = now
                {
                    self.events.wake(state, wakes, &first, now);
                }
            }
            None => facts.polled_by_others = true,
        }
    }

    /// The waker to poll with, if wakes are to be known of.
    fn wrap(
        &self,
        previous: Option<Tracked>,
        future: u64,
        span: &Span,
        cx: &Context<'_>,
        now: Option<Instant>,
    ) -> Option<Tracked> {
        let for_lints = self.listening.to(Category::Lints)
            && [Lint::SelfWake, Lint::LostWaker, Lint::Futurelock]
                .into_iter()
                .any(lint::wanted);
        if !self.listening.to(Category::Wakes) && !for_lints {
            if let Some(previous) = previous {
                previous.ended();
            }
            return None;
        }
        let status = match previous {
            Some(previous) if previous.wraps(cx.waker()) => return Some(previous),
            Some(previous) => Arc::clone(previous.status()),
            None => {
                let status = Status::new(Polled {
                    id: future,
                    machine: self.machine,
                });
                thread::with_owner(|owner| status.polled(owner, now));
                status
            }
        };
        Some(Tracked::new(cx.waker().clone(), status, span))
    }
}
