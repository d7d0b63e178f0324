//! What `let _ =` does not bind drops with its statement, and before the statement's temporaries.

#[machine]
async fn unbound_value() -> Noisy {
    let _ = (&pend("x", noisy("awaited")).await).clone();
    noisy("next")
}
pub(crate) fn start() -> Subject {
    subject(observed!(unbound_value()))
}
