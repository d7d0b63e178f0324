//! Who listens: one byte, kept up to date from `tracing`'s interest cache.
//!
//! Sentinels are callsites of our own that no event is ever made from: there is one for each
//! kind of event, target and level that the program's machines use, and the span of each
//! machine is one too. `tracing` asks every subscriber about them, and tells them the answer
//! whenever it changes; the byte is the sum of the answers.

use core::sync::atomic::Ordering;

use tracing::Level;

use super::kind::Kind;
use super::site::{Site, SiteInfo};
use super::sites;
use super::sync::{AtomicBool, AtomicU8, Mutex, MutexGuard, shared};
use crate::rt::{Options, registered};

shared! {
    /// Who listens; zero: nobody.
    ///
    /// Relaxed loads suffice: it decides only whether to look closer.
    pub(crate) static LISTENING: AtomicU8 = AtomicU8::new(UNKNOWN);
}

/// Nobody has looked yet.
const UNKNOWN: u8 = 1 << 7;

/// What can be listened to, by its bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Category {
    Span,
    Polls,
    Transitions,
    Wakes,
    Ends,
    Lints,
    #[cfg(feature = "xray")]
    Snapshots,
}

impl Category {
    const COUNT: usize = if cfg!(feature = "xray") { 7 } else { 6 };

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A snapshot of [`LISTENING`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listening(u8);

impl Listening {
    /// Who listens now; looks for the first time if nobody has.
    pub(crate) fn now() -> Self {
        if LISTENING.load(Ordering::Relaxed) & UNKNOWN != 0 {
            register();
        }
        let now = LISTENING.load(Ordering::Relaxed);
        // Somebody else is registering at this moment: expect everything. Whether an event is
        // wanted is asked again where it is made.
        Listening(if now & UNKNOWN != 0 { u8::MAX } else { now })
    }

    pub(crate) fn to(self, category: Category) -> bool {
        self.0 & category.bit() != 0
    }

    pub(crate) fn to_nothing(self) -> bool {
        self.0 == 0
    }
}

shared! {
    /// How many are interested, by category. No subscriber is called while this is locked.
    static INTERESTED: Mutex<[i32; Category::COUNT]> = Mutex::new([0; Category::COUNT]);
}

/// One more, or one less, is interested in the category.
pub(crate) fn interest_changed(category: Category, more: bool) {
    count(&mut locked(), category, more);
}

/// A sentinel's interest may have changed: `counted` says whether it is counted among those
/// that are interested in the category.
///
/// It is asked for its interest under the lock, so that of two changes at the same time it is
/// the one which remains that is counted.
pub(crate) fn recount(category: Category, counted: &AtomicBool, interested: impl Fn() -> bool) {
    let mut all = locked();
    let interested = interested();
    if counted.swap(interested, Ordering::Relaxed) != interested {
        count(&mut all, category, interested);
    }
}

fn locked() -> MutexGuard<'static, [i32; Category::COUNT]> {
    INTERESTED
        .lock()
        .unwrap_or_else(|poison| poison.into_inner())
}

fn count(interested: &mut [i32; Category::COUNT], category: Category, more: bool) {
    let count = &mut interested[category as usize];
    *count += if more { 1 } else { -1 };
    if *count > 0 {
        LISTENING.fetch_or(category.bit(), Ordering::Relaxed);
    } else {
        LISTENING.fetch_and(!category.bit(), Ordering::Relaxed);
    }
}

/// Makes the sentinels; the first one to come does.
#[cold]
fn register() {
    shared! {
        static STARTED: AtomicBool = AtomicBool::new(false);
    }
    if STARTED.swap(true, Ordering::AcqRel) {
        return;
    }
    cover(Options::DEFAULT.target, Options::DEFAULT.level);
    for machine in registered() {
        sites::of(machine);
    }
    LISTENING.fetch_and(!UNKNOWN, Ordering::Relaxed);
}

/// Makes sure that there are sentinels of that target and level of the span.
///
/// Where the linker cannot list the machines, the targets that attributes chose become known
/// one by one, as futures are made while somebody listens to anything at all.
pub(crate) fn cover(target: &'static str, level: Level) {
    shared! {
        static COVERED: Mutex<Vec<(&'static str, Level)>> = Mutex::new(Vec::new());
    }
    {
        let mut covered = COVERED.lock().unwrap_or_else(|poison| poison.into_inner());
        if covered.contains(&(target, level)) {
            return;
        }
        covered.push((target, level));
    }
    watch_for(target, level);
}

/// Makes the sentinels of one target and one level of the span.
fn watch_for(target: &'static str, level: Level) {
    for &kind in Kind::WATCHED {
        let info = SiteInfo {
            name: kind.name(),
            target,
            level: kind.level(level),
            location: None,
            module: None,
            fields: kind.fields(),
            is_span: false,
        };
        Site::leak(info, Some(kind.category())).register();
    }
    // Stands for the spans of machines that the linker did not list.
    let info = SiteInfo {
        name: "async fn",
        target,
        level,
        location: None,
        module: None,
        fields: sites::SPAN_FIELDS,
        is_span: true,
    };
    Site::leak(info, Some(Category::Span)).register();
}
