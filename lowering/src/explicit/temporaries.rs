//! Temporaries that may outlive the expression in which they are made.

use syn::{Expr, UnOp};

use super::node::HOLE;
use crate::ir::macros::{self, Style};
use crate::ir::resolve::MENTION;
use crate::ir::syntax::{as_ident, is_comparison, placeholder_number};
use crate::known_macros;

/// The first temporary that the value of `expr` may keep a borrow of, or that is dropped only at
/// the end of the enclosing statement.
pub(crate) fn find(expr: &Expr) -> Option<Expr> {
    match expr {
        Expr::Lit(_) | Expr::Path(_) | Expr::Closure(_) | Expr::Async(_) => None,
        Expr::Paren(e) => find(&e.expr),
        Expr::Group(e) => find(&e.expr),
        Expr::Cast(e) => find(&e.expr),
        Expr::Try(e) => find(&e.expr),
        Expr::Call(e) => callee(&e.func).or_else(|| e.args.iter().find_map(find)),
        // `(&stream).read(…)`: what a method borrows may be the reference itself.
        Expr::MethodCall(e) if is_reference(&e.receiver) => temporary(&e.receiver),
        Expr::MethodCall(e) => {
            borrowed_or_literal(&e.receiver).or_else(|| e.args.iter().find_map(find))
        }
        Expr::Reference(e) if is_promoted(&e.expr) => None,
        Expr::Reference(e) if is_reference(&e.expr) => temporary(&e.expr),
        Expr::Reference(e) => borrowed(&e.expr),
        Expr::RawAddr(e) => borrowed(&e.expr),
        Expr::Field(e) => borrowed(&e.base),
        Expr::Index(e) => borrowed(&e.expr).or_else(|| find(&e.index)),
        Expr::Unary(e) if matches!(e.op, UnOp::Deref(_)) => borrowed(&e.expr),
        Expr::Unary(e) => find(&e.expr),
        Expr::Binary(e) if is_comparison(&e.op) => {
            borrowed_or_literal(&e.left).or_else(|| borrowed_or_literal(&e.right))
        }
        Expr::Binary(e) => find(&e.left).or_else(|| find(&e.right)),
        Expr::Array(e) => e.elems.iter().find_map(find),
        Expr::Tuple(e) => e.elems.iter().find_map(find),
        Expr::Repeat(e) => find(&e.expr),
        Expr::Range(e) => (e.start.as_deref().into_iter().chain(e.end.as_deref())).find_map(find),
        Expr::Struct(e) if e.rest.is_none() => {
            e.fields.iter().map(|field| &field.expr).find_map(find)
        }
        // These evaluate to a value, and drop what they need for it before they are done.
        Expr::Macro(e) if makes_value(&e.mac) => None,
        // It borrows its values.
        Expr::Macro(e) if writes_down(&e.mac) => {
            let mut found = None;
            macros::visit_arguments(&mut e.mac.clone(), |value| {
                found = found.take().or_else(|| borrowed_or_literal(value));
            });
            found
        }
        // Their arguments are evaluated in the statement itself.
        Expr::Macro(e) if passes_through(&e.mac) => {
            let mut found = None;
            macros::visit_arguments(&mut e.mac.clone(), |argument| {
                found = found.take().or_else(|| find(argument));
            });
            found
        }
        _ => temporary(expr),
    }
}

/// As [`find`], where `expr` is called: the future of an `async` closure borrows from the closure.
fn callee(expr: &Expr) -> Option<Expr> {
    match expr {
        Expr::Path(_) => borrowed(expr),
        Expr::Paren(e) => callee(&e.expr),
        Expr::Group(e) => callee(&e.expr),
        Expr::Closure(e) if e.asyncness.is_none() => None,
        expr => borrowed(expr),
    }
}

/// As [`find`], where `expr` is used as a place: a value there is a temporary.
pub(crate) fn borrowed(expr: &Expr) -> Option<Expr> {
    match expr {
        Expr::Path(_) if as_ident(expr).is_none_or(|ident| ident != HOLE) => None,
        Expr::Paren(e) => borrowed(&e.expr),
        Expr::Group(e) => borrowed(&e.expr),
        Expr::Field(e) => borrowed(&e.base),
        Expr::Index(e) => borrowed(&e.expr).or_else(|| find(&e.index)),
        Expr::Unary(e) if matches!(e.op, UnOp::Deref(_)) => borrowed(&e.expr),
        // A reference is copied or reborrowed on the way to a part.
        Expr::Reference(_) => find(expr),
        Expr::Lit(_) => None,
        _ => temporary(expr),
    }
}

fn borrowed_or_literal(expr: &Expr) -> Option<Expr> {
    if is_promoted(expr) {
        None
    } else {
        borrowed(expr)
    }
}

fn temporary(expr: &Expr) -> Option<Expr> {
    Some(expr.clone())
}

