//! A closure borrows a value beside another one that stays, and the value is moved behind it.

#[machine]
pub(crate) async fn borrowed_beside_another_and_moved(v1: Noisy, v2: Noisy, v3: usize) {
    (|| compare(&v2, &v1))();
    for v9 in vec![noisy("z"), v1,] {
        let v13 = pend("z", noisy("z")).await;
    }
}
pub(crate) fn start() -> Subject {
    subject(observed!(borrowed_beside_another_and_moved(noisy("a0"), noisy("a1"), 1,)))
}
