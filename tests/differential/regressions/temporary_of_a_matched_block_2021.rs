//! Before 2024, the temporaries of the last expression of a matched block live until the end of the match.

#[machine]
pub(crate) async fn temporary_of_a_matched_block_2021(v1: Noisy) -> usize {
    match ({
        Box::pin(pend("z", 1)).await;
        look(&noisy("n6"))
    }) {
        0 | 2 => {
            pend("z", 1).await;
        }
        _ => {}
    }
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(temporary_of_a_matched_block_2021(noisy("a0"),)))
}
