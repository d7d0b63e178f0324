//! Polled again after its end, a future says what rustc's own would, each time.

mod support;

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use support::{pending, poll, record};
use visualize_future::visualize_future;

async fn plain(fails: bool) {
    pending(1).await;
    if fails {
        panic!("as the test wants it");
    }
}

#[visualize_future(lowering = "explicit")]
async fn explicit(fails: bool) {
    pending(1).await;
    if fails {
        panic!("as the test wants it");
    }
}

#[visualize_future(lowering = "compiler")]
async fn compiler(fails: bool) {
    pending(1).await;
    if fails {
        panic!("as the test wants it");
    }
}

/// What four polls of it say.
fn polls(future: impl Future<Output = ()>) -> Vec<String> {
    let mut future = pin!(future);
    let one = |_| match catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))) {
        Ok(result) => format!("{result:?}"),
        Err(panic) => match panic.downcast_ref::<&str>() {
            Some(text) => (*text).to_owned(),
            None => panic.downcast_ref::<String>().unwrap().clone(),
        },
    };
    (0..4).map(one).collect()
}

#[test]
fn the_message_stays() {
    for fails in [false, true] {
        let expected = polls(plain(fails));
        assert_eq!(polls(explicit(fails)), expected);
        assert_eq!(polls(compiler(fails)), expected);
    }
}

#[test]
fn the_state_stays_while_watched() {
    let (_, recorder) = record(|_| {
        polls(explicit(false));
        polls(compiler(false));
    });
    let to: Vec<_> = recorder
        .events("transition")
        .iter()
        .map(|transition| transition.get("to").to_owned())
        .collect();
    assert_eq!(to, ["Suspend0", "Returned", "Suspend0", "Returned"]);
}
