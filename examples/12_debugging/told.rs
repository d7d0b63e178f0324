//! Waiting until a lint has been told of.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use visualize_future::lints::Lint;
use visualize_future::vocabulary;

/// A layer that hands on the names of lints.
pub(crate) struct Lints(Sender<String>);

/// The lints that have been told of, and are not waited for yet.
pub(crate) struct Told(Receiver<String>);

pub(crate) fn lints() -> (Lints, Told) {
    let (sender, receiver) = channel();
    (Lints(sender), Told(receiver))
}

impl Told {
    /// Waits until the lint has been told of; so long that only a fault takes longer.
    pub(crate) fn wait_for(&self, lint: Lint) {
        let told = self.0.recv_timeout(Duration::from_secs(60));
        assert_eq!(told.as_deref(), Ok(lint.name()));
    }
}

impl<S: Subscriber> Layer<S> for Lints {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().name() == vocabulary::LINT {
            event.record(&mut Name(&self.0));
        }
    }
}

/// Looks for the name among an event's fields.
struct Name<'a>(&'a Sender<String>);

impl Visit for Name<'_> {
    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == vocabulary::field::LINT {
            // When the lesson is over, nobody receives.
            let _ = self.0.send(value.to_owned());
        }
    }
}
