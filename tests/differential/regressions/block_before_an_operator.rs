//! A block at the start of a statement, with an operator behind it.

#[machine]
pub(crate) async fn block_before_an_operator(arm: Noisy) -> usize {
    let v1 = guard(&arm);
    ({
        let arm: bool = pend("z", flag()).await;
        1
    }) as usize
}
pub(crate) fn start() -> Subject {
    subject(observed!(block_before_an_operator(noisy("a0"),)))
}
