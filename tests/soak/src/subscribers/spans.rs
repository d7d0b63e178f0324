//! The spans of one subscriber: how many refer to each, and how often it is entered.

use std::collections::HashMap;
use std::sync::Mutex;

use tracing::Id;

use crate::findings;

/// A span that is open.
struct Open {
    /// If it is a future's: the future's number.
    future: Option<u64>,
    references: u32,
    entered: u32,
}

/// All that are open.
#[derive(Default)]
pub(super) struct Spans {
    open: Mutex<HashMap<u64, Open>>,
}

impl Spans {
    pub(super) fn open(&self, id: u64, future: Option<u64>) {
        let span = Open {
            future,
            references: 1,
            entered: 0,
        };
        self.open.lock().unwrap().insert(id, span);
    }

    pub(super) fn shrink(&self) {
        self.open.lock().unwrap().shrink_to_fit();
    }

    fn with<R>(&self, id: &Id, act: impl FnOnce(&mut Open) -> R) -> Option<R> {
        let result = self.open.lock().unwrap().get_mut(&id.into_u64()).map(act);
        if result.is_none() {
            findings::report(format!("span {} is not open", id.into_u64()));
        }
        result
    }

    pub(super) fn cloned(&self, id: &Id) {
        self.with(id, |span| span.references += 1);
    }

    pub(super) fn recorded(&self, id: &Id) {
        self.with(id, |_| ());
    }

    pub(super) fn entered(&self, id: &Id) {
        self.with(id, |span| span.entered += 1);
    }

    pub(super) fn left(&self, id: &Id) {
        let left = self.with(id, |span| {
            let inside = span.entered > 0;
            span.entered = span.entered.saturating_sub(1);
            inside
        });
        if left == Some(false) {
            findings::report(format!("span {} left, but not entered", id.into_u64()));
        }
    }

    /// One reference less. If it was the last, whether the span is a future's, and which.
    pub(super) fn dropped(&self, id: &Id) -> Option<Option<u64>> {
        let last = self.with(id, |span| {
            span.references -= 1;
            span.references == 0
        })?;
        if !last {
            return None;
        }
        let span = self.open.lock().unwrap().remove(&id.into_u64())?;
        if span.entered != 0 {
            findings::report(format!(
                "span {} of future {:?} closed while entered",
                id.into_u64(),
                span.future
            ));
        }
        Some(span.future)
    }
}
