//! A value that is moved and gets a new one in the same statement is dropped once.

#[machine]
async fn moved_and_assigned_in_statement(mut value: Noisy) -> usize {
    let all: Vec<Noisy> = vec![
        value,
        match num("n", 2) {
            0 | 2 => pend("x", noisy("awaited")).await,
            _ => {
                value = noisy("new");
                noisy("other")
            }
        },
    ];
    all.len()
}
pub(crate) fn start() -> Subject {
    subject(observed!(moved_and_assigned_in_statement(noisy("a"))))
}
