//! The values of the span's fields.

use core::fmt;

use tracing::field::{self, DebugValue, Field, Value, Visit};
use tracing::{Id, Metadata};

/// The values of the span's fields, filled by the attribute's expansion, and only if somebody
/// wants the span.
///
/// They are kept until the span is made, all at once: a value that is borrowed for the length
/// of one call would not live until then.
#[derive(Debug)]
pub struct Arguments {
    span: &'static Metadata<'static>,
    /// How many of the span's fields are our own.
    own: usize,
    values: Vec<Option<Captured>>,
    parent: Parent,
}

/// The parent of the span.
#[derive(Debug)]
pub(super) enum Parent {
    Current,
    Chosen(Option<Id>),
}

/// A value, kept.
#[derive(Debug)]
enum Captured {
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    Bool(bool),
    Text(String),
    Shown(DebugValue<Shown>),
}

/// What `Debug` or `Display` wrote.
struct Shown(String);

impl Arguments {
    pub(super) fn new(span: &'static Metadata<'static>, own: usize) -> Self {
        let chosen = span.fields().len() - own;
        let mut values = Vec::new();
        values.resize_with(chosen, || None);
        Arguments {
            span,
            own,
            values,
            parent: Parent::Current,
        }
    }

    /// Sets the field with that index in `Options::fields`.
    pub fn set(&mut self, index: usize, value: &dyn Value) {
        let Some(field) = self.span.fields().iter().nth(self.own + index) else {
            return;
        };
        let mut capture = Capture(None);
        value.record(&field, &mut capture);
        self.keep(index, capture.0);
    }

    /// The same, as `Debug` shows the value.
    pub fn debug(&mut self, index: usize, value: &dyn fmt::Debug) {
        self.keep(index, Some(Captured::shown(format!("{value:?}"))));
    }

    /// The same, as `Display` shows the value.
    pub fn display(&mut self, index: usize, value: &dyn fmt::Display) {
        self.keep(index, Some(Captured::shown(value.to_string())));
    }

    /// Sets the span's parent, instead of the span current at creation.
    pub fn set_parent(&mut self, parent: impl Into<Option<Id>>) {
        self.parent = Parent::Chosen(parent.into());
    }

    fn keep(&mut self, index: usize, value: Option<Captured>) {
        if let Some(place) = self.values.get_mut(index) {
            *place = value;
        }
    }

    pub(super) fn values(&self) -> impl Iterator<Item = Option<&dyn Value>> {
        self.values
            .iter()
            .map(|value| value.as_ref().map(Captured::as_value))
    }

    pub(super) fn take_parent(&mut self) -> Parent {
        core::mem::replace(&mut self.parent, Parent::Current)
    }
}

impl Captured {
    fn shown(text: String) -> Self {
        Captured::Shown(field::debug(Shown(text)))
    }

    fn as_value(&self) -> &dyn Value {
        match self {
            Captured::I64(value) => value,
            Captured::U64(value) => value,
            Captured::I128(value) => value,
            Captured::U128(value) => value,
            Captured::F64(value) => value,
            Captured::Bool(value) => value,
            Captured::Text(value) => value,
            Captured::Shown(value) => value,
        }
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Keeps the value that it visits.
struct Capture(Option<Captured>);

impl Visit for Capture {
    fn record_i64(&mut self, _: &Field, value: i64) {
        self.0 = Some(Captured::I64(value));
    }

    fn record_u64(&mut self, _: &Field, value: u64) {
        self.0 = Some(Captured::U64(value));
    }

    fn record_i128(&mut self, _: &Field, value: i128) {
        self.0 = Some(Captured::I128(value));
    }

    fn record_u128(&mut self, _: &Field, value: u128) {
        self.0 = Some(Captured::U128(value));
    }

    fn record_f64(&mut self, _: &Field, value: f64) {
        self.0 = Some(Captured::F64(value));
    }

    fn record_bool(&mut self, _: &Field, value: bool) {
        self.0 = Some(Captured::Bool(value));
    }

    fn record_str(&mut self, _: &Field, value: &str) {
        self.0 = Some(Captured::Text(value.to_owned()));
    }

    fn record_bytes(&mut self, _: &Field, value: &[u8]) {
        // As `tracing::instrument` shows a parameter of such a type.
        self.0 = Some(Captured::shown(format!("{value:?}")));
    }

    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        self.0 = Some(Captured::shown(format!("{value:?}")));
    }
}
