//! What carries the attribute: taken apart, and told from what cannot be a machine.

mod attributes;
mod block;
mod captures;
mod fragments;
mod parameters;

use proc_macro2::{Span, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Block, Error, Result, Signature, Token, Visibility};

use crate::function::{Form, Function};

pub use attributes::is_ours;
pub(crate) use attributes::{is_cfg, is_lint, is_remark};
pub use block::PLACEHOLDER;
pub(crate) use fragments::opened;

/// What the attribute stands on.
pub enum Input {
    /// A function with a body that can become a machine. Its suspension points are not numbered
    /// yet.
    Function(Box<Function>),
    /// A method that a trait declares without a body: there is nothing to see in it, and its
    /// implementations carry attributes of their own.
    Declaration,
}

impl Input {
    /// Tells what the tokens are.
    pub fn read(item: TokenStream) -> Result<Input> {
        Input::of(syn::parse2(item)?)
    }

    /// As [`read`](Self::read), of what is taken apart already.
    pub fn of(item: Item) -> Result<Input> {
        let Some(block) = item.block else {
            return match item.sig.asyncness {
                Some(_) => Ok(Input::Declaration),
                // As `#[async_trait]` leaves it.
                None if returns_future(&item.sig) => Ok(Input::Declaration),
                None => Err(not_async(&item.sig)),
            };
        };
        check_attributes(&item.attrs)?;
        check_signature(&item.sig)?;
        let mut params = parameters::of(&item.sig);
        let (mut form, block) = if item.sig.asyncness.is_none() {
            block::of_boxed(block).ok_or_else(|| not_async(&item.sig))?
        } else if item.attrs.iter().all(attributes::is_inert) {
            (Form::AsyncFn, block)
        } else {
            (Form::KeepAsync, block)
        };
        if let Form::Boxed { capture, known, .. } = &mut form
            && let Some(captured) = captures::of(&params, *capture, &block)
        {
            *known = true;
            params = captured;
        }
        Ok(Input::Function(Box::new(Function {
            params,
            attrs: item.attrs,
            vis: item.vis,
            sig: item.sig,
            block,
            suspensions: Vec::new(),
            unseen: Vec::new(),
            edition: Default::default(),
            form,
        })))
    }
}

/// A function, a method, or the declaration of one.
pub struct Item {
    /// Its attributes, those inside of its braces included.
    pub attrs: Vec<Attribute>,
    /// Its visibility.
    pub vis: Visibility,
    /// Its signature.
    pub sig: Signature,
    /// Its body; none for a declaration.
    pub block: Option<Block>,
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut attrs = input.call(Attribute::parse_outer)?;
        let start = input.fork();
        let vis = input.parse()?;
        let sig: Signature = input
            .parse()
            .map_err(|error| not_a_function(&start).unwrap_or(error))?;
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            return Ok(Item {
                attrs,
                vis,
                sig,
                block: None,
            });
        }
        let content;
        let brace_token = syn::braced!(content in input);
        for mut attr in content.call(Attribute::parse_inner)? {
            attr.style = syn::AttrStyle::Outer;
            attrs.push(attr);
        }
        let stmts = content.call(Block::parse_within)?;
        let block = Some(Block { brace_token, stmts });
        Ok(Item {
            attrs,
            vis,
            sig,
            block,
        })
    }
}

/// The error for an item that is no function; none where it is one, with an error inside.
fn not_a_function(input: ParseStream<'_>) -> Option<Error> {
    let span = input.span();
    let item: syn::Item = input.parse().ok()?;
    let hint = match item {
        syn::Item::Fn(_) => return None,
        syn::Item::Impl(_) => ": put it on the methods of this `impl`",
        syn::Item::Trait(_) => ": put it on the methods of this trait",
        syn::Item::Mod(_) => ": put it on the functions of this module",
        _ => "",
    };
    Some(Error::new(
        span,
        format!("#[visualize_future] belongs on an `async fn`{hint}"),
    ))
}

fn returns_future(sig: &Signature) -> bool {
    use quote::ToTokens as _;
    let output = sig.output.to_token_stream().to_string();
    output
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "Future")
}

fn not_async(sig: &Signature) -> Error {
    let name = &sig.ident;
    Error::new(
        sig.fn_token.span,
        format!(
            "#[visualize_future] needs an `async fn`, and `{name}` is not one: write `async fn \
             {name}`, or let its body end in `async move {{ … }}` or `Box::pin(async move {{ … \
             }})`; if another attribute has rewritten it, such as the one that starts an \
             executor for `main`, put #[visualize_future] above that attribute"
        ),
    )
}

fn check_attributes(attrs: &[Attribute]) -> Result<()> {
    match attrs.iter().find(|attr| is_ours(&attr.meta)) {
        Some(attr) => Err(Error::new(
            syn::spanned::Spanned::span(attr),
            "#[visualize_future] stands on this function twice",
        )),
        None => Ok(()),
    }
}

fn check_signature(sig: &Signature) -> Result<()> {
    let refused = |span: Span, what: &str| {
        Err(Error::new(
            span,
            format!("{what} cannot be a state machine: #[visualize_future] needs an `async fn`"),
        ))
    };
    if let Some(token) = &sig.constness {
        return refused(token.span, "a `const fn`");
    }
    if let Some(abi) = &sig.abi {
        return refused(abi.extern_token.span, "an `extern` function");
    }
    Ok(())
}
