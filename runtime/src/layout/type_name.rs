//! Type names for people.

use crate::LocalKind;

/// The type without the modules' paths: `Vec<String>` for
/// `alloc::vec::Vec<alloc::string::String>`, and `some_io::{{closure}}` for the future of an
/// `async fn some_io`.
pub(super) fn short(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut path = String::new();
    let mut rest = name.chars().peekable();
    while let Some(next) = rest.next() {
        if next.is_alphanumeric() || matches!(next, '_' | '{' | '}' | '#') {
            path.push(next);
        } else if next == ':' && rest.next_if_eq(&':').is_some() {
            path.push_str("::");
        } else {
            text.push_str(last_names(&path));
            path.clear();
            text.push(next);
        }
    }
    text.push_str(last_names(&path));
    text
}

/// The type in a memory map: short, and an awaitee of an `async fn` named after that.
pub(super) fn shown(name: &str, kind: LocalKind) -> String {
    const LONG: usize = 48;
    let short = short(name);
    if kind == LocalKind::Awaitee
        && let Some(function) = short.strip_suffix("::{{closure}}")
    {
        return format!("future of {function}");
    }
    match short.split_once('<') {
        Some((outer, _)) if short.len() > LONG => format!("{outer}<…>"),
        _ => short,
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

#[cfg(test)]
mod tests {
    use super::short;

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
