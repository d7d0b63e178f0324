//! Panics that are meant to be, told apart from others.

use std::panic;

use crate::findings;

/// What a panic carries that was injected.
pub(crate) struct Expected;

/// Panics, as intended.
pub(crate) fn panic() -> ! {
    panic::panic_any(Expected)
}

/// From now on a panic that was not injected is a finding.
pub(crate) fn install() {
    panic::set_hook(Box::new(|info| {
        if info.payload().is::<Expected>() {
            return;
        }
        let payload = info.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let text = text.unwrap_or("(no text)");
        // Polled after its end: what rustc's own coroutines say.
        let intended = text.starts_with("`async fn` resumed after");
        if !intended {
            let place = info.location().map(ToString::to_string);
            findings::report(format!(
                "panic at {}: {text}\n{}",
                place.unwrap_or_default(),
                std::backtrace::Backtrace::force_capture()
            ));
        }
    }));
}
