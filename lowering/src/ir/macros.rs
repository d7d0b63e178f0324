//! Macros whose tokens we understand: their arguments are expressions.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut as _;
use syn::{Expr, LitStr, Pat, Token};

use super::literal::{self, Piece};
use super::local::Use;
use crate::known_macros;
use crate::suspend::Numbers;

/// How a macro uses its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Format arguments behind that many other arguments.
    Format(usize),
    /// That many arguments are compared, with format arguments behind them.
    Compare(usize),
    /// Every argument is used as a value.
    Value,
    /// Fields and a message, as the macros of `tracing` and `log` take them: all borrowed. That
    /// many positional arguments come first: a level, the name of a span.
    Event(usize),
    /// A value and a pattern, and format arguments behind them.
    Matches,
    /// An error: format arguments, or a value.
    Error,
    /// A value written down, of which the parts are borrowed or moved.
    Literal(Whole, Use),
    /// Futures polled side by side.
    Join,
    /// Futures of which one is waited for.
    Select,
    /// A future that is polled once.
    Poll,
    /// A value is matched, and its parts taken; format arguments follow.
    Unwrap,
    /// Its arguments may not even be evaluated, and if they are, it only looks at them: places and
    /// literals.
    Perhaps,
    /// Its tokens must stay as they are: only where no local is among them.
    Apart,
    /// No argument mentions a local.
    Opaque,
}

/// What the tokens of a macro that writes a value down are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whole {
    /// The value.
    Value,
    /// The entries of an object.
    Entries,
}

impl Whole {
    pub(crate) fn parse(self, tokens: TokenStream) -> Option<Vec<Piece>> {
        match self {
            Whole::Value => literal::value(tokens),
            Whole::Entries => literal::entries(tokens),
        }
    }
}

/// The style of a macro of the standard library or of a crate that many use, by its name.
pub(crate) fn style(path: &syn::Path) -> Option<Style> {
    Some(match path.segments.last()?.ident.to_string().as_str() {
        "print" | "println" | "eprint" | "eprintln" | "format" | "panic" | "todo"
        | "unimplemented" | "unreachable" | "err_protocol" => Style::Format(0),
        "write" | "writeln" | "assert" | "debug_assert" => Style::Format(1),
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => Style::Compare(2),
        "vec" | "pin" => Style::Value,
        "trace" | "debug" | "info" | "warn" | "error" => Style::Event(0),
        "event" | "log" | "trace_span" | "debug_span" | "info_span" | "warn_span"
        | "error_span" => Style::Event(1),
        "span" => Style::Event(2),
        "assert_matches" | "debug_assert_matches" => Style::Matches,
        "anyhow" | "eyre" => Style::Error,
        "json" => Style::Literal(Whole::Value, Use::Look),
        "bson" | "rawbson" => Style::Literal(Whole::Value, Use::Value),
        "doc" | "rawdoc" => Style::Literal(Whole::Entries, Use::Value),
        "join" | "try_join" => Style::Join,
        "select" | "select_biased" => Style::Select,
        "poll" => Style::Poll,
        // tokio-test and claims; `assert_ready_eq` declares a variable.
        "assert_ok" | "assert_err" | "assert_pending" | "assert_ready" | "assert_ready_ok"
        | "assert_ready_err" => Style::Unwrap,
        // It returns, which is nothing to us in a closure.
        "ready" => Style::Unwrap,
        "log_enabled" => Style::Event(usize::MAX),
        "debug_print" => Style::Perhaps,
        "dbg" | "cstr" | "format_args" => Style::Apart,
        "function_name" => Style::Apart,
        "enabled" if path.segments.first()?.ident == "tracing" => Style::Apart,
        "concat" | "stringify" | "env" | "option_env" | "include_str" | "include_bytes"
        | "line" | "column" | "file" | "module_path" | "cfg" => Style::Opaque,
        _ => return None,
    })
}

