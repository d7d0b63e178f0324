//! What the terminal view shows of snapshots.

use std::io::{self, Write};
use std::pin::pin;
use std::sync::{Arc, Mutex};

use tracing_subscriber::layer::SubscriberExt as _;
use visualize_future::view::View;
use visualize_future::visualize_future;
use visualize_future::xray::Probe;

#[path = "../../../runtime/tests/support/mod.rs"]
mod support;

use support::{pending, poll};

#[visualize_future(xray)]
async fn outer() {
    let text = "a rather long text, so long that its line must be cut at the edge of the page";
    Probe::new(inner(5)).await;
    _ = text.len();
}

async fn inner(number: u64) -> u64 {
    pending(1).await;
    number
}

#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_tree_stands_inside_the_poll() {
    let page = Page::default();
    let view = View::new()
        .with_writer(page.clone())
        .with_diagrams(false)
        .without_time();
    tracing::subscriber::with_default(tracing_subscriber::registry().with(view), || {
        let mut future = pin!(outer());
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_ready());
    });
    let text = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    // In this order; what stands between them differs from compiler to compiler.
    let expected = [
        "outer#1     ╭ poll 1",
        "probe#2     │ snapshot after poll 1, probed at",
        "            │   async fn inner  ",
        "            │   │  +8         8 B  number: u64  = 5",
        "            │   └─ __awaitee: async fn pending  ",
        "outer#1     │ snapshot ",
        "            │   async fn outer  ",
        "            │   │  +16       16 B  text: &str  ",
        "            │   └─ awaitee: Probe<",
        "            │      └─ future: async fn inner  ",
        "outer#1     ╰ pending, ",
        "outer#1     ╭ poll 2",
    ];
    let mut lines = text.lines();
    for expected in expected {
        let found = lines.any(|line| line.starts_with(expected));
        assert!(found, "no {expected:?} in\n{text}");
    }
    assert!(text.contains("a rather long te"), "{text}");
    assert!(!text.contains("edge of the page"), "{text}");
}
