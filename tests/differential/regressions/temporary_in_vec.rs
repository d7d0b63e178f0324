//! A temporary among the elements of vec! lives until the loop over it ends.

#[machine]
async fn temporary_in_vec(given: Noisy) -> usize {
    for each in vec![given, (&noisy("cloned")).clone()] {
        let _turn = io_of("x", each).await;
    }
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(temporary_in_vec(noisy("a"))))
}
