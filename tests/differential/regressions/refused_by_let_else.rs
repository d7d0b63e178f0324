//! What `let … else` refuses drops before the temporaries of its statement.

#[machine]
async fn refused_by_let_else() {
    let Err(_p) = vec![
        Ok::<Noisy, Noisy>(noisy("z")),
        io_of("n7", Ok::<Noisy, Noisy>(noisy("n8"))).await,
    ]
    .remove(0) else {
        return;
    };
}
pub(crate) fn start() -> Subject {
    subject(observed!(refused_by_let_else()))
}
