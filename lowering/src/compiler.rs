//! The compiler lowering: rustc's coroutine runs, and each await marks its state.

pub(crate) mod marks;

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::visit_mut::VisitMut as _;

use crate::emit::{Emission, body, descriptor, names, site};
use marks::Marks;

/// The items and the expression that build the machine: the `async` block that rustc makes of an
/// `async fn`, with its awaits marked.
pub fn lower(emission: &Emission<'_>) -> (TokenStream, TokenStream) {
    let site = site();
    let rt = &emission.rt;
    let mut block = emission.function.block.clone();
    let mut marks = Marks::new(rt);
    marks.visit_block_mut(&mut block);
    // In scope for the marks among the tokens of macros.
    let postfix = marks
        .postfix
        .then(|| quote_spanned!(site=> use #rt::Mark as _;));
    let future = body::coroutine(emission, &block, postfix);
    let [watch, hook] = names();
    let this = descriptor::this();
    let items = descriptor::described(emission);
    let call = quote_spanned!(site=> #rt::compiled(#watch, #this, #hook, #future));
    (items, body::at_end(emission.function, call))
}
