//! Parameters drop in the reverse order of their declaration, those that a wildcard binds too.

#[machine]
pub(crate) async fn wild_parameter_between(_: Noisy, v1: Noisy, _: Noisy) -> Noisy {
    noisy("z")
}
pub(crate) fn start() -> Subject {
    subject(observed!(wild_parameter_between(noisy("a0"), noisy("a1"), noisy("a2"),)))
}
