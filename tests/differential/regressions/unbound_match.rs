//! A matched value that no arm moves outlives the value of the match, in `let _ =`, too.

#[machine]
async fn unbound_match() -> usize {
    let _ = match noisy("scrutinee") {
        _ if flag() => noisy("value"),
        _other => {
            pend("x", 1).await;
            noisy("other")
        }
    };
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(unbound_match()))
}
