//! What an `if let` does not match lives until the end of the `else`, before 2024.

#[machine]
pub(crate) async fn unmatched_by_if_let_2021(v1: Noisy) -> Noisy {
    if let Ok(mut v3) = attempt("n4") {
        let v3 = Box::pin(pend("z", noisy("z"))).await;
    } else {
        swallow(noisy("z"));
    }
    noisy("z")
}
pub(crate) fn start() -> Subject {
    subject(observed!(unmatched_by_if_let_2021(noisy("a0"),)))
}
