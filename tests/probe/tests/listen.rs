//! What listeners are told. Tests of one process hear of each other, and so look for their own.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use visualize_future::visualize_future;
use visualize_future::xray::{self, Confidence, LastSnapshots, Probe, SnapshotEvent, listen};

#[path = "../../../runtime/tests/support/mod.rs"]
mod support;

use support::{Signal, pending, poll};

/// One test at a time.
fn alone() -> impl Drop {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<SnapshotEvent>>>);

impl Heard {
    fn listen(&self) -> xray::Listening {
        let heard = self.clone();
        listen(move |event| heard.0.lock().unwrap().push(event.clone()))
    }

    fn take(&self) -> Vec<SnapshotEvent> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn one(&self) -> SnapshotEvent {
        let mut all = self.take();
        assert_eq!(all.len(), 1, "{all:#?}");
        all.remove(0)
    }
}

#[visualize_future(xray, lowering = "explicit")]
async fn explicit(text: &str) -> usize {
    let array = [7_u8; 64];
    let slice = &array[1..];
    pending(2).await;
    text.len() + slice.len()
}

#[visualize_future(xray, lowering = "compiler")]
async fn compiler(text: &str) -> usize {
    let array = [7_u8; 64];
    let slice = &array[1..];
    pending(2).await;
    text.len() + slice.len()
}

#[visualize_future]
async fn without() {
    pending(4).await;
}

async fn plain(text: &str) -> usize {
    let array = [7_u8; 64];
    let slice = &array[1..];
    pending(2).await;
    text.len() + slice.len()
}

/// The snapshot has what the three functions above hold.
fn check(event: &SnapshotEvent, awaitee: &str) {
    let snapshot = event
        .snapshot
        .as_ref()
        .expect("this package has debug info with types");
    let future = snapshot.waiting();
    assert_eq!(
        future
            .state
            .as_ref()
            .unwrap_or_else(|| panic!("no state: {snapshot}"))
            .name,
        "Suspend0",
        "{snapshot}"
    );
    let slot = |name: &str| {
        let slot = future.slots.iter().find(|slot| slot.name == name);
        slot.unwrap_or_else(|| panic!("no {name} in {snapshot}"))
    };
    assert_eq!(slot("array").value.to_string(), "[7; 64]");
    assert_eq!(slot("slice").points_at[0].to, "array[1]");
    assert_eq!(slot("slice").points_at[0].outwards, 0);
    assert_eq!(slot("array").confidence, Confidence::Exact);
    assert_eq!(future.awaits.len(), 1, "{snapshot}");
    assert_eq!(future.awaits[0].path, awaitee);
    assert_eq!(future.awaits[0].title(), "async fn pending");
}

#[test]
fn annotated_functions_of_both_lowerings() {
    let _alone = alone();
    let heard = Heard::default();
    let _listening = heard.listen();

    let mut future = pin!(explicit("abc"));
    assert!(poll(future.as_mut()).is_pending());
    let event = heard.one();
    check(&event, "awaitee");
    let machine = future.machine();
    assert!(std::ptr::eq(event.machine.unwrap(), machine));
    assert_eq!((Some(event.future), event.poll), (future.id(), 1));
    assert_eq!(event.state.unwrap().awaiting, "pending(2)");
    assert_eq!(event.size, size_of_val(&*future));
    assert_eq!(
        event.snapshot.as_ref().unwrap().root.address as usize,
        future.address()
    );
    let place = machine.states()[3].location;
    assert_eq!(
        event.suspended(),
        format!("suspended at {place} awaiting pending(2)")
    );
    assert_eq!(event.name(), "listen::explicit");
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(heard.one().poll, 2);
    assert_eq!(poll(future.as_mut()), std::task::Poll::Ready(66));
    assert!(heard.take().is_empty());

    let mut future = pin!(compiler("abc"));
    assert!(poll(future.as_mut()).is_pending());
    let event = heard.one();
    check(&event, "__awaitee");
    assert!(std::ptr::eq(event.machine.unwrap(), future.machine()));
    assert_eq!(event.state.unwrap().name, "Suspend0");
}

#[test]
fn a_probe_around_a_future_that_nobody_annotated() {
    let _alone = alone();
    let heard = Heard::default();
    let listening = heard.listen();
    let line = line!() + 1;
    let mut future = pin!(Probe::new(plain("abc")));
    assert!(poll(future.as_mut()).is_pending());
    let event = heard.one();
    check(&event, "__awaitee");
    assert!(event.machine.is_none() && event.state.is_none());
    assert_eq!((Some(event.future), event.poll), (future.id(), 1));
    assert_eq!(event.size, size_of_val(future.get_ref()));
    let probe = event.probe.unwrap();
    assert_eq!((probe.file, probe.line), (file!(), line));
    assert_eq!(event.name(), "async fn plain");
    assert_eq!(event.awaiting().unwrap(), "async fn pending");
    let shown = event.to_string();
    let first = format!("future {}, probed at {probe}, poll 1\n", event.future);
    assert!(shown.starts_with(&first), "{shown}");
    assert!(shown.contains("\nsuspended at "), "{shown}");
    assert!(shown.contains("array: [u8; 64]  = [7; 64]"), "{shown}");

    // Nobody listens any more.
    drop(listening);
    assert!(poll(future.as_mut()).is_pending());
    assert!(heard.take().is_empty());
}

