//! One round: a service with its clients and hands, its subscribers, and its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use crate::book::Book;
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
            // Once is enough.
            token::write_off();
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
