//! Macros that nobody knows: each is put into an `async` block of its own, so that rustc decides
//! what it does to the body.
//!
//! What such a macro expands to may hide a `return`, a `?` or an `.await`; what it cannot do is to
//! touch a local that is not among its tokens. So
//!
//! ```text
//! check!();
//! ```
//!
//! becomes
//!
//! ```text
//! let mut check = hiding(|delivered| async move {
//!     if false { return never::<Output>(); }
//!     check!();
//!     match delivered.hand_over(()).await {}
//! });
//! match run(&mut check).await {
//!     Hidden::Value(value) => value,
//!     Hidden::Left(left) => return left,
//! }
//! ```
//!
//! and everything else is done by what knows `async` blocks, awaits and variables. A hidden
//! `return` completes the block. Otherwise the block hands the macro's value over, and is dropped
//! with the scope, as the variables and temporaries that the macro may have declared are. This is
//! so where the macro is a statement, or initialises a variable; at the end of a body of edition
//! 2024, the block's value is the function's.
//!
//! Where a macro stands in a loop, a hidden `break` would not compile: it stays unknown there.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Macro, Pat, Stmt};

use crate::edition::Edition;
use crate::emit::body;
use crate::function::{Form, Function};
use crate::ir::macros;
use crate::known_macros;

/// The prefix of the variables that hold the blocks.
pub(crate) const VARIABLE: &str = "__vf_macro_";

/// What stands for something of the runtime's, and its name there.
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("__vf_hiding", "hiding"),
    ("__vf_ending", "ending"),
    ("__vf_run", "run"),
    ("__vf_never", "never"),
    ("__vf_hidden", "Hidden"),
];

/// The runtime's name for a placeholder.
pub(crate) fn placeholder(ident: &Ident) -> Option<&'static str> {
    let known = PLACEHOLDERS.iter().find(|(name, _)| ident == name);
    known.map(|(_, name)| *name)
}

