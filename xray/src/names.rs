//! The names that rustc gives to types in debug info.

use crate::CoroutineKind;

/// Whether that is the name of a coroutine's type: `{async_fn_env#0}`, and others alike. No name
/// in a source has braces.
pub(crate) fn is_coroutine(name: &[u8]) -> bool {
    kind(name, "_env#").is_some()
}

/// Whether that is the name of the function that polls a coroutine: `{async_fn#0}`, or
/// `{synthetic#0}` for the second body of an `async` closure, which owns what it captured.
pub(crate) fn is_resume(name: &[u8]) -> bool {
    kind(name, "#").is_some() || name.starts_with(b"{synthetic#")
}

/// What kind of coroutine has a type of that name.
pub(crate) fn coroutine_kind(name: &str) -> Option<CoroutineKind> {
    kind(name.as_bytes(), "_env#")
}

fn kind(name: &[u8], behind: &str) -> Option<CoroutineKind> {
    const LABELS: &[(&str, CoroutineKind)] = &[
        ("async_fn", CoroutineKind::AsyncFn),
        ("async_block", CoroutineKind::AsyncBlock),
        ("async_closure", CoroutineKind::AsyncClosure),
        ("gen_fn", CoroutineKind::Other),
        ("gen_block", CoroutineKind::Other),
        ("gen_closure", CoroutineKind::Other),
        ("async_gen_fn", CoroutineKind::Other),
        ("async_gen_block", CoroutineKind::Other),
        ("async_gen_closure", CoroutineKind::Other),
        ("coroutine", CoroutineKind::Other),
    ];
    let name = name.strip_prefix(b"{")?;
    let (_, kind) = LABELS.iter().find(|(label, _)| {
        let rest = name.strip_prefix(label.as_bytes());
        rest.is_some_and(|rest| rest.starts_with(behind.as_bytes()))
    })?;
    Some(*kind)
}

/// The path of the function that a coroutine's type stands in: what comes before the first name
/// in braces that is no `impl`.
pub(crate) fn function_of(type_name: &str) -> &str {
    if let Some((function, _)) = annotated(type_name) {
        return function;
    }
    let names = path_names(type_name);
    let made_up = |name: &str| name.starts_with('{') && !name.starts_with("{impl#");
    match names.iter().find(|(_, name)| made_up(name)) {
        Some(&(at, _)) => type_name[..at].trim_end_matches("::"),
        None => type_name,
    }
}

/// The names of a path with where each begins, up to its first generic argument.
fn path_names(path: &str) -> Vec<(usize, &str)> {
    let plain = &path[..path.find('<').unwrap_or(path.len())];
    let mut at = 0;
    let mut names = Vec::new();
    for name in plain.split("::") {
        names.push((at, name));
        at += name.len() + "::".len();
    }
    names
}

/// The type without the modules' paths and what is the same in every program:
/// `Vec<String>` for `alloc::vec::Vec<alloc::string::String, alloc::alloc::Global>`, and
/// `async fn some_io` for the coroutine of that function.
pub(crate) fn short(name: &str) -> String {
    let mut shortened = String::new();
    let mut rest = name;
    let mut all_end = true;
    while let Some(first) = rest.chars().next() {
        if all_end && body_of(rest).is_some() {
            if let Some((function, length)) = annotated(rest) {
                shortened.push_str(&format!("async fn {}", last_name(function)));
                rest = &rest[length..];
                continue;
            }
            // Such a name is no type's, and the end of each in it would be looked for in vain.
            all_end = false;
        }
        let length = path_length(rest);
        if length == 0 {
            shortened.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        shortened.push_str(&last_name(&rest[..length]));
        rest = &rest[length..];
    }
    // Nothing but the heap of the standard library is allocated in on stable Rust.
    shortened.replace(", Global>", ">")
}

/// How the name of an annotated function's future begins, if this one does.
fn body_of(name: &str) -> Option<&'static str> {
    const BODIES: [&str; 2] = [
        "visualize_future::visualized::Visualized<visualize_future::rt::explicit::Explicit<",
        "visualize_future::visualized::Visualized<visualize_future::rt::compiled::Compiled<",
    ];
    BODIES.into_iter().find(|body| name.starts_with(body))
}

/// The same of a type that may not be known.
pub(crate) fn short_if_known(name: Option<&str>) -> String {
    name.map_or("?".to_owned(), short)
}

