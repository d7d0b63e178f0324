//! An `async` closure that is called and awaited at once lives until the statement ends.

#[machine]
async fn async_closure_at_once(value: Noisy) -> usize {
    let asked = (async || ask(&value))().await;
    asked.await
}
pub(crate) fn start() -> Subject {
    subject(observed!(async_closure_at_once(noisy("a"))))
}
