//! A closure that borrows a parameter which is copied later.

#[machine]
pub(crate) async fn closure_of_a_copied_parameter(v1: usize, at: Noisy) -> Result<usize, Noisy> {
    let v7 = || v1;
    async move { Ok::<usize, Noisy>(v1) }.await
}
pub(crate) fn start() -> Subject {
    subject(observed!(closure_of_a_copied_parameter(1, noisy("a1"),)))
}
