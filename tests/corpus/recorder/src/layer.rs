//! The layer: hands what it sees to the book.

use std::fmt::{self, Write as _};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Record};
use tracing::{Event, Id, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::book::BOOK;
use crate::vocabulary::{TARGET, field};

/// Records every span and event of futures, with every field written out.
pub(crate) struct Recorder;

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if attributes.metadata().target() == TARGET {
            let fields = Fields::of(|visit| attributes.record(visit));
            BOOK.created(&fields);
        }
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        Fields::of(|visit| values.record(visit));
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == TARGET {
            let fields = Fields::of(|visit| event.record(visit));
            BOOK.event(event.metadata().name(), &fields);
        }
    }
}

/// Those fields that the book wants, and the length of all.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) future: u64,
    pub(crate) poll: u64,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) state: String,
    pub(crate) end: String,
    pub(crate) lint: String,
    pub(crate) bytes: u64,
}

impl Fields {
    fn of(record: impl FnOnce(&mut dyn Visit)) -> Fields {
        let mut fields = Fields::default();
        record(&mut fields);
        fields
    }
}

impl Visit for Fields {
    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            field::FUTURE => self.future = value,
            field::POLL => self.poll = value,
            _ => {}
        }
        self.record_debug(field, &value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let place = match field.name() {
            field::FROM => &mut self.from,
            field::TO => &mut self.to,
            field::STATE => &mut self.state,
            field::END => &mut self.end,
            field::LINT => &mut self.lint,
            _ => return self.record_debug(field, &value),
        };
        value.clone_into(place);
        self.record_debug(field, &value);
    }

    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        // A `Debug` of the program's own that fails is not ours.
        let _ = write!(text, "{value:?}");
        self.bytes += text.len() as u64;
    }
}
