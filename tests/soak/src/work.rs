//! The work of a round: the service on its runtime, and beside it the hands, and whoever changes
//! the subscribers and calls the wakers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use tokio::runtime::{Builder, Runtime};

use crate::faults::{self, Fault};
use crate::outcome::{Outcome, Plan};
use crate::round::Round;
use crate::subscribers::{Defaults, Subscribers};
use crate::{findings, stage, wakers};

impl Round {
    /// Does it.
    pub(crate) fn work(
        self,
        plan: &Arc<Plan>,
        subscribers: &Subscribers,
        dice: &mut Rng,
    ) -> Outcome {
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
