//! A value that a `move` closure mentions twice is moved into it once, and dropped once.

#[machine]
async fn captured_twice(value: Noisy) -> usize {
    pend("x", 1).await;
    let call = move || look(&value) + look(&value);
    let n = call();
    pend("y", 1).await;
    n
}
pub(crate) fn start() -> Subject {
    subject(observed!(captured_twice(noisy("a"))))
}
