//! Any future, with a snapshot after each poll.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::time::Instant;

use pin_project_lite::pin_project;

use super::{SnapshotEvent, inspect};
use crate::Location;
use crate::watch::snapshot::{self, Probed, Sink};

pin_project! {
    /// A future around any other, annotated or not: it takes a snapshot after each poll that
    /// returns `Pending`, while anybody [listens](super::listen) or the trace is read at level
    /// `TRACE`.
    ///
    /// In all else it is as the future itself: what it returns, when it is polled and woken, what
    /// is dropped and when, where it may be sent, its panics. While nobody listens, a poll counts
    /// itself and reads one byte.
    ///
    /// ```
    /// use visualize_future::xray::Probe;
    ///
    /// async fn handler() -> u32 {
    ///     tokio::task::yield_now().await;
    ///     7
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let task = tokio::spawn(Probe::new(handler()));
    /// assert_eq!(task.await.unwrap(), 7);
    /// # }
    /// ```
    ///
    /// The crate that calls [`Probe::new`] is the one that needs debug info with types. A function
    /// of yours is better annotated with `#[visualize_future(xray)]`: its snapshots have the number
    /// that its other events have, and the column of each await.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Probe<F, S = fn(&SnapshotEvent)> {
        // Dropped first, so that listeners hear of its end when that has come.
        #[pin]
        future: F,
        life: Life,
        polls: u32,
        origin: &'static core::panic::Location<'static>,
        sink: Option<S>,
    }
}

impl<F> Probe<F> {
    /// Probes the future, for whoever listens.
    #[track_caller]
    pub fn new(future: F) -> Self {
        Probe {
            future,
            life: Life(Probed::default()),
            polls: 0,
            origin: core::panic::Location::caller(),
            sink: None,
        }
    }
}

impl<F, S: FnMut(&SnapshotEvent)> Probe<F, S> {
    /// Probes the future, and calls `sink` with each snapshot, whether anybody else listens or not.
    ///
    /// ```
    /// use visualize_future::xray::{Probe, SnapshotEvent};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let mut seen = Vec::new();
    /// let sink = |event: &SnapshotEvent| seen.push(event.poll);
    /// Probe::with(async { tokio::task::yield_now().await }, sink).await;
    /// assert_eq!(seen, [1]);
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If `sink` panics, so does the poll; the future can still be polled after.
    #[track_caller]
    pub fn with(future: F, sink: S) -> Self {
        Probe {
            future,
            life: Life(Probed::default()),
            polls: 0,
            origin: core::panic::Location::caller(),
            sink: Some(sink),
        }
    }
}

impl<F, S> Probe<F, S> {
    /// The number that its snapshots have; none if there has been no snapshot.
    pub fn id(&self) -> Option<u64> {
        Some(self.life.0.id).filter(|id| *id != 0)
    }

    /// How often it has been polled; after 2³² polls it counts from zero again.
    pub fn polls(&self) -> u32 {
        self.polls
    }

    /// The future itself.
    pub fn get_ref(&self) -> &F {
        &self.future
    }

    /// The future itself, pinned.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut F> {
        self.project().future
    }
}

impl<F: Future, S: FnMut(&SnapshotEvent)> Future for Probe<F, S> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let mut future = this.future;
        *this.polls = this.polls.wrapping_add(1);
        this.life.0.resumed();
        let polling = Polling(&mut *this.life);
        let result = future.as_mut().poll(cx);
        core::mem::forget(polling);
        let probed = &mut this.life.0;
        if result.is_ready() {
            probed.gone();
        } else if this.sink.is_some() || snapshot::may_be_wanted() {
            let about = About {
                poll: *this.polls,
                origin: this.origin,
            };
            let sink = this.sink.as_mut().map(|sink| sink as Sink<'_>);
            observe(future.into_ref(), about, probed, sink);
        }
        result
    }
}

/// What is known of a probed future without looking at it.
struct About {
    poll: u32,
    origin: &'static core::panic::Location<'static>,
}

/// Takes the snapshot, if anybody wants it.
#[cold]
#[inline(never)]
fn observe<F: Future>(future: Pin<&F>, about: About, probed: &mut Probed, sink: Option<Sink<'_>>) {
    let About { poll, origin } = about;
    snapshot::of_probe(probed, sink, |id| SnapshotEvent {
        future: id,
        machine: None,
        state: None,
        probe: Some(Location::new(origin.file(), origin.line(), origin.column())),
        poll,
        size: size_of::<F>(),
        taken: Instant::now(),
        snapshot: inspect(future),
    });
}

/// Tells of the end when it is dropped.
#[derive(Debug)]
struct Life(Probed);

impl Drop for Life {
    fn drop(&mut self) {
        self.0.gone();
    }
}

/// A poll is under way: if it unwinds, that is the future's end.
struct Polling<'a>(&'a mut Life);

impl Drop for Polling<'_> {
    fn drop(&mut self) {
        self.0.0.gone();
    }
}

impl<F, S> fmt::Debug for Probe<F, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Probe")
            .field("id", &self.id())
            .field("polls", &self.polls)
            .field("probed_at", &format_args!("{}", self.origin))
            .finish_non_exhaustive()
    }
}
