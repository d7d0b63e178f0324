//! A variable that is shadowed beside another whose name ends in a number: two type parameters.

#[machine]
async fn shadowed_beside_its_number(v1: usize) -> usize {
    let v1 = pend("x", v1).await;
    let v12 = noisy("a");
    let _v13: Noisy = pend("y", noisy("b")).await;
    look(&v12) + v1
}
pub(crate) fn start() -> Subject {
    subject(observed!(shadowed_beside_its_number(1)))
}
