//! `#[cfg]` and `#[cfg_attr]` in a function: rustc says which of them hold, and what of the
//! function exists, before it is lowered.
//!
//! An attribute sees a function before rustc has looked at the `cfg`s inside it; but those that
//! stand on the function itself, rustc has evaluated by then. So the attribute asks: it leaves the
//! function as it is, puts `#[cfg_attr(P, rustfmt::__visualize_future(N))]` on it for the `N`th
//! predicate `P` in it, and a second attribute below, `rt::resolved`, which finds there the numbers
//! of those that hold. (Attributes of the tool `rustfmt` are ones that rustc carries along without
//! looking at them.)
//!
//! A predicate is asked for where rustc would evaluate it, and at no other time: one inside of
//! what another removes stands inside of that one's `cfg_attr`. So what rustc has to say of a
//! predicate, it says as often as without the attribute.

mod predicate;
mod resolve;
mod tag;

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, Expr, Stmt};

use crate::input::{Item, is_cfg};

pub use predicate::Configuration;
pub use resolve::resolve;

/// The name under which the tool's attribute goes.
const MARK: &str = "__visualize_future";

/// A `cfg` or `cfg_attr` of a function.
#[derive(Debug)]
pub struct Condition {
    /// Its place among all of the function.
    number: usize,
    predicate: TokenStream,
    /// Those that are evaluated only if this one holds.
    inner: Vec<Condition>,
}

/// The conditions in a function, which is changed so that [`resolve`] finds them. None where there
/// is nothing to ask, or where rustc would not evaluate one of them, or would not where we ask.
pub fn conditions(item: &mut Item) -> Option<Vec<Condition>> {
    let conditions = tag::tag(item)?;
    (!conditions.is_empty()).then_some(conditions)
}

/// The function, with the attributes that ask. None where there is nothing to ask.
pub(crate) fn ask(
    krate: &TokenStream,
    args: &TokenStream,
    item: TokenStream,
) -> Option<TokenStream> {
    if !mentions_cfg(item.clone()) {
        return None;
    }
    let conditions = conditions(&mut syn::parse2(item.clone()).ok()?)?;
    let site = crate::emit::site();
    let questions = conditions
        .iter()
        .map(|condition| attribute(condition.question()));
    let args = (!args.is_empty()).then(|| quote!((#args)));
    let resolved = attribute(quote_spanned!(site=> #krate::rt::resolved #args));
    Some(quote!(#(#questions)* #resolved #item))
}

/// Takes the answers off a function: the numbers of the conditions that hold.
pub(crate) fn answers(item: &mut Item) -> Vec<usize> {
    let mut numbers = Vec::new();
    item.attrs.retain(|attr| match answer(attr) {
        Some(number) => {
            numbers.push(number);
            false
        }
        None => true,
    });
    numbers
}

fn answer(attr: &Attribute) -> Option<usize> {
    let segments = &attr.path().segments;
    if segments.len() != 2 || segments[0].ident != "rustfmt" || segments[1].ident != MARK {
        return None;
    }
    let number: syn::LitInt = attr.parse_args().ok()?;
    number.base10_parse().ok()
}

impl Condition {
    /// `cfg_attr(predicate, …)`
    fn question(&self) -> TokenStream {
        let site = crate::emit::site();
        let (predicate, number) = (&self.predicate, Literal::usize_unsuffixed(self.number));
        let mark = syn::Ident::new(MARK, site);
        let inner = self.inner.iter().map(Condition::question);
        quote_spanned!(site=> cfg_attr(#predicate, rustfmt::#mark(#number) #(, #inner)*))
    }
}

/// `#[…]`, which stands where the attribute does that is being expanded: so what the next one
/// makes has the hygiene that it would have had in the place of this one.
fn attribute(inside: TokenStream) -> TokenStream {
    let mut pound = Punct::new('#', Spacing::Alone);
    pound.set_span(Span::call_site());
    let mut brackets = Group::new(Delimiter::Bracket, inside);
    brackets.set_span(Span::call_site());
    TokenStream::from_iter([TokenTree::Punct(pound), TokenTree::Group(brackets)])
}

/// Whether `#[cfg` or `#[cfg_attr` stands among the tokens.
pub(crate) fn mentions_cfg(tokens: TokenStream) -> bool {
    let mut behind_pound = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            let is_attribute = std::mem::take(&mut behind_pound);
            is_attribute && is_cfg_word(group.stream()) || mentions_cfg(group.stream())
        }
        TokenTree::Punct(punct) => {
            behind_pound = punct.as_char() == '#' || behind_pound && punct.as_char() == '!';
            false
        }
        _ => {
            behind_pound = false;
            false
        }
    })
}

fn is_cfg_word(inside: TokenStream) -> bool {
    let first = inside.into_iter().next();
    matches!(first, Some(TokenTree::Ident(word)) if word == "cfg" || word == "cfg_attr")
}

/// Whether it is a `cfg` or a `cfg_attr`.
fn is_conditional(attr: &Attribute) -> bool {
    is_cfg(attr) || attr.path().is_ident("cfg_attr")
}

/// The attributes by which a statement may be removed; none if it has no such.
fn of_stmt(stmt: &mut Stmt) -> Option<&mut Vec<Attribute>> {
    match stmt {
        Stmt::Local(local) => Some(&mut local.attrs),
        Stmt::Macro(stmt) => Some(&mut stmt.attrs),
        Stmt::Expr(expr, _) => of_expr(expr),
        // rustc evaluates what stands on and in an item, whose names and values are its own.
        Stmt::Item(_) => None,
    }
}

/// The attributes by which an expression may be removed that is a statement, an argument, or an
/// element. Those before an operator belong to its operand, where rustc refuses them.
fn of_expr(expr: &mut Expr) -> Option<&mut Vec<Attribute>> {
    Some(match expr {
        Expr::Array(e) => &mut e.attrs,
        Expr::Async(e) => &mut e.attrs,
        Expr::Await(e) => &mut e.attrs,
        Expr::Block(e) => &mut e.attrs,
        Expr::Break(e) => &mut e.attrs,
        Expr::Call(e) => &mut e.attrs,
        Expr::Continue(e) => &mut e.attrs,
        Expr::Field(e) => &mut e.attrs,
        Expr::ForLoop(e) => &mut e.attrs,
        Expr::If(e) => &mut e.attrs,
        Expr::Index(e) => &mut e.attrs,
        Expr::Lit(e) => &mut e.attrs,
        Expr::Loop(e) => &mut e.attrs,
        Expr::Macro(e) => &mut e.attrs,
        Expr::Match(e) => &mut e.attrs,
        Expr::MethodCall(e) => &mut e.attrs,
        Expr::Path(e) => &mut e.attrs,
        Expr::Return(e) => &mut e.attrs,
        Expr::Struct(e) => &mut e.attrs,
        Expr::Try(e) => &mut e.attrs,
        Expr::Tuple(e) => &mut e.attrs,
        Expr::Unsafe(e) => &mut e.attrs,
        Expr::While(e) => &mut e.attrs,
        _ => return None,
    })
}

/// The function as tokens.
pub(crate) fn print(item: &Item) -> TokenStream {
    let Item {
        attrs,
        vis,
        sig,
        block,
    } = item;
    let body = match block {
        Some(block) => block.to_token_stream(),
        None => quote!(;),
    };
    quote!(#(#attrs)* #vis #sig #body)
}
