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

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Macro, Pat, Stmt};

use crate::edition::Edition;
use crate::emit::body;
use crate::function::{Form, Function};
use crate::ir::macros;
use crate::ir::syntax::as_ident;
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
        unit: is_unit(&function.sig.output),
        modern: function.edition == Edition::Since2024,
    };
    count(function.block.to_token_stream(), &mut hider.names);
    hider.names.sort_unstable();
    if hider.modern
        && !hider.unit
        && let Some(last) = function.block.stmts.last_mut()
        && let Some(mac) = tail(last).filter(|mac| is_unknown(mac))
    {
        let (typed, ending) = (&hider.typed, named("__vf_ending"));
        let span = at(mac);
        let expr = quote_spanned!(span=> #ending(async move { #typed #last }).await);
        if let Ok(expr) = syn::parse2(expr) {
            hider.found = true;
            *last = Stmt::Expr(expr, None);
        }
    }
    hider.visit_block_mut(&mut function.block);
    hider.found
}

/// Whether this runs a macro behind which the code goes on.
pub(crate) fn is_run(base: &Expr) -> bool {
    let Expr::Call(call) = base else { return false };
    as_ident(&call.func).is_some_and(|func| func == "__vf_run")
}

/// The text of what is awaited, if that is a macro.
pub(crate) fn awaited(base: &Expr) -> Option<String> {
    let Expr::Call(call) = base else { return None };
    let func = as_ident(&call.func)?;
    let mac = match call.args.first()? {
        Expr::Reference(e) if func == "__vf_run" => {
            let variable = e.expr.to_token_stream().to_string();
            variable.strip_prefix(VARIABLE)?.to_owned()
        }
        Expr::Async(e) if func == "__vf_ending" => known_macros::name(tail(e.block.stmts.last()?)?),
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
    /// Whether the expression to be visited next is of type `()`, or does not end.
    unit: bool,
    /// Whether the temporaries at the end of a block are dropped before its variables.
    modern: bool,
}

impl Hider {
    /// The macro in its block, held by a variable, and the expression that runs it. `taken` makes
    /// the value inside of the block.
    fn hidden(
        &self,
        mac: &Macro,
        taken: &TokenStream,
        value: &TokenStream,
    ) -> Option<(Stmt, Expr)> {
        let (site, span) = (Span::mixed_site(), at(mac));
        let typed = &self.typed;
        let [hiding, run, hidden] = ["__vf_hiding", "__vf_run", "__vf_hidden"].map(named);
        let [delivered, yielded, left] = ["__vf_delivered", "__vf_yielded", "__vf_left"].map(named);
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

    fn statement(&self, stmt: &Stmt) -> Option<[Stmt; 2]> {
        let (attrs, mac) = match stmt {
            Stmt::Macro(stmt) => (&stmt.attrs, &stmt.mac),
            Stmt::Expr(Expr::Macro(e), _) => (&e.attrs, &e.mac),
            _ => return None,
        };
        if !attrs.is_empty() || !is_unknown(mac) || self.declares(mac) {
            return None;
        }
        let semi = tail(stmt).map(|_| quote!(;));
        let (declared, run) = self.hidden(mac, &quote!(#stmt #semi), &quote!(()))?;
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
        let unit = std::mem::take(&mut self.unit);
        let last = block.stmts.len().wrapping_sub(1);
        // A block without a value is of any type if a statement in it diverges, as a macro may:
        // then rustc would have to see that.
        let typed = unit || block.stmts.last().is_some_and(is_value);
        let mut stmts = Vec::with_capacity(block.stmts.len());
        for (index, mut stmt) in std::mem::take(&mut block.stmts).into_iter().enumerate() {
            let is_value = index == last && tail(&stmt).is_some();
            let hidden = match &stmt {
                Stmt::Local(local) if typed => self.variable(local),
                // What is of type `()` is a statement as well, if its temporaries agree.
                stmt if is_value && unit && self.modern => self.statement(stmt),
                stmt if !is_value && typed => self.statement(stmt),
                _ => None,
            };
            if let Some(hidden) = hidden {
                self.found = true;
                stmts.extend(hidden);
                continue;
            }
            self.unit = matches!(stmt, Stmt::Expr(_, None)) && (index != last || unit);
            self.visit_stmt_mut(&mut stmt);
            self.unit = false;
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let unit = std::mem::take(&mut self.unit);
        match expr {
            // A hidden `break` would be theirs.
            Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_) => {}
            Expr::Block(e) if e.label.is_some() => {}
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            Expr::Block(e) => {
                self.unit = unit;
                self.visit_block_mut(&mut e.block);
            }
            Expr::Unsafe(e) => {
                self.unit = unit;
                self.visit_block_mut(&mut e.block);
            }
            Expr::If(e) => {
                self.visit_expr_mut(&mut e.cond);
                self.unit = unit || e.else_branch.is_none();
                self.visit_block_mut(&mut e.then_branch);
                if let Some((_, otherwise)) = &mut e.else_branch {
                    self.unit = unit;
                    self.visit_expr_mut(otherwise);
                }
            }
            Expr::Match(e) => {
                self.visit_expr_mut(&mut e.expr);
                for arm in &mut e.arms {
                    self.visit_pat_mut(&mut arm.pat);
                    self.unit = unit;
                    self.visit_expr_mut(&mut arm.body);
                }
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
        self.unit = false;
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// The macro that is the value of a block, if it is at its end.
fn tail(stmt: &Stmt) -> Option<&Macro> {
    match stmt {
        Stmt::Macro(stmt) if stmt.semi_token.is_none() => Some(&stmt.mac),
        Stmt::Expr(Expr::Macro(e), None) => Some(&e.mac),
        _ => None,
    }
}

fn is_unit(output: &syn::ReturnType) -> bool {
    match output {
        syn::ReturnType::Default => true,
        syn::ReturnType::Type(_, ty) => {
            matches!(&**ty, syn::Type::Tuple(ty) if ty.elems.is_empty())
        }
    }
}

/// Whether the statement at the end of a block is its value.
fn is_value(last: &Stmt) -> bool {
    match last {
        Stmt::Expr(_, semi) => semi.is_none(),
        Stmt::Macro(stmt) => stmt.semi_token.is_none(),
        Stmt::Local(_) | Stmt::Item(_) => false,
    }
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
/// what is called by a path, a field, a method, a macro, or what everybody knows.
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
                let called = matches!(
                    tokens.get(at + 1),
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
                ) && punct(at.checked_sub(1), &[':']);
                let name = ident.to_string();
                let word = syn::parse_str::<Ident>(&name).is_err()
                    || ["Ok", "Err", "Some", "None"].contains(&name.as_str());
                if !(starts_path || called || field || is_macro || word) {
                    names.insert(name);
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