/// Whether the macro panics.
pub(crate) fn diverges(path: &syn::Path) -> bool {
    let names = ["panic", "todo", "unimplemented", "unreachable"];
    path.segments
        .last()
        .is_some_and(|last| names.iter().any(|name| last.ident == name))
}

/// Whether a macro whose arguments are known may return.
pub(crate) fn returns(path: &syn::Path) -> bool {
    path.segments
        .last()
        .is_some_and(|last| last.ident == "ready")
}

/// Whether many have a macro of that name, so that it need not take a variable for an expression.
pub(crate) fn is_common(path: &syn::Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| last.ident == "assert_ok" || last.ident == "assert_err")
        || path.is_ident("poll")
}

/// The expressions among the arguments of a macro that we know, for whoever looks at them or
/// changes them in place.
pub(crate) fn visit_arguments(mac: &mut syn::Macro, mut each: impl FnMut(&mut Expr)) -> bool {
    match style(&mac.path) {
        None | Some(Style::Opaque | Style::Apart) => false,
        Some(Style::Matches) => {
            let Ok(mut matching) = mac.parse_body::<Matching>() else {
                return false;
            };
            each(&mut matching.value);
            matching.guard().into_iter().for_each(&mut each);
            let arguments = matching.message.list.iter_mut();
            arguments.for_each(|argument| each(&mut argument.expr));
            mac.tokens = matching.into_token_stream();
            true
        }
        Some(Style::Literal(whole, _)) => {
            let Some(mut pieces) = whole.parse(mac.tokens.clone()) else {
                return false;
            };
            literal::visit(&mut pieces, &mut each);
            mac.tokens = literal::print(&pieces);
            true
        }
        Some(Style::Join) => {
            let Some(mut join) = known_macros::parse_join(mac) else {
                return false;
            };
            join.futures.iter_mut().for_each(each);
            mac.tokens = join.into_token_stream();
            true
        }
        Some(Style::Select) => {
            let Some(mut select) = known_macros::parse_select(mac) else {
                return false;
            };
            for branch in &mut select.branches {
                branch.each(&mut each);
            }
            mac.tokens = select.into_token_stream();
            true
        }
        Some(Style::Event(_)) => {
            let Ok(mut event) = mac.parse_body::<Event>() else {
                return false;
            };
            event
                .0
                .iter_mut()
                .for_each(|argument| each(&mut argument.expr));
            mac.tokens = event.into_token_stream();
            true
        }
        Some(_) => {
            let Ok(mut arguments) = mac.parse_body::<Arguments>() else {
                return false;
            };
            arguments
                .list
                .iter_mut()
                .for_each(|argument| each(&mut argument.expr));
            mac.tokens = arguments.into_token_stream();
            true
        }
    }
}

/// Whether the macro itself is a suspension point, numbered before those among its tokens.
pub(crate) fn is_side_by_side(mac: &syn::Macro) -> bool {
    matches!(style(&mac.path), Some(Style::Join | Style::Select))
}

/// Whether the macro itself is a suspension point, numbered behind those among its tokens.
pub(crate) fn is_poll(mac: &syn::Macro) -> bool {
    matches!(style(&mac.path), Some(Style::Poll))
}

/// Whether the awaits among the tokens of a macro are those among its arguments; not so where
/// one is hidden in the tokens of a macro inside another of which the tokens are no list.
pub(crate) fn numbers_agree(mac: &syn::Macro) -> bool {
    if !known_macros::may_suspend(mac) {
        return true;
    }
    let rt = TokenStream::new();
    let (mut among, mut inside) = (Numbers::starting_at(0, &rt), Numbers::starting_at(0, &rt));
    if known_macros::mark(mac, &mut among).is_none() {
        return false;
    }
    inside.skip_if(is_side_by_side(mac));
    visit_arguments(&mut mac.clone(), |argument| inside.visit_expr_mut(argument))
        && among.next() == inside.next() + usize::from(is_poll(mac))
}

