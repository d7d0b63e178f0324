//! Snapshots: whether anybody wants one, taking it, and whom to tell.

use core::cell::Cell;
use core::ptr;
use core::sync::atomic::AtomicPtr;
use std::time::Instant;

use tracing::{Value, field};

use super::clock::nanos;
use super::kind::Kind;
use super::listening::{Category, Listening};
use super::poll::Poll;
use super::record::{Facts, next_id};
use super::site::{Site, SiteInfo};
use super::sites;
use crate::rt::Options;
use crate::xray::listeners::{self, Panics};
use crate::xray::{self, NotAvailable, Snapshot, SnapshotEvent, SnapshotListener};

/// What came of looking into a future.
pub(crate) type Inspected = Result<Snapshot, NotAvailable>;

/// Who is told of a probe's snapshots, besides those who listen to all.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(&SnapshotEvent);

/// Whether anybody listens to snapshots, as far as is known without looking closer.
#[inline]
pub(crate) fn may_be_wanted() -> bool {
    super::LISTENING.load(core::sync::atomic::Ordering::Relaxed) != 0
}

/// The poll of an annotated function's future has returned `Pending`.
pub(super) fn of_machine(poll: &Poll<'_>, facts: &mut Facts, state: u16) {
    let machine = poll.machine;
    let wanted = poll.listening.to(Category::Snapshots)
        && (machine.parts.options.xray || xray::is_set_for_all());
    if !wanted {
        gone(facts.id, &mut facts.has_snapshot);
        return;
    }
    let event = |snapshot| SnapshotEvent {
        future: facts.id,
        machine: Some(machine),
        state: Some(machine.state(state)),
        probe: None,
        poll: poll.number,
        size: poll.subject.size,
        taken: Instant::now(),
        snapshot,
    };
    let site = sites::event(machine, state, Kind::Snapshot);
    let taken = take(site, None, || {
        // SAFETY: the poll is over, and the future is still pinned and borrowed exclusively.
        event(unsafe { (poll.subject.inspect)(poll.whole) })
    });
    facts.has_snapshot |= taken.told;
    taken.panics.raise();
}

/// What is known of a probe's snapshots.
#[derive(Debug, Default)]
pub(crate) struct Probed {
    /// The number of the future; zero if there has been no snapshot.
    pub(crate) id: u64,
    /// Listeners have been told of a snapshot, and are to be told when there will be no other.
    told: bool,
}

/// The poll of a future in a probe has returned `Pending`.
pub(crate) fn of_probe(
    probed: &mut Probed,
    sink: Option<Sink<'_>>,
    event: impl FnOnce(u64) -> SnapshotEvent,
) {
    static SITE: AtomicPtr<Site> = AtomicPtr::new(ptr::null_mut());

    if sink.is_none() && !Listening::now().to(Category::Snapshots) {
        return;
    }
    let site = sites::in_cell(&SITE, || SiteInfo {
        name: Kind::Snapshot.name(),
        target: Options::DEFAULT.target,
        level: Kind::Snapshot.level(Options::DEFAULT.level),
        location: None,
        module: None,
        fields: Kind::Snapshot.fields(),
        is_span: false,
    });
    let taken = take(site, sink, || {
        if probed.id == 0 {
            probed.id = next_id();
        }
        event(probed.id)
    });
    probed.told |= taken.told;
    taken.panics.raise();
}

impl Probed {
    /// The future is to be polled again.
    #[inline]
    pub(crate) fn resumed(&mut self) {
        if self.told {
            resumed(self.id, &mut self.told);
        }
    }

    /// The future has ended or been dropped.
    #[inline]
    pub(crate) fn gone(&mut self) {
        if self.told {
            gone(self.id, &mut self.told);
        }
    }
}

/// Listeners are to know that their snapshot of the future is of the past.
#[cold]
pub(super) fn resumed(future: u64, told: &mut bool) {
    if *told {
        *told = tell(|listener| listener.resumed(future));
    }
}

/// Listeners are to know that there will be no other snapshot of the future, or none for now.
#[cold]
pub(super) fn gone(future: u64, told: &mut bool) {
    if core::mem::take(told) {
        tell(|listener| listener.gone(future));
    }
}

