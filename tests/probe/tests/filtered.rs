//! Who asks for less than `TRACE` gets no snapshots, and none are taken.
//!
//! Alone in its process: `tracing` may take the answer of one thread's subscriber for another's,
//! while both are made.

use std::pin::pin;
use std::sync::Barrier;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use visualize_future::visualize_future;
use visualize_future::xray::Probe;

#[path = "../../../runtime/tests/support/mod.rs"]
mod support;

use support::{pending, poll};

#[visualize_future(xray)]
async fn annotated() {
    pending(1).await;
}

#[test]
fn not_for_those_who_do_not_want_them() {
    let recorder = support::Recorder::default();
    let layer = recorder.clone().with_filter(LevelFilter::DEBUG);
    let subscriber = tracing_subscriber::registry().with(layer);
    tracing::subscriber::with_default(subscriber, || {
        let mut future = pin!(annotated());
        assert!(poll(future.as_mut()).is_pending());
        let mut probed = pin!(Probe::new(pending(1)));
        assert!(poll(probed.as_mut()).is_pending());
        // Each snapshot has a number.
        assert_eq!(probed.id(), None);
    });
    assert_eq!(recorder.names(), ["transition", "end"]);

    // Somebody does want them, but on another thread.
    let (subscribed, polled) = (Barrier::new(2), Barrier::new(2));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            support::record(|_| {
                let mut probed = pin!(Probe::new(pending(1)));
                assert!(poll(probed.as_mut()).is_pending());
                assert!(probed.id().is_some());
                subscribed.wait();
                polled.wait();
            })
        });
        subscribed.wait();
        let mut probed = pin!(Probe::new(pending(1)));
        assert!(poll(probed.as_mut()).is_pending());
        polled.wait();
        assert_eq!(probed.id(), None);
    });
}
