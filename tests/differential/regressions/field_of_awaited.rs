//! The rest of a tuple that was awaited drops with the statement, not with the function.

#[machine]
async fn field_of_awaited(value: Noisy) -> usize {
    pend("x", (Box::new(noisy("boxed")), 1)).await.1;
    look(&value)
}
pub(crate) fn start() -> Subject {
    subject(observed!(field_of_awaited(noisy("a"))))
}
