//! The attribute of `visualize_future`; its documentation stands with its re-export there.

use proc_macro::TokenStream;
use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::expand_in;

/// See `visualize_future::visualize_future`.
#[proc_macro_attribute]
pub fn visualize_future(args: TokenStream, item: TokenStream) -> TokenStream {
    if cfg!(feature = "off") {
        return item;
    }
    // A procedural macro runs inside rustc, and there is no other way to know the edition.
    let edition = Edition::from_arguments(std::env::args());
    expand_in(edition, args.into(), item.into()).into()
}
