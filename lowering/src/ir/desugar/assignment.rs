//! `(a, b) = value;`, written out as rustc does: `let (first, second) = value; a = first; …`.

use proc_macro2::{Ident, Span};
use quote::quote;
use syn::parse::Parser as _;
use syn::{Expr, ExprAssign, Pat, Stmt};

/// The block that an assignment to several places stands for; none if it is to one.
pub(super) fn destructuring(e: &ExprAssign) -> Option<Expr> {
    if !matches!(
        *e.left,
        Expr::Tuple(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Call(_)
    ) {
        return None;
    }
    let mut places = Vec::new();
    let pat = pattern(&e.left, &mut places)?;
    let value = &e.right;
    let first: Stmt = syn::parse_quote!(let #pat = #value;);
    let assignments = places.into_iter().map(|(name, place)| -> Stmt {
        // A place that begins with a block would be a statement of its own in tokens.
        let assignment = ExprAssign {
            attrs: Vec::new(),
            left: Box::new(place),
            eq_token: e.eq_token,
            right: Box::new(syn::parse_quote!(#name)),
        };
        Stmt::Expr(Expr::Assign(assignment), Some(Default::default()))
    });
    let stmts = std::iter::once(first).chain(assignments);
    Some(syn::parse_quote!({ #(#stmts)* }))
}

/// The pattern for the left side, which binds a variable for each place.
fn pattern(left: &Expr, places: &mut Vec<(Ident, Expr)>) -> Option<Pat> {
    Some(match left {
        Expr::Infer(_) => syn::parse_quote!(_),
        Expr::Range(e) if e.start.is_none() && e.end.is_none() => syn::parse_quote!(..),
        Expr::Paren(e) => pattern(&e.expr, places)?,
        Expr::Group(e) => pattern(&e.expr, places)?,
        Expr::Tuple(e) => {
            let elems = patterns(&e.elems, places)?;
            syn::parse_quote!((#(#elems,)*))
        }
        Expr::Array(e) => {
            let elems = patterns(&e.elems, places)?;
            syn::parse_quote!([#(#elems),*])
        }
        // Of another call, which is no pattern, rustc says that it cannot be assigned to.
        Expr::Call(e) if !matches!(*e.func, Expr::Path(_)) => return None,
        Expr::Call(e) => {
            let (path, elems) = (&e.func, patterns(&e.args, places)?);
            // `self` can be called, and is no pattern.
            Pat::parse_single.parse2(quote!(#path(#(#elems),*))).ok()?
        }
        Expr::Struct(e) if e.qself.is_none() && e.rest.is_none() => {
            let path = &e.path;
            let members = e.fields.iter().map(|field| &field.member);
            let values = e.fields.iter().map(|field| &field.expr);
            let (members, values): (Vec<_>, _) = (members.collect(), patterns(values, places)?);
            let rest = &e.dot2_token;
            Pat::parse_single
                .parse2(quote!(#path { #(#members: #values,)* #rest }))
                .ok()?
        }
        Expr::Struct(_) => return None,
        place => {
            let name = Ident::new(&format!("assigned{}", places.len()), Span::mixed_site());
            places.push((name.clone(), place.clone()));
            syn::parse_quote!(#name)
        }
    })
}

fn patterns<'a>(
    exprs: impl IntoIterator<Item = &'a Expr>,
    places: &mut Vec<(Ident, Expr)>,
) -> Option<Vec<Pat>> {
    exprs
        .into_iter()
        .map(|expr| pattern(expr, places))
        .collect()
}
