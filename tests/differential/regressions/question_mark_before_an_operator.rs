//! A `?` at the start of a statement, with an operator behind it.

#[machine]
pub(crate) async fn question_mark_before_an_operator(p0: &Noisy) -> Result<usize, Noisy> {
    if if flag() { Ok::<usize, Noisy>(1)? >= 1 } else { flag() } {}
    Ok::<usize, Noisy>(1)
}
pub(crate) fn start() -> Subject {
    subject(async {
        let argument0 = noisy("a0");
        format!("{:?}", observed!(question_mark_before_an_operator(& argument0,)) . await)
    })
}
