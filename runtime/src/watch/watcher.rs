//! A list of what is to be looked at again later, and the thread that does. It is only there
//! while something is to be looked at.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::sync::{Condvar, Mutex, MutexGuard, constant, thread};

/// So many are kept without looking whether they need be. A model is checked with few.
const MANY: usize = if cfg!(visualize_future_loom) { 2 } else { 1024 };

/// Something to be looked at again.
pub(super) trait Due: Send + 'static {
    /// When; never, if it is in the list for the sake of others only.
    fn due(&self) -> Option<Instant>;
}

/// The list, and the thread.
pub(super) struct Watcher<S> {
    list: Mutex<List<S>>,
    changed: Condvar,
}

/// Nobody else's code is called while this is locked.
struct List<S> {
    suspects: Vec<S>,
    /// Whether there is a thread.
    running: bool,
    /// Until when the thread sleeps, if it does.
    until: Option<Instant>,
    /// If there are more than so many, all are looked at, due or not: most of them may be none
    /// any more.
    room: usize,
}

impl<S> List<S> {
    fn is_crowded(&self) -> bool {
        self.suspects.len() > self.room
    }
}

/// Looks at the suspects, and gives back those to look at again.
type Examine<S> = fn(Vec<S>, Instant) -> Vec<S>;

impl<S: Due> Watcher<S> {
    constant! {
        pub(super) fn new() -> Self {
            let suspects = Vec::new();
            Watcher {
                list: Mutex::new(List {
                    suspects,
                    running: false,
                    until: None,
                    room: MANY,
                }),
                changed: Condvar::new(),
            }
        }
    }

    fn list(&self) -> MutexGuard<'_, List<S>> {
        self.list
            .lock()
            .unwrap_or_else(|poison| poison.into_inner())
    }

    /// More suspects, for which there will be a thread.
    pub(super) fn add(&'static self, more: impl IntoIterator<Item = S>, examine: Examine<S>) {
        let mut list = self.list();
        let before = list.suspects.len();
        list.suspects.extend(more);
        if list.running {
            // It need not be woken for those whose turn comes later.
            let next = next(&list.suspects[before..]);
            let is_earlier = next.is_some_and(|next| list.until.is_some_and(|until| next < until));
            if is_earlier || list.is_crowded() {
                self.changed.notify_one();
            }
            return;
        }
        // Where there are no threads, nobody looks.
        list.running = thread::Builder::new()
            .name("visualize_future".into())
            .spawn(move || self.watch(examine))
            .is_ok();
        if !list.running {
            list.suspects.clear();
        }
    }

    /// The thread.
    fn watch(&self, examine: Examine<S>) {
        loop {
            let mut list = self.list();
            list.until = None;
            let Some(next) = next(&list.suspects) else {
                list.running = false;
                return;
            };
            let now = Instant::now();
            if now < next && !list.is_crowded() {
                list.until = Some(next);
                drop(self.changed.wait_timeout(list, next - now));
                continue;
            }
            let suspects = std::mem::take(&mut list.suspects);
            drop(list);
            // An executor's waker may panic in its drop. The thread goes on: nobody would start
            // another, and suspects would pile up.
            let remaining = catch_unwind(AssertUnwindSafe(|| examine(suspects, now)));
            let remaining = remaining.unwrap_or_default();
            let mut list = self.list();
            list.room = MANY.max(2 * remaining.len());
            list.suspects.extend(remaining);
        }
    }
}

/// When the first of them is due.
fn next<S: Due>(suspects: &[S]) -> Option<Instant> {
    suspects.iter().filter_map(Due::due).min()
}