#[test]
fn a_sink_of_its_own() {
    let _alone = alone();
    let mut polls = Vec::new();
    let mut future = Box::pin(Probe::with(plain("abc"), |event: &SnapshotEvent| {
        check(event, "__awaitee");
        polls.push(event.poll);
    }));
    while poll(future.as_mut()).is_pending() {}
    drop(future);
    assert_eq!(polls, [1, 2]);
}

#[test]
fn all_while_they_run() {
    let _alone = alone();
    let heard = Heard::default();
    let _listening = heard.listen();
    let mut future = pin!(without());
    assert!(poll(future.as_mut()).is_pending());
    assert!(heard.take().is_empty());
    xray::set_all(true);
    assert!(poll(future.as_mut()).is_pending());
    let event = heard.one();
    assert_eq!((Some(event.future), event.poll), (future.id(), 2));
    assert_eq!(event.name(), "listen::without");
    xray::set_all(false);
    assert!(poll(future.as_mut()).is_pending());
    assert!(heard.take().is_empty());
}

#[test]
fn ids_are_unique_among_probes_and_annotated_futures() {
    let _alone = alone();
    let heard = Heard::default();
    let _listening = heard.listen();
    let mut future = pin!(Probe::new(explicit("abc")));
    assert!(poll(future.as_mut()).is_pending());
    let all = heard.take();
    assert_eq!(all.len(), 2);
    assert_eq!(Some(all[0].future), future.get_ref().id());
    assert_eq!(Some(all[1].future), future.id());
    assert_ne!(all[0].future, all[1].future);
}

#[test]
fn a_listener_that_panics_harms_nobody() {
    let _alone = alone();
    let before = Heard::default();
    let after = Heard::default();
    let _first = before.listen();
    let panics = listen(|event| panic!("poll {}", event.poll));
    let _last = after.listen();

    let mut probed = pin!(Probe::new(plain("abc")));
    let mut annotated = pin!(explicit("abc"));
    let message = |panic: Box<dyn std::any::Any + Send>| *panic.downcast::<String>().unwrap();
    let result = catch_unwind(AssertUnwindSafe(|| poll(probed.as_mut())));
    assert_eq!(message(result.unwrap_err()), "poll 1");
    let result = catch_unwind(AssertUnwindSafe(|| poll(annotated.as_mut())));
    assert_eq!(message(result.unwrap_err()), "poll 1");
    assert_eq!((before.take().len(), after.take().len()), (2, 2));

    drop(panics);
    assert_eq!(annotated.state().name, "Suspend0");
    assert!(poll(probed.as_mut()).is_pending());
    assert!(poll(annotated.as_mut()).is_pending());
    assert_eq!((before.take().len(), after.take().len()), (2, 2));
    assert_eq!(poll(probed.as_mut()), std::task::Poll::Ready(66));
    assert_eq!(poll(annotated.as_mut()), std::task::Poll::Ready(66));
}

