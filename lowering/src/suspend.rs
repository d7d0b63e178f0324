//! The numbering of the suspension points.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, Expr, ExprAwait, ExprMacro, Item, Pat, StmtMacro};

use crate::function::Function;
use crate::hide;
use crate::ir::syntax::{SUSPEND, suspensions};
use crate::known_macros;
use crate::reason::{Reason, ReasonKind};
use crate::source;
use crate::suspension::Suspension;

/// Numbers the awaits that belong to the function's body, in source order, and leaves their
/// numbers in the syntax tree (see [`Function::block`]).
///
/// Awaits in nested `async` blocks, closures and items belong to other machines.
pub fn number(function: &mut Function) {
    // The marks that the numbering makes on its way are not used.
    let mut numbers = Numbers::starting_at(0, &TokenStream::new());
    numbers.visit_block_mut(&mut function.block);
    function.suspensions = numbers.suspensions;
    function.unseen = numbers.unseen;
}

/// Takes the numbers off an expression or a macro.
pub fn take_numbers(attrs: &mut Vec<Attribute>) -> Vec<usize> {
    let numbers = suspensions(attrs);
    attrs.retain(|attr| !attr.path().is_ident(SUSPEND));
    numbers
}

/// Takes all numbers off, to give the body back as it was written.
pub fn erase(block: &mut Block) {
    Eraser.visit_block_mut(block);
}

/// The numbering under way.
pub(crate) struct Numbers {
    first: usize,
    pub(crate) suspensions: Vec<Suspension>,
    pub(crate) unseen: Vec<Reason>,
    /// The macro among whose tokens we are.
    pub(crate) in_macro: Option<String>,
    /// The path of the runtime's hidden module, for marks.
    pub(crate) rt: TokenStream,
    /// Whether an await has been marked by a method call, whose trait must be in scope.
    pub(crate) postfix: bool,
}

impl Numbers {
    pub(crate) fn starting_at(first: usize, rt: &TokenStream) -> Self {
        Numbers {
            first,
            suspensions: Vec::new(),
            unseen: Vec::new(),
            in_macro: None,
            rt: rt.clone(),
            postfix: false,
        }
    }

    /// The number that the next suspension point gets.
    pub(crate) fn next(&self) -> usize {
        self.first + self.suspensions.len()
    }

    /// Leaves a number out, if it is known already.
    pub(crate) fn skip_if(&mut self, known: bool) {
        self.first += usize::from(known);
    }

    /// Numbers one suspension point.
    pub(crate) fn add(&mut self, mut suspension: Suspension) -> usize {
        let number = self.next();
        suspension.in_macro = self.in_macro.clone();
        self.suspensions.push(suspension);
        number
    }

    /// Numbers an await.
    pub(crate) fn add_await(&mut self, span: Span, awaitee: TokenStream) -> usize {
        self.add(Suspension {
            span,
            awaiting: source::short_text(awaitee),
            children: Vec::new(),
            in_macro: None,
        })
    }

    fn visit_macro(&mut self, attrs: &mut Vec<Attribute>, mac: &syn::Macro) {
        if !known_macros::may_suspend(mac) {
            return;
        }
        let first = self.next();
        if known_macros::mark(mac, self).is_none() {
            let span = syn::spanned::Spanned::span(&mac.path);
            let name = known_macros::name(mac);
            self.unseen
                .push(Reason::new(ReasonKind::AwaitInMacro, span, name));
        }
        carry(attrs, first..self.next());
    }
}

impl VisitMut for Numbers {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Async(_) | Expr::Closure(_) | Expr::Const(_) => {}
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_expr_await_mut(&mut self, expr: &mut ExprAwait) {
        self.visit_expr_mut(&mut expr.base);
        let number = match hide::awaited(&expr.base) {
            Some(awaiting) => self.add(Suspension {
                span: expr.await_token.span,
                awaiting,
                children: Vec::new(),
                in_macro: None,
            }),
            None => {
                let awaitee = unmarked(&expr.base).into_token_stream();
                self.add_await(expr.await_token.span, awaitee)
            }
        };
        carry(&mut expr.attrs, number..number + 1);
    }

    fn visit_expr_macro_mut(&mut self, expr: &mut ExprMacro) {
        self.visit_macro(&mut expr.attrs, &expr.mac);
    }

    fn visit_stmt_macro_mut(&mut self, stmt: &mut StmtMacro) {
        self.visit_macro(&mut stmt.attrs, &stmt.mac);
    }

    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        // A macro there stands for a pattern, in which nothing is awaited.
        if !matches!(pat, Pat::Macro(_)) {
            visit_mut::visit_pat_mut(self, pat);
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Leaves numbers in the syntax tree.
fn carry(attrs: &mut Vec<Attribute>, numbers: std::ops::Range<usize>) {
    if !numbers.is_empty() {
        let numbers = numbers.map(proc_macro2::Literal::usize_unsuffixed);
        let name = syn::Ident::new(SUSPEND, Span::mixed_site());
        attrs.push(syn::parse_quote!(#[#name(#(#numbers),*)]));
    }
}

/// The expression as it was written.
fn unmarked(expr: &Expr) -> Expr {
    let mut expr = expr.clone();
    Eraser.visit_expr_mut(&mut expr);
    expr
}

struct Eraser;

impl VisitMut for Eraser {
    fn visit_expr_await_mut(&mut self, expr: &mut ExprAwait) {
        take_numbers(&mut expr.attrs);
        self.visit_expr_mut(&mut expr.base);
    }

    fn visit_expr_macro_mut(&mut self, expr: &mut ExprMacro) {
        take_numbers(&mut expr.attrs);
    }

    fn visit_stmt_macro_mut(&mut self, stmt: &mut StmtMacro) {
        take_numbers(&mut stmt.attrs);
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}
