//! What becomes of a panic in here, which is a mistake of ours: the user's program must not fail
//! for it, if there is any other way.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

use proc_macro2::{Span, TokenStream};
use syn::Error;

use crate::reason::{Reason, ReasonKind};

/// Where to tell us of it.
const ISSUES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");

/// What is done of which a mistake is caught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The explicit enum is made.
    Explicit,
    /// Anything else.
    Rest,
}

/// Does a step, or gives the message of its panic.
///
/// What the step was about to change is not looked at any more: each of them begins with the
/// tokens, or the function, as they arrived.
pub(crate) fn caught<T>(step: Step, work: impl FnOnce() -> T) -> Result<T, String> {
    let work = || {
        #[cfg(test)]
        tests::panic_at(step);
        let _ = step;
        work()
    };
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(message)
}

fn message(panic: Box<dyn Any + Send>) -> String {
    match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => match panic.downcast::<&'static str>() {
            Ok(message) => (*message).to_owned(),
            Err(_) => "a panic without a message".to_owned(),
        },
    }
}

/// What stands in the way of the explicit enum, if a panic does.
pub(crate) fn reason(function: &syn::Signature, message: String) -> Reason {
    Reason::new(ReasonKind::InternalError, function.ident.span(), message)
}

/// What is said of it as a [reason](crate::reason).
pub(crate) fn told(message: &str) -> String {
    format!(
        "internal error: {message}; this is a bug of visualize_future: please report it, with the \
         function, at {ISSUES}"
    )
}

/// What takes the function's place where there is no lowering left: an error, and the function.
pub(crate) fn report(message: &str, item: TokenStream) -> TokenStream {
    let text = format!(
        "#[visualize_future] leaves this function as it was written, because of an {}",
        told(message)
    );
    let mut tokens = Error::new(Span::call_site(), text).into_compile_error();
    tokens.extend(item);
    tokens
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proc_macro2::TokenStream;
    use quote::quote;

    use super::Step;
    use crate::edition::Edition;

    thread_local! {
        static PANICS: Cell<&'static [Step]> = const { Cell::new(&[]) };
    }

    /// Panics where a test wants it.
    pub(super) fn panic_at(step: Step) {
        assert!(!PANICS.get().contains(&step), "{step:?} panics for a test");
    }

    fn item() -> TokenStream {
        quote! {
            /// Kept.
            async fn f(a: A) -> B { let b = a.io().await; b.io().await }
        }
    }

    fn expanded(steps: &'static [Step], args: TokenStream) -> String {
        PANICS.set(steps);
        let expanded = crate::expand_in(Edition::Since2024, args, item()).to_string();
        PANICS.set(&[]);
        expanded
    }

    #[test]
    fn where_the_enum_fails_the_coroutine_runs() {
        assert!(expanded(&[], quote!()).contains("Lowering :: Explicit"));
        let expanded = expanded(&[Step::Explicit], quote!());
        assert!(expanded.contains("Lowering :: Compiler"), "{expanded}");
        assert!(expanded.contains("\"internal-error\""), "{expanded}");
        assert!(
            expanded.contains("internal error: Explicit panics for a test; this is a bug of"),
            "{expanded}"
        );
        assert!(!expanded.contains("compile_error"), "{expanded}");
    }

    #[test]
    fn who_asks_for_the_enum_is_told_and_keeps_the_function() {
        let expanded = expanded(&[Step::Explicit], quote!(lowering = "explicit"));
        assert!(expanded.contains("compile_error"), "{expanded}");
        assert!(
            expanded.contains("internal error: Explicit panics for a test; this is a bug of"),
            "{expanded}"
        );
        assert!(expanded.ends_with(&item().to_string()), "{expanded}");
    }

    #[test]
    fn where_everything_fails_the_function_stays() {
        for steps in [&[Step::Rest][..], &[Step::Rest, Step::Explicit]] {
            for args in [quote!(), quote!(lowering = "compiler"), quote!(wrong)] {
                let expanded = expanded(steps, args);
                assert!(expanded.contains("compile_error"), "{expanded}");
                assert!(
                    expanded
                        .contains("https://github.com/visualize-future/visualize_future/issues"),
                    "{expanded}"
                );
                assert!(expanded.ends_with(&item().to_string()), "{expanded}");
            }
        }
    }

    #[test]
    fn resolved_functions_are_caught_too() {
        PANICS.set(&[Step::Rest]);
        let number = proc_macro2::Literal::usize_unsuffixed(0);
        let asked = quote! {
            #[rustfmt::__visualize_future(#number)]
            async fn f() { #[cfg(x)] io().await; }
        };
        let expanded = crate::expand_resolved(Edition::Since2024, quote!(), asked.clone());
        PANICS.set(&[]);
        let expanded = expanded.to_string();
        assert!(expanded.contains("compile_error"), "{expanded}");
        assert!(expanded.ends_with(&asked.to_string()), "{expanded}");
    }

    #[test]
    fn an_outcome_tells_of_it() {
        PANICS.set(&[Step::Explicit]);
        let reasons = crate::outcome(Edition::Since2024, item());
        PANICS.set(&[]);
        let codes: Vec<_> = reasons
            .expect("it is an async fn")
            .iter()
            .map(|reason| reason.code())
            .collect();
        assert_eq!(codes, ["internal-error"]);
    }
}
