//! What is written out before the locals of the body are looked for: macros whose expansion is
//! known word for word, assignments to several places, and variables that rustc makes without
//! saying so.

mod assignment;
mod extended;
mod let_else;
pub(super) mod tail;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Block, Expr, Macro, Pat, Stmt, Token};

use super::syntax::{SUSPEND, suspensions};
use crate::known_macros;
use crate::suspend::Numbers;

/// Stands for the path of the function that pins a variable.
pub(crate) const PINNED: &str = "__vf_pinned";

/// Writes out a macro that is an expression, or an assignment to several places.
pub(super) fn expr(expr: &mut Expr) {
    if let Expr::Assign(e) = expr
        && let Some(written) = assignment::destructuring(e)
    {
        *expr = written;
    }
    if let Expr::Macro(e) = expr
        && let Some(written) = matches(&e.attrs, &e.mac)
    {
        *expr = written;
    }
}

/// Writes out the macros that are statements of a block, or initialise a variable there, and
/// names the temporaries that live as long as a variable. `is_local` tells what is a local where
/// the block begins.
pub(super) fn block(block: &mut Block, is_local: &dyn Fn(&Ident) -> bool) {
    let mut declared = Vec::new();
    let mut stmts = Vec::with_capacity(block.stmts.len());
    let mut rest = std::mem::take(&mut block.stmts).into_iter();
    while let Some(stmt) = rest.next() {
        match stmt {
            Stmt::Macro(stmt) => {
                if let Some(written) = matches(&stmt.attrs, &stmt.mac) {
                    stmts.push(Stmt::Expr(written, stmt.semi_token));
                } else if let Some(written) = pin(&stmt, rest.as_slice()) {
                    stmts.extend(written);
                } else {
                    stmts.push(Stmt::Macro(stmt));
                }
            }
            Stmt::Local(local) => {
                let is_local = |name: &Ident| declared.contains(name) || is_local(name);
                let written = pinned(&local)
                    .or_else(|| let_else::written(&local))
                    .or_else(|| extended::named(&local, rest.as_slice(), &is_local));
                super::pattern::bindings(&local.pat, &mut |pat| declared.push(pat.ident.clone()));
                match written {
                    Some(written) => stmts.extend(written),
                    None => stmts.push(Stmt::Local(local)),
                }
            }
            stmt => stmts.push(stmt),
        }
    }
    block.stmts = stmts;
}

fn is_named(mac: &Macro, name: &str) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|last| last.ident == name)
}

/// `matches!(value, pattern if guard)`.
fn matches(attrs: &[Attribute], mac: &Macro) -> Option<Expr> {
    if !is_named(mac, "matches") || attrs.iter().any(|attr| !attr.path().is_ident(SUSPEND)) {
        return None;
    }
    let read = |input: ParseStream<'_>| {
        let value: Expr = input.parse()?;
        input.parse::<Token![,]>()?;
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        let guard = match input.peek(Token![if]) {
            true => Some((input.parse::<Token![if]>()?, input.parse::<Expr>()?)),
            false => None,
        };
        input.parse::<Option<Token![,]>>()?;
        Ok((value, pat, guard))
    };
    let (value, pat, guard) = read.parse2(mac.tokens.clone()).ok()?;
    let guard = guard.map(|(word, guard)| quote::quote!(#word #guard));
    let span = mac.path.span();
    let written = quote::quote_spanned! {span=>
        match #value { #pat #guard => true, _ => false }
    };
    numbered(attrs, mac, syn::parse2(written).ok()?)
}

/// `let x = pin!(value);`: the value lives as long as a variable that is declared there.
fn pinned(local: &syn::Local) -> Option<[Stmt; 2]> {
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let Expr::Macro(e) = &*init.expr else {
        return None;
    };
    let pat = match &local.pat {
        Pat::Type(typed) => &typed.pat,
        pat => pat,
    };
    let Pat::Ident(pat) = pat else { return None };
    let simple = pat.by_ref.is_none() && pat.subpat.is_none() && local.attrs.is_empty();
    let attributed = e.attrs.iter().any(|attr| !attr.path().is_ident(SUSPEND));
    if !is_named(&e.mac, "pin") || !simple || attributed {
        return None;
    }
    let read = |input: ParseStream<'_>| {
        let value: Expr = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok(value)
    };
    let value = read.parse2(e.mac.tokens.clone()).ok()?;
    let value = numbered(&e.attrs, &e.mac, value)?;
    let mut second = local.clone();
    let name = &pat.ident;
    *second.init.as_mut()?.expr = call(name, e.mac.path.span());
    Some([variable(name, &value), Stmt::Local(second)])
}

