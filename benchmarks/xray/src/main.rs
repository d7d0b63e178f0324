//! What it costs to look into the futures of a large program: this one, which has a web server, a
//! client, and the debug info of all that they are made of.
//!
//! `cargo xray-cost` builds it with debug info for everything, and with optimisation for what reads
//! it, as the README advises. It prints milliseconds as they were measured here, and ratios to
//! reading all of the debug info; nothing depends on a clock.

mod futures;
mod measure;

use measure::{Report, milliseconds};
use visualize_future_xray::{Image, inspect};

/// How often each tree is looked at again.
const AGAIN: u32 = 200;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let (mut served, client) = futures::server().await;
    let mut fetching = futures::client();
    let mut waiting = futures::branches();
    futures::poll_once(served.as_mut());
    futures::poll_once(fetching.as_mut());
    futures::poll_once(waiting.as_mut());

    let mut report = Report::of_this_program();
    let (cold, ()) = milliseconds(|| {
        for tree in [
            inspect(served.as_ref()),
            inspect(fetching.as_ref()),
            inspect(waiting.as_ref()),
        ] {
            let tree = tree.expect("this program has debug info");
            report.tree(&tree);
        }
    });
    let (warm, ()) = milliseconds(|| {
        for _ in 0..AGAIN {
            for tree in [
                inspect(served.as_ref()),
                inspect(fetching.as_ref()),
                inspect(waiting.as_ref()),
            ] {
                drop(tree.expect("this program has debug info"));
            }
        }
    });
    let memory = measure::resident_bytes();
    let (full, coroutines) = milliseconds(|| {
        let image = Image::open("/proc/self/exe").expect("the program itself");
        image.coroutines().expect("debug info").len()
    });
    report.print(
        cold,
        warm / f64::from(3 * AGAIN),
        (full, coroutines),
        memory,
    );
    drop(client);
}
