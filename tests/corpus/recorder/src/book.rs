//! The book: the life of each future, and whether what is told of it fits together.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use crate::counts::Counts;
use crate::layer::Fields;
use crate::vocabulary::{END, LINT, POLL, POLLED, TRANSITION};

pub(crate) static BOOK: LazyLock<Book> = LazyLock::new(Book::default);

/// All that has been seen so far.
#[derive(Default)]
pub(crate) struct Book(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    counts: Counts,
    alive: BTreeMap<u64, Life>,
}

struct Life {
    state: String,
    polls: u64,
    is_polled: bool,
}

impl Book {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A future begins.
    pub(crate) fn created(&self, fields: &Fields) {
        let mut pages = self.pages();
        pages.counts.records += 1;
        pages.counts.bytes += fields.bytes;
        pages.counts.created += 1;
        let life = Life {
            state: "Unresumed".to_owned(),
            polls: 0,
            is_polled: false,
        };
        if pages.alive.insert(fields.future, life).is_some() {
            pages.violated(format!("future {} began twice", fields.future));
        }
    }

    /// Something happens to a future.
    pub(crate) fn event(&self, name: &str, fields: &Fields) {
        let mut pages = self.pages();
        pages.counts.records += 1;
        pages.counts.bytes += fields.bytes;
        let future = fields.future;
        if name == LINT {
            *pages.counts.lints.entry(fields.lint.clone()).or_default() += 1;
        }
        let is_of_life = [POLL, POLLED, TRANSITION, END].contains(&name);
        if is_of_life && !pages.alive.contains_key(&future) {
            return pages.violated(format!("{name} of future {future}, which is not alive"));
        }
        match name {
            POLL => pages.poll(fields),
            POLLED => pages.polled(fields),
            TRANSITION => pages.transition(fields),
            END => pages.end(fields),
            _ => {}
        }
    }

    /// The sum of it all, at the program's end.
    pub(crate) fn counts(&self) -> Counts {
        let pages = self.pages();
        let mut counts = pages.counts.clone();
        let open = pages.alive.values().filter(|life| life.is_polled).count();
        counts.left = (pages.alive.len() as u64, open as u64);
        for machine in crate::machines() {
            let named = format!("{} {}", machine.path(), machine.location());
            match machine.lowering() {
                crate::Lowering::Explicit => counts.explicit.insert(named),
                _ => counts.compiler.insert(named),
            };
        }
        counts
    }
}

impl Pages {
    fn life(&mut self, future: u64) -> &mut Life {
        self.alive
            .get_mut(&future)
            .expect("it is alive, as has been seen")
    }

    fn violated(&mut self, what: String) {
        self.counts.violated += 1;
        if self.counts.violations.len() < 10 {
            self.counts.violations.push(what);
        }
    }

    fn poll(&mut self, fields: &Fields) {
        self.counts.polls.0 += 1;
        let life = self.life(fields.future);
        let expected = life.polls + 1;
        let was_polled = std::mem::replace(&mut life.is_polled, true);
        life.polls = fields.poll;
        if was_polled {
            self.violated(format!(
                "future {} is polled while it is polled",
                fields.future
            ));
        }
        if fields.poll != expected {
            self.violated(format!(
                "future {}: poll {} follows {}",
                fields.future,
                fields.poll,
                expected - 1
            ));
        }
    }

    fn polled(&mut self, fields: &Fields) {
        self.counts.polls.1 += 1;
        let life = self.life(fields.future);
        let was_polled = std::mem::replace(&mut life.is_polled, false);
        let number = life.polls;
        if !was_polled || number != fields.poll {
            self.violated(format!(
                "future {}: poll {} ends after {number} began",
                fields.future, fields.poll
            ));
        }
    }

    fn transition(&mut self, fields: &Fields) {
        self.counts.transitions += 1;
        let life = self.life(fields.future);
        let state = std::mem::replace(&mut life.state, fields.to.clone());
        if state != fields.from {
            self.violated(format!(
                "future {}: from {}, and it was in {state}",
                fields.future, fields.from
            ));
        }
    }

    fn end(&mut self, fields: &Fields) {
        *self.counts.ended.entry(fields.end.clone()).or_default() += 1;
        if let Some(life) = self.alive.remove(&fields.future)
            && life.is_polled
            && fields.end != crate::vocabulary::end::CANCELLED
        {
            self.violated(format!("future {} ended while it is polled", fields.future));
        }
    }
}
