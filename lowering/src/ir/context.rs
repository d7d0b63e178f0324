//! Which macro has written an identifier.

use proc_macro2::Span;

/// What rustc calls the syntax context of a span. Two variables of the same name are two, if their
/// contexts differ: `macro_rules!` is hygienic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Context(u32);

impl Context {
    /// The context of a span, which on stable Rust only its text for people tells: `#3 bytes(1..2)`.
    /// Outside of rustc, and wherever the text is another, all are the same.
    pub(super) fn of(span: Span) -> Context {
        Context::of_text(&format!("{span:?}"))
    }

    fn of_text(text: &str) -> Context {
        let number = text.rsplit_once('#').map_or("", |(_, number)| number);
        let end = number.find(|c: char| !c.is_ascii_digit());
        Context(number[..end.unwrap_or(number.len())].parse().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::Context;

    #[test]
    fn the_number_is_read_from_what_rustc_prints() {
        assert_eq!(Context::of_text("#3 bytes(10..20)"), Context(3));
        assert_eq!(Context::of_text("src/a.rs:1:2: 1:3 (#12)"), Context(12));
        assert_eq!(Context::of_text("bytes(10..20)"), Context(0));
        assert_eq!(Context::of_text("#"), Context(0));
    }
}
