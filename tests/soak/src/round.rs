//! One round: a service with its clients and hands, its subscribers, and its end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use tokio::runtime::{Builder, Runtime};

use crate::book::Book;
use crate::faults::{self, Fault};
use crate::lowered::Lowered;
use crate::outcome::{Counts, Outcome, Plan};
use crate::subscribers::{Defaults, Nature, Subscribers};
use crate::{dice, findings, stage, token, wakers};

/// What a round is to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Round {
    pub(crate) seed: u64,
    pub(crate) lowered: Lowered,
    pub(crate) nature: Nature,
    /// Whether the runtime ends amid the work.
    pub(crate) abrupt: bool,
}

/// What came of it.
pub(crate) struct Report {
    pub(crate) outcome: Outcome,
    pub(crate) plan: Arc<Plan>,
}

impl Round {
    /// Runs it, and checks all that can be checked when it is over.
    pub(crate) fn run(self) -> Report {
        let mut dice = dice::of(self.seed, 1);
        dice::seed_threads(self.seed);
        let book = Arc::new(Book::new(self.nature.coverage()));
        stage::open(&book);
        stage::enter("subscribers");
        let subscribers = Subscribers::new(self.nature, &book);
        let defaults = Defaults::new(&subscribers, self.seed);
        let plan = Arc::new(Plan {
            seed: self.seed,
            clients: dice.u64(4..16),
            batches: dice.u64(2..6),
            disturbed: self.nature.disturbs() || self.abrupt,
            // A forgotten future keeps its subscriber, and a registry is large.
            forgets: self.nature != Nature::Reloaded && dice.u32(..8) == 0,
            book,
            defaults,
            stop: AtomicBool::new(false),
            counts: Counts::default(),
        });
        let tokens = token::made();
        subscribers.offer(self.nature);
        let outcome = self.work(&plan, &subscribers, &mut dice);
        Subscribers::withdraw();
        settle(&plan);
        self.check(&plan, token::made() - tokens);
        stage::enter("retirement");
        retire(&plan, subscribers);
        if dice.u32(..4) != 0 {
            wakers::release();
        }
        Report { outcome, plan }
    }

    /// The runtime, the hands, and whoever changes the subscribers and calls the wakers.
    fn work(self, plan: &Arc<Plan>, subscribers: &Subscribers, dice: &mut Rng) -> Outcome {
        let over = AtomicBool::new(false);
        let changes = dice.fork();
        let prods = dice.fork();
        thread::scope(|scope| {
            scope.spawn(|| change(plan, subscribers, changes, &over));
            scope.spawn(|| on_thread(plan, || wakers::prod(prods, &over)));
            let hands = [0, 1].map(|part| {
                scope.spawn(move || on_thread(plan, || self.lowered.by_hand(plan, part)))
            });
            let service = scope.spawn(|| on_thread(plan, || self.serve(plan, dice)));
            let outcome = service.join().ok().flatten();
            plan.stop.store(true, Relaxed);
            stage::enter("hands");
            for hand in hands {
                let _ = hand.join();
            }
            over.store(true, Relaxed);
            outcome.unwrap_or_default()
        })
    }

    fn serve(self, plan: &Arc<Plan>, dice: &mut Rng) -> Outcome {
        stage::enter("service");
        let runtime = runtime(plan, dice);
        let work = self.lowered.serve(Arc::clone(plan));
        if !self.abrupt {
            let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(work)));
            stage::enter("shutdown");
            drop(runtime);
            return outcome.unwrap_or_default();
        }
        let task = runtime.spawn(work);
        thread::sleep(Duration::from_micros(dice.u64(..30_000)));
        stage::enter("abrupt shutdown");
        if dice.bool() {
            task.abort();
        }
        match dice.u32(..3) {
            0 => {
                faults::count(Fault::RuntimeDropped);
                drop(runtime);
            }
            1 => {
                faults::count(Fault::RuntimeBackground);
                runtime.shutdown_background();
            }
            _ => {
                faults::count(Fault::RuntimeTimeout);
                runtime.shutdown_timeout(Duration::from_micros(dice.u64(..3000)));
            }
        }
        Outcome::default()
    }

    fn check(self, plan: &Plan, tokens: u64) {
        stage::enter("checks");
        let book = &plan.book;
        let opened = book.totals.opened.load(Relaxed);
        // A subscriber that runs futures itself does not hear of all of them.
        let exact = matches!(self.nature, Nature::Steady | Nature::Slow | Nature::Swapped);
        if exact && self.lowered != Lowered::Plain && tokens != opened {
            findings::report(format!("{tokens} instances, {opened} spans"));
        }
        if self.lowered == Lowered::Plain && self.nature != Nature::Reentrant && opened != 0 {
            findings::report(format!("{opened} spans of functions without the attribute"));
        }
        book.settle();
    }
}

/// A runtime whose threads have subscribers.
fn runtime(plan: &Arc<Plan>, dice: &mut Rng) -> Runtime {
    let start = Arc::clone(plan);
    Builder::new_multi_thread()
        .worker_threads(dice.usize(1..5))
        .enable_all()
        .on_thread_start(move || start.defaults.set())
        .on_thread_stop(Defaults::unset)
        .build()
        .expect("there is room for a runtime")
}

/// Acts with the thread's subscriber.
fn on_thread<R>(plan: &Plan, act: impl FnOnce() -> R) -> Option<R> {
    plan.defaults.set();
    let result = catch_unwind(AssertUnwindSafe(act));
    Defaults::unset();
    if result.is_err() && !plan.disturbed {
        findings::report("a thread of the round has panicked");
    }
    result.ok()
}

/// Changes what the subscribers want, from a thread that has one.
fn change(plan: &Plan, subscribers: &Subscribers, mut dice: Rng, over: &AtomicBool) {
    on_thread(plan, || {
        while !over.load(Relaxed) {
            subscribers.change(&mut dice);
            thread::sleep(Duration::from_micros(dice.u64(500..5000)));
        }
    });
}

/// Waits until all is dropped that is to be dropped: a runtime may be shutting down in the
/// background.
fn settle(plan: &Plan) {
    stage::enter("quiescence");
    let start = Instant::now();
    while token::live() > 0 {
        if start.elapsed() > Duration::from_secs(60) {
            findings::report(format!(
                "{} instances are not dropped, such as {:?}",
                token::live(),
                plan.book.alive().first()
            ));
            return;
        }
        thread::sleep(Duration::from_micros(200));
    }
    // The last token is dropped before its future has told of its end.
    while plan.book.unsettled() && start.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_micros(200));
    }
}

/// The subscribers want nothing more. To be called with one of them, as `tracing` asks no other
/// while there is only one.
fn retire(plan: &Plan, subscribers: Subscribers) {
    plan.defaults.set();
    subscribers.retire();
    Defaults::unset();
}
