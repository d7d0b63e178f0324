//! A layer that remembers everything.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry};
use visualize_future::lints;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    NewSpan,
    Enter,
    Exit,
    Close,
    Event,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Entry {
    pub what: What,
    /// The name of the event or span: without `visualize_future::`.
    pub name: &'static str,
    pub level: Level,
    pub target: &'static str,
    pub line: Option<u32>,
    pub file: Option<&'static str>,
    pub fields: BTreeMap<&'static str, String>,
    /// The field `future` of the innermost span that has one.
    pub span: Option<String>,
    /// The name of the innermost span.
    pub span_name: Option<&'static str>,
    pub parent: Option<&'static str>,
    pub thread: Option<String>,
}

impl Entry {
    /// The value of a field, as it is shown; empty if it is not there.
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", |value| value)
    }

    pub fn number(&self, field: &str) -> u64 {
        self.get(field)
            .parse()
            .unwrap_or_else(|_| panic!("no number `{field}` in {self:?}"))
    }
}

/// The recorder: a layer, and the handle to what it remembers.
#[derive(Debug, Clone)]
pub struct Recorder(Arc<Mutex<Vec<Entry>>>);

impl Default for Recorder {
    fn default() -> Self {
        // However slow the machine that the tests run on, no poll is too long, and no future has
        // waited too long for a wake that never comes, or for a poll; tests of these lints set limits of their
        // own, before or after.
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            lints::set_long_poll(Duration::MAX);
            if !lints::lost_waker().is_zero() {
                lints::set_lost_waker(Duration::MAX);
            }
            if !lints::futurelock().is_zero() {
                lints::set_futurelock(Duration::MAX);
            }
        });
        Recorder(Arc::default())
    }
}

/// Runs `run` with a recorder as the thread's subscriber.
pub fn record<R>(run: impl FnOnce(&Recorder) -> R) -> (R, Recorder) {
    let recorder = Recorder::default();
    let subscriber = Registry::default().with(recorder.clone());
    let result = tracing::subscriber::with_default(subscriber, || run(&recorder));
    (result, recorder)
}

impl Recorder {
    pub fn all(&self) -> Vec<Entry> {
        self.0.lock().unwrap().clone()
    }

    /// The events of that name, which stands without `visualize_future::`.
    pub fn events(&self, name: &str) -> Vec<Entry> {
        let mut all = self.all();
        all.retain(|entry| entry.what == What::Event && entry.name == name);
        all
    }

    /// The only event of that name.
    pub fn event(&self, name: &str) -> Entry {
        let mut events = self.events(name);
        assert_eq!(events.len(), 1, "events `{name}`: {events:#?}");
        events.remove(0)
    }

    /// The names of the lints that fired.
    pub fn lints(&self) -> Vec<String> {
        let events = self.events("lint");
        events
            .iter()
            .map(|entry| entry.get("lint").into())
            .collect()
    }

    /// The names of all events, in order.
    pub fn names(&self) -> Vec<&'static str> {
        let mut all = self.all();
        all.retain(|entry| entry.what == What::Event);
        let name = |entry: &Entry| match entry.name {
            // Of a user's event, the name is its place.
            name if name.starts_with("event ") => "user",
            name => name,
        };
        all.iter().map(name).collect()
    }

    /// The spans that were made.
    pub fn spans(&self) -> Vec<Entry> {
        let mut all = self.all();
        all.retain(|entry| entry.what == What::NewSpan);
        all
    }

    fn push(&self, what: What, metadata: &'static Metadata<'static>, fields: Fields) {
        self.push_in(what, metadata, fields, |_| {});
    }

    fn push_in(
        &self,
        what: What,
        metadata: &'static Metadata<'static>,
        fields: Fields,
        complete: impl FnOnce(&mut Entry),
    ) {
        let name = metadata.name();
        let mut entry = Entry {
            what,
            name: name.strip_prefix("visualize_future::").unwrap_or(name),
            level: *metadata.level(),
            target: metadata.target(),
            line: metadata.line(),
            file: metadata.file(),
            fields: fields.0,
            span: None,
            span_name: None,
            parent: None,
            thread: std::thread::current().name().map(Into::into),
        };
        complete(&mut entry);
        self.0.lock().unwrap().push(entry);
    }
}

#[derive(Debug, Clone, Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.into());
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let span = context.span(id).unwrap();
        span.extensions_mut().insert(fields.clone());
        self.push_in(What::NewSpan, attributes.metadata(), fields, |entry| {
            entry.parent = span.parent().map(|parent| parent.name());
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        let mut extensions = span.extensions_mut();
        let fields = extensions.get_mut::<Fields>().unwrap();
        values.record(fields);
        let future = fields.0.get("future").cloned();
        let mut entries = self.0.lock().unwrap();
        let made = entries.iter_mut().rev().find(|entry| {
            entry.what == What::NewSpan && entry.fields.get("future").cloned() == future
        });
        values.record(&mut FieldsOf(&mut made.unwrap().fields));
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let span = context.event_span(event);
        let name = span.as_ref().map(|span| span.name());
        let future = span.and_then(|span| {
            span.scope()
                .find_map(|span| span.extensions().get::<Fields>()?.0.get("future").cloned())
        });
        self.push_in(What::Event, event.metadata(), fields, |entry| {
            entry.span = future;
            entry.span_name = name;
        });
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        self.push(
            What::Enter,
            context.metadata(id).unwrap(),
            Fields::default(),
        );
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        self.push(What::Exit, context.metadata(id).unwrap(), Fields::default());
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        self.push(
            What::Close,
            context.metadata(&id).unwrap(),
            Fields::default(),
        );
    }
}

struct FieldsOf<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for FieldsOf<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