/// Tells all listeners. Answers whether there are any.
fn tell(act: impl Fn(&dyn SnapshotListener)) -> bool {
    let listeners = listeners::all();
    if listeners.is_empty() {
        return false;
    }
    let Some(_aside) = Aside::start() else {
        return true;
    };
    let mut panics = Panics::default();
    for listener in &listeners {
        panics.catch(|| act(&**listener));
    }
    panics.raise();
    true
}

/// What came of a snapshot.
#[derive(Default)]
struct Taken {
    /// Whether listeners were told, who may keep it.
    told: bool,
    panics: Panics,
}

/// Takes a snapshot, if anybody wants it, and tells them.
fn take(
    site: &'static Site,
    sink: Option<Sink<'_>>,
    take: impl FnOnce() -> SnapshotEvent,
) -> Taken {
    let Some(_aside) = Aside::start() else {
        return Taken::default();
    };
    let traced = site.reaches_somebody();
    let listeners = listeners::all();
    if !traced && listeners.is_empty() && sink.is_none() {
        return Taken::default();
    }
    let event = take();
    let mut panics = Panics::default();
    if let Some(sink) = sink {
        panics.catch(|| sink(&event));
    }
    for listener in &listeners {
        panics.catch(|| listener.snapshot(&event));
    }
    if traced {
        panics.catch(|| trace(site, &event));
    }
    Taken {
        told: !listeners.is_empty(),
        panics,
    }
}

/// The event of the trace.
fn trace(site: &'static Site, event: &SnapshotEvent) {
    let path = event.machine.map(|machine| sites::of(machine).path);
    let probe = event.probe.map(|location| location.to_string());
    let root = event.snapshot.as_ref().ok().map(Snapshot::waiting);
    let found = root.and_then(|root| root.state.as_ref());
    let state = (event.state.map(|state| state.name)).or(found.map(|state| state.name.as_str()));
    let awaiting = event.awaiting();
    let described = event.state.map(|state| state.location);
    let found = found.and_then(|state| state.location.as_ref());
    let file = (described.map(|at| at.file)).or(found.map(|at| at.file.as_str()));
    let line = (described.map(|at| u64::from(at.line))).or(found.map(|at| at.line));
    let column = described.map(|at| at.column);
    let shown = |text: Option<&str>| text.map(str::to_owned);
    let (state, file) = (shown(state), shown(file));
    let tree = event.snapshot.as_ref().ok().map(ToString::to_string);
    let tree = tree.as_ref().map(|tree| field::display(tree.trim_end()));
    let unavailable = event.snapshot.as_ref().err().map(ToString::to_string);
    site.event(&[
        Some(&format_args!("snapshot")),
        Some(&event.future),
        value(&path),
        value(&probe),
        Some(&event.poll),
        value(&state),
        value(&awaiting),
        value(&file),
        value(&line),
        value(&column),
        Some(&(event.size as u64)),
        value(&tree),
        value(&unavailable),
    ]);
}

fn value<T: Value>(value: &Option<T>) -> Option<&dyn Value> {
    value.as_ref().map(|value| value as &dyn Value)
}

thread_local! {
    static ASIDE: Cell<u64> = const { Cell::new(0) };
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// How many nanoseconds this thread has been busy with snapshots.
pub(super) fn aside() -> u64 {
    ASIDE.try_with(Cell::get).unwrap_or_default()
}

/// The thread is busy with a snapshot, or with telling of one. Futures that a listener polls
/// meanwhile are left alone: it would be called for them amid its own work, for ever.
struct Aside(Instant);

impl Aside {
    fn start() -> Option<Self> {
        let was_busy = BUSY.try_with(|busy| busy.replace(true));
        (was_busy == Ok(false)).then(|| Aside(Instant::now()))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        let took = nanos(self.0, Instant::now());
        let _ = ASIDE.try_with(|aside| aside.set(aside.get().wrapping_add(took)));
        let _ = BUSY.try_with(|busy| busy.set(false));
    }
}
