//! A range whose start is awaited keeps its parentheses.

#[machine]
async fn range_in_parentheses() -> usize {
    (pend("x", 1).await..num("end", 3)).take(2).count()
}
pub(crate) fn start() -> Subject {
    subject(observed!(range_in_parentheses()))
}
