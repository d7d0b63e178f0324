//! What each form may cost.

use crate::drive::Work;

/// An upper bound, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// The bound, in instructions.
    pub most: f64,
    /// How it reads in the table.
    pub source: &'static str,
}

/// The budget of a form for a piece of work, given what the plain function costs.
pub fn instructions(form: &str, work: Work, plain: f64) -> Option<Budget> {
    let (most, source) = match (form, work) {
        ("explicit", Work::Pend) => (plain.max(28.0), "plain's, or 28"),
        ("compiler", Work::Pend) => (plain.max(28.0) + 8.0, "plain's, or 28, + 8"),
        ("explicit", Work::Ready) => (plain, "plain's"),
        ("compiler", Work::Ready) => (plain * 1.1, "1.1 x plain"),
        ("explicit" | "compiler", Work::Create) => (30.0, "30"),
        _ => return None,
    };
    // Counts repeat, but for the hash seeds of a run's start; half an instruction is noise.
    Some(Budget {
        most: most + 0.5,
        source,
    })
}

/// The largest size of the explicit enum's future, given that of the plain one.
pub fn size(plain: usize) -> usize {
    plain + 8
}
