//! What a constant in `if let` does not match lives until the end of the `else`, before 2024.

#[machine]
pub(crate) async fn constant_pattern_2021([v1, mut v2]: [Noisy; 2], p1: &Noisy, v3: Noisy) -> usize {
    if let None = Some((noisy("z"), noisy("z"))) {
        pend("n12", 1).await;
    } else {
        step("n13");
    }
    1
}
pub(crate) fn start() -> Subject {
    subject(async {
        let argument1 = noisy("a1");
        format!(
            "{:?}", observed!(constant_pattern_2021([noisy("a0"), noisy("a0")], & argument1,
            noisy("a2"),)) . await
        )
    })
}
