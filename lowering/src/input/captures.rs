//! What an `async` block captures that another attribute has put around a function's body.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Block, Expr, Pat, Stmt, Token, Type};

use crate::function::Param;

/// The parameters that the block captures, if it takes each of them over before anything else,
/// as in `#[async_trait]`'s `async move { let __self = self; let n = n; … }`: then they are the
/// parameters of the machine. A reference has nothing to drop, and may be used where it is.
pub(super) fn of(
    params: &[Param],
    capture: Option<Token![move]>,
    block: &Block,
) -> Option<Vec<Param>> {
    let mentioned = |stmts: &[Stmt]| {
        let mut names = BTreeSet::new();
        stmts
            .iter()
            .for_each(|stmt| identifiers(stmt.to_token_stream(), &mut names));
        names
    };
    let taken: Vec<String> = block.stmts.iter().filter_map(taken_over).collect();
    // What comes before them is `if let Some(__ret) = None::<T> { return __ret; }`, which tells
    // rustc a type.
    let first = block
        .stmts
        .iter()
        .position(|stmt| taken_over(stmt).is_some());
    let last = block
        .stmts
        .iter()
        .rposition(|stmt| taken_over(stmt).is_some());
    let before = mentioned(&block.stmts[..first.unwrap_or(0)]);
    let behind = mentioned(&block.stmts[last.map_or(0, |last| last + 1)..]);
    let mut captured = Vec::new();
    for param in params {
        let name = param.ident.to_string();
        let is_taken = taken.contains(&name);
        let is_used = before.contains(&name) || !is_taken && behind.contains(&name);
        if is_taken || is_used {
            captured.push(param.clone());
        }
        if is_used && !is_reference(param) {
            return None;
        }
    }
    // `self` cannot be hidden by a variable of the same name.
    if taken.iter().any(|name| name == "self") && behind.contains("self") {
        return None;
    }
    // What has never been polled drops them in the order in which it has captured them.
    captured.sort_by_key(|param| {
        let name = param.ident.to_string();
        taken
            .iter()
            .position(|taken| *taken == name)
            .unwrap_or(usize::MAX)
    });
    (captured.is_empty() || capture.is_some()).then_some(captured)
}

/// The variable in `let PATTERN = variable;`, which moves it, unless it can be known not to.
fn taken_over(stmt: &Stmt) -> Option<String> {
    let Stmt::Local(local) = stmt else {
        return None;
    };
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let Expr::Path(path) = &*init.expr else {
        return None;
    };
    let Pat::Ident(pat) = &local.pat else {
        return None;
    };
    if pat.by_ref.is_some() || pat.subpat.is_some() {
        return None;
    }
    Some(path.path.get_ident()?.to_string())
}

fn is_reference(param: &Param) -> bool {
    param.self_by_ref || matches!(param.ty, Some(Type::Reference(_)))
}

fn identifiers(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), names),
            TokenTree::Ident(ident) => drop(names.insert(ident.to_string())),
            TokenTree::Literal(literal) => {
                // A format string may capture.
                let text = literal.to_string();
                let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
                names.extend(words.map(str::to_owned));
            }
            TokenTree::Punct(_) => {}
        }
    }
}
