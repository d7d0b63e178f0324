//! Nobody listens: no snapshot is taken. Alone in its process, where nobody else listens either.

use std::pin::pin;

use visualize_future::visualize_future;
use visualize_future::xray::{self, Probe};

#[path = "../../../runtime/tests/support/mod.rs"]
mod support;

use support::{pending, poll};

#[visualize_future(xray)]
async fn annotated() {
    pending(2).await;
}

#[test]
fn nobody_listens() {
    let mut probed = pin!(Probe::new(pending(2)));
    assert!(poll(probed.as_mut()).is_pending());
    assert!(poll(probed.as_mut()).is_pending());
    // Each snapshot has a number, and none has been given.
    assert_eq!(probed.id(), None);
    assert!(poll(probed.as_mut()).is_ready());

    xray::set_all(true);
    let mut annotated = pin!(annotated());
    assert!(poll(annotated.as_mut()).is_pending());
    assert_eq!(annotated.id(), None);
    assert!(poll(annotated.as_mut()).is_pending());

    // Somebody has listened, and does no more.
    drop(xray::listen(|_| {}));
    let mut probed = pin!(Probe::new(pending(1)));
    assert!(poll(probed.as_mut()).is_pending());
    assert_eq!(probed.id(), None);
    assert!(poll(annotated.as_mut()).is_ready());
    assert_eq!(annotated.id(), None);
}