/// So does a subscriber.
#[test]
fn a_subscriber_that_panics_harms_nobody() {
    struct Panics;
    impl tracing::Subscriber for Panics {
        fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::Id {
            tracing::Id::from_u64(1)
        }
        fn record(&self, _: &tracing::Id, _: &tracing::span::Record<'_>) {}
        fn record_follows_from(&self, _: &tracing::Id, _: &tracing::Id) {}
        fn event(&self, event: &tracing::Event<'_>) {
            if event.metadata().name() == visualize_future::vocabulary::SNAPSHOT {
                panic!("the subscriber");
            }
        }
        fn enter(&self, _: &tracing::Id) {}
        fn exit(&self, _: &tracing::Id) {}
    }
    let _alone = alone();
    let heard = Heard::default();
    let _listening = heard.listen();
    let last = LastSnapshots::keep();
    let mut probed = Box::pin(Probe::new(plain("abc")));
    let mut annotated = Box::pin(explicit("abc"));
    tracing::subscriber::with_default(Panics, || {
        let mut dropped = Box::pin(explicit("abc"));
        assert!(catch_unwind(AssertUnwindSafe(|| poll(dropped.as_mut()))).is_err());
        assert_eq!((heard.take().len(), last.all().len()), (1, 1));
        drop(dropped);
        let mut dropped = Box::pin(Probe::new(plain("abc")));
        assert!(catch_unwind(AssertUnwindSafe(|| poll(dropped.as_mut()))).is_err());
        assert_eq!((heard.take().len(), last.all().len()), (1, 1));
        drop(dropped);
        assert!(last.all().is_empty(), "{last}");
        assert!(catch_unwind(AssertUnwindSafe(|| poll(probed.as_mut()))).is_err());
        assert!(catch_unwind(AssertUnwindSafe(|| poll(annotated.as_mut()))).is_err());
    });
    assert_eq!((heard.take().len(), last.all().len()), (2, 2));
    assert!(poll(probed.as_mut()).is_pending());
    assert!(poll(annotated.as_mut()).is_pending());
    assert_eq!((heard.take().len(), last.all().len()), (2, 2));
    assert_eq!(poll(probed.as_mut()), std::task::Poll::Ready(66));
    drop(annotated);
    assert!(last.all().is_empty(), "{last}");
}

/// It would be called without an end.
#[test]
fn futures_that_a_listener_polls_are_left_alone() {
    let _alone = alone();
    let calls = Arc::new(Mutex::new(0));
    let counted = calls.clone();
    let _listening = listen(move |_| {
        *counted.lock().unwrap() += 1;
        assert!(poll(pin!(Probe::new(plain("")))).is_pending());
        assert!(poll(pin!(explicit(""))).is_pending());
    });
    assert!(poll(pin!(Probe::new(plain("abc")))).is_pending());
    assert_eq!(*calls.lock().unwrap(), 1);
}

#[test]
fn the_last_snapshots() {
    let _alone = alone();
    let last = LastSnapshots::keep();
    let signal = Signal::default();
    let mut probed = Box::pin(Probe::new(signal.clone().wait()));
    let mut annotated = Box::pin(explicit("abc"));
    assert!(poll(probed.as_mut()).is_pending());
    assert!(poll(annotated.as_mut()).is_pending());
    assert!(poll(annotated.as_mut()).is_pending());
    let (first, second) = (probed.id().unwrap(), annotated.id().unwrap());
    let polls: Vec<_> = last
        .all()
        .iter()
        .map(|last| (last.event.future, last.event.poll))
        .collect();
    let mut expected = vec![(first, 1), (second, 2)];
    expected.sort();
    assert_eq!(polls, expected);
    let shown = last.to_string();
    assert!(
        shown.contains("suspended at ") && shown.contains(" awaiting pending(2)\n"),
        "{shown}"
    );

    // Ended, and dropped.
    signal.set();
    assert!(poll(probed.as_mut()).is_ready());
    assert!(last.of(first).is_none() && last.of(second).is_some());
    drop(annotated);
    assert!(last.all().is_empty(), "{last}");
}

#[test]
fn one_that_ends_by_a_panic_is_forgotten() {
    let _alone = alone();
    let last = LastSnapshots::keep();
    let mut probed = Box::pin(Probe::new(support::panics()));
    assert!(poll(probed.as_mut()).is_pending());
    assert_eq!(last.all().len(), 1);
    assert!(catch_unwind(AssertUnwindSafe(|| poll(probed.as_mut()))).is_err());
    assert!(last.all().is_empty(), "{last}");
}

#[test]
fn what_is_polled_again_is_told_so() {
    let _alone = alone();
    let last = LastSnapshots::keep();
    let seen = Cell::new(None);
    let looks = async {
        pending(1).await;
        let all = last.all();
        seen.set(Some((
            all.len(),
            all[0].polled_since.is_some(),
            last.to_string(),
        )));
        pending(1).await;
    };
    let mut future = pin!(Probe::new(looks));
    assert!(poll(future.as_mut()).is_pending());
    assert!(last.all()[0].polled_since.is_none());
    assert!(poll(future.as_mut()).is_pending());
    let (count, polled, shown) = seen.take().unwrap();
    assert_eq!((count, polled), (1, true));
    assert!(shown.contains("being polled again for "), "{shown}");
    assert!(last.all()[0].polled_since.is_none());
}

/// Once no snapshots are taken of it any more, the last one would be of the past.
#[test]
fn what_is_not_looked_at_any_more_is_forgotten() {
    let _alone = alone();
    let last = LastSnapshots::keep();
    xray::set_all(true);
    let mut future = pin!(without());
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(last.all().len(), 1);
    xray::set_all(false);
    assert!(poll(future.as_mut()).is_pending());
    assert!(last.all().is_empty(), "{last}");
}

/// The time of a snapshot is nobody's busy time.
#[test]
fn snapshots_are_not_counted_as_busy() {
    let _alone = alone();
    let slow = Duration::from_millis(200);
    let _listening = listen(move |_| std::thread::sleep(slow));
    #[visualize_future]
    async fn outer() {
        explicit("abc").await;
    }
    let ((), recorder) = support::record(|_| {
        let mut future = pin!(outer());
        assert!(poll(future.as_mut()).is_pending());
    });
    let polled = recorder.events("polled");
    assert_eq!(polled.len(), 2);
    for event in polled {
        assert!(
            event.number("busy_ns") < slow.as_nanos() as u64,
            "{event:?}"
        );
    }
}