/// `pin!(x, y);` and `pin!(let x = value;);`: the variables are hidden by others of their names.
fn pin(stmt: &syn::StmtMacro, rest: &[Stmt]) -> Option<Vec<Stmt>> {
    if !(is_named(&stmt.mac, "pin") || is_named(&stmt.mac, "pin_mut")) {
        return None;
    }
    let attributed = |attr: &Attribute| !attr.path().is_ident(SUSPEND);
    if stmt.attrs.iter().any(attributed) {
        return None;
    }
    let span = stmt.mac.path.span();
    let mut stmts = Vec::new();
    let tokens = stmt.mac.tokens.clone();
    let list = syn::punctuated::Punctuated::<Ident, Token![,]>::parse_terminated;
    if let Ok(names) = list.parse2(tokens.clone()) {
        for name in &names {
            // The standard library's macro of that name would move the variable, and hide
            // nothing; then nobody could mention it any more.
            if !mentions(rest, name) {
                return None;
            }
            stmts.push(variable(name, &super::syntax::ident_expr(name.clone())));
            stmts.push(variable(name, &call(name, span)));
        }
        return Some(stmts);
    }
    let mut awaits = Numbers::starting_at(0, &TokenStream::new());
    if known_macros::mark(&stmt.mac, &mut awaits).is_none() || awaits.next() > 0 {
        return None;
    }
    let lets = Block::parse_within.parse2(tokens).ok()?;
    for stmt in lets {
        let Stmt::Local(local) = &stmt else {
            return None;
        };
        let Pat::Ident(pat) = &local.pat else {
            return None;
        };
        let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
        let simple = pat.by_ref.is_none() && pat.subpat.is_none() && pat.mutability.is_none();
        if !simple || !local.attrs.is_empty() {
            return None;
        }
        stmts.push(variable(&pat.ident, &init.expr));
        stmts.push(variable(&pat.ident, &call(&pat.ident, span)));
    }
    Some(stmts)
}

/// `let mut name = value;`
fn variable(name: &Ident, value: &Expr) -> Stmt {
    syn::parse_quote!(let mut #name = #value;)
}

/// The call that pins a variable.
fn call(name: &Ident, span: Span) -> Expr {
    let pinned = Ident::new(PINNED, span);
    syn::parse_quote!(#pinned(&mut #name))
}

/// Whether the expression pins a variable: then its value is a reference of a kind.
pub(super) fn is_pinned(expr: &Expr) -> bool {
    match expr {
        Expr::Call(e) => super::syntax::as_ident(&e.func).is_some_and(|func| func == PINNED),
        _ => false,
    }
}

/// Whether the statements mention the name.
fn mentions(stmts: &[Stmt], name: &Ident) -> bool {
    let mut found = false;
    for stmt in stmts {
        super::macros::identifiers(stmt.to_token_stream(), &mut |ident| found |= ident == name);
    }
    found
}

/// Gives the awaits of what was among the tokens of a macro the numbers that the macro carries.
fn numbered(attrs: &[Attribute], mac: &Macro, mut expr: Expr) -> Option<Expr> {
    let carried = suspensions(attrs);
    let first = carried.first().copied().unwrap_or(0);
    if known_macros::may_suspend(mac) {
        let rt = TokenStream::new();
        let mut among = Numbers::starting_at(first, &rt);
        let mut numbers = Numbers::starting_at(first, &rt);
        known_macros::mark(mac, &mut among)?;
        let mut inside = expr.clone();
        numbers.visit_expr_mut(&mut inside);
        if numbers.next() != among.next() {
            return None;
        }
        if !carried.is_empty() {
            expr = inside;
        }
    }
    Some(expr)
}
