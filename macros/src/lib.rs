//! The attribute of `visualize_future`, which re-exports it, with the rest of its documentation.

use proc_macro::TokenStream;
use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::{expand_in, expand_resolved};

/// # Arguments
///
/// All are optional. Those that [`#[tracing::instrument]`][instrument] has, too, mean the same.
///
/// | argument | what it does |
/// |---|---|
/// | `lowering = "auto"` | the default: the explicit `enum` where every step of the function can be settled from syntax, else the compiler's coroutine; the machine's `reasons()` say why |
/// | `lowering = "explicit"` | the `enum`, or a compile error for each construct in its way, with a way to write it so that it works |
/// | `lowering = "compiler"` | always the compiler's coroutine |
/// | `inspect = true` | the function returns `Visualized<impl …>`, which can be inspected: the default, but for methods that may belong to a trait |
/// | `inspect = false` | it returns plainly `impl Future`, as a trait's provided method must that mentions neither `self` nor `Self` |
/// | `name = "…"` | the name of the span and the machine, instead of the function's: a literal, or the path of a constant |
/// | `target = "…"` | the target of the span and the events, instead of `visualize_future`: a literal, or the path of a constant |
/// | `level = …` | the level of the span, instead of `INFO`: `"debug"` and the like, a number from 1 (trace) to 5 (error), or a path such as `Level::DEBUG`. Events of the future are never more prominent, but for lints, panics and `err` |
/// | `parent = …` | the parent of the span, instead of the span that is current when the function is called: an expression, such as `&span`, `span.id()`, or `None` for a root |
/// | `skip(a, b)` | does not record these parameters |
/// | `skip_all` | records no parameter |
/// | `fields(…)` | adds fields to the span: `name = value`, `name = %value` by `Display`, `name = ?value` by `Debug`, `name` for one that the body records later, `%value` and `?value` under their own name; the values may mention the parameters |
/// | `ret` | an event with the returned value, by `Debug`, at the level of the span: `ret(Display)`, `ret(level = "debug")` |
/// | `err` | an event with the error of a returned `Err`, by `Display`, at level `ERROR`: `err(Debug)`, `err(level = "warn")`. With both, `ret` tells only of `Ok` |
/// | `xray` | takes a snapshot of the future after each poll that returns `Pending`, while somebody listens: where it waits, what it holds, and all that it awaits, down to the leaves. Needs the feature `xray` of `visualize-future`; see its module `xray` |
/// | `crate = path` | where the crate `visualize_future` is, for macros and crates that re-export it |
///
/// Parameters are recorded as fields of the span if they have a plain name that does not begin
/// with `_`: numbers, `bool` and strings as they are, others by `Debug`. One whose type cannot be
/// shown is left out; it is no error.
///
/// [instrument]: https://docs.rs/tracing/0.1/tracing/attr.instrument.html
#[proc_macro_attribute]
pub fn visualize_future(args: TokenStream, item: TokenStream) -> TokenStream {
    if cfg!(feature = "off") {
        return item;
    }
    expand_in(edition(), args.into(), item.into()).into()
}

/// What `#[visualize_future]` puts on a function with `#[cfg]` in it.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn resolved(args: TokenStream, item: TokenStream) -> TokenStream {
    expand_resolved(edition(), args.into(), item.into()).into()
}

/// A procedural macro runs inside rustc, and there is no other way to know the edition.
fn edition() -> Edition {
    Edition::from_arguments(std::env::args())
}
