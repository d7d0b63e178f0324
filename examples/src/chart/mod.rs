//! A run as a chart: futures are rows, and time goes to the right.

mod recorder;
mod row;

use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;
use tracing_subscriber::prelude::*;

use crate::clock::{duration, paused_runtime};
use recorder::Recorder;
use row::Row;

/// How many characters a minute is wide.
const MINUTE: usize = 6;

/// What the characters of a [`chart`] mean.
pub const LEGEND: &str = "█ a poll begins   ▓ it goes on   ─ waits   ✓ returned   ✗ dropped before";

/// Runs the function on a [`paused_runtime`], and draws when the annotated futures that it creates
/// were polled, and how they ended. A future stands below the one in whose span it was created.
///
/// ```
/// use visualize_future::visualize_future;
/// use visualize_future_examples::{chart, minutes};
///
/// #[visualize_future]
/// async fn request(time: u64) -> u64 {
///     minutes(time).await;
///     time
/// }
///
/// assert_eq!(chart(async || request(2).await), 2);
/// ```
///
/// prints
///
/// ```text
/// minutes     0     1     2
/// request(2)  █───────────✓
/// ```
///
/// in the characters of the [`LEGEND`]. What happens on other threads is not seen.
///
/// # Panics
/// If the function does.
pub fn chart<T>(function: impl AsyncFnOnce() -> T) -> T {
    let (output, text) = drawn(function);
    print!("{text}");
    output
}

/// Runs the function, and gives what it gives, and the drawing.
fn drawn<T>(function: impl AsyncFnOnce() -> T) -> (T, String) {
    let rows = Arc::default();
    let recorder = tracing_subscriber::registry().with(Recorder::new(Arc::clone(&rows)));
    tracing::subscriber::with_default(recorder, || {
        paused_runtime().block_on(async {
            let start = Instant::now();
            let output = function().await;
            (output, draw(&rows, start, Instant::now()))
        })
    })
}

fn draw(rows: &Mutex<Vec<Row>>, start: Instant, end: Instant) -> String {
    let rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
    let labels: Vec<String> = rows.iter().map(Row::label).collect();
    let widest = labels.iter().map(|label| label.chars().count()).max();
    let widest = widest.unwrap_or(0).max("minutes".len());
    let column = |moment: Instant| {
        let milliseconds = (moment - start).as_millis() * MINUTE as u128;
        usize::try_from(milliseconds / duration(1).as_millis()).unwrap_or(usize::MAX)
    };
    let minutes = 0..=column(end) / MINUTE;
    let axis: String = minutes.map(|at| format!("{at:<MINUTE$}")).collect();
    let mut text = format!("{:widest$}  {}\n", "minutes", axis.trim_end());
    for (row, label) in rows.iter().zip(labels) {
        let cells = row.cells(column(end), column);
        text.push_str(&format!("{label:widest$}  {}\n", cells.trim_end()));
    }
    text
}

#[cfg(test)]
mod tests;
