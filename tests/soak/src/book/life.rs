//! One future's life, as told by its events.

use std::fmt;
use std::thread::{self, ThreadId};

use visualize_future::vocabulary::{self, end, result};

use super::machines::{self, Paths};
use super::{Coverage, Fields};

/// What is known of it.
#[derive(Debug, Default)]
pub(super) struct Life {
    paths: Option<&'static Paths>,
    open: bool,
    state: u16,
    polls: u64,
    /// The poll under way: its number, the state before it, and its thread.
    poll: Option<(u64, u16, ThreadId)>,
    /// Whether that poll has told of its transition.
    moved: bool,
    ended: bool,
}

/// Whether an event may come now.
type Verdict = Result<(), String>;

impl Life {
    pub(super) fn open(&mut self, machine: Option<&str>) {
        self.open = true;
        self.paths = machine.and_then(machines::of);
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// All is told.
    pub(super) fn close(self) -> Verdict {
        if self.poll.is_some() || !self.ended {
            return Err(format!("its span closes too early: {self}"));
        }
        Ok(())
    }

    pub(super) fn event(&mut self, kind: &str, fields: &Fields, coverage: Coverage) -> Verdict {
        let before = self.to_string();
        let verdict = match kind {
            vocabulary::POLL => self.poll(fields, coverage),
            vocabulary::POLLED => self.polled(fields, coverage),
            vocabulary::TRANSITION => self.transition(fields, coverage),
            vocabulary::END => self.end(fields, coverage),
            vocabulary::WAKE if fields.wakes == Some(0) => Err("woken by nobody".into()),
            _ => Ok(()),
        };
        verdict.map_err(|message| format!("{message}: {kind} {fields:?} after {before}"))
    }

    /// From one known state to the next, if not every transition was heard of.
    fn catch_up(&mut self, state: u16) -> Verdict {
        let allowed = self.paths.is_none_or(|paths| {
            self.state == state || paths.allow(self.state, state) || self.polls == 0
        });
        if !allowed {
            return Err(format!("no way from state {} to {state}", self.state));
        }
        self.state = state;
        Ok(())
    }

    fn poll(&mut self, fields: &Fields, coverage: Coverage) -> Verdict {
        let (Some(number), Some(state)) = (fields.poll, fields.state) else {
            return Err("a field is missing".into());
        };
        if coverage == Coverage::Complete {
            expect(self.poll.is_none(), "a poll begins inside a poll")?;
            expect(number == self.polls + 1, "polls are not counted")?;
            expect(state == self.state, "not the state of the last poll")?;
        } else {
            expect(number > self.polls, "polls are not counted")?;
            self.catch_up(state)?;
        }
        self.polls = number;
        self.poll = Some((number, state, thread::current().id()));
        self.moved = false;
        Ok(())
    }

    fn transition(&mut self, fields: &Fields, coverage: Coverage) -> Verdict {
        let (Some(from), Some(to)) = (fields.from, fields.to) else {
            return Err("a field is missing".into());
        };
        if coverage == Coverage::Complete {
            expect(self.poll.is_some(), "a transition outside of a poll")?;
            expect(!self.moved, "a second transition in one poll")?;
            expect(from == self.state, "a transition from elsewhere")?;
        } else {
            self.catch_up(from)?;
        }
        let allowed = self.paths.is_none_or(|paths| paths.allow(from, to));
        expect(allowed, "the machine has no such path")?;
        self.state = to;
        self.moved = true;
        Ok(())
    }

    fn polled(&mut self, fields: &Fields, coverage: Coverage) -> Verdict {
        let (Some(number), Some(state)) = (fields.poll, fields.state) else {
            return Err("a field is missing".into());
        };
        let begun = self.poll.take();
        if coverage == Coverage::Complete {
            let Some((first, from, thread)) = begun else {
                return Err("no poll had begun".into());
            };
            expect(number == first, "another poll had begun")?;
            expect(thread == thread::current().id(), "not on the same thread")?;
            expect(self.state == state, "a transition was not told of")?;
            expect(self.moved == (from != state), "a transition to itself")?;
        } else {
            expect(number >= self.polls, "polls are not counted")?;
            self.catch_up(state)?;
        }
        self.polls = number;
        let fits = match fields.result.as_deref() {
            Some(result::PENDING) => state > 2,
            Some(result::READY) => state == 1,
            // Polled after it has returned, it panics, and has returned still.
            Some(result::PANICKED) if coverage == Coverage::Gaps => state == 1 || state == 2,
            Some(result::PANICKED) => state == 2,
            _ => false,
        };
        expect(fits, "result and state do not fit")
    }

    fn end(&mut self, fields: &Fields, coverage: Coverage) -> Verdict {
        expect(!self.ended, "it ends a second time")?;
        self.ended = true;
        if coverage == Coverage::Gaps {
            return Ok(());
        }
        expect(self.poll.is_none(), "it ends amid a poll")?;
        expect(fields.polls == Some(self.polls), "not all polls counted")?;
        let fits = match fields.end.as_deref() {
            Some(end::RETURNED) => self.state == 1,
            Some(end::PANICKED) => self.state == 2,
            Some(end::CANCELLED) => self.state > 2,
            Some(end::NEVER_POLLED) => self.state == 0 && self.polls == 0,
            _ => false,
        };
        expect(fits, "end and state do not fit")
    }
}

/// What may still come of a future whose span is closed: it is polled again, in vain, or a
/// watcher had just looked at it.
pub(super) fn after_the_end(kind: &str, fields: &Fields) -> Verdict {
    let ended = matches!(fields.state, Some(1 | 2));
    let allowed = match kind {
        vocabulary::POLL => ended,
        vocabulary::POLLED => ended && fields.result.as_deref() == Some(result::PANICKED),
        vocabulary::LINT => {
            ended || matches!(fields.lint.as_deref(), Some("lost-waker" | "futurelock"))
        }
        _ => false,
    };
    expect(allowed, "it has ended").map_err(|message| format!("{message}: {kind} {fields:?}"))
}

fn expect(holds: bool, otherwise: &str) -> Verdict {
    if holds { Ok(()) } else { Err(otherwise.into()) }
}

impl fmt::Display for Life {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paths {
            Some(paths) => f.write_str(&paths.describe(self.state))?,
            None => write!(f, "in state {}", self.state)?,
        }
        write!(f, ", {} polls", self.polls)?;
        if let Some((number, from, thread)) = self.poll {
            write!(f, ", poll {number} from {from} on {thread:?}")?;
        }
        if self.ended {
            f.write_str(", ended")?;
        }
        Ok(())
    }
}
