//! Listens to the trace.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;
use visualize_future::vocabulary::{self, end, field};

use super::row::{End, Row};

/// Writes down when futures are polled and end, by the runtime's clock.
pub(super) struct Recorder {
    rows: Arc<Mutex<Vec<Row>>>,
}

impl Recorder {
    pub(super) fn new(rows: Arc<Mutex<Vec<Row>>>) -> Self {
        Recorder { rows }
    }
}

impl<S> Layer<S> for Recorder
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let Some(future) = fields.future else { return };
        let around = context.span(id).map_or(0, |span| span.scope().count() - 1);
        let name = attributes.metadata().name();
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.push(Row {
            future,
            call: format!("{name}({})", fields.arguments.join(", ")),
            depth: around,
            polls: Vec::new(),
            end: None,
        });
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let row = rows
            .iter_mut()
            .find(|row| Some(row.future) == fields.future);
        let Some(row) = row else { return };
        let now = Instant::now();
        match event.metadata().name() {
            vocabulary::POLL => row.polls.push((now, None)),
            vocabulary::POLLED => {
                if let Some((_, to)) = row.polls.last_mut() {
                    *to = Some(now);
                }
            }
            vocabulary::END => row.end = Some((now, fields.end)),
            _ => {}
        }
    }
}

/// What a span or an event says.
struct Fields {
    future: Option<u64>,
    end: End,
    /// The arguments of the function: what the vocabulary has no name for.
    arguments: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        Fields {
            future: None,
            end: End::Broken,
            arguments: Vec::new(),
        }
    }
}

impl Visit for Fields {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == field::FUTURE {
            self.future = Some(value);
        } else {
            self.record_debug(field, &value);
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == field::END && value == end::RETURNED {
            self.end = End::Returned;
        } else {
            self.record_debug(field, &value);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let own = [
            field::MACHINE,
            field::SIZE,
            field::FILE,
            field::LINE,
            field::COLUMN,
        ];
        if !own.contains(&field.name()) {
            self.arguments.push(format!("{value:?}"));
        }
    }
}
