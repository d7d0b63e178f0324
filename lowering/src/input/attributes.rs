//! Attributes that stand beside ours.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// Attributes that only the compiler or a tool reads: for these it does not matter whether the
/// function is still an `async fn`.
const INERT: &[&str] = &[
    "allow",
    "automatically_derived",
    "cfg",
    "cold",
    "coverage",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "export_name",
    "forbid",
    "ignore",
    "inline",
    "link_section",
    "must_use",
    "no_mangle",
    "optimize",
    "should_panic",
    "target_feature",
    "track_caller",
    "warn",
];

/// The tools whose attributes rustc accepts without asking.
const TOOLS: &[&str] = &["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// The attributes that set the level of a lint.
const LINTS: &[&str] = &["allow", "deny", "expect", "forbid", "warn"];

/// Whether no macro is behind the attribute.
pub(super) fn is_inert(attr: &Attribute) -> bool {
    is_inert_meta(&attr.meta)
}

fn is_inert_meta(meta: &Meta) -> bool {
    let path = meta.path();
    let Some(first) = path.segments.first() else {
        return false;
    };
    if path.segments.len() > 1 {
        return path.leading_colon.is_none() && TOOLS.iter().any(|tool| first.ident == tool);
    }
    if first.ident == "cfg_attr" {
        return conditional(meta).is_some_and(|metas| metas.iter().skip(1).all(is_inert_meta));
    }
    if first.ident == "unsafe" {
        return conditional(meta).is_some_and(|metas| metas.iter().all(is_inert_meta));
    }
    INERT.iter().any(|name| first.ident == name)
}

fn conditional(meta: &Meta) -> Option<Punctuated<Meta, Token![,]>> {
    let list = meta.require_list().ok()?;
    list.parse_args_with(Punctuated::parse_terminated).ok()
}

/// Whether it is ours, under whatever path.
pub fn is_ours(meta: &Meta) -> bool {
    let last = meta.path().segments.last();
    last.is_some_and(|segment| segment.ident == "visualize_future")
}

/// Whether it sets the level of a lint.
pub(crate) fn is_lint(attr: &Attribute) -> bool {
    LINTS.iter().any(|name| attr.path().is_ident(name))
}

/// Whether it says something only to people, tools, and rustc's lints: what it stands on is the
/// same without.
pub(crate) fn is_remark(attr: &Attribute) -> bool {
    let first = attr.path().segments.first();
    let is_of_tool = attr.path().segments.len() > 1
        && first.is_some_and(|first| TOOLS.iter().any(|tool| first.ident == tool));
    is_lint(attr) || is_of_tool || attr.path().is_ident("doc")
}

/// Whether it decides if what it stands on exists.
pub(crate) fn is_cfg(attr: &Attribute) -> bool {
    attr.path().is_ident("cfg")
}
