//! The attribute of `visualize_future`; its documentation stands with its re-export there.

use proc_macro::TokenStream;

/// See `visualize_future::visualize_future`.
#[proc_macro_attribute]
pub fn visualize_future(args: TokenStream, item: TokenStream) -> TokenStream {
    if cfg!(feature = "off") {
        return item;
    }
    visualize_future_lowering::expand(args.into(), item.into()).into()
}