/// The arguments of a macro.
pub(crate) struct Arguments {
    pub(crate) list: Vec<Argument>,
    /// `vec![x; n]`.
    repeat: bool,
}

/// One argument, with what stands before it: `name =` of a format argument; `name.part = %` or
/// `target:` of an event.
pub(crate) struct Argument {
    pub(crate) name: Option<Ident>,
    prefix: TokenStream,
    pub(crate) expr: Expr,
}

impl Argument {
    /// `name = expr`.
    pub(crate) fn named(name: Ident, expr: Expr) -> Self {
        Argument {
            prefix: quote!(#name =),
            name: Some(name),
            expr,
        }
    }

    /// An expression by itself.
    pub(crate) fn positional(expr: Expr) -> Self {
        Argument {
            name: None,
            prefix: TokenStream::new(),
            expr,
        }
    }

    /// Gives a field that goes by its variable's name, `x` or `%x`, that name by itself, so that
    /// something else can take the variable's place.
    pub(crate) fn name_field(&mut self) {
        if self.name.is_none() {
            let (sigil, name) = (std::mem::take(&mut self.prefix), &self.expr);
            self.prefix = quote!(#name = #sigil);
        }
    }
}

/// `value, pattern if guard, message`.
pub(crate) struct Matching {
    pub(crate) value: Expr,
    comma: Token![,],
    /// With its guard.
    pub(crate) pat: Pat,
    pub(crate) message: Arguments,
}

impl Matching {
    pub(crate) fn guard(&mut self) -> Option<&mut Expr> {
        match &mut self.pat {
            Pat::Guard(guard) => Some(&mut guard.guard),
            _ => None,
        }
    }
}

impl Parse for Matching {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse()?;
        let comma = input.parse()?;
        let mut pat = Pat::parse_multi_with_leading_vert(input)?;
        if input.peek(Token![if]) {
            pat = Pat::Guard(syn::PatGuard {
                attrs: Vec::new(),
                pat: Box::new(pat),
                if_token: input.parse()?,
                guard: input.parse()?,
            });
        }
        input.parse::<Option<Token![,]>>()?;
        Ok(Matching {
            value,
            comma,
            pat,
            message: input.parse()?,
        })
    }
}

impl ToTokens for Matching {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (value, comma, pat) = (&self.value, &self.comma, &self.pat);
        tokens.extend(quote!(#value #comma #pat));
        if !self.message.list.is_empty() {
            let message = &self.message;
            tokens.extend(quote!(, #message));
        }
    }
}

/// Fields and a message.
pub(crate) struct Event(pub(crate) Vec<Argument>);

impl Parse for Event {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut list = Vec::new();
        while !input.is_empty() {
            let mut prefix = TokenStream::new();
            let mut name = None;
            let ahead = input.fork();
            // `target: "…"`, `parent: …`
            if ahead.parse::<Ident>().is_ok() && ahead.peek(Token![:]) && !ahead.peek(Token![::]) {
                let word: Ident = input.parse()?;
                input.parse::<Token![:]>()?;
                prefix = quote!(#word:);
                name = Some(word);
            } else if dotted_name(&ahead) {
                let words = Punctuated::<Ident, Token![.]>::parse_separated_nonempty(input)?;
                input.parse::<Token![=]>()?;
                prefix = quote!(#words =);
                name = words.into_iter().last();
            }
            if input.peek(Token![%]) || input.peek(Token![?]) {
                let sigil: TokenTree = input.parse()?;
                prefix.extend([sigil]);
            }
            let expr: Expr = input.parse()?;
            // `"name" = value` and `{ name = value }` are no expressions.
            if matches!(expr, Expr::Assign(_) | Expr::Block(_)) {
                return Err(input.error("no field"));
            }
            list.push(Argument { name, prefix, expr });
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(Event(list))
    }
}

/// Whether what follows the first identifier is the rest of `name.part =`.
fn dotted_name(behind_first: ParseStream<'_>) -> bool {
    let ahead = behind_first.fork();
    while ahead.peek(Token![.]) {
        if ahead.parse::<Token![.]>().is_err() || ahead.parse::<Ident>().is_err() {
            return false;
        }
    }
    ahead.peek(Token![=]) && !ahead.peek(Token![==])
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let named = input.peek(Ident::peek_any)
            && input.peek2(Token![=])
            && !input.peek2(Token![==])
            && !input.peek2(Token![=>]);
        if !named {
            return Ok(Argument::positional(input.parse()?));
        }
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        Ok(Argument::named(name, input.parse()?))
    }
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Arguments {
                list: Vec::new(),
                repeat: false,
            });
        }
        let first: Argument = input.parse()?;
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            let length = Argument::positional(input.parse()?);
            return Ok(Arguments {
                list: vec![first, length],
                repeat: true,
            });
        }
        let mut list = vec![first];
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
            list.extend(Punctuated::<Argument, Token![,]>::parse_terminated(input)?);
        }
        Ok(Arguments {
            list,
            repeat: false,
        })
    }
}

