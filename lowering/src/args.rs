//! The arguments of the attribute.

mod event;
mod field;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Error, Expr, Ident, LitStr, Path, Result, Token, parenthesized};

use crate::function::{Form, Function};

pub use event::{Event, Format, Level};
pub use field::{Field, FieldValue};

/// Every argument that is known, for the messages.
const KNOWN: &str = "`lowering`, `inspect`, `name`, `target`, `level`, `parent`, `skip`, \
                     `skip_all`, `fields`, `ret`, `err`, `xray` and `crate`";

/// What stands in the attribute's parentheses.
#[derive(Clone, Default)]
pub struct Args {
    /// `lowering = "…"`.
    pub lowering: Choice,
    /// `inspect = true` or `false`: whether the function returns the type that can be inspected,
    /// or plainly `impl Future`; without it, the function's form decides.
    pub inspect: Option<bool>,
    /// `name = "…"`: a literal, or the path of a constant.
    pub name: Option<Expr>,
    /// `target = "…"`: a literal, or the path of a constant.
    pub target: Option<Expr>,
    /// `level = …`, of the span.
    pub level: Option<Level>,
    /// `parent = …`, of the span.
    pub parent: Option<Expr>,
    /// `skip(…)`: parameters that are not recorded.
    pub skips: Vec<Ident>,
    /// `skip_all`: no parameter is recorded.
    pub skip_all: bool,
    /// `fields(…)` of the span.
    pub fields: Vec<Field>,
    /// `ret`: an event with the returned value.
    pub ret: Option<Event>,
    /// `err`: an event with the returned error.
    pub err: Option<Event>,
    /// `xray`: snapshots after each poll; where the word stands.
    pub xray: Option<Span>,
    /// `crate = …`: where the runtime is.
    pub krate: Option<Path>,
}

/// Which lowering the user asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// The explicit enum where every step is provable, else the compiler's coroutine.
    #[default]
    Auto,
    /// The explicit enum, or an error for each construct in the way.
    Explicit,
    /// The compiler's coroutine.
    Compiler,
}

impl Args {
    /// Reads the arguments: all errors at once, and what could be read.
    pub fn parse(tokens: TokenStream) -> (Args, Option<Error>) {
        let mut args = Args::default();
        let mut seen = Vec::new();
        let mut errors: Option<Error> = None;
        for argument in split_at_commas(tokens) {
            let read = |input: ParseStream<'_>| args.argument(input, &mut seen);
            if let Err(error) = read.parse2(argument) {
                match &mut errors {
                    Some(errors) => errors.combine(error),
                    None => errors = Some(error),
                }
            }
        }
        (args, errors)
    }

    fn argument(&mut self, input: ParseStream<'_>, seen: &mut Vec<Ident>) -> Result<()> {
        let name = Ident::parse_any(input)
            .map_err(|error| Error::new(error.span(), format!("known arguments are {KNOWN}")))?;
        if seen.contains(&name) {
            return Err(Error::new(
                name.span(),
                format!("`{name}` stands here twice"),
            ));
        }
        seen.push(name.clone());
        match name.to_string().as_str() {
            "lowering" => self.lowering = value(input)?,
            "inspect" => self.inspect = Some(value::<syn::LitBool>(input)?.value),
            "name" => self.name = Some(text(input)?),
            "target" => self.target = Some(text(input)?),
            "level" => self.level = Some(value(input)?),
            "parent" => self.parent = Some(value(input)?),
            "skip" => self.skips = list(input, Ident::parse_any)?,
            "skip_all" => self.skip_all = true,
            "fields" => self.fields = list(input, Field::parse)?,
            "ret" => self.ret = Some(input.parse()?),
            "err" => self.err = Some(input.parse()?),
            "xray" => self.xray = Some(name.span()),
            "crate" => {
                input.parse::<Token![=]>()?;
                self.krate = Some(Path::parse_mod_style(input)?);
            }
            unknown => {
                return Err(Error::new(
                    name.span(),
                    format!("`{unknown}` is not an argument of this attribute; known are {KNOWN}"),
                ));
            }
        }
        if input.is_empty() {
            Ok(())
        } else {
            Err(input.error("expected `,`"))
        }
    }

    /// The path of the runtime: `::visualize_future`.
    pub fn krate(&self) -> TokenStream {
        match &self.krate {
            Some(path) => quote!(#path),
            None => quote_spanned!(crate::emit::site()=> ::visualize_future),
        }
    }

    /// Whether the parameter of that name is recorded as a field of the span.
    pub fn records(&self, parameter: &Ident) -> bool {
        let name = parameter.unraw().to_string();
        !self.skip_all
            && !self.skips.contains(parameter)
            && !self.fields.iter().any(|field| field.name == name)
    }

    /// Whether each name in `skip(…)` is that of a parameter.
    pub fn check_skips(&self, function: &Function) -> Result<()> {
        let parameters: Vec<&Ident> = function.params.iter().map(|param| &param.ident).collect();
        match self.skips.iter().find(|skip| !parameters.contains(skip)) {
            None => Ok(()),
            // What has been rewritten may have other parameters than it was written with.
            Some(_) if matches!(function.form, Form::Boxed { .. }) => Ok(()),
            Some(skip) => Err(Error::new(
                skip.span(),
                format!("`{skip}` in `skip(…)` is not the name of a parameter"),
            )),
        }
    }
}

impl Parse for Choice {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let choice: LitStr = input.parse()?;
        match choice.value().as_str() {
            "auto" => Ok(Choice::Auto),
            "explicit" => Ok(Choice::Explicit),
            "compiler" => Ok(Choice::Compiler),
            _ => Err(Error::new(
                choice.span(),
                "`lowering` is \"auto\", \"explicit\" or \"compiler\"",
            )),
        }
    }
}

/// What stands between the commas.
fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut arguments = vec![TokenStream::new()];
    for token in tokens {
        match (token, arguments.last_mut()) {
            (TokenTree::Punct(comma), _) if comma.as_char() == ',' => {
                arguments.push(TokenStream::new());
            }
            (token, Some(argument)) => argument.extend([token]),
            (_, None) => unreachable!("there is always a last argument"),
        }
    }
    // A trailing comma is fine; elsewhere a missing argument is an error of its own.
    if arguments.last().is_some_and(TokenStream::is_empty) {
        arguments.pop();
    }
    arguments
}

fn value<T: Parse>(input: ParseStream<'_>) -> Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// A string literal, or the path of a constant.
fn text(input: ParseStream<'_>) -> Result<Expr> {
    let text = value(input)?;
    match &text {
        Expr::Path(_) => Ok(text),
        Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Str(_)) => Ok(text),
        other => Err(Error::new(
            span_of(other),
            "expected a string literal, or the path of a constant",
        )),
    }
}

fn list<T>(input: ParseStream<'_>, item: fn(ParseStream<'_>) -> Result<T>) -> Result<Vec<T>> {
    let content;
    parenthesized!(content in input);
    Ok(content
        .parse_terminated(item, Token![,])?
        .into_iter()
        .collect())
}

fn span_of(tokens: &impl quote::ToTokens) -> Span {
    syn::spanned::Spanned::span(tokens)
}
