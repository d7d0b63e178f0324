//! What is left of a tuple whose field is matched in a condition drops before the branch.

#[machine]
async fn match_on_field_in_condition(number: usize) -> usize {
    if match pend("x", (noisy("rest"), (noisy("matched"), 1))).await.1 {
        _ if number > 5 => false,
        (_taken, ..) => true,
    } {
        step("then");
    }
    number
}
pub(crate) fn start() -> Subject {
    subject(observed!(match_on_field_in_condition(1)))
}
