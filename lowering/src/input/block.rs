//! The `async` block in a function that is no longer an `async fn`.

use syn::{Block, Expr, ExprAsync, Local, Pat, Stmt};

use crate::function::Form;

/// The expression that stands for the machine in [`Form::Boxed`].
pub const PLACEHOLDER: &str = "__visualize_future_machine";

/// Finds the `async` block of which the function returns the future, takes it out, and gives its
/// body. None if there is no such block.
///
/// It may be the function's last expression, boxed and pinned or not, as people write it by hand
/// and as `#[async_trait]` and `#[async_recursion]` do; or it may be `let body = async { … };`,
/// as in the expansion of `#[tokio::main]` and `#[tokio::test]`.
pub(super) fn of_boxed(mut outer: Block) -> Option<(Form, Block)> {
    let expr = match &mut outer.stmts[..] {
        [Stmt::Local(local), ..] if is_body_of_runtime(local) => &mut *local.init.as_mut()?.expr,
        [.., Stmt::Expr(last, _)] => last_future(last)?,
        _ => return None,
    };
    let placeholder = syn::Ident::new(PLACEHOLDER, crate::emit::site());
    let Expr::Async(ExprAsync { capture, block, .. }) =
        std::mem::replace(expr, syn::parse_quote!(#placeholder))
    else {
        unreachable!("both ways end at an `async` block")
    };
    let outer = Box::new(outer);
    let form = Form::Boxed {
        outer,
        capture,
        known: false,
    };
    Some((form, block))
}

/// `let body = async { … };` at the start.
fn is_body_of_runtime(local: &Local) -> bool {
    let is_async = |init: &syn::LocalInit| matches!(*init.expr, Expr::Async(_));
    matches!(&local.pat, Pat::Ident(name) if name.ident == "body")
        && local.init.as_ref().is_some_and(is_async)
}

/// `async { … }`, `Box::pin(async { … })`, `async { … }.boxed()`.
fn last_future(expr: &mut Expr) -> Option<&mut Expr> {
    match expr {
        Expr::Async(_) => Some(expr),
        Expr::Call(call) if call.args.len() == 1 && is_pin(&call.func) => {
            last_future(call.args.first_mut()?)
        }
        Expr::MethodCall(call) if call.method == "boxed" || call.method == "boxed_local" => {
            last_future(&mut call.receiver)
        }
        Expr::Paren(paren) => last_future(&mut paren.expr),
        Expr::Group(group) => last_future(&mut group.expr),
        Expr::Return(returned) => last_future(returned.expr.as_mut()?),
        _ => None,
    }
}

fn is_pin(func: &Expr) -> bool {
    let Expr::Path(path) = func else {
        return false;
    };
    path.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "pin")
}
