//! What panics, even if somebody catches it.

use std::cell::RefCell;
use std::panic;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on, panics are remembered and not printed.
pub fn listen() {
    panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        let message = text.unwrap_or("no message");
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
