//! Type names for people.

use core::fmt;

use crate::LocalKind;

/// The type without the modules' paths: `Vec<String>` for
/// `alloc::vec::Vec<alloc::string::String>`, and `some_io::{{closure}}` for the future of an
/// `async fn some_io`.
#[cfg(feature = "alloc")]
pub(super) fn short(name: &str) -> alloc::string::String {
    pieces(name).collect()
}

/// The same, piece by piece: each is a path, or a character between paths.
fn pieces(name: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = name;
    core::iter::from_fn(move || {
        let path = &rest[..path_length(rest)];
        let piece = match path {
            "" => &rest[..rest.chars().next()?.len_utf8()],
            path => path,
        };
        rest = &rest[piece.len()..];
        Some(if path.is_empty() {
            piece
        } else {
            last_names(path)
        })
    })
}

/// How many bytes the path takes with which the text begins.
fn path_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '#');
        match rest.chars().next() {
            Some(next) if is_name(next) => length += next.len_utf8(),
            _ if rest.starts_with("::") => length += 2,
            _ => return length,
        }
    }
}

/// The type in a memory map, as `Display` writes it: short, and an awaitee of an `async fn` named
/// after that.
pub(super) struct Shown(pub(super) &'static str, pub(super) LocalKind);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONG: usize = 48;
        let Shown(name, kind) = *self;
        let future = pieces(name)
            .last()
            .and_then(|last| last.strip_suffix("::{{closure}}"));
        if kind == LocalKind::Awaitee
            && let Some(function) = future
        {
            f.write_str("future of ")?;
            let before = pieces(name).count() - 1;
            pieces(name)
                .take(before)
                .try_for_each(|piece| f.write_str(piece))?;
            return f.write_str(function);
        }
        let is_long = pieces(name).map(str::len).sum::<usize>() > LONG;
        for piece in pieces(name) {
            if is_long && piece == "<" {
                return f.write_str("<…>");
            }
            f.write_str(piece)?;
        }
        Ok(())
    }
}

/// The last name of a path; if it is a name of the compiler's, from the last name of the
/// user's on.
fn last_names(path: &str) -> &str {
    if path.starts_with("::") {
        // The names of `<B as D>::E`.
        return path;
    }
    let mut start = path.len();
    let mut ends_at = path.len();
    loop {
        let before = &path[..ends_at];
        let from = before.rfind("::").map_or(0, |colons| colons + 2);
        start = start.min(from);
        if from == 0 || !before[from..].starts_with('{') {
            return &path[start..];
        }
        ends_at = from - 2;
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::{LocalKind, Shown, short};

    #[test]
    fn a_long_type_loses_its_parameters_and_an_awaitee_is_named_after_its_function() {
        let long = "alloc::vec::Vec<alloc::vec::Vec<(u128, u128, u128, u128, u128, u128, u128)>>";
        for (name, kind, expected) in [
            (long, LocalKind::Local, "Vec<…>"),
            ("a::B<c::D>", LocalKind::Local, "B<D>"),
            ("a::f::{{closure}}", LocalKind::Local, "f::{{closure}}"),
            ("a::f::{{closure}}", LocalKind::Awaitee, "future of f"),
            (
                "&mut a::f::{{closure}}",
                LocalKind::Awaitee,
                "future of &mut f",
            ),
        ] {
            assert_eq!(Shown(name, kind).to_string(), expected);
        }
    }

    #[test]
    fn paths_are_left_out() {
        for (long, expected) in [
            ("u8", "u8"),
            ("&[u8; 1024]", "&[u8; 1024]"),
            (
                "&mut alloc::vec::Vec<alloc::string::String>",
                "&mut Vec<String>",
            ),
            ("shop::some_io::{{closure}}", "some_io::{{closure}}"),
            (
                "a::f::{{closure}}::{{closure}}",
                "f::{{closure}}::{{closure}}",
            ),
            (
                "core::pin::Pin<alloc::boxed::Box<dyn core::future::future::Future<Output = ()>>>",
                "Pin<Box<dyn Future<Output = ()>>>",
            ),
            ("fn(a::B) -> c::D", "fn(B) -> D"),
            ("<a::B as c::D>::E", "<B as D>::E"),
        ] {
            assert_eq!(short(long), expected);
        }
    }
}
