//! A callsite that is made at run time, and tells when somebody becomes interested in it.

use core::sync::atomic::Ordering;
use std::sync::OnceLock;

use tracing::callsite::{self, Callsite, Identifier};
use tracing::field::{FieldSet, Value};
use tracing::level_filters::STATIC_MAX_LEVEL;
use tracing::metadata::{Kind, LevelFilter};
use tracing::subscriber::{Interest, NoSubscriber};
use tracing::{Dispatch, Event, Id, Level, Metadata, dispatcher};

use super::listening::{Category, recount};
use super::sync::{AtomicBool, AtomicU8};
use crate::Location;

/// A callsite. It lives as long as the program.
#[derive(Debug)]
pub(crate) struct Site {
    metadata: OnceLock<Metadata<'static>>,
    interest: AtomicU8,
    /// Whether the site is being made known to `tracing`.
    registering: AtomicBool,
    /// For a sentinel, the category that it stands for.
    category: Option<Category>,
    /// Whether the category counts this sentinel among the interested.
    counted: AtomicBool,
}

/// What the metadata is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteInfo {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    pub(crate) level: Level,
    pub(crate) location: Option<Location>,
    pub(crate) module: Option<&'static str>,
    pub(crate) fields: &'static [&'static str],
    pub(crate) is_span: bool,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;
/// Nobody has answered yet: counts as sometimes.
const UNASKED: u8 = 3;

impl Site {
    /// Makes a site which nobody knows of yet.
    pub(crate) fn leak(info: SiteInfo, category: Option<Category>) -> &'static Site {
        let site: &'static Site = Box::leak(Box::new(Site {
            metadata: OnceLock::new(),
            interest: AtomicU8::new(UNASKED),
            registering: AtomicBool::new(true),
            category,
            counted: AtomicBool::new(false),
        }));
        let metadata = Metadata::new(
            info.name,
            info.target,
            info.level,
            info.location.map(|location| location.file),
            info.location.map(|location| location.line),
            info.module,
            FieldSet::new(info.fields, Identifier(site)),
            if info.is_span {
                Kind::SPAN
            } else {
                Kind::EVENT
            },
        );
        site.metadata.get_or_init(|| metadata);
        site
    }

    /// Makes the site known to `tracing`, which answers who is interested; to be called once.
    pub(crate) fn register(&'static self) {
        // What the program has turned off for good, by a feature of `tracing`.
        if *self.metadata().level() > STATIC_MAX_LEVEL {
            self.set_interest(Interest::never());
            self.registered();
            return;
        }
        callsite::register(self);
        // While there is only one subscriber, `tracing` asks that of the current thread alone.
        // If this thread has none, but somewhere there may be one, "never" means nothing.
        let doubtful = self.interest.load(Ordering::Relaxed) == NEVER
            && LevelFilter::current() != LevelFilter::OFF
            && dispatcher::get_default(|dispatch| dispatch.is::<NoSubscriber>());
        if doubtful {
            self.set_interest(Interest::sometimes());
        }
        self.registered();
    }

    /// `tracing` knows the site.
    pub(crate) fn registered(&self) {
        self.registering.store(false, Ordering::Release);
    }

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        self.metadata.get().expect("set when the site was made")
    }

    /// Whether anybody may want what is made here.
    pub(crate) fn is_wanted(&self) -> bool {
        self.interest.load(Ordering::Relaxed) != NEVER
    }

    /// Calls `then` with the thread's subscriber if that wants what is made here.
    pub(crate) fn if_enabled<R>(&'static self, then: impl FnOnce(&Dispatch) -> R) -> Option<R> {
        let interest = self.interest.load(Ordering::Relaxed);
        if interest == NEVER {
            return None;
        }
        let mut then = Some(then);
        dispatcher::get_default(|dispatch| {
            if interest == ALWAYS || dispatch.enabled(self.metadata()) {
                then.take().map(|then| then(dispatch))
            } else {
                None
            }
        })
    }

    /// Whether an event that is made here now reaches somebody.
    #[cfg(feature = "xray")]
    pub(crate) fn reaches_somebody(&'static self) -> bool {
        self.if_enabled(|dispatch| !dispatch.is::<NoSubscriber>()) == Some(true)
    }

    /// Makes an event, if somebody wants it.
    pub(crate) fn event(&'static self, values: &[Option<&dyn Value>]) {
        self.if_enabled(|dispatch| {
            let metadata = self.metadata();
            let values = metadata.fields().value_set_all(values);
            dispatch.event(&Event::new(metadata, &values));
        });
    }

    /// Makes an event in a span of another thread's subscriber, if that wants it.
    pub(crate) fn event_in(
        &'static self,
        span: &Id,
        dispatch: &Dispatch,
        values: &[Option<&dyn Value>],
    ) {
        let metadata = self.metadata();
        if self.interest.load(Ordering::Relaxed) == NEVER || !dispatch.enabled(metadata) {
            return;
        }
        let values = metadata.fields().value_set_all(values);
        dispatch.event(&Event::new_child_of(span.clone(), metadata, &values));
    }
}

impl Callsite for Site {
    fn set_interest(&self, interest: Interest) {
        let interest = if interest.is_never() {
            NEVER
        } else if interest.is_always() {
            ALWAYS
        } else {
            SOMETIMES
        };
        if self.registering.load(Ordering::Acquire) {
            // This thread may have asked its own subscriber, or nobody, while another one set
            // a new subscriber and asked that. Whose answer comes last says nothing.
            let both = |before| {
                let same = before == UNASKED || before == interest;
                Some(if same { interest } else { SOMETIMES })
            };
            let _ = (self.interest).fetch_update(Ordering::Relaxed, Ordering::Relaxed, both);
        } else {
            self.interest.store(interest, Ordering::Relaxed);
        }
        if let Some(category) = self.category {
            recount(category, &self.counted, || self.is_wanted());
        }
    }

    fn metadata(&self) -> &Metadata<'_> {
        self.metadata.get().expect("set when the site was made")
    }
}
