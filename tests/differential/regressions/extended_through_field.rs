//! The borrow of a field of a temporary extends the life of the whole temporary.

#[machine]
async fn extended_through_field() -> usize {
    let left: &Noisy = &(Duo {
        left: noisy("left"),
        number: 1,
        right: pend("x", noisy("right")).await,
    })
    .left;
    look(left)
}
pub(crate) fn start() -> Subject {
    subject(observed!(extended_through_field()))
}
