//! Futures that are polled by hand, as no executor would.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use fastrand::Rng;

use super::{id_of, pieces, polls_of};
use crate::faults::{self, Fault};
use crate::outcome::Plan;
use crate::subscribers::Defaults;
use crate::token::{self, Token};
use crate::{dice, findings};

/// A future whose type does not matter.
type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The waker of a hand, which counts.
#[derive(Default)]
struct Hand(AtomicU64);

impl Wake for Hand {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// Polls futures by hand until the plan says stop.
pub(crate) fn by_hand(plan: &Plan, part: u64) {
    let mut dice = dice::of(plan.seed, 5000 + part);
    let mut turns = 0;
    while turns < 30 || !plan.stop.load(Relaxed) {
        turns += 1;
        plan.counts.by_hand.fetch_add(1, Relaxed);
        // A subscriber that panics ends a turn at any place.
        let turn = catch_unwind(AssertUnwindSafe(|| turn(plan, &mut dice)));
        if turn.is_err() && !plan.disturbed {
            findings::report("a turn by hand has panicked");
        }
        thread::sleep(Duration::from_micros(dice.u64(20..400)));
    }
}

fn turn(plan: &Plan, dice: &mut Rng) {
    let n = dice.u64(..6);
    match dice.u32(..9) {
        0 => roams(plan, n),
        1 => {
            faults::count(Fault::NeverPolled);
            drop(pieces::borrow(Token::new(), n));
        }
        2 => {
            let mut future: Boxed<u64> = Box::pin(pieces::steps(Token::new(), n + 1, n));
            expect(plan, poll(&mut future).is_pending(), "it is suspended");
            elsewhere(plan, move || drop(future));
        }
        3 => after_its_end(plan, n),
        4 => panics(plan, n),
        5 => bomb(plan),
        6 if plan.forgets && dice.u32(..8) == 0 => forget(plan),
        7 => lost(plan, dice),
        _ => {
            let mut future: Boxed<()> = Box::pin(pieces::wakes_in_drop(Token::new()));
            expect(plan, poll(&mut future).is_pending(), "it is suspended");
            expect(
                plan,
                poll(&mut future).is_pending(),
                "it is suspended for good",
            );
            drop(future);
        }
    }
}

/// One that a subscriber runs.
pub(crate) fn run_one() {
    let mut future = pin!(pieces::steps(Token::new(), 2, 5));
    let mut cx = Context::from_waker(Waker::noop());
    while future.as_mut().poll(&mut cx).is_pending() {}
    drop(pieces::borrow(Token::new(), 1));
}

fn poll<T>(future: &mut Boxed<T>) -> Poll<T> {
    let waker = Waker::from(Arc::<Hand>::default());
    future.as_mut().poll(&mut Context::from_waker(&waker))
}

fn expect(plan: &Plan, holds: bool, what: &str) {
    if !holds && !plan.disturbed {
        findings::report(format!("by hand: not so: {what}"));
    }
}

/// Does something on a thread of its own, which has a subscriber if the others have one.
fn elsewhere<R: Send>(plan: &Plan, act: impl FnOnce() -> R + Send) -> R {
    let result = thread::scope(|scope| {
        let thread = scope.spawn(|| {
            plan.defaults.set();
            let result = catch_unwind(AssertUnwindSafe(act));
            Defaults::unset();
            result
        });
        thread.join().expect("the panic was caught")
    });
    result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Each poll on another thread.
fn roams(plan: &Plan, n: u64) {
    let mut future = Box::pin(pieces::borrow(Token::new(), n));
    let hand = Arc::<Hand>::default();
    let waker = Waker::from(Arc::clone(&hand));
    let mut polls = 0;
    loop {
        polls += 1;
        let result = elsewhere(plan, || {
            let mut cx = Context::from_waker(&waker);
            future.as_mut().poll(&mut cx)
        });
        faults::count(Fault::Moved);
        if let Poll::Ready(value) = result {
            expect(plan, value == 2 * n, "the value is right");
            break;
        }
    }
    let counted = polls_of(&*future);
    expect(
        plan,
        counted.is_none_or(|it| it == polls),
        "polls are counted",
    );
    expect(
        plan,
        hand.0.load(Relaxed) >= u64::from(polls) - 1,
        "it was woken",
    );
}

fn after_its_end(plan: &Plan, n: u64) {
    let mut future: Boxed<u64> = Box::pin(pieces::steps(Token::new(), 0, n));
    expect(plan, poll(&mut future).is_ready(), "it is ready at once");
    for _ in 0..2 {
        let again = catch_unwind(AssertUnwindSafe(|| poll(&mut future)));
        expect(plan, again.is_err(), "polled after its end, it panics");
        faults::count(Fault::PolledAfterEnd);
    }
}

fn panics(plan: &Plan, at: u64) {
    let mut future: Boxed<u64> = Box::pin(pieces::panics(Token::new(), at));
    for _ in 0..at {
        expect(
            plan,
            poll(&mut future).is_pending(),
            "it does not panic yet",
        );
    }
    let last = catch_unwind(AssertUnwindSafe(|| poll(&mut future)));
    expect(plan, last.is_err(), "it panics");
    let again = catch_unwind(AssertUnwindSafe(|| poll(&mut future)));
    expect(plan, again.is_err(), "it panics again");
    faults::count(Fault::PolledAfterEnd);
}

fn bomb(plan: &Plan) {
    let mut future: Boxed<()> = Box::pin(pieces::bomb(Token::new()));
    expect(plan, poll(&mut future).is_pending(), "it is suspended");
    let dropped = catch_unwind(AssertUnwindSafe(|| drop(future)));
    expect(plan, dropped.is_err(), "the drop panics");
}

/// Pins a future, and forgets it.
fn forget(plan: &Plan) {
    let mut future = Box::pin(pieces::lost(Token::new(), 0));
    let _ = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    plan.book.forget(id_of(&*future));
    token::forget();
    faults::count(Fault::Forgotten);
    std::mem::forget(future);
}

/// Loses its waker, and is polled, or not, when that has been noticed.
fn lost(plan: &Plan, dice: &mut Rng) {
    let mut future: Boxed<u64> = Box::pin(pieces::lost(Token::new(), 1));
    for _ in 0..dice.u32(1..4) {
        expect(plan, poll(&mut future).is_pending(), "it waits");
    }
    if dice.u32(..10) == 0 {
        thread::sleep(Duration::from_millis(8));
    }
    if dice.bool() {
        expect(plan, poll(&mut future).is_pending(), "it waits for ever");
    }
}
