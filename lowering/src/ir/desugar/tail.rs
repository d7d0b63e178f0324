//! `receiver().method().await` at the end of a body, before edition 2024: if the method borrows
//! its receiver, rustc keeps that in a temporary, which it drops behind the variables of the body.

use proc_macro2::Ident;
use syn::{Block, Expr, Stmt};

use super::super::pattern::names_constant;
use super::super::syntax::ident_expr;
use super::extended::{is_never_constant, is_value};
use crate::explicit::temporaries;

/// The prefix of the names of the variables that stand for such receivers.
pub(in crate::ir) const RECEIVER: &str = "__vf_receiver_";

/// Gives such receivers the names of variables that are declared before all others, so that they
/// are dropped behind them: `let mut r; …; r = receiver(); r.method().await`. Whether the method
/// borrows the variable or moves it, is found out like of any other.
///
/// Only where nothing but receivers is temporary, and where each is evaluated before all else.
pub(in crate::ir) fn name_receivers(block: &mut Block, is_local: &dyn Fn(&Ident) -> bool) {
    let Some(Stmt::Expr(tail, None)) = block.stmts.last_mut() else {
        return;
    };
    let mut named = tail.clone();
    let mut receivers = Vec::new();
    let Some(awaited) = awaited(&mut named) else {
        return;
    };
    if name(awaited, is_local, &mut receivers).is_none() || receivers.is_empty() {
        return;
    }
    *tail = named;
    let last = block.stmts.len() - 1;
    let names = (0..receivers.len()).map(variable);
    let declared = names.map(|name| syn::parse_quote!(let mut #name;));
    let declared: Vec<Stmt> = declared.collect();
    // The outermost has been found first, and is evaluated last.
    let assigned = receivers.into_iter().enumerate().rev();
    let assigned = assigned.map(|(index, value)| {
        let name = variable(index);
        syn::parse_quote!(#name = #value;)
    });
    block.stmts.splice(last..last, assigned);
    block.stmts.splice(0..0, declared.into_iter().rev());
}

fn variable(index: usize) -> Ident {
    quote::format_ident!("{RECEIVER}{index}", span = crate::emit::site())
}

/// What is awaited last, if its value is all that the expression is made of.
fn awaited(expr: &mut Expr) -> Option<&mut Expr> {
    match expr {
        Expr::Await(e) => Some(&mut e.base),
        Expr::Try(e) => awaited(&mut e.expr),
        Expr::Paren(e) => awaited(&mut e.expr),
        Expr::Call(e) if e.args.len() == 1 && is_constructor(&e.func) => {
            awaited(e.args.first_mut()?)
        }
        _ => None,
    }
}

fn is_constructor(func: &Expr) -> bool {
    let Expr::Path(path) = func else { return false };
    let last = path.path.segments.last();
    last.is_some_and(|last| names_constant(&last.ident))
}

/// Names the receivers in an expression, of which the value is used up. None where something else
/// may be temporary.
fn name(expr: &mut Expr, is_local: &dyn Fn(&Ident) -> bool, found: &mut Vec<Expr>) -> Option<()> {
    match expr {
        Expr::Await(e) => name(&mut e.base, is_local, found),
        Expr::Try(e) => name(&mut e.expr, is_local, found),
        Expr::Paren(e) => name(&mut e.expr, is_local, found),
        Expr::MethodCall(e) => {
            if e.args.iter().any(|arg| temporaries::find(arg).is_some()) {
                return None;
            }
            let receiver = &mut *e.receiver;
            if temporaries::borrowed(receiver).is_none() {
                return Some(());
            }
            if !is_value(receiver) || !is_never_constant(receiver, false, is_local) {
                return None;
            }
            let place = found.len();
            found.push(receiver.clone());
            let mut inner = std::mem::replace(receiver, ident_expr(variable(place)));
            name(&mut inner, is_local, found)?;
            found[place] = inner;
            Some(())
        }
        expr => temporaries::find(expr).is_none().then_some(()),
    }
}
