//! A closure without `move` that moves a local.

#[machine]
async fn closure_that_moves(_first: Noisy) -> usize {
    let mut value = noisy("value");
    let _never = || value;
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(closure_that_moves(noisy("a"))))
}
