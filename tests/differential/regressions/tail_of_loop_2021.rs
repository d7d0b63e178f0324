//! Before edition 2024, temporaries of the last expression of a loop's body drop after its locals.

#[machine]
async fn tail_of_loop_2021() -> usize {
    while let Some(_turn) = io_of("x", maybe("turn")).await {
        let _local = noisy("local");
        if let Err(_) = Ok::<Noisy, Noisy>(noisy("temporary")) {}
    }
    1
}
pub(crate) fn start() -> Subject {
    subject(observed!(tail_of_loop_2021()))
}
