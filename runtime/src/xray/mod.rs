//! Snapshots of live futures: where each waits, what it holds, and what it awaits, down to the
//! leaves, whether anything of that is annotated or not.
//!
//! All is read from the program's debug info and its memory; nothing is run and nothing changed.
//! It needs debug info with types: `debug = 2`, as the profile `dev` has by itself. Where something
//! is not known, a sentence says why and what to do about it.
//!
//! - [`inspect`] looks into a future once.
//! - [`Probe`] wraps any future, and takes a snapshot after each poll that returns `Pending`.
//! - `#[visualize_future(xray)]` does so for an annotated function, and [`set_all`] for all of
//!   them, while the program runs.
//! - [`listen`] is told of these snapshots, [`LastSnapshots`] keeps the last one of each future,
//!   and the trace has them as [`SNAPSHOT`](crate::vocabulary::SNAPSHOT) events.
//!
//! While nobody listens, no snapshot is taken.
//!
//! # A task that hangs
//!
//! ```
//! use std::future::pending;
//! use std::time::Duration;
//! use visualize_future::xray::{LastSnapshots, Probe};
//!
//! async fn connection(number: u32) {
//!     let greeting = format!("hello {number}");
//!     pending::<()>().await;
//!     println!("{greeting}");
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! // Keep the last snapshot of each future from now on …
//! let last = LastSnapshots::keep();
//! for number in 0..3 {
//!     tokio::spawn(Probe::new(connection(number)));
//! }
//! tokio::task::yield_now().await;
//!
//! // … and print them when something seems to hang: at a signal, from a debug page, in a test
//! // that has timed out.
//! println!("{last}");
//! assert_eq!(last.all().len(), 3);
//! # }
//! ```
//!
//! For each of the three it prints something like
//!
//! ```text
//! future 2, probed at src/main.rs:16:22, poll 1, 12 s ago
//! suspended at src/main.rs:7 awaiting Pending<()>
//! async fn connection  40 bytes  Suspend0 @ src/main.rs:7
//! │  +0        24 B  greeting: String  ~ "hello 1"
//! │  +24        4 B  number: u32  captured  = 1
//! │  +28        4 B  number: u32  = 1
//! └─ __awaitee: Pending<()>
//! ```

mod event;
mod last;
pub(crate) mod listeners;
mod probe;

use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

#[doc(inline)]
pub use visualize_future_xray::*;

pub use event::SnapshotEvent;
pub use last::{LastSnapshot, LastSnapshots};
pub use listeners::{Listening, SnapshotListener, listen, listen_with};
pub use probe::Probe;

static ALL: AtomicBool = AtomicBool::new(false);

/// Whether snapshots are taken of all annotated functions' futures, in the whole process, from now
/// on, or only of those whose attribute says `xray`, which is so at first.
///
/// They are only taken while somebody listens: see [`listen`].
///
/// ```
/// use visualize_future::xray;
///
/// xray::set_all(true);
/// assert!(xray::is_set_for_all());
/// # xray::set_all(false);
/// ```
pub fn set_all(all: bool) {
    ALL.store(all, Relaxed);
}

/// Whether snapshots are taken of all annotated functions' futures; see [`set_all`].
pub fn is_set_for_all() -> bool {
    ALL.load(Relaxed)
}
