//! A list of what is to be looked at again later, and the thread that does. It is only there
//! while something is to be looked at.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::sync::{Condvar, Mutex, MutexGuard, constant, thread};

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
}

/// Looks at the suspects, and gives back those to look at again.
type Examine<S> = fn(Vec<S>, Instant) -> Vec<S>;

impl<S: Due> Watcher<S> {
    constant! {
        pub(super) fn new() -> Self {
            let suspects = Vec::new();
            let running = false;
            Watcher {
                list: Mutex::new(List { suspects, running }),
                changed: Condvar::new(),
            }
        }
    }

    fn list(&self) -> MutexGuard<'_, List<S>> {
        self.list
            .lock()
            .unwrap_or_else(|poison| poison.into_inner())
    }

    /// One more suspect, for which there will be a thread.
    pub(super) fn add(&'static self, suspect: S, examine: Examine<S>) {
        let mut list = self.list();
        list.suspects.push(suspect);
        if list.running {
            self.changed.notify_one();
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
            let Some(next) = list.suspects.iter().filter_map(Due::due).min() else {
                list.running = false;
                return;
            };
            let now = Instant::now();
            if now < next {
                drop(self.changed.wait_timeout(list, next - now));
                continue;
            }
            let suspects = std::mem::take(&mut list.suspects);
            drop(list);
            // An executor's waker may panic in its drop. The thread goes on: nobody would start
            // another, and suspects would pile up.
            let remaining = catch_unwind(AssertUnwindSafe(|| examine(suspects, now)));
            self.list().suspects.extend(remaining.unwrap_or_default());
        }
    }
}
