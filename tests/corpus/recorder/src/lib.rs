//! `visualize_future`, and in every program that is linked with it a subscriber that records all
//! there is.
//!
//! Packages of the corpus depend on this crate under the name `visualize_future`, so that they
//! need no other line. Where the environment variable [`FILE`] names a file, the subscriber is
//! installed before `main`, and what it has counted is appended to that file after `main`.

mod book;
mod counts;
mod layer;

pub use visualize_future::*;

pub use counts::Counts;

use std::fs::OpenOptions;
use std::io::{self, Write as _};

use tracing_subscriber::layer::SubscriberExt as _;

use book::BOOK;

/// The environment variable that names the file.
pub const FILE: &str = "VISUALIZE_FUTURE_CORPUS";

/// Before `main`: listens, if somebody wants to know.
#[ctor::ctor(unsafe)]
fn before_main() {
    if std::env::var_os(FILE).is_none() {
        return;
    }
    let view = view::View::new().with_writer(io::sink());
    let all = tracing_subscriber::registry()
        .with(layer::Recorder)
        .with(view);
    // In a program that is linked with two of us, the other one may have come first.
    let _ = tracing::subscriber::set_global_default(all);
}

/// After `main`: writes what there was.
#[dtor::dtor(unsafe)]
fn after_main() {
    let Some(path) = std::env::var_os(FILE) else {
        return;
    };
    let counts = BOOK.counts();
    let line = serde_json::to_string(&counts).unwrap_or_default() + "\n";
    let file = OpenOptions::new().append(true).create(true).open(path);
    // Nobody is there any more to whom a failure could be told; a missing line tells it.
    let _ = file.and_then(|mut file| file.write_all(line.as_bytes()));
}
