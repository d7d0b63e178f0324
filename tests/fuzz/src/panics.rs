//! What panics, even if somebody catches it.

use std::cell::RefCell;
use std::panic;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on, panics are remembered and not printed.
pub fn listen() {
    panic::set_hook(Box::new(|info| {
        let message = info.payload_as_str().unwrap_or("no message");
        let place = info.location().map_or_else(String::new, |location| {
            format!(" at {}:{}", location.file(), location.line())
        });
        LAST.set(Some(format!("{message}{place}")));
    }));
}

/// The last panic of this thread since this was asked before.
pub fn last() -> Option<String> {
    LAST.take()
}
