//! The functions that are measured, each in four forms.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Is pending once, without waking anybody: the driver polls again.
#[derive(Debug)]
pub struct PendOnce {
    value: u32,
    polled: bool,
}

impl Future for PendOnce {
    type Output = u32;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        if self.polled {
            return Poll::Ready(self.value);
        }
        self.polled = true;
        Poll::Pending
    }
}

/// A future that is pending once.
#[inline]
pub fn pend_once(value: u32) -> PendOnce {
    PendOnce {
        value,
        polled: false,
    }
}

macro_rules! forms {
    ($($(#[$attribute:meta])* $form:ident: $doc:literal;)*) => {$(
        #[doc = $doc]
        pub mod $form {
            use std::hint::black_box;

            use super::pend_once;

            /// Awaits `n` times, pending once each time.
            $(#[$attribute])*
            pub async fn pend(n: u32) -> u32 {
                let mut sum = 0_u32;
                let mut i = 0;
                while i < n {
                    let value = pend_once(i).await;
                    sum = sum.wrapping_add(value);
                    i += 1;
                }
                sum
            }

            /// Awaits `n` times what is ready at once, but for a value that the compiler does not
            /// know: it would compute the sum without the loop.
            $(#[$attribute])*
            pub async fn at_once(n: u32) -> u32 {
                let mut sum = 0_u32;
                let mut i = 0;
                while i < n {
                    let value = std::future::ready(black_box(i)).await;
                    sum = sum.wrapping_add(value);
                    i += 1;
                }
                sum
            }

            /// Holds an array and a reference into it.
            $(#[$attribute])*
            pub async fn self_reference() -> usize {
                let x = [1_u8; 1024];
                let y = &x;
                pend_once(1).await;
                y.len()
            }

            /// Has parameters, an early exit and two awaits.
            $(#[$attribute])*
            pub async fn parsed(text: &str, n: u32) -> Result<u32, std::num::ParseIntError> {
                let first = pend_once(n).await;
                let second: u32 = text.parse()?;
                let third = pend_once(second).await;
                Ok(first + second + third)
            }

            /// Borrows from a local and iterates over it.
            $(#[$attribute])*
            pub async fn lengths(text: String) -> usize {
                let words: Vec<&str> = str::split(&text, ' ').collect();
                let mut sum = 0;
                for word in &words {
                    pend_once(1).await;
                    sum += str::len(word);
                }
                sum
            }
        }
    )*};
}

forms! {
    plain: "As written.";

    #[visualize_future::visualize_future(lowering = "explicit")]
    explicit: "The explicit enum.";

    #[visualize_future::visualize_future(lowering = "compiler")]
    compiler: "The compiler's coroutine, its awaits observed.";

    #[tracing::instrument(skip_all)]
    instrument: "The peer that everybody knows.";
}
