//! What is expected to have happened.

use core::fmt;

use super::mismatch::mismatch;
use super::record::{Entry, Log, What};
use crate::lints::Lint;
use crate::view::happening::{Happening, Transition};
use crate::vocabulary::{end, result};

/// Expectations of one future's trace, in the order in which things happened.
///
/// Each method looks at what comes next, and panics with the timeline if that is something else.
/// Nobody need expect everything, but polls are not passed over: an expectation is about the
/// poll that is under way, or the one that comes next, and [`pending`](Self::pending),
/// [`ready`](Self::ready) or [`panicked`](Self::panicked) goes on after it. Within one poll the
/// order is [`woken`](Self::woken), [`event`](Self::event), [`transition`](Self::transition),
/// the poll's result, [`end`](Self::end).
///
/// See the [module](super) for an example. A failure looks like this:
///
/// ```
/// # use visualize_future::step::{Scripted, Stepper};
/// # use visualize_future::visualize_future;
/// # use std::panic::{AssertUnwindSafe, catch_unwind};
/// #[visualize_future]
/// async fn twice(io: Scripted<()>) {
///     io.wait().await;
///     io.wait().await;
/// }
///
/// let io = Scripted::new();
/// let mut twice = Stepper::new(twice(io.clone()));
/// assert!(twice.poll().is_pending());
/// io.wake();
/// assert!(twice.poll().is_pending());
///
/// # let message = catch_unwind(AssertUnwindSafe(|| {
/// twice.expect().pending().transition("Suspend0", "Suspend1");
/// # })).unwrap_err();
/// # let message = message.downcast_ref::<String>().unwrap();
/// # assert!(message.starts_with("expected the transition Suspend0 -> Suspend1, but "));
/// ```
///
/// ```text
#[doc = include_str!("failure.txt")]
/// ```
pub struct Expect<'a> {
    log: &'a Log,
    /// What happened to the future.
    entries: Vec<Entry>,
    /// How many of them are behind.
    next: usize,
    met: Vec<String>,
}

/// What one entry is to an expectation.
enum Is {
    /// What was expected.
    Met,
    /// Nothing that it is about.
    Passed,
    /// Something that should not be there, or not yet.
    Other,
}

impl<'a> Expect<'a> {
    /// The future that was polled first or, if none was, the first that was heard of.
    #[track_caller]
    pub(super) fn first(log: &'a Log) -> Self {
        let entries = log.entries();
        let polled =
            |entry: &&Entry| matches!(entry.what, What::Happened(Happening::PollStarted { .. }));
        let Some(first) = entries.iter().find(polled).or(entries.first()) else {
            panic!(
                "nothing has been recorded: the future has not been polled yet, its function has \
                 no `#[visualize_future]`, or the feature `off` is on"
            );
        };
        Expect::future(log, &entries, first.instance)
    }

    /// The first future of that function.
    #[track_caller]
    pub(super) fn of(log: &'a Log, function: &str) -> Self {
        let entries = log.entries();
        let named = |entry: &&Entry| matches!(&entry.what, What::Met(name) if name == function);
        let Some(first) = entries.iter().find(named) else {
            let timeline = log.timeline();
            panic!("there has been no future of a function `{function}`\n\n{timeline}");
        };
        Expect::future(log, &entries, first.instance)
    }

    fn future(log: &'a Log, entries: &[Entry], instance: u64) -> Self {
        let entries = entries.iter().filter(|entry| entry.instance == instance);
        Expect {
            log,
            entries: entries.cloned().collect(),
            next: 0,
            met: Vec::new(),
        }
    }

    /// Goes on to what was expected.
    #[track_caller]
    fn expect(mut self, expected: String, is: impl Fn(&Happening) -> Is) -> Self {
        for at in self.next..self.entries.len() {
            let entry = &self.entries[at];
            let What::Happened(happening) = &entry.what else {
                continue;
            };
            match is(happening) {
                Is::Met => {
                    self.next = at + 1;
                    self.met.push(expected);
                    return self;
                }
                Is::Passed => {}
                Is::Other => panic!("{}", mismatch(self.log, &expected, Some(entry), &self.met)),
            }
        }
        panic!("{}", mismatch(self.log, &expected, None, &self.met));
    }

