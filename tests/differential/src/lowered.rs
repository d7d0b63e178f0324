//! Asks the lowering itself, without rustc, what it makes of a function: most functions of a
//! batch should be ones that it turns into an enum.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr as _;

use proc_macro2::TokenStream;

/// The names of the reasons against the enum.
const CODES: &[&str] = &[
    "await-in-macro",
    "unknown-macro",
    "await-position",
    "temporary",
    "extended-temporary",
    "undecided-move",
    "capture",
    "remainder",
    "ref-binding",
    "nested-item",
    "await-in",
    "unsafe-fn",
    "never",
    "attribute",
    "too-many-states",
    "unreachable",
    "destructuring-assignment",
    "boxed",
];

/// How a function is lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lowered {
    /// Whether to the enum.
    pub explicit: bool,
    /// What stands in the way.
    pub reasons: Vec<&'static str>,
}

/// Lowers a function.
///
/// # Errors
/// With what the lowering panicked.
pub fn lowered(function: &str) -> Result<Lowered, String> {
    let tokens = TokenStream::from_str(function).map_err(|error| error.to_string())?;
    let expand = || visualize_future_lowering::expand(TokenStream::new(), tokens).to_string();
    let text = catch_unwind(AssertUnwindSafe(expand)).map_err(|payload| {
        let text = payload.downcast_ref::<String>().cloned();
        text.or_else(|| {
            payload
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
        })
        .unwrap_or_default()
    })?;
    let found = |code: &&&str| text.contains(&format!("\"{code}\""));
    Ok(Lowered {
        explicit: text.contains("Lowering :: Explicit"),
        reasons: CODES.iter().filter(found).copied().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::lowered;

    #[test]
    fn the_lowering_answers() {
        let simple = lowered("async fn f() -> usize { io(\"x\").await }").unwrap();
        assert!(simple.explicit && simple.reasons.is_empty(), "{simple:?}");
        let other = lowered("async fn f(n: Noisy) { unknown!(n, io(\"x\").await) }").unwrap();
        assert!(!other.explicit && !other.reasons.is_empty(), "{other:?}");
    }
}
