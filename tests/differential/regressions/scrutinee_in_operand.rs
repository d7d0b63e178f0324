//! A matched value that no arm moves is a temporary of the statement of which the match is part.

#[machine]
async fn scrutinee_in_operand() -> usize {
    Some(match noisy("scrutinee") {
        moved if flag() => {
            pend("x", 1).await;
            moved
        }
        _ => noisy("value"),
    })
    .unwrap_or(noisy("default"));
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(scrutinee_in_operand()))
}
