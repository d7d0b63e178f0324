//! An await in the first `let` of a chain whose `if` is a value.

#[machine]
async fn chain_of_lets_as_value() -> usize {
    let n = if let Some(_a) = async move { maybe("n4") }.await
        && let Some(_b) = Some(noisy("z"))
    {
        1
    } else {
        2
    };
    n
}
pub(crate) fn start() -> Subject {
    subject(observed!(chain_of_lets_as_value()))
}
