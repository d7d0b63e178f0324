//! The callsites of one machine.

use core::ptr;
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};

use super::kind::Kind;
use super::listening::{self, Category};
use super::site::{Site, SiteInfo};
use crate::Machine;
use crate::vocabulary::field;

/// The span's own fields, which stand before those of the attribute.
pub(crate) const SPAN_FIELDS: &[&str] = &[
    field::MACHINE,
    field::FUTURE,
    field::SIZE,
    field::FILE,
    field::LINE,
    field::COLUMN,
];

/// The callsites of a machine: its span, and each kind of event in each state, so that an
/// event's metadata can name the line of that state's `.await`.
#[derive(Debug)]
pub(crate) struct Sites {
    pub(crate) span: &'static Site,
    /// The machine's path, which takes a search to find.
    pub(crate) path: &'static str,
    /// By state and kind; null until the first such event.
    events: Box<[AtomicPtr<Site>]>,
    /// The size of the future that was made last; zero before the first.
    pub(crate) size: AtomicUsize,
    /// `large-future` has been told of.
    pub(crate) large_told: AtomicBool,
}

/// The callsites of `machine`, made when they are first asked for.
///
/// No lock: a subscriber asked about the new callsite may itself run annotated futures.
pub(crate) fn of(machine: &'static Machine) -> &'static Sites {
    let cell = &machine.cells.sites;
    // SAFETY: the pointer is null or to `Sites` that live as long as the program.
    if let Some(sites) = unsafe { cell.load(Ordering::Acquire).as_ref() } {
        return sites;
    }
    let info = SiteInfo {
        name: machine.name(),
        target: machine.parts.options.target,
        level: machine.parts.options.level,
        location: Some(machine.location()),
        module: Some(machine.module()),
        fields: span_fields(machine),
        is_span: true,
    };
    let mut events = Vec::new();
    events.resize_with(machine.states().len() * Kind::COUNT, AtomicPtr::default);
    let made = Box::into_raw(Box::new(Sites {
        span: Site::leak(info, Some(Category::Span)),
        path: machine.path(),
        events: events.into_boxed_slice(),
        size: AtomicUsize::new(0),
        large_told: AtomicBool::new(false),
    }));
    match cell.compare_exchange(ptr::null_mut(), made, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => {
            // SAFETY: as above.
            let sites = unsafe { &*made };
            sites.span.register();
            let options = &machine.parts.options;
            listening::cover(options.target, options.level);
            sites
        }
        // SAFETY: as above; what we made was never published, so that it is ours to drop.
        Err(first) => unsafe {
            drop(Box::from_raw(made));
            &*first
        },
    }
}

/// The callsite of one kind of event in one state.
pub(crate) fn event(machine: &'static Machine, state: u16, kind: Kind) -> &'static Site {
    event_at(
        machine,
        state,
        kind,
        kind.level(machine.parts.options.level),
    )
}

/// The same at a level chosen by the attribute.
pub(crate) fn event_at(
    machine: &'static Machine,
    state: u16,
    kind: Kind,
    level: tracing::Level,
) -> &'static Site {
    let cell = &of(machine).events[usize::from(state) * Kind::COUNT + kind as usize];
    in_cell(cell, || SiteInfo {
        name: kind.name(),
        target: machine.parts.options.target,
        level,
        location: Some(machine.states()[usize::from(state)].location),
        module: Some(machine.module()),
        fields: kind.fields(),
        is_span: false,
    })
}

/// The callsite in the cell, made when it is first asked for.
pub(crate) fn in_cell(cell: &AtomicPtr<Site>, info: impl FnOnce() -> SiteInfo) -> &'static Site {
    // SAFETY: the pointer is null or to a `Site` that lives as long as the program.
    if let Some(site) = unsafe { cell.load(Ordering::Acquire).as_ref() } {
        return site;
    }
    let made = Site::leak(info(), None);
    let published = cell.compare_exchange(
        ptr::null_mut(),
        ptr::from_ref(made).cast_mut(),
        Ordering::AcqRel,
        Ordering::Acquire,
    );
    match published {
        Ok(_) => {
            made.register();
            made
        }
        // SAFETY: as above.
        Err(first) => unsafe { &*first },
    }
}

/// Our fields and the attribute's. A parameter that happens to be called as one of ours stands
/// as `arg.size` and so forth, so that ours stay readable.
fn span_fields(machine: &'static Machine) -> &'static [&'static str] {
    let chosen = machine.parts.options.fields;
    if chosen.is_empty() {
        return SPAN_FIELDS;
    }
    let chosen = chosen.iter().map(|&name| {
        if SPAN_FIELDS.contains(&name) {
            format!("arg.{name}").leak()
        } else {
            name
        }
    });
    let fields: Vec<&'static str> = SPAN_FIELDS.iter().copied().chain(chosen).collect();
    fields.leak()
}
