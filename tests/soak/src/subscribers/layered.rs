//! Layers of `tracing-subscriber`: the book's, and the terminal view, behind a filter that is
//! reloaded.

use std::io;
use std::sync::Arc;

use fastrand::Rng;
use tracing::span::Attributes;
use tracing::{Dispatch, Event, Id, Subscriber};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};
use tracing_subscriber::reload;
use visualize_future::view::View;

use crate::book::{Book, Fields};
use crate::faults::{self, Fault};

/// The filter, to be changed.
pub(crate) struct Layered {
    filter: reload::Handle<LevelFilter, Registry>,
}

const LEVELS: [LevelFilter; 4] = [
    LevelFilter::TRACE,
    LevelFilter::DEBUG,
    LevelFilter::INFO,
    LevelFilter::OFF,
];

impl Layered {
    pub(super) fn new(book: &Arc<Book>) -> (Self, Dispatch) {
        let (filter, handle) = reload::Layer::new(LevelFilter::TRACE);
        let subscriber = Registry::default()
            .with(filter)
            .with(Tells(Arc::clone(book)))
            .with(View::new().with_writer(io::sink()));
        (Layered { filter: handle }, Dispatch::new(subscriber))
    }

    /// To be called on a thread that has the subscriber, as with the others.
    pub(super) fn change(&self, dice: &mut Rng) {
        faults::count(Fault::SubscriberLevel);
        self.set(LEVELS[dice.usize(..LEVELS.len())]);
    }

    pub(super) fn retire(&self) {
        self.set(LevelFilter::OFF);
    }

    fn set(&self, level: LevelFilter) {
        // An error says that the subscriber is gone.
        let _ = self.filter.reload(level);
    }
}

/// Tells the book.
struct Tells(Arc<Book>);

/// The future of a span.
struct Future(u64);

impl<S> Layer<S> for Tells
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        self.0.opened(&fields);
        if let (Some(future), Some(span)) = (fields.future, context.span(id)) {
            span.extensions_mut().insert(Future(future));
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        self.0.event(event);
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id);
        let future = span.and_then(|span| span.extensions().get::<Future>().map(|it| it.0));
        if let Some(future) = future {
            self.0.closed(future);
        }
    }
}
