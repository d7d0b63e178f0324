//! `let x = &value;`: rustc keeps the value in a temporary, which lives as long as a variable that
//! is declared in front of `x`.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Expr, Local, Pat, Stmt};

use super::super::macros;
use super::super::syntax::{as_ident, ident_expr, stmt_suspends, suspends};
use super::{is_named, variable};

/// The variable for the value, and then the reference to it, which hides it.
///
/// Only where the body suspends while it lives: elsewhere, rustc does as it always does. Not where
/// rustc may make a constant of the value, which would live longer than a variable; nor where the
/// type of the reference is written, which rustc looks at when it makes the value.
pub(super) fn named(
    local: &Local,
    behind: &[Stmt],
    is_local: &dyn Fn(&Ident) -> bool,
) -> Option<[Stmt; 2]> {
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let (Pat::Ident(pat), Expr::Reference(reference)) = (&local.pat, &*init.expr) else {
        return None;
    };
    let is_simple = pat.by_ref.is_none() && pat.subpat.is_none();
    if !is_simple || !local.attrs.is_empty() || !reference.attrs.is_empty() {
        return None;
    }
    if !suspends(&init.expr) && !behind.iter().any(stmt_suspends) {
        return None;
    }
    let mut second = local.clone();
    let Expr::Reference(place) = &mut *second.init.as_mut()?.expr else {
        return None;
    };
    let value = value(&mut place.expr, &pat.ident)?;
    if !is_value(value) || !is_never_constant(value, reference.mutability.is_some(), is_local) {
        return None;
    }
    let value = std::mem::replace(value, ident_expr(pat.ident.clone()));
    Some([variable(&pat.ident, &value), Stmt::Local(second)])
}

/// The value of which a part is borrowed, if the way to that part does not mention the name.
fn value<'a>(place: &'a mut Expr, name: &Ident) -> Option<&'a mut Expr> {
    if let Expr::Index(e) = place {
        let mut mentioned = false;
        macros::identifiers(e.index.to_token_stream(), &mut |ident| {
            mentioned |= ident == name;
        });
        if mentioned {
            return None;
        }
    }
    let is_deeper = match place {
        Expr::Paren(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(e) => matches!(e.op, syn::UnOp::Deref(_)),
        _ => false,
    };
    if !is_deeper {
        return Some(place);
    }
    match place {
        Expr::Paren(e) => value(&mut e.expr, name),
        Expr::Field(e) => value(&mut e.base, name),
        Expr::Index(e) => value(&mut e.expr, name),
        Expr::Unary(e) => value(&mut e.expr, name),
        _ => None,
    }
}

/// Whether it is no place, whatever the types are.
pub(super) fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::Array(_)
        | Expr::Await(_)
        | Expr::Call(_)
        | Expr::MethodCall(_)
        | Expr::Struct(_)
        | Expr::Try(_)
        | Expr::Tuple(_) => true,
        Expr::Macro(e) => is_named(&e.mac, "format") || is_named(&e.mac, "vec"),
        _ => false,
    }
}

/// Whether rustc cannot make a constant of it: what is borrowed mutably is none, but for an empty
/// array, nor is what is made of a local, or of what has been awaited.
pub(super) fn is_never_constant(
    value: &Expr,
    is_mutable: bool,
    is_local: &dyn Fn(&Ident) -> bool,
) -> bool {
    struct Finder<'a> {
        is_local: &'a dyn Fn(&Ident) -> bool,
        found: bool,
    }
    impl Visit<'_> for Finder<'_> {
        fn visit_expr(&mut self, expr: &Expr) {
            self.found |= match expr {
                Expr::Await(_) | Expr::Try(_) => true,
                Expr::Macro(e) => is_named(&e.mac, "format"),
                expr => as_ident(expr).is_some_and(self.is_local),
            };
            match expr {
                // What stands in these is not evaluated here.
                Expr::Async(_) | Expr::Closure(_) | Expr::Const(_) => {}
                expr => visit::visit_expr(self, expr),
            }
        }
        fn visit_item(&mut self, _: &syn::Item) {}
        fn visit_type(&mut self, _: &syn::Type) {}
    }
    if is_mutable && !matches!(value, Expr::Array(array) if array.elems.is_empty()) {
        return true;
    }
    let mut finder = Finder {
        is_local,
        found: false,
    };
    finder.visit_expr(value);
    finder.found
}
