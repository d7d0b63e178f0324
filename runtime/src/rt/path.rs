//! The full path of an annotated function.

/// The path of the type `T`: of one that the attribute puts into the annotated function.
pub fn path_of<T>() -> &'static str {
    core::any::type_name::<T>()
}

/// `shop::Cart::checkout::{{closure}}::here` without the part behind the function's name.
pub fn trim_path(path: &'static str) -> &'static str {
    let path = path.rsplit_once("::").map_or(path, |(path, _)| path);
    // The machine of an `async` block or of a function that another attribute has put into a
    // closure.
    path.trim_end_matches("::{{closure}}")
}
