//! A copy that an `async move` block matches by patterns that bind nothing.

#[machine]
pub(crate) async fn copied_and_matched_in_a_block(
    v1: usize,
    mut v2: usize,
    p2: &mut Noisy,
) -> Result<Noisy, Noisy> {
    let mut v9 = async move {
        mix(
            match v2 {
                0 | 2 => 1,
                _ => 1,
            },
            noisy("z"),
            1,
        )
    };
    pend("z", Ok::<Noisy, Noisy>(noisy("z"))).await
}
pub(crate) fn start() -> Subject {
    subject(async {
        let mut argument2 = noisy("a2");
        format!("{:?}", observed!(copied_and_matched_in_a_block(1, 1, & mut argument2,)) . await)
    })
}
