//! The lints that are seen in a poll.

use core::cell::Cell;
use core::fmt::Write;
use core::time::Duration;

use super::lint::wanted;
use super::poll::Poll;
use super::record::Facts;
use super::sites;
use crate::lints::{self, Level, Lint};
use crate::{Layout, LocalKind};

thread_local! {
    static LONG_POLLS: Cell<u32> = const { Cell::new(0) };
}

/// How many long polls have been reported on this thread.
pub(super) fn long_polls() -> u32 {
    LONG_POLLS.with(Cell::get)
}

/// What is seen before the body is polled. A denied lint panics here, and the body is not
/// polled at all.
pub(super) fn before(poll: &mut Poll<'_>, facts: &Facts, state: u16) {
    if state == 1 || state == 2 {
        let how = if state == 1 { "returned" } else { "panicked" };
        poll.denied.fire(
            Lint::PolledAfterEnd,
            poll.events,
            state,
            format_args!("polled after it had {how}; this poll will panic"),
            "a future must not be polled again once it has returned `Poll::Ready` or panicked; \
             `futures::future::Fuse` makes one that can be",
        );
    }
    if facts.address != 0 && facts.address != poll.address {
        poll.denied.fire(
            Lint::MovedAfterPin,
            poll.events,
            state,
            format_args!(
                "polled at {:#x}, having been polled at {:#x} before: it was moved while pinned",
                poll.address, facts.address,
            ),
            "a future that has been polled must stay where it is, since its locals may point at \
             each other; look for the `unsafe` code that pinned it and moved it",
        );
    }
    if facts.address == 0 && poll.subject.size > lints::large_future() {
        large_future(poll, state);
    }
    core::mem::take(&mut poll.denied).raise();
}

/// What is seen after it.
pub(super) fn after(
    poll: &mut Poll<'_>,
    facts: &mut Facts,
    from: u16,
    to: u16,
    busy: u64,
    woke_itself: bool,
) {
    let busy = Duration::from_nanos(busy);
    let limit = lints::long_poll();
    // If a future inside has been reported already, that is where to look.
    if busy >= limit && poll.long_polls == long_polls() && wanted(Lint::LongPoll) {
        LONG_POLLS.with(|count| count.set(count.get().wrapping_add(1)));
        let states = poll.machine.states();
        poll.denied.fire(
            Lint::LongPoll,
            poll.events,
            from,
            format_args!(
                "one poll took {busy:.1?}, from `{}` to `{}`: the executor was blocked meanwhile \
                 (limit {limit:?})",
                states[usize::from(from)].name,
                states[usize::from(to)].name,
            ),
            "move what computes or blocks to a thread of its own, such as \
             `tokio::task::spawn_blocking`, or yield in between",
        );
    }
    if !woke_itself || to == 1 || to == 2 {
        facts.self_wakes = 0;
        return;
    }
    facts.self_wakes = facts.self_wakes.saturating_add(1);
    if facts.self_wakes == lints::self_wakes() {
        poll.denied.fire(
            Lint::SelfWake,
            poll.events,
            to,
            format_args!(
                "it has woken itself from inside each of its last {} polls: it runs in circles \
                 instead of waiting",
                facts.self_wakes,
            ),
            "wake the task where what it waits for happens, not in `poll`",
        );
    }
}

/// Larger than the limit: told once for each machine, or each time if denied.
fn large_future(poll: &mut Poll<'_>, state: u16) {
    let told = &sites::of(poll.machine).large_told;
    match lints::level(Lint::LargeFuture) {
        Level::Allow => return,
        Level::Warn if told.swap(true, core::sync::atomic::Ordering::Relaxed) => return,
        _ => {}
    }
    let culprits = culprits(&(poll.subject.layout)());
    poll.denied.fire(
        Lint::LargeFuture,
        poll.events,
        state,
        format_args!(
            "the future has {} bytes (limit {}){culprits}",
            poll.subject.size,
            lints::large_future(),
        ),
        "put what is large into a `Box`, or let it go out of scope before the `.await`",
    );
}

/// The saved locals that make the largest state large.
fn culprits(layout: &Layout) -> String {
    let mut text = String::new();
    let Some(state) = layout.states.iter().max_by_key(|state| state.size) else {
        return text;
    };
    let mut fields: Vec<_> = state.fields.iter().collect();
    fields.sort_by_key(|field| core::cmp::Reverse(field.size));
    let Some(largest) = fields.first() else {
        text.push_str("; what it holds is known to the compiler alone");
        return text;
    };
    let floor = largest.size / 8;
    let _ = write!(text, "; `{}` holds ", state.name);
    let named = fields.iter().take(4).filter(|field| field.size >= floor);
    for (index, field) in named.enumerate() {
        let what = match field.kind {
            LocalKind::Awaitee => "the awaited future ",
            _ => "",
        };
        let _ = write!(
            text,
            "{}{what}`{}` of {} bytes",
            if index == 0 { "" } else { ", " },
            field.name,
            field.size,
        );
    }
    text
}
