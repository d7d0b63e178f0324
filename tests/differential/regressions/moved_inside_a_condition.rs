//! A value that is moved inside a condition that suspends is gone behind it.

#[machine]
pub(crate) async fn moved_inside_a_condition(mut v1: Noisy, v2: Noisy) -> usize {
    let mut v11 = noisy("z");
    if if flag() {
        flag()
    } else {
        v11;
        'l12: while let Some(v13) = io_of("n14", maybe("n14")).await && flag() {}
        flag()
    } {}
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(moved_inside_a_condition(noisy("a0"), noisy("a1"),)))
}
