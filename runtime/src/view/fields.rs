//! The fields of a span or an event, collected.

use std::fmt::{self, Write as _};
use std::time::Duration;

use tracing_core::field::{Field, Visit};

use crate::vocabulary::field::{MESSAGE, TREE, UNAVAILABLE};

/// The fields of a span or an event, in the order in which they are recorded.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    name: &'static str,
    text: String,
    number: Option<u64>,
}

impl Fields {
    /// Removes the field and gives its text.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|entry| entry.name == name)?;
        Some(self.0.remove(at).text)
    }

    /// Removes the field and gives its text, unless that is empty.
    pub(super) fn take_text(&mut self, name: &str) -> Option<String> {
        self.take(name).filter(|text| !text.is_empty())
    }

    /// Removes the field and gives its number.
    pub(super) fn take_number(&mut self, name: &str) -> Option<u64> {
        let at = self.0.iter().position(|entry| entry.name == name)?;
        self.0.remove(at).number
    }

    /// Removes the field and gives its number of nanoseconds as a duration.
    pub(super) fn take_nanos(&mut self, name: &str) -> Option<Duration> {
        self.take_number(name).map(Duration::from_nanos)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|entry| entry.name == name)
    }

    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.0.iter().find(|entry| entry.name == name)?.number
    }

    /// What has not been taken, for people: text without spaces stands without quotes.
    pub(super) fn rest(self) -> Vec<(String, String)> {
        self.0
            .into_iter()
            // Fields that `tracing-log` adds for programs.
            .filter(|entry| !entry.name.starts_with("log."))
            .map(|entry| (entry.name.to_owned(), entry.text))
            .collect()
    }

    fn push(&mut self, field: &Field, text: String, number: Option<u64>) {
        self.0.push(Entry {
            name: field.name(),
            text,
            number,
        });
    }
}

/// How many characters of a value are shown: an argument may hold megabytes, and a line of the
/// view is for people. What a program logs as a message is shown in full, and so are snapshots.
const LONGEST: usize = 1000;

/// A text that ends in `…` where it would be too long.
struct Shortened {
    text: String,
    left: usize,
    is_cut: bool,
}

impl Shortened {
    fn new(field: &Field) -> Self {
        let left = match field.name() {
            MESSAGE | TREE | UNAVAILABLE => usize::MAX,
            _ => LONGEST,
        };
        Shortened {
            text: String::new(),
            left,
            is_cut: false,
        }
    }
}

impl fmt::Write for Shortened {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match text.char_indices().nth(self.left) {
            _ if self.is_cut => Err(fmt::Error),
            None => {
                self.left -= text.chars().count();
                self.text.push_str(text);
                Ok(())
            }
            Some((end, _)) => {
                self.is_cut = true;
                self.text.push_str(&text[..end]);
                self.text.push('…');
                // Whoever writes need not go on.
                Err(fmt::Error)
            }
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = Shortened::new(field);
        // A user's `Debug` may fail; what it wrote until then is shown.
        let _ = write!(text, "{value:?}");
        self.push(field, text.text, None);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.push(field, value.to_string(), Some(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.push(field, value.to_string(), u64::try_from(value).ok());
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.push(field, value.to_string(), u64::try_from(value).ok());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let mut text = Shortened::new(field);
        let _ = text.write_str(value);
        self.push(field, text.text, None);
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.push(field, value.to_string(), None);
    }
}