    /// It went from one state to another, in the poll under way or in the next one.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn transition(self, from: &str, to: &str) -> Self {
        self.expect(
            format!("the transition {from} -> {to}"),
            |what| match what {
                Happening::Moved(Transition { from: f, to: t, .. }) if f == from && t == to => {
                    Is::Met
                }
                Happening::Moved(_) | Happening::PollEnded { .. } | Happening::Ended { .. } => {
                    Is::Other
                }
                _ => Is::Passed,
            },
        )
    }

    /// The poll returned `Poll::Pending`.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn pending(self) -> Self {
        self.result("pending", result::PENDING)
    }

    /// The poll returned `Poll::Ready`.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn ready(self) -> Self {
        self.result("ready", result::READY)
    }

    /// The poll panicked.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn panicked(self) -> Self {
        self.result("panicked", result::PANICKED)
    }

    #[track_caller]
    fn result(self, expected: &str, wanted: &str) -> Self {
        self.expect(expected.to_owned(), |what| match what {
            Happening::PollEnded { result, .. } if result == wanted => Is::Met,
            Happening::PollEnded { .. } | Happening::Ended { .. } => Is::Other,
            _ => Is::Passed,
        })
    }

    /// It had been woken before the poll that comes next; a wake is seen at that poll.
    ///
    /// # Panics
    /// If it had not.
    #[track_caller]
    pub fn woken(self) -> Self {
        self.expect("a wake".to_owned(), |what| match what {
            Happening::Woken { .. } => Is::Met,
            Happening::PollStarted { .. }
            | Happening::Moved(_)
            | Happening::PollEnded { .. }
            | Happening::Ended { .. } => Is::Other,
            _ => Is::Passed,
        })
    }

    /// The function logged an event with that message, by `tracing`, in the poll under way or in
    /// the next one.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn event(self, message: &str) -> Self {
        self.expect(format!("the event {message:?}"), |what| match what {
            Happening::Said { message: said, .. } if said == message => Is::Met,
            Happening::Said { .. } | Happening::PollEnded { .. } | Happening::Ended { .. } => {
                Is::Other
            }
            _ => Is::Passed,
        })
    }

    /// The lint fired: behind the result of the poll in which it was seen or, for
    /// `moved-after-pin`, `polled-after-end` and `large-future`, at the beginning of that poll.
    /// Lints that depend on the time are not recorded.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn lint(self, lint: Lint) -> Self {
        self.expect(format!("the lint `{lint}`"), |what| match what {
            Happening::Lint { lint: fired, .. } if fired == lint.name() => Is::Met,
            Happening::Lint { .. } | Happening::PollEnded { .. } => Is::Other,
            _ => Is::Passed,
        })
    }

    /// It ended like that, one of [`end`](mod@crate::vocabulary::end).
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn end(self, how: &str) -> Self {
        self.expect(format!("the end {how}"), |what| match what {
            Happening::Ended { end, .. } if end == how => Is::Met,
            Happening::Ended { .. } | Happening::PollEnded { .. } => Is::Other,
            _ => Is::Passed,
        })
    }

    /// It ran to its end.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn returned(self) -> Self {
        self.end(end::RETURNED)
    }

    /// It was dropped while suspended.
    ///
    /// # Panics
    /// If it was not.
    #[track_caller]
    pub fn cancelled(self) -> Self {
        self.end(end::CANCELLED)
    }

    /// Nothing else has happened to it, but for its creation.
    ///
    /// # Panics
    /// If something has.
    #[track_caller]
    pub fn nothing_more(self) {
        let mut behind = self.entries[self.next..].iter();
        let happened = behind.find(|entry| match &entry.what {
            What::Met(_) => false,
            What::Happened(happening) => !matches!(happening, Happening::Created { .. }),
        });
        if let Some(entry) = happened {
            let expected = "nothing more";
            panic!("{}", mismatch(self.log, expected, Some(entry), &self.met));
        }
    }
}

impl fmt::Debug for Expect<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expect")
            .field("met", &self.met)
            .finish_non_exhaustive()
    }
}
