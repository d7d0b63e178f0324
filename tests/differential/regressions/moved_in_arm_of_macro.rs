//! A value that an arm among a macro's arguments may move is dropped on the other paths.

#[machine]
async fn moved_in_arm_of_macro(given: &Noisy) -> String {
    let value = guard(given);
    format!(
        "{:?}",
        match Ok::<bool, Noisy>(flag()) {
            Ok(moves) if moves => {
                drop(value);
                noisy("moved")
            }
            Ok(_) => noisy("stays"),
            Err(error) => {
                pend("x", 1).await;
                error
            }
        }
    )
}
pub(crate) fn start() -> Subject {
    subject(async {
        let given = noisy("a");
        format!("{:?}", observed!(moved_in_arm_of_macro(&given)).await)
    })
}
