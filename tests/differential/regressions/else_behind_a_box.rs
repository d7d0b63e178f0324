//! What a constant in `let … else` does not match is dropped before the `else`.

#[machine]
pub(crate) async fn else_behind_a_box(mut v1: Noisy, _: usize) -> Option<Noisy> {
    let None = Box::pin(pend("z", Some(noisy("z")))).await else {
        return Some(noisy("z"));
    };
    Some(noisy("z"))
}
pub(crate) fn start() -> Subject {
    subject(observed!(else_behind_a_box(noisy("a0"), 1,)))
}