/// Puts the macros that can be into blocks. Whether there are any.
pub(crate) fn macros(function: &mut Function) -> bool {
    if !matches!(function.form, Form::AsyncFn | Form::KeepAsync) {
        return false;
    }
    let mut hider = Hider {
        typed: body::returning_in(function, named("__vf_never").into_token_stream()),
        names: Vec::new(),
        found: false,
    };
    count(function.block.to_token_stream(), &mut hider.names);
    hider.names.sort_unstable();
    if function.edition == Edition::Since2024
        && let Some(Stmt::Macro(last)) = function.block.stmts.last_mut()
        && last.semi_token.is_none()
        && last.attrs.is_empty()
        && is_unknown(&last.mac)
    {
        let (typed, mac, ending) = (&hider.typed, &last.mac, named("__vf_ending"));
        let span = at(mac);
        let expr = quote_spanned!(span=> #ending(async move { #typed #mac }).await);
        if let Ok(expr) = syn::parse2(expr) {
            hider.found = true;
            function.block.stmts.pop();
            function.block.stmts.push(Stmt::Expr(expr, None));
        }
    }
    hider.visit_block_mut(&mut function.block);
    hider.found
}

/// The text of what is awaited, if that is a macro.
pub(crate) fn awaited(base: &Expr) -> Option<String> {
    let Expr::Call(call) = base else { return None };
    let Expr::Path(func) = &*call.func else {
        return None;
    };
    let func = func.path.get_ident()?;
    let mac = match call.args.first()? {
        Expr::Reference(e) if func == "__vf_run" => {
            let variable = e.expr.to_token_stream().to_string();
            variable.strip_prefix(VARIABLE)?.to_owned()
        }
        Expr::Async(e) if func == "__vf_ending" => match e.block.stmts.last()? {
            Stmt::Macro(last) => known_macros::name(&last.mac),
            _ => return None,
        },
        _ => return None,
    };
    Some(format!("{mac}!(…)"))
}

struct Hider {
    /// Tells rustc what the block returns.
    typed: Option<TokenStream>,
    /// All identifiers in the body, sorted.
    names: Vec<String>,
    found: bool,
}

impl Hider {
    /// The macro in its block, held by a variable, and the expression that runs it. `taken` makes
    /// the value inside of the block.
    fn hidden(&self, mac: &Macro, taken: &TokenStream, value: &TokenStream) -> Option<(Stmt, Expr)> {
        let (site, span) = (Span::mixed_site(), at(mac));
        let typed = &self.typed;
        let [hiding, run, hidden] = ["__vf_hiding", "__vf_run", "__vf_hidden"].map(named);
        let [delivered, yielded, left] =
            ["__vf_delivered", "__vf_yielded", "__vf_left"].map(named);
        let name = known_macros::name(mac);
        let name = name.strip_prefix("r#").unwrap_or(&name);
        let variable = Ident::new(&format!("{VARIABLE}{name}"), site.located_at(span));
        let declared = quote_spanned! {site=>
            let mut #variable = #hiding(|#delivered| async move {
                #typed
                #taken
                match #delivered.hand_over(#value).await {}
            });
        };
        let awaited = quote_spanned!(span=> #run(&mut #variable).await);
        let run = quote_spanned! {site=>
            match #awaited {
                #hidden::Value(#yielded) => #yielded,
                #hidden::Left(#left) => return #left,
            }
        };
        Some((syn::parse2(declared).ok()?, syn::parse2(run).ok()?))
    }

    fn statement(&self, stmt: &syn::StmtMacro, is_last: bool) -> Option<[Stmt; 2]> {
        let is_value = is_last && stmt.semi_token.is_none();
        if is_value || !stmt.attrs.is_empty() || !is_unknown(&stmt.mac) || self.declares(&stmt.mac)
        {
            return None;
        }
        let (declared, run) = self.hidden(&stmt.mac, &quote!(#stmt), &quote!(()))?;
        Some([declared, Stmt::Expr(run, Some(Default::default()))])
    }

    fn variable(&self, local: &syn::Local) -> Option<[Stmt; 2]> {
        let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
        let Expr::Macro(e) = &*init.expr else {
            return None;
        };
        let (name, ty) = match &local.pat {
            Pat::Type(typed) => (&*typed.pat, Some(&typed.ty)),
            pat => (pat, None),
        };
        let is_name = crate::function::simple_name(name).is_some();
        if !is_name || !local.attrs.is_empty() || !e.attrs.is_empty() || !is_unknown(&e.mac) {
            return None;
        }
        let value = named("__vf_value");
        let ty = ty.map(|ty| quote!(: #ty));
        let site = Span::mixed_site();
        let taken = quote_spanned!(site=> let #value #ty = #e;);
        let (declared, run) = self.hidden(&e.mac, &taken, &quote!(#value))?;
        let mut local = local.clone();
        *local.init.as_mut()?.expr = run;
        Some([declared, Stmt::Local(local)])
    }

    /// Whether the macro may declare something that is mentioned elsewhere: a name among its
    /// tokens.
    fn declares(&self, mac: &Macro) -> bool {
        let mut own = Vec::new();
        macros::identifiers(mac.tokens.clone(), &mut |ident| own.push(ident.to_string()));
        let mut names = BTreeSet::new();
        declarable(mac.tokens.clone(), &mut names);
        names.iter().any(|name| {
            let all = self.names.partition_point(|known| known <= name)
                - self.names.partition_point(|known| known < name);
            all > own.iter().filter(|known| *known == name).count()
        })
    }
}

impl VisitMut for Hider {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let last = block.stmts.len().wrapping_sub(1);
        let mut stmts = Vec::with_capacity(block.stmts.len());
        for (index, mut stmt) in std::mem::take(&mut block.stmts).into_iter().enumerate() {
            let hidden = match &stmt {
                Stmt::Macro(stmt) => self.statement(stmt, index == last),
                Stmt::Local(local) => self.variable(local),
                _ => None,
            };
            if let Some(hidden) = hidden {
                self.found = true;
                stmts.extend(hidden);
                continue;
            }
            self.visit_stmt_mut(&mut stmt);
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            // A hidden `break` would be theirs.
            Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_) => {}
            Expr::Block(e) if e.label.is_some() => {}
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

fn named(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Where the macro's name stands.
fn at(mac: &Macro) -> Span {
    let last = mac.path.segments.last();
    let span = last.map_or_else(|| mac.path.span(), |segment| segment.ident.span());
    Span::mixed_site().located_at(span)
}

fn is_unknown(mac: &Macro) -> bool {
    macros::style(&mac.path).is_none() && !mac.path.is_ident("pin_mut")
}

/// Every identifier among the tokens.
fn count(tokens: TokenStream, names: &mut Vec<String>) {
    macros::identifiers(tokens, &mut |ident| names.push(ident.to_string()));
}

/// The identifiers among the tokens that could name something declared: not the start of a path,
/// a field, a method or a macro.
fn declarable(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let punct = |at: Option<usize>, is: &[char]| match at.and_then(|at| tokens.get(at)) {
        Some(TokenTree::Punct(punct)) => is.contains(&punct.as_char()),
        _ => false,
    };
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => declarable(group.stream(), names),
            TokenTree::Ident(ident) => {
                let starts_path = punct(Some(at + 1), &[':']) && punct(Some(at + 2), &[':']);
                let field = punct(at.checked_sub(1), &['.']);
                let is_macro = punct(Some(at + 1), &['!']);
                let name = ident.to_string();
                let keyword = syn::parse_str::<Ident>(&name).is_err();
                if !(starts_path || field || is_macro || keyword) {
                    names.insert(name);
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
