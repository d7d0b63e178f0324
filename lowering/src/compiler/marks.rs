//! Marks at the entry of each await.
//!
//! `EXPR.await` becomes `mark(state, EXPR).await`. That is an identity function, which changes
//! neither temporaries, nor types, nor the layout of the coroutine.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprAwait, Item, Macro, Stmt};

use crate::emit::{site, state_literal};
use crate::known_macros::{self, Marked};
use crate::suspend::{Numbers, take_numbers};

/// Replaces the numbers in the syntax tree by marks.
pub(crate) struct Marks {
    rt: TokenStream,
    /// Whether an await has been marked by a method call, whose trait must be in scope.
    pub(crate) postfix: bool,
}

impl Marks {
    pub(crate) fn new(rt: &TokenStream) -> Self {
        Marks {
            rt: rt.clone(),
            postfix: false,
        }
    }

    /// Marks the awaits among a macro's tokens. Gives the mark to be made before the macro, if
    /// its tokens must stay.
    pub(crate) fn mark_macro(&mut self, first: usize, mac: &mut Macro) -> Option<TokenStream> {
        let mut numbers = Numbers::starting_at(first, &self.rt);
        match known_macros::mark(mac, &mut numbers)? {
            Marked::Tokens(tokens) => {
                self.postfix |= numbers.postfix;
                mac.tokens = tokens;
                None
            }
            Marked::Before(number) => {
                let rt = &self.rt;
                let state = state_literal(number);
                Some(quote_spanned!(site()=> #rt::mark(#state, ())))
            }
        }
    }
}

impl VisitMut for Marks {
    fn visit_expr_await_mut(&mut self, expr: &mut ExprAwait) {
        self.visit_expr_mut(&mut expr.base);
        for number in take_numbers(&mut expr.attrs) {
            mark(&mut expr.base, number, expr.await_token.span, &self.rt);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::Macro(mac) = expr
            && let Some(&first) = take_numbers(&mut mac.attrs).first()
            && let Some(before) = self.mark_macro(first, &mut mac.mac)
        {
            // A tuple, since the temporaries of a block would not live as long.
            *expr = syn::parse_quote!((#before, #mac).1);
        }
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        visit_mut::visit_stmt_mut(self, stmt);
        if let Stmt::Macro(mac) = stmt
            && let Some(&first) = take_numbers(&mut mac.attrs).first()
            && let Some(before) = self.mark_macro(first, &mut mac.mac)
        {
            let semi = mac.semi_token;
            let attrs = std::mem::take(&mut mac.attrs);
            let mac = &mac.mac;
            let expr = syn::parse_quote!(#(#attrs)* (#before, #mac).1);
            *stmt = Stmt::Expr(expr, semi);
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Marks the entry of the await that waits for `awaitee`.
pub(crate) fn mark(awaitee: &mut Expr, number: usize, end: Span, rt: &TokenStream) {
    let state = state_literal(number);
    // What the compiler has to say of the awaitee or of the await, it says of this call: so its
    // tokens are the user's own, at the awaitee's start and the await's end.
    let start = awaitee.span();
    let argument = match awaitee {
        // The user's own parentheses and braces are not superfluous.
        Expr::Paren(_) | Expr::Block(_) => quote_spanned!(site()=> (#awaitee)),
        _ => quote!(#awaitee),
    };
    let mut arguments = proc_macro2::Group::new(
        proc_macro2::Delimiter::Parenthesis,
        quote_spanned!(start=> #state, #argument),
    );
    arguments.set_span(end);
    let function = respan(quote_spanned!(start=> #rt::mark), start);
    let call = quote!(#function #arguments);
    *awaitee = Expr::Verbatim(call);
}

/// The tokens of a path, at that place.
fn respan(path: TokenStream, span: Span) -> TokenStream {
    let moved = |mut token: proc_macro2::TokenTree| {
        token.set_span(span);
        token
    };
    path.into_iter().map(moved).collect()
}
