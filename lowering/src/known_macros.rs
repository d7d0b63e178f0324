//! Macros that are known to pass the expressions among their tokens through, so that the awaits
//! in them are the body's own.

pub(crate) mod select;
mod tokens;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::visit_mut::VisitMut as _;
use syn::{Expr, Macro, Token};

use crate::compiler::marks::{self, Marks};
use crate::ir::macros;
use crate::source;
use crate::suspend::Numbers;
use crate::suspension::{Child, Suspension};

/// How a macro is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `select!`: patterns, futures and handlers.
    Select,
    /// `join!`: futures polled side by side.
    Join,
    /// `poll!`: a future that is polled once, by an await that is always ready.
    Poll,
    /// Its tokens are evaluated where they stand, as a list of expressions or nearly so.
    Expressions,
    /// The same, but it prints the text of its tokens: they must stay as they are.
    Printing,
}

/// The name of the macro without its path.
pub(crate) fn name(mac: &Macro) -> String {
    let last = mac.path.segments.last();
    last.map_or_else(String::new, |segment| segment.ident.to_string())
}

fn kind(mac: &Macro) -> Option<Kind> {
    Some(match name(mac).as_str() {
        "select" | "select_biased" => Kind::Select,
        "join" | "try_join" => Kind::Join,
        "poll" if is_single(mac) && !takes_a_name(mac) => Kind::Poll,
        "assert" | "debug_assert" | "ensure" if is_single(mac) => Kind::Printing,
        "dbg" => Kind::Printing,
        // std, tokio-test
        "assert"
        | "assert_eq"
        | "assert_ne"
        | "assert_matches"
        | "assert_ok"
        | "assert_err"
        | "assert_pending"
        | "assert_ready"
        | "assert_ready_ok"
        | "assert_ready_err"
        | "debug_assert"
        | "debug_assert_matches"
        | "debug_assert_eq"
        | "debug_assert_ne"
        | "eprint"
        | "eprintln"
        | "format"
        | "format_args"
        | "matches"
        | "panic"
        | "pin"
        | "print"
        | "println"
        | "ready"
        | "todo"
        | "unimplemented"
        | "unreachable"
        | "vec"
        | "write"
        | "writeln" => Kind::Expressions,
        // tracing and log
        "trace" | "debug" | "info" | "warn" | "error" | "event" | "span" | "trace_span"
        | "debug_span" | "info_span" | "warn_span" | "error_span" | "log" => Kind::Expressions,
        // anyhow, serde_json, bson
        "anyhow" | "eyre" | "bail" | "ensure" | "json" | "bson" | "doc" | "rawbson" | "rawdoc" => {
            Kind::Expressions
        }
        _ => return None,
    })
}

/// Whether a macro of that name awaits futures itself.
fn awaits(name: &str) -> bool {
    matches!(
        name,
        "select" | "select_biased" | "join" | "try_join" | "poll"
    )
}

/// Whether the macro has awaits among its tokens, or awaits futures itself.
pub(crate) fn may_suspend(mac: &Macro) -> bool {
    matches!(kind(mac), Some(Kind::Select | Kind::Join | Kind::Poll))
        || tokens::has_await(&mac.tokens)
}

/// Whether the tokens are one expression, without a message behind it.
fn is_single(mac: &Macro) -> bool {
    let single = |input: ParseStream<'_>| {
        input.parse::<Expr>()?;
        input.parse::<Option<Token![,]>>()
    };
    single.parse2(mac.tokens.clone()).is_ok()
}

/// Whether it may as well be a macro of the user's own that takes an identifier.
fn takes_a_name(mac: &Macro) -> bool {
    macros::is_common(&mac.path) && syn::parse2::<syn::Ident>(mac.tokens.clone()).is_ok()
}

/// What becomes of a macro in the compiler lowering.
pub(crate) enum Marked {
    /// Its tokens with each await marked.
    Tokens(TokenStream),
    /// Its tokens must stay: mark the state with this number before it.
    Before(usize),
}

/// Numbers the awaits among the macro's tokens, and marks them; none if nobody knows what the
/// macro does with them.
///
/// Called twice with the same outcome: once to number the suspension points of the body, once to
/// emit the compiler lowering.
pub(crate) fn mark(mac: &Macro, numbers: &mut Numbers) -> Option<Marked> {
    let outer = numbers.in_macro.replace(name(mac));
    let marked = match kind(mac) {
        None => None,
        Some(Kind::Select) => select::mark(mac, numbers).map(Marked::Tokens),
        Some(Kind::Join) => join(mac, numbers).map(Marked::Tokens),
        Some(Kind::Expressions) => Some(Marked::Tokens(
            expressions(mac.tokens.clone(), numbers)
                .unwrap_or_else(|| tokens::mark(mac.tokens.clone(), numbers)),
        )),
        Some(Kind::Poll) => poll(mac, numbers).map(Marked::Tokens),
        Some(Kind::Printing) => Some(printing(mac, numbers)),
    };
    numbers.in_macro = outer;
    marked
}

