//! A value that an `async move` block captures is dropped with the block, and not again.

#[machine]
async fn captured_by_async_move(value: Noisy, mut number: usize, last: Noisy) -> Result<usize, Noisy> {
    let _ = async move {
        ask(&value).await;
        match &value {
            _guarded if flag() => {}
            number => {}
        }
    }
    .await;
    Ok::<usize, Noisy>(1)
}
pub(crate) fn start() -> Subject {
    subject(observed!(captured_by_async_move(noisy("a"), 1, noisy("b"))))
}
