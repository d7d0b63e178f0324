//! Why some futures are more than a quarter larger as enums.

/// The function, and why.
pub(super) const REASONS: &[(&str, &str)] = &[];