/// `poll!(future)`: rustc has a state for its await, in which it never suspends, so that the state
/// is not marked.
fn poll(mac: &Macro, numbers: &mut Numbers) -> Option<TokenStream> {
    let tokens = expressions(mac.tokens.clone(), numbers)?;
    let last = mac.path.segments.last()?;
    numbers.add_await(last.ident.span(), mac.tokens.clone());
    Some(tokens)
}

/// With one await, its state can be marked before the macro as well as before the await: nothing
/// can suspend in between. With more of them the tokens change, and only `assert!` can be told
/// what to print instead.
fn printing(mac: &Macro, numbers: &mut Numbers) -> Marked {
    let first = numbers.next();
    let text = source::text(mac.tokens.clone());
    let marked = expressions(mac.tokens.clone(), numbers)
        .unwrap_or_else(|| tokens::mark(mac.tokens.clone(), numbers));
    if numbers.next() == first + 1 {
        return Marked::Before(first);
    }
    let site = crate::emit::site();
    Marked::Tokens(match name(mac).as_str() {
        "assert" | "debug_assert" => {
            let text = text.trim_end_matches(',');
            let comma = (!mac.tokens.to_string().ends_with(',')).then(|| quote_spanned!(site=> ,));
            quote_spanned!(site=> #marked #comma "assertion failed: {}", #text)
        }
        _ => marked,
    })
}

/// A list of expressions; also `vec![value; count]`.
fn expressions(tokens: TokenStream, numbers: &mut Numbers) -> Option<TokenStream> {
    let mut list = Punctuated::<Expr, Separator>::parse_terminated
        .parse2(tokens)
        .ok()?;
    for expr in &mut list {
        mark_expr(expr, numbers);
    }
    Some(list.into_token_stream())
}

/// Numbers and marks the awaits of an expression.
fn mark_expr(expr: &mut Expr, numbers: &mut Numbers) {
    numbers.visit_expr_mut(expr);
    let mut marks = Marks::new(&numbers.rt);
    marks.visit_expr_mut(expr);
    numbers.postfix |= marks.postfix;
}

/// `,`, or the `;` of `vec!`.
enum Separator {
    Comma(Token![,]),
    Semi(Token![;]),
}

impl syn::parse::Parse for Separator {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![;]) {
            input.parse().map(Separator::Semi)
        } else {
            input.parse().map(Separator::Comma)
        }
    }
}

impl quote::ToTokens for Separator {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Separator::Comma(comma) => comma.to_tokens(tokens),
            Separator::Semi(semi) => semi.to_tokens(tokens),
        }
    }
}

/// `join!(a, b)`: one suspension point, the futures its children.
fn join(mac: &Macro, numbers: &mut Numbers) -> Option<TokenStream> {
    let mut join = parse_join(mac)?;
    let number = side_by_side(mac, numbers, join.futures.iter());
    for future in &mut join.futures {
        mark_expr(future, numbers);
        mark_future(future, number, &numbers.rt);
    }
    Some(join.into_token_stream())
}

/// The tokens of `join!` and `try_join!`.
pub(crate) struct Join {
    biased: Option<TokenStream>,
    pub(crate) futures: Punctuated<Expr, Token![,]>,
}

/// Reads `join!` and `try_join!`.
pub(crate) fn parse_join(mac: &Macro) -> Option<Join> {
    let read = |input: ParseStream<'_>| {
        let biased = select::biased(input)?;
        let futures = Punctuated::<Expr, Token![,]>::parse_terminated(input)?;
        Ok(Join { biased, futures })
    };
    matches!(kind(mac), Some(Kind::Join))
        .then(|| read.parse2(mac.tokens.clone()).ok())
        .flatten()
}

impl quote::ToTokens for Join {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Join { biased, futures } = self;
        tokens.extend(quote_spanned!(crate::emit::site()=> #biased #futures));
    }
}

/// Reads `select!` and `select_biased!`.
pub(crate) fn parse_select(mac: &Macro) -> Option<select::Select> {
    matches!(kind(mac), Some(Kind::Select))
        .then(|| select::parse(mac))
        .flatten()
}

/// Numbers the one suspension point of a macro that polls futures side by side.
fn side_by_side<'a>(
    mac: &Macro,
    numbers: &mut Numbers,
    futures: impl Iterator<Item = &'a Expr>,
) -> usize {
    let children: Vec<Child> = futures
        .map(|future| Child {
            span: future.span(),
            awaiting: source::short_text(future.to_token_stream()),
        })
        .collect();
    let texts: Vec<&str> = children
        .iter()
        .map(|child| child.awaiting.as_str())
        .collect();
    let awaiting = source::shorten(format!("{}!({})", name(mac), texts.join(", ")));
    let last = mac.path.segments.last();
    numbers.add(Suspension {
        span: last.map_or_else(|| mac.path.span(), |segment| segment.ident.span()),
        awaiting,
        children,
        in_macro: None,
    })
}

/// Marks the future of a branch.
fn mark_future(future: &mut Expr, number: usize, rt: &TokenStream) {
    marks::mark(future, number, future.span(), rt);
}
