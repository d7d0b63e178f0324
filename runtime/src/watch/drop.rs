//! The drop of a watched future.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use super::events::{End, Events};
use super::lint::{self, To};
use super::listening::{Category, Listening};
use super::record::Facts;
use super::slab::RECORDS;
use super::waker::Tracked;
use super::{Subject, Watch, futurelock};
use crate::Machine;
use crate::lints::Lint;

/// Drops the body by `drop_body`, inside the span, and tells of the end.
pub(crate) fn dropped(watch: &Watch, subject: &Subject, state: u16, drop_body: &mut dyn FnMut()) {
    let number = watch.record;
    if number == 0 {
        drop_body();
        return;
    }
    let mut locals = Locals(Some(drop_body));
    // SAFETY: the number was the future's, which is being dropped.
    let mut record = unsafe { RECORDS.remove(number) };
    let waker = record.waker.take();
    let woken = waker.as_ref().map(Tracked::ended);
    record.facts.polls = watch.polls;
    let _entered = record.span.enter();
    // If a local's drop panics, the end is told of all the same.
    let result = catch_unwind(AssertUnwindSafe(|| locals.drop()));
    if let Some((waker, woken)) = waker.zip(woken) {
        futurelock::suspect(waker.status(), woken);
    }
    if state != 1 && state != 2 {
        tell((subject.machine)(), state, &record.facts);
    }
    #[cfg(feature = "xray")]
    super::snapshot::gone(record.facts.id, &mut record.facts.has_snapshot);
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

/// What is to be dropped in any case, though a subscriber or a waker may panic before: a local
/// may be pinned, and somebody hold its address until it is dropped.
struct Locals<'a>(Option<&'a mut dyn FnMut()>);

impl Locals<'_> {
    fn drop(&mut self) {
        if let Some(drop_body) = self.0.take() {
            drop_body();
        }
    }
}

impl Drop for Locals<'_> {
    fn drop(&mut self) {
        Locals::drop(self);
    }
}

/// The future was dropped in `state`, before it had ended.
fn tell(machine: &'static Machine, state: u16, facts: &Facts) {
    let listening = Listening::now();
    let events = Events {
        machine,
        future: facts.id,
    };
    let never_polled = state == 0 && facts.polls == 0;
    if listening.to(Category::Ends) {
        let end = if never_polled {
            End::NeverPolled
        } else {
            End::Cancelled
        };
        events.end(end, state, facts, Instant::now());
    }
    // While a panic unwinds, many a future is dropped that would have been polled.
    if never_polled && listening.to(Category::Lints) && !std::thread::panicking() {
        lint::fire(
            To::Current,
            Lint::NeverPolled,
            events,
            state,
            format_args!("created, but dropped without ever having been polled"),
            "a future does nothing until it is polled: `.await` it, spawn it, or do not create it",
        );
    }
}
