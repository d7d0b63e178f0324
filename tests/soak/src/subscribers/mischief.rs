//! What a subscriber does in a callback that it should not.

use std::cell::Cell;
use std::thread;
use std::time::Duration;

use super::Nature;
use crate::faults::{self, Fault};
use crate::{dice, expected, lowered};

/// The callbacks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Callback {
    Enabled,
    NewSpan,
    Record,
    Event,
    Enter,
    Exit,
    Close,
}

impl Callback {
    fn fault(self) -> Fault {
        match self {
            Callback::Enabled => Fault::SubscriberEnabled,
            Callback::NewSpan => Fault::SubscriberNewSpan,
            Callback::Record => Fault::SubscriberRecord,
            Callback::Event => Fault::SubscriberEvent,
            Callback::Enter => Fault::SubscriberEnter,
            Callback::Exit => Fault::SubscriberExit,
            Callback::Close => Fault::SubscriberClose,
        }
    }
}

/// To be called in each callback, with no lock held.
///
/// `register_callsite` and `max_level_hint` are left alone: `tracing` calls them with its own
/// locks held, and survives neither a panic there nor a new callsite.
pub(super) fn act(nature: Nature, callback: Callback) {
    match nature {
        Nature::Panicking if dice::one_in(1500) && !thread::panicking() => {
            faults::count(callback.fault());
            expected::panic();
        }
        Nature::Slow if dice::one_in(300) => {
            faults::count(Fault::SubscriberSlow);
            thread::sleep(Duration::from_micros(100));
        }
        Nature::Reentrant if dice::one_in(8) => reenter(),
        _ => {}
    }
}

/// Runs futures, which call back; but not in there once more.
fn reenter() {
    thread_local! {
        static INSIDE: Cell<bool> = const { Cell::new(false) };
    }
    let outside = INSIDE.try_with(|inside| !inside.replace(true));
    if outside != Ok(true) {
        return;
    }
    faults::count(Fault::SubscriberReentered);
    tracing::info!("a subscriber's own event");
    if dice::one_in(2) {
        lowered::run_one_of_a_subscriber();
    }
    let _ = INSIDE.try_with(|inside| inside.set(false));
}