/// Whether the future of an annotated function is named there: then the function's path, and how
/// many bytes the whole name takes.
fn annotated(name: &str) -> Option<(&str, usize)> {
    let body = body_of(name)?;
    let function = &name[body.len()..];
    let function = function_of(&function[..path_length(function)]);
    let mut open = 2;
    let mut before = ' ';
    for (at, c) in name.char_indices().skip(body.len()) {
        match c {
            '<' => open += 1,
            // No arrow of a function's type.
            '>' if before != '-' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some((function, at + 1));
        }
        before = c;
    }
    None
}

/// Whether that is the future of an annotated function which rustc's coroutine runs.
pub(crate) fn is_compiled(name: &str) -> bool {
    annotated(name).is_some() && name.contains("::rt::compiled::Compiled<")
}

/// How many bytes the path takes with which the text begins.
fn path_length(text: &str) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '#' | ':');
    text.find(|c: char| !is_name(c)).unwrap_or(text.len())
}

/// The last name of a path, with words in place of one that rustc made up.
fn last_name(path: &str) -> String {
    let last = path.rsplit("::").next().unwrap_or(path);
    let function = function_of(path).rsplit("::").next().unwrap_or(path);
    match coroutine_kind(last) {
        Some(CoroutineKind::AsyncFn) => format!("async fn {function}"),
        Some(CoroutineKind::AsyncBlock) => format!("async block in {function}"),
        Some(CoroutineKind::AsyncClosure) => format!("async closure in {function}"),
        Some(CoroutineKind::Other | CoroutineKind::Explicit) => format!("coroutine {function}"),
        None if last.starts_with("{closure_env#") => format!("closure in {function}"),
        None => last.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_coroutines() {
        assert_eq!(
            function_of("shop::Cart::checkout::{async_fn_env#0}<u8>"),
            "shop::Cart::checkout"
        );
        assert_eq!(
            function_of("a::{impl#3}::f::{async_fn_env#0}"),
            "a::{impl#3}::f"
        );
        assert_eq!(
            function_of("a::f::{async_fn#0}::{async_block_env#1}"),
            "a::f"
        );
        assert_eq!(
            function_of("a::Pair<a::f::{async_fn_env#0}>"),
            "a::Pair<a::f::{async_fn_env#0}>"
        );
    }

    #[test]
    fn short_names() {
        let short_of = |name| short(name);
        assert_eq!(
            short_of("alloc::vec::Vec<alloc::string::String, alloc::alloc::Global>"),
            "Vec<String>"
        );
        assert_eq!(short_of("&[core::option::Option<u8>]"), "&[Option<u8>]");
        assert_eq!(
            short_of("sample::io::{async_fn_env#0}<alloc::string::String>"),
            "async fn io<String>"
        );
        assert_eq!(
            short_of("a::f::{async_fn#0}::{async_block_env#1}"),
            "async block in f"
        );
        assert_eq!(
            short_of("a::f::{async_fn#0}::{closure_env#1}"),
            "closure in f"
        );
        assert_eq!(
            short_of(
                "core::pin::Pin<alloc::boxed::Box<dyn core::future::future::Future<Output=i32>, alloc::alloc::Global>>"
            ),
            "Pin<Box<dyn Future<Output=i32>>>"
        );
    }

    #[test]
    fn annotated_functions() {
        let name = "visualize_future::visualized::Visualized<visualize_future::rt::explicit::Explicit<\
                    shop::pay::{closure_env#2}, shop::pay::{closure#2}::{async_block_env#0}, \
                    (fn() -> u8), usize>>";
        assert_eq!(function_of(name), "shop::pay");
        assert_eq!(
            short(&format!("core::option::Option<{name}>")),
            "Option<async fn pay>"
        );
    }

    #[test]
    fn names_in_braces() {
        assert!(is_coroutine(b"{async_fn_env#0}"));
        assert!(is_coroutine(b"{async_closure_env#0}<u8>"));
        assert!(!is_coroutine(b"{closure_env#0}"));
        assert!(is_resume(b"{async_block#2}"));
        assert!(is_resume(b"{synthetic#0}"));
        assert!(!is_resume(b"{async_block_env#2}"));
        assert!(!is_resume(b"checkout"));
    }
}
