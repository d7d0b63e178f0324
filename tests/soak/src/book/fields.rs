//! The fields of a span or an event, those that are looked at.

use std::fmt;

use tracing::field::{Field, Visit};
use visualize_future::vocabulary::field;

/// The fields.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) machine: Option<String>,
    pub(crate) future: Option<u64>,
    pub(crate) poll: Option<u64>,
    pub(crate) polls: Option<u64>,
    pub(crate) wakes: Option<u64>,
    pub(crate) state: Option<u16>,
    pub(crate) from: Option<u16>,
    pub(crate) to: Option<u16>,
    pub(crate) result: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) lint: Option<String>,
}

impl Visit for Fields {
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            field::FUTURE => self.future = Some(value),
            field::POLL => self.poll = Some(value),
            field::POLLS => self.polls = Some(value),
            field::WAKES => self.wakes = Some(value),
            _ => {}
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            field::MACHINE => self.machine = Some(value.to_owned()),
            field::STATE => self.state = state(value),
            field::FROM => self.from = state(value),
            field::TO => self.to = state(value),
            field::RESULT => self.result = Some(value.to_owned()),
            field::END => self.end = Some(value.to_owned()),
            field::LINT => self.lint = Some(value.to_owned()),
            _ => {}
        }
    }
}

/// The number of the state of that name.
fn state(name: &str) -> Option<u16> {
    match name {
        "Unresumed" => Some(0),
        "Returned" => Some(1),
        "Panicked" => Some(2),
        _ => {
            let number: u16 = name.strip_prefix("Suspend")?.parse().ok()?;
            Some(number + 3)
        }
    }
}
