//! The end of an inner block is not the end of the function.

#[machine]
async fn if_at_end_of_inner_block() -> Result<Noisy, Noisy> {
    {
        let task = async {};
        if flag() {
        } else {
            let _unit = task.await;
        }
    }
    Ok::<Noisy, Noisy>(noisy("value"))
}
pub(crate) fn start() -> Subject {
    subject(observed!(if_at_end_of_inner_block()))
}
