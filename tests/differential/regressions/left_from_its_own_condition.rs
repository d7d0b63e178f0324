//! A loop is left from within its own condition.

#[machine]
pub(crate) async fn left_from_its_own_condition(v1: usize, cx: Noisy, p2: &Noisy) -> Result<Noisy, Noisy> {
    'l9: while pend("n10", flag()).await
        && (1
            == ({
                break 'l9;
                Some(1)
            })
                .unwrap_or(1))
    {}
    Ok::<Noisy, Noisy>(noisy("z"))
}
pub(crate) fn start() -> Subject {
    subject(async {
        let argument2 = noisy("a2");
        format!("{:?}", observed!(left_from_its_own_condition(1, noisy("a1"), & argument2,)) . await)
    })
}
