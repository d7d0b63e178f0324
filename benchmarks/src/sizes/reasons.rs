//! Why some futures are more than a quarter larger as enums.

/// A future of a few bytes, to which those are added by which it is watched.
const WATCHED: &str = "small, and 8 bytes to be watched";

/// The compiler sorts its fields by alignment; the attribute does not know their types.
const PADDED: &str = "padding, since types do not decide the order of its fields";

/// A coroutine in the enum, which numbers its own states.
const STATEMENT: &str = "a statement run by a coroutine inside; 8 bytes to be watched";

/// The function, and why.
pub(super) const REASONS: &[(&str, &str)] = &[
    ("one_await", WATCHED),
    ("tail", WATCHED),
    ("two_awaits", WATCHED),
    ("mixed_alignments", PADDED),
    ("two_operands", STATEMENT),
    ("called", WATCHED),
    ("asserted", STATEMENT),
];
