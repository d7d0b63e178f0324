//! A `move` closure does not capture what it only names by a wildcard.

#[machine]
pub(crate) async fn named_in_a_move_closure(
    (v1, v2, (v3, v4)): (Vec<usize>, usize, (Noisy, Noisy)),
    p1: &Noisy,
    v5: Noisy,
) {
    let p1 = move || {
        *(match Ok::<Noisy, Noisy>(noisy("z")) {
            (Ok(v20) | Err(v20)) => {
                let _ = v3;
                Box::new(1)
            }
        })
    };
    assert_ne!(1, 77 + pend("z", 1). await);
}
pub(crate) fn start() -> Subject {
    subject(async {
        let argument1 = noisy("a1");
        format!(
            "{:?}", observed!(named_in_a_move_closure((vec![1], 1, (noisy("a0"), noisy("a0"),),), &
            argument1, noisy("a2"),)) . await
        )
    })
}
