//! What a pattern in the condition of a while let does not bind lives until the end of the turn.

#[machine]
async fn unmatched_in_chain() -> usize {
    while let Some(_) = io_of("x", maybe("matched")).await && flag() {
        pend("y", noisy("in turn")).await;
    }
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(unmatched_in_chain()))
}