impl ToTokens for Arguments {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let [value, length] = &self.list[..]
            && self.repeat
        {
            let (value, length) = (&value.expr, &length.expr);
            tokens.extend(quote!(#value; #length));
            return;
        }
        print(&self.list, tokens);
    }
}

impl ToTokens for Event {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        print(&self.0, tokens);
    }
}

fn print(list: &[Argument], tokens: &mut TokenStream) {
    for (index, Argument { prefix, expr, .. }) in list.iter().enumerate() {
        if index > 0 {
            tokens.extend(quote!(,));
        }
        tokens.extend(quote!(#prefix #expr));
    }
}

/// The variables that a format string captures by name: `{x}`, `{x:?}`, `{:width$}`.
pub(crate) fn captured(format: &LitStr) -> Vec<Ident> {
    let text = format.value();
    let mut names = Vec::new();
    let mut rest = text.as_str();
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        if let Some(escaped) = rest.strip_prefix('{') {
            rest = escaped;
            continue;
        }
        let Some(close) = rest.find('}') else { break };
        let (name, spec) = rest[..close]
            .split_once(':')
            .unwrap_or((&rest[..close], ""));
        names.push(name.trim());
        // `{:width$.precision$}`
        for part in spec.split('$').rev().skip(1) {
            let start = part
                .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
                .map_or(0, |at| {
                    at + part[at..].chars().next().map_or(1, char::len_utf8)
                });
            names.push(&part[start..]);
        }
        rest = &rest[close + 1..];
    }
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| identifier(name, format.span()))
        .collect()
}

fn identifier(name: &str, span: Span) -> Option<Ident> {
    Ident::parse_any.parse_str(name).ok()?;
    // Refused in a format string, where no name needs the prefix.
    if name.starts_with("r#") {
        return None;
    }
    if !is_keyword(name) || name == "self" {
        return Some(Ident::new(name, span));
    }
    // A captured name is written without the prefix that it needs elsewhere.
    let never_raw = ["Self", "super", "crate", "_"];
    (!never_raw.contains(&name)).then(|| Ident::new_raw(name, span))
}

/// Whether it can be a name only as a raw identifier, in some edition.
pub(crate) fn is_keyword(name: &str) -> bool {
    // Reserved since 2024, the edition of what we write, and not known to syn.
    name == "gen" || syn::parse_str::<Ident>(name).is_err()
}

/// The name, without the prefix of a raw identifier.
pub(crate) fn name(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

/// Every identifier among tokens, and every name captured by a string literal among them.
pub(crate) fn identifiers(tokens: TokenStream, each: &mut dyn FnMut(&Ident)) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), each),
            TokenTree::Ident(ident) => each(&ident),
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    captured(&text).iter().for_each(&mut *each);
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
}
