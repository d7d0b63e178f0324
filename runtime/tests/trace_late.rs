//! A future that was made, and polled, before anybody listened.
//!
//! Alone in its process: whoever listens on another thread would be listening too.

mod support;

use std::pin::pin;

use support::{pending, poll, record};

#[test]
fn a_state_entered_unwatched_has_no_dwell() {
    let mut future = pin!(
        machine!(waits, ["Suspend0", "first()", 20; "Suspend1", "second()", 21;], async {
            rt::mark(3, pending(2)).await;
            rt::mark(4, pending(1)).await;
        })
    );
    // Not yet: nobody listens.
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(future.id(), None);
    let (_, recorder) = record(|_| while poll(future.as_mut()).is_pending() {});
    let transitions = recorder.events("transition");
    assert_eq!(transitions[0].get("from"), "Suspend0");
    assert_eq!(transitions[0].get("dwell_ns"), "");
    assert!(transitions[1].number("dwell_ns") > 0);
    assert_eq!(recorder.events("poll")[0].number("poll"), 2);
    assert_eq!(recorder.event("end").number("polls"), 4);
}
