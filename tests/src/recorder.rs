//! Records what a `tracing` subscriber gets to see, as text.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Record};
use tracing::{Event, Id, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// Fields by name, as text.
pub type Fields = BTreeMap<&'static str, String>;

/// An event, as a subscriber saw it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its fields.
    pub fields: Fields,
    /// The fields of the span in which it happened, if there was one.
    pub span: Option<Fields>,
    /// The names of the spans in which it happened, from the outermost.
    pub scope: Vec<&'static str>,
    /// Its level.
    pub level: tracing::Level,
    /// Its target.
    pub target: &'static str,
    /// The file and line that its metadata name.
    pub place: (Option<&'static str>, Option<u32>),
    /// The thread on which it happened.
    pub thread: ThreadId,
}

impl Recorded {
    /// A field, or the empty text.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The id of the future in whose span it happened.
    pub fn future(&self) -> Option<u64> {
        self.span.as_ref()?.get("future")?.parse().ok()
    }

    /// Whether it is a transition.
    pub fn is_transition(&self) -> bool {
        self.fields.contains_key("from") && self.fields.contains_key("to")
    }

    /// Whether it is the end of a future.
    pub fn is_end(&self) -> bool {
        self.fields.contains_key("end")
    }
}

/// Everything recorded so far.
#[derive(Debug, Clone, Default)]
pub struct Recorder {
    events: Arc<Mutex<Vec<Recorded>>>,
}

impl Recorder {
    /// Runs `act` while this thread's events are recorded, and gives them.
    pub fn record(act: impl FnOnce()) -> Vec<Recorded> {
        let recorder = Recorder::default();
        tracing::subscriber::with_default(recorder.clone().subscriber(), act);
        recorder.events()
    }

    /// A subscriber that records.
    pub fn subscriber(self) -> impl Subscriber + Send + Sync + for<'a> LookupSpan<'a> {
        Registry::default().with(self)
    }

    /// What was recorded so far.
    ///
    /// # Panics
    /// If a recording thread panicked.
    pub fn events(&self) -> Vec<Recorded> {
        self.events.lock().expect("no recording panicked").clone()
    }
}

struct Texts<'a>(&'a mut Fields);

impl Visit for Texts<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_string());
    }
}

impl<S> Layer<S> for Recorder
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::new();
        attributes.record(&mut Texts(&mut fields));
        let span = context.span(id).expect("a new span is there");
        span.extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).expect("the span is there");
        let mut extensions = span.extensions_mut();
        if let Some(fields) = extensions.get_mut::<Fields>() {
            values.record(&mut Texts(fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::new();
        event.record(&mut Texts(&mut fields));
        let span = context
            .event_span(event)
            .and_then(|span| span.extensions().get::<Fields>().cloned());
        let scope = context.event_scope(event).map_or_else(Vec::new, |scope| {
            scope.from_root().map(|span| span.name()).collect()
        });
        let metadata = event.metadata();
        let recorded = Recorded {
            fields,
            span,
            scope,
            level: *metadata.level(),
            target: metadata.target(),
            place: (metadata.file(), metadata.line()),
            thread: thread::current().id(),
        };
        self.events
            .lock()
            .expect("no recording panicked")
            .push(recorded);
    }
}
