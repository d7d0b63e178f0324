//! The temporaries of an `if let` inside of what another one matches, before 2024.

#[machine]
pub(crate) async fn temporaries_of_a_condition_in_a_condition_2021(mut v1: Noisy, v2: Noisy) -> Option<bool> {
    if let (Ok(v9) | Err(v9)) = (if let None = Some(vec![noisy("z")]) {
        pend("z", Ok::<Noisy, Noisy>(noisy("z"))).await
    } else {
        Ok::<Noisy, Noisy>(noisy("n8"))
    }) {}
    Some(flag())
}
pub(crate) fn start() -> Subject {
    subject(observed!(temporaries_of_a_condition_in_a_condition_2021(noisy("a0"), noisy("a1"),)))
}
