//! The threads that the run takes place on, and the polls under way on each.

use crate::watch::thread;

/// All threads that entries came from, numbered in the order of their first.
#[derive(Default)]
pub(super) struct Threads {
    known: Vec<Thread>,
    /// Where the last entry came from.
    last: Option<usize>,
}

struct Thread {
    /// As the trace numbers threads.
    id: u64,
    /// The instances being polled on it, from the outermost inward.
    polling: Vec<u64>,
    /// Whether it has polled any.
    polls: bool,
}

impl Threads {
    /// The number of the current thread.
    pub(super) fn here(&mut self) -> usize {
        let id = thread::current().id;
        self.number_of(id).unwrap_or_else(|| {
            self.known.push(Thread {
                id,
                polling: Vec::new(),
                polls: false,
            });
            self.known.len() - 1
        })
    }

    /// Whether this is the first poll on the current thread, and not on the first of all threads.
    pub(super) fn is_new(&mut self) -> bool {
        let here = self.here();
        !std::mem::replace(&mut self.known[here].polls, true) && here > 0
    }

    /// The number of the thread with that id, if entries came from it.
    pub(super) fn number_of(&self, id: u64) -> Option<usize> {
        self.known.iter().position(|thread| thread.id == id)
    }

    /// Opens a bracket on the current thread.
    pub(super) fn poll_started(&mut self, instance: u64) {
        let here = self.here();
        self.known[here].polling.push(instance);
    }

    /// Closes it again.
    pub(super) fn poll_ended(&mut self, instance: u64) {
        let here = self.here();
        self.known[here]
            .polling
            .retain(|polled| *polled != instance);
    }

    /// The instances being polled on the current thread, from the outermost inward.
    pub(super) fn polling(&mut self) -> &[u64] {
        let here = self.here();
        &self.known[here].polling
    }

    /// Whether entries came from more than one thread, so that they have to be told apart.
    pub(super) fn are_several(&self) -> bool {
        self.known.len() > 1
    }

    /// What the next entry has to say of its thread; nothing while there is only one.
    pub(super) fn label(&mut self) -> Option<String> {
        let here = self.here();
        let changed = self.last.replace(here) != Some(here);
        self.are_several()
            .then(|| if changed { name(here) } else { String::new() })
    }
}

/// How a thread is called in the timeline.
pub(super) fn name(number: usize) -> String {
    format!("T{}", number + 1)
}
