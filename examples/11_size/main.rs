//! 11. Size.
//!
//! A future is one value of a size that the compiler knows: that of its largest state. It needs no
//! stack while it waits, so that a hundred thousand of them are nothing special. What makes one
//! large is what it holds across an `.await`: buffers, arguments, and the futures that it awaits,
//! each of them inside.
//!
//! `cargo run --example 11_size`
//!
//! # In TypeScript
//!
//! ```ts
//! const waiting: (() => void)[] = [];
//! async function connection(id: number) {
//!   const request = new BigUint64Array(8).fill(BigInt(id));
//!   await new Promise<void>(done => waiting.push(done));
//!   return request;
//! }
//!
//! const before = process.memoryUsage();
//! const all = Array.from({ length: 100_000 }, (_, id) => connection(id));
//! const after = process.memoryUsage();
//! const used = after.heapUsed + after.external - before.heapUsed - before.external;
//! console.log(used / all.length > 160);
//! ```
//!
//! prints
//!
//! ```text
//! true
//! ```
//!
//! It is more than twice the 80 bytes of the future here, and some 860 under Node 20. A call that
//! waits is several objects on the heap, of which no program sees the size: its promises, its
//! suspended activation, the functions that settle it, and what it mentions. In exchange it holds
//! references only, so that a large buffer never makes it any larger; in Rust a local is in the
//! future itself, unless one puts it into a `Box`.

mod crowd;
mod memory;
mod table;
mod variants;

use std::hint::black_box;

use tokio::task::yield_now;
use visualize_future::visualize_future;
use visualize_future::xray::{Image, NotAvailable};
use visualize_future::{Layout, lints};
use visualize_future_examples::{heading, paused_runtime, show_trace, wrapped};

use variants::{
    all_boxed, as_written, callee_in_a_box, page_by_reference, page_dropped, page_kept_once,
    reply_dropped, reply_in_a_block, reply_in_a_box,
};

const PAGE: usize = 4096;

/// What is sent, received and archived: four kilobytes, by value.
struct Page([u8; PAGE]);

async fn receive(buffer: &mut Page) {
    yield_now().await;
    buffer.0.fill(1);
}

async fn archive(first: u8) {
    let log = Page([first; PAGE]);
    yield_now().await;
    black_box(&log);
}

#[visualize_future(skip_all)]
async fn upload(page: Page) -> u8 {
    let mut reply = Page([0; PAGE]);
    receive(&mut reply).await;
    let first = reply.0[0];
    archive(first).await;
    page.0[0]
}

fn main() {
    heading("A hundred thousand that wait");
    crowd::show();

    heading("One that is large: as large as its largest state");
    show_states(&upload(Page([0; PAGE])).layout());

    heading("The lint that tells");
    lints::set_large_future(8 * 1024);
    show_trace("visualize_future=info");
    paused_runtime().block_on(upload(Page([0; PAGE])));

    heading("The same without the attribute: rustc's own, and what would save");
    // rustc describes no function that is never run.
    paused_runtime().block_on(as_written(Page([0; PAGE])));
    if let Err(why) = show_why() {
        println!("{why}");
    }

    heading("Each of these, and what it saves");
    show_variants();
}

fn show_states(layout: &Layout) {
    println!("upload: {} B", layout.size);
    let holding = layout
        .states
        .iter()
        .filter(|state| !state.fields.is_empty());
    for state in holding {
        print!("  {:<9} {:>6} B ", state.name, state.size);
        for field in &state.fields {
            print!(" {}: {}", field.name, field.size);
        }
        println!();
    }
}

/// Why `as_written` is so large, and what would save: read from this program's debug info.
fn show_why() -> Result<(), NotAvailable> {
    let coroutines = Image::open("/proc/self/exe")?.coroutines()?;
    let mut found = coroutines.iter();
    if let Some(found) = found.find(|found| found.path().ends_with("::as_written")) {
        print!("{}", wrapped(&found.why_large().to_string()));
    }
    Ok(())
}

fn show_variants() {
    let page = Page([0; PAGE]);
    let owned = || Page([0; PAGE]);
    let written = size_of_val(&as_written(owned()));
    let variants = [
        ("as written", written),
        ("the page kept once", size_of_val(&page_kept_once(owned()))),
        (
            "the page dropped before the awaits",
            size_of_val(&page_dropped(owned())),
        ),
        (
            "the page by reference",
            size_of_val(&page_by_reference(&page)),
        ),
        (
            "the reply in a block of its own",
            size_of_val(&reply_in_a_block(owned())),
        ),
        ("the reply in a Box", size_of_val(&reply_in_a_box(owned()))),
        (
            "the reply dropped, but it was borrowed",
            size_of_val(&reply_dropped(owned())),
        ),
        (
            "what is awaited in Box::pin",
            size_of_val(&callee_in_a_box(owned())),
        ),
        (
            "by reference, and both in a Box",
            size_of_val(&all_boxed(&page)),
        ),
    ];
    for (what, size) in variants {
        println!("{what:<42}{size:>6} B {:>6} B less", written - size);
    }
}
