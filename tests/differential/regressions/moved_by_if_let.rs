//! A value that `if let` moves where it matches, and that is used where it does not.

#[machine]
async fn moved_by_if_let() -> usize {
    let first = if flag() {
        Ok::<Noisy, Noisy>(noisy("ok"))
    } else {
        Err(noisy("err"))
    };
    pend("x", 1).await;
    if let Ok(value) = first {
        return value.look();
    }
    pend("y", 1).await;
    let error = first.unwrap_err();
    error.look()
}
pub(crate) fn start() -> Subject {
    subject(observed!(moved_by_if_let()))
}
