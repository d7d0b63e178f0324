//! What follows a match all of whose arms return is never reached, but must compile.

#[machine]
async fn after_arms_that_return() -> Result<Noisy, Noisy> {
    let value = noisy("value");
    match (noisy("matched"), 1) {
        (_, _value) => {
            return Err::<Noisy, Noisy>(pend("x", noisy("error")).await);
        }
    }
    let _never = value;
}
pub(crate) fn start() -> Subject {
    subject(observed!(after_arms_that_return()))
}
