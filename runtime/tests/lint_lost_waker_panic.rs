//! `lost-waker`, told to a subscriber that panics: the next one is told of, too.
//!
//! Alone in its process: the limit is one for all, and so is the thread that looks.

mod support;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use support::{pending, poll};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::Registry;
use visualize_future::{lints, visualize_future, vocabulary};

static TOLD: AtomicU32 = AtomicU32::new(0);

struct Panics;

impl<S: Subscriber> Layer<S> for Panics {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().name() == vocabulary::LINT {
            TOLD.fetch_add(1, SeqCst);
            panic!("as the test wants it");
        }
    }
}

#[visualize_future]
async fn forgets() {
    pending(9).await;
}

#[test]
fn the_watcher_outlives_a_panic() {
    lints::set_lost_waker(Duration::from_millis(1));
    lints::set(lints::Lint::LongPoll, lints::Level::Allow);
    tracing::subscriber::with_default(Registry::default().with(Panics), || {
        for told in 1..4 {
            let mut future = Box::pin(forgets());
            assert!(poll(future.as_mut()).is_pending());
            // So long that only a fault takes longer.
            let start = Instant::now();
            while TOLD.load(SeqCst) < told {
                assert!(start.elapsed() < Duration::from_secs(60), "not told of");
                thread::sleep(Duration::from_millis(1));
            }
            // `pending` has woken it never, so that it is told of once.
            assert_eq!(TOLD.load(SeqCst), told);
        }
    });
}