/// Whether it is a reference that is made here, which lies in a temporary if it is borrowed.
fn is_reference(expr: &Expr) -> bool {
    match expr {
        Expr::Reference(_) => true,
        Expr::Paren(e) => is_reference(&e.expr),
        Expr::Group(e) => is_reference(&e.expr),
        _ => false,
    }
}

/// Whether rustc makes a constant of a borrow of it: literals, and arrays and tuples of them.
fn is_promoted(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Paren(e) => is_promoted(&e.expr),
        Expr::Array(e) => e.elems.iter().all(is_promoted),
        Expr::Tuple(e) => e.elems.iter().all(is_promoted),
        Expr::Unary(e) => matches!(e.op, UnOp::Neg(_)) && is_promoted(&e.expr),
        Expr::Reference(e) => e.mutability.is_none() && is_promoted(&e.expr),
        _ => false,
    }
}

fn makes_value(mac: &syn::Macro) -> bool {
    let name = mac.path.segments.last().map(|last| last.ident.to_string());
    matches!(
        name.as_deref(),
        Some(
            "format"
                | "err_protocol"
                | "concat"
                | "stringify"
                | "env"
                | "line"
                | "file"
                | "column"
                | "module_path"
                | "include_str"
        )
    )
}

/// Whether a `let` with this macro may extend the life of a temporary.
fn macro_extends(mac: &syn::Macro) -> bool {
    if makes_value(mac) || passes_through(mac) {
        return false;
    }
    match macros::style(&mac.path) {
        // They end in a call, or in what has been stored in a variable.
        Some(
            Style::Literal(..)
            | Style::Error
            | Style::Join
            | Style::Poll
            | Style::Event(_)
            | Style::Unwrap,
        ) => false,
        Some(Style::Apart) => known_macros::name(mac) == "format_args",
        Some(Style::Select) => {
            let mut select = known_macros::parse_select(mac);
            let mut branches = select.iter_mut().flat_map(|select| &mut select.branches);
            branches.any(|branch| extended(&branch.handler))
        }
        _ => true,
    }
}

/// Whether the macro writes a value down.
fn writes_down(mac: &syn::Macro) -> bool {
    matches!(macros::style(&mac.path), Some(Style::Literal(..)))
}

fn passes_through(mac: &syn::Macro) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "vec")
}

/// Whether a `let` with this initialiser may extend the life of a temporary.
pub(super) fn extended(init: &Expr) -> bool {
    match init {
        Expr::Reference(e) => {
            !is_promoted(&e.expr) && (is_reference(&e.expr) || borrowed(&e.expr).is_some())
        }
        Expr::RawAddr(e) => borrowed(&e.expr).is_some(),
        Expr::Paren(e) => extended(&e.expr),
        Expr::Group(e) => extended(&e.expr),
        Expr::Cast(e) => extended(&e.expr),
        Expr::Array(e) => e.elems.iter().any(extended),
        Expr::Tuple(e) => e.elems.iter().any(extended),
        Expr::Struct(e) => e.fields.iter().any(|field| extended(&field.expr)),
        // The arguments of a tuple struct's constructor are extended, those of a function not.
        Expr::Call(e) => names_constructor(&e.func) && e.args.iter().any(extended),
        Expr::Block(e) => e.block.stmts.last().is_some_and(stmt_extends),
        Expr::Unsafe(e) => e.block.stmts.last().is_some_and(stmt_extends),
        Expr::If(e) => {
            e.then_branch.stmts.last().is_some_and(stmt_extends)
                || e.else_branch
                    .as_ref()
                    .is_some_and(|(_, otherwise)| extended(otherwise))
        }
        Expr::Match(e) => e.arms.iter().any(|arm| extended(&arm.body)),
        Expr::Macro(e) => macro_extends(&e.mac),
        _ => false,
    }
}

fn stmt_extends(stmt: &syn::Stmt) -> bool {
    match stmt {
        syn::Stmt::Expr(expr, None) => extended(expr),
        syn::Stmt::Macro(stmt) => stmt.semi_token.is_none() && macro_extends(&stmt.mac),
        _ => false,
    }
}

fn names_constructor(func: &Expr) -> bool {
    let Expr::Path(path) = func else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|last| crate::ir::pattern::names_constant(&last.ident))
}

/// Whether an expression is a place: it starts at a local, or goes through a reference.
pub(super) fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) => {
            as_ident(expr).is_some_and(|ident| placeholder_number(ident, MENTION).is_some())
        }
        Expr::Paren(e) => is_place(&e.expr),
        Expr::Group(e) => is_place(&e.expr),
        Expr::Field(e) => is_place(&e.base),
        Expr::Index(e) => is_place(&e.expr),
        Expr::Unary(e) => matches!(e.op, UnOp::Deref(_)),
        _ => false,
    }
}
