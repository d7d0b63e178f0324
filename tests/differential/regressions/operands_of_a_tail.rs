//! Where the last expression of a body panics, its operands drop in their order.

#[machine]
pub(crate) async fn operands_of_a_tail() -> Noisy {
    pend("z", noisy("z")).await.with(compare(&noisy("n18"), &noisy("n19")))
}
pub(crate) fn start() -> Subject {
    subject(observed!(operands_of_a_tail()))
}
