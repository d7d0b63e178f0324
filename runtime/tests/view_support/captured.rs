//! What a view prints during a piece of code.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::prelude::*;
use visualize_future::view::View;

/// A writer that remembers.
#[derive(Clone, Default)]
pub struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the view prints while `run` runs on this thread, with the filter given. The view is
/// without times, and otherwise as `set_up` makes it. The sizes of futures are the toolchain's
/// affair, so they are replaced by `N bytes`.
pub fn captured(filter: &str, set_up: impl FnOnce(View) -> View, run: impl FnOnce()) -> String {
    let written = Written::default();
    let view = View::new().with_writer(written.clone()).without_time();
    let filter = EnvFilter::new(filter);
    let subscriber = tracing_subscriber::registry().with(set_up(view).with_filter(filter));
    tracing::subscriber::with_default(subscriber, run);
    without_sizes(&written.text())
}

fn without_sizes(text: &str) -> String {
    let mut parts = text.split(" bytes");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = out.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        if number.len() < out.len() {
            out.truncate(number.len());
            out.push('N');
        }
        out.push_str(" bytes");
        out.push_str(part);
    }
    out
}
