//! What a constant in `let … else` does not match is dropped before the function returns.

#[machine]
pub(crate) async fn else_behind_an_await(v1: Noisy, v2: Noisy) {
    let None = pend("z", Some(noisy("z"))).await else {
        return ();
    };
}
pub(crate) fn start() -> Subject {
    subject(observed!(else_behind_an_await(noisy("a0"), noisy("a1"),)))
}
