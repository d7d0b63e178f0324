//! A value that one branch returns, while the other awaits a borrow of it, is dropped once.

#[machine]
async fn returned_in_branch(number: usize, value: Noisy) -> Result<Noisy, Noisy> {
    assert_ne!(
        number,
        77 + (if flag() {
            return Ok::<Noisy, Noisy>(value);
        } else {
            (&value).asked().await
        })
    );
    Ok::<Noisy, Noisy>(noisy("other"))
}
pub(crate) fn start() -> Subject {
    subject(observed!(returned_in_branch(1, noisy("a"))))
}
