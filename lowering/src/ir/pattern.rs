//! What a pattern tells without types.

use syn::Pat;

/// Whether the identifier pattern names a constant or a unit struct rather than binding: by the
/// naming convention, which rustc's lints uphold.
pub fn names_constant(ident: &syn::Ident) -> bool {
    ident
        .to_string()
        .trim_start_matches("r#")
        .starts_with(char::is_uppercase)
}

/// Whether the identifier pattern binds.
pub fn is_binding(pat: &syn::PatIdent) -> bool {
    pat.subpat.is_some() || pat.by_ref.is_some() || !names_constant(&pat.ident)
}

/// Whether the pattern takes what it matches as a whole: a name for it.
pub fn is_name(pat: &Pat) -> bool {
    matches!(pat, Pat::Ident(pat) if is_binding(pat))
}

/// Calls `each` for every binding, in source order.
pub fn bindings<'a>(pat: &'a Pat, each: &mut dyn FnMut(&'a syn::PatIdent)) {
    match pat {
        Pat::Ident(ident) => {
            if is_binding(ident) {
                each(ident);
            }
            if let Some((_, sub)) = &ident.subpat {
                bindings(sub, each);
            }
        }
        // Every case binds the same names.
        Pat::Or(or) => {
            if let Some(first) = or.cases.first() {
                bindings(first, each);
            }
        }
        _ => children(pat, &mut |child| bindings(child, each)),
    }
}

/// Whether the pattern binds nothing.
pub fn binds_nothing(pat: &Pat) -> bool {
    let mut none = true;
    bindings(pat, &mut |_| none = false);
    none
}

/// Whether matching a value by this pattern leaves nothing of it behind: every part is bound by
/// value, or has nothing to drop.
pub fn consumes(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(ident) => {
            ident.by_ref.is_none()
                && ident
                    .subpat
                    .as_ref()
                    .is_none_or(|(_, sub)| binds_nothing(sub))
        }
        Pat::Lit(_) | Pat::Path(_) | Pat::Range(_) | Pat::Reference(_) | Pat::Const(_) => true,
        Pat::Struct(pat) if pat.rest.is_some() => false,
        Pat::Tuple(_)
        | Pat::TupleStruct(_)
        | Pat::Struct(_)
        | Pat::Paren(_)
        | Pat::Slice(_)
        | Pat::Type(_)
        | Pat::Guard(_) => {
            let mut all = true;
            children(pat, &mut |child| all &= consumes(child));
            all
        }
        Pat::Or(or) => or.cases.iter().all(consumes),
        _ => false,
    }
}

/// Whether a value that the pattern does not match has nothing to drop: `None`, against
/// `Some(…)`.
pub fn leaves_nothing_unmatched(pat: &Pat) -> bool {
    match pat {
        Pat::TupleStruct(pat) => pat
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "Some"),
        Pat::Paren(pat) => leaves_nothing_unmatched(&pat.pat),
        pat => is_literal(pat) || matches!(pat, Pat::Reference(_)),
    }
}

/// Whether all bindings of the pattern are `ref` bindings.
pub fn only_refs(pat: &Pat) -> bool {
    let mut all = true;
    bindings(pat, &mut |ident| all &= ident.by_ref.is_some());
    all
}

/// Whether the pattern has a `ref` binding.
pub fn has_ref(pat: &Pat) -> bool {
    let mut found = false;
    bindings(pat, &mut |ident| found |= ident.by_ref.is_some());
    found
}

/// Whether a literal stands at the top of the pattern, so that what is matched is a number, a
/// `char`, a `bool` or a string slice.
pub fn is_literal(pat: &Pat) -> bool {
    match pat {
        Pat::Lit(_) | Pat::Range(_) => true,
        Pat::Or(or) => or.cases.iter().any(is_literal),
        Pat::Paren(paren) => is_literal(&paren.pat),
        Pat::Guard(guard) => is_literal(&guard.pat),
        _ => false,
    }
}

/// The pattern without a match arm's guard.
pub fn without_guard(pat: &Pat) -> &Pat {
    match pat {
        Pat::Guard(guard) => &guard.pat,
        pat => pat,
    }
}

/// The patterns directly inside.
fn children<'a>(pat: &'a Pat, each: &mut dyn FnMut(&'a Pat)) {
    match pat {
        Pat::Guard(pat) => each(&pat.pat),
        Pat::Or(pat) => pat.cases.iter().for_each(each),
        Pat::Paren(pat) => each(&pat.pat),
        Pat::Reference(pat) => each(&pat.pat),
        Pat::Slice(pat) => pat.elems.iter().for_each(each),
        Pat::Struct(pat) => pat.fields.iter().for_each(|field| each(&field.pat)),
        Pat::Tuple(pat) => pat.elems.iter().for_each(each),
        Pat::TupleStruct(pat) => pat.elems.iter().for_each(each),
        Pat::Type(pat) => each(&pat.pat),
        _ => {}
    }
}
