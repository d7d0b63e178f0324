//! What an assertion without a message says as it fails: its own text, as a payload of rustc's
//! type.

use std::panic::{AssertUnwindSafe, catch_unwind};

use visualize_future_tests::executor::block_on;
use visualize_future_tests::io::io_pending;

macro_rules! versions {
    ($($version:ident: $(#[$attribute:meta])?;)*) => {
        $(mod $version {
            use super::io_pending;

            $(#[$attribute])?
            pub(crate) async fn negated(flag: bool) {
                io_pending("x", 1, 0).await;
                assert!(!flag);
            }

            $(#[$attribute])?
            pub(crate) async fn compared(list: Vec<i32>) {
                io_pending("x", 1, 0).await;
                assert!(list.len() == 3 && list[0] == -1);
            }

            $(#[$attribute])?
            pub(crate) async fn looked_at(list: Vec<i32>) {
                io_pending("x", 1, 0).await;
                debug_assert!(list.first().is_none(),);
            }

            $(#[$attribute])?
            pub(crate) async fn told(flag: bool) {
                io_pending("x", 1, 0).await;
                assert!(flag, "it is {flag}");
            }
        })*
    };
}

versions! {
    plain: ;
    explicit: #[visualize_future::visualize_future(lowering = "explicit")];
    compiler: #[visualize_future::visualize_future(lowering = "compiler")];
}

/// The payload with its type.
fn panic_of(future: impl Future<Output = ()>) -> Result<&'static str, String> {
    let panic = catch_unwind(AssertUnwindSafe(|| block_on(future))).expect_err("it panics");
    match panic.downcast::<&'static str>() {
        Ok(text) => Ok(*text),
        Err(panic) => Err(*panic.downcast::<String>().expect("a text")),
    }
}

macro_rules! compare {
    ($($function:ident($argument:expr) is $expected:expr;)*) => {
        $(
            let expected = panic_of(plain::$function($argument));
            assert_eq!(expected, $expected);
            assert_eq!(panic_of(explicit::$function($argument)), expected);
            assert_eq!(panic_of(compiler::$function($argument)), expected);
        )*
    };
}

#[test]
fn assertions_say_what_they_are() {
    compare! {
        negated(true) is Ok("assertion failed: !flag");
        compared(vec![7]) is Ok("assertion failed: list.len() == 3 && list[0] == -1");
        looked_at(vec![7]) is Ok("assertion failed: list.first().is_none()");
        told(false) is Err("it is false".to_owned());
    }
}
