//! An awaited value that is borrowed by a second awaitee lives until the statement ends.

#[machine]
async fn borrowed_awaited() -> usize {
    let n = Box::pin(lend(&io_of("x", noisy("borrowed")).await).asked()).await;
    step("next");
    n
}
pub(crate) fn start() -> Subject {
    subject(observed!(borrowed_awaited()))
}
