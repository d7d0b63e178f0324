//! What is said of an expectation that is not met.

use super::record::{Entry, Log, What};
use crate::view::happening::{Happening, Transition};

/// The message: what was expected, what came instead, what had been met, and the timeline with a
/// mark where it came.
pub(super) fn mismatch(
    log: &Log,
    expected: &str,
    instead: Option<&Entry>,
    met: &[String],
) -> String {
    let came = instead.map_or_else(|| "nothing more happened".to_owned(), words);
    let mut message = format!("expected {expected}, but {came}\n");
    if !met.is_empty() {
        message += &format!("met so far: {}\n", met.join(", "));
    }
    let timeline = log.timeline();
    let marked = instead.map_or(timeline.len(), |entry| entry.at);
    message.push('\n');
    let mut start = 0;
    for line in timeline.split_inclusive('\n') {
        message += if start == marked { "> " } else { "  " };
        message += line;
        start += line.len();
    }
    if start == marked {
        message += "> (here)\n";
    }
    message
}

/// What happened instead.
fn words(entry: &Entry) -> String {
    let happening = match &entry.what {
        What::Met(name) => return format!("a future of `{name}` came"),
        What::Happened(happening) => happening,
    };
    match happening {
        Happening::Created { .. } => "it was created".to_owned(),
        Happening::Recorded { .. } => "its span got a value".to_owned(),
        Happening::PollStarted { poll, .. } => format!("poll {poll} began"),
        Happening::PollEnded { result, .. } => format!("the poll was {}", result.to_lowercase()),
        Happening::Moved(Transition { from, to, .. }) => format!("it went from {from} to {to}"),
        Happening::Woken { .. } => "it was woken".to_owned(),
        Happening::Ended { end, .. } => format!("it ended: {end}"),
        Happening::Lint { lint, .. } => format!("the lint `{lint}` fired"),
        Happening::Seen { .. } => "a snapshot was taken".to_owned(),
        Happening::Returned { value } => format!("its return value {value} was told of"),
        Happening::Failed { error } => format!("its error was told of: {error}"),
        Happening::Said { message, .. } => format!("the event {message:?} came"),
    }
}
