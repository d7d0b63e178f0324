//! The lints that the poll code is exempt from.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::site;
use crate::function::Function;
use crate::remarks;

/// The poll code is a second copy of what the user wrote: the original has told the user all
/// that the lints have to say, and the rewriting makes code that no person would write. Each
/// lint is named by itself, since a group could hold one that the user's crate forbids.
pub(super) fn copy(function: &Function) -> TokenStream {
    let told = quote_spanned! {site()=>
        #[allow(
            // Told once, by the original.
            deprecated, unused_mut, unused_variables, unused_assignments, unused_must_use,
            unused_labels, unused_macros, dead_code, non_snake_case, unused_unsafe,
            irrefutable_let_patterns, unreachable_patterns,
            // Made by the rewriting: what was a value is thrown away, what diverges is followed
            // by the way to the next arm, and operands stand in parentheses.
            unreachable_code, path_statements, unused_parens, unused_braces,
            redundant_semicolons, unused_doc_comments, non_shorthand_field_patterns,
            unused_imports, let_underscore_drop,
            clippy::all, clippy::pedantic, clippy::nursery,
        )]
    };
    let mut here = remarks::allowed(function);
    let text = told.to_string();
    let words: Vec<&str> = text.split([',', '(', ')']).map(str::trim).collect();
    here.retain(|lint| !words.contains(&lint.to_string().as_str()));
    let here = (!here.is_empty()).then(|| quote_spanned!(site()=> #[allow(#(#here),*)]));
    quote_spanned!(site()=> #told #here)
}
