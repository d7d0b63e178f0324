//! A future, step by step: for tests and lessons that want to know exactly what happens.
//!
//! A [`Stepper`] polls a future once when it is told to, and at no other time. What the future
//! awaits is [`Scripted`]: it is ready when it is told to be. So nothing depends on a clock, on
//! threads or on luck. What happened is [expected](Stepper::expect) in the words of the trace, and
//! an expectation that fails shows the timeline:
//!
//! ```
//! use std::task::Poll;
//!
//! use visualize_future::step::{Scripted, Stepper};
//! use visualize_future::visualize_future;
//!
//! #[visualize_future]
//! async fn sum(numbers: Scripted<u32>) -> u32 {
//!     let first = numbers.wait().await;
//!     let second = numbers.wait().await;
//!     first + second
//! }
//!
//! let numbers = Scripted::new();
//! let mut sum = Stepper::new(sum(numbers.clone()));
//! assert_eq!(sum.state().name, "Unresumed");
//!
//! // Nothing is there yet.
//! assert_eq!(sum.poll(), Poll::Pending);
//! assert_eq!(sum.state().name, "Suspend0");
//! assert!(!sum.is_woken());
//!
//! // The first number wakes it, and it goes on to wait for the second.
//! numbers.ready(1);
//! assert!(sum.is_woken());
//! assert_eq!(sum.poll(), Poll::Pending);
//! assert_eq!(sum.state().awaiting, "numbers.wait()");
//!
//! numbers.ready(2);
//! assert_eq!(sum.poll(), Poll::Ready(3));
//! assert_eq!(sum.wakes(), 2);
//!
//! sum.expect()
//!     .transition("Unresumed", "Suspend0")
//!     .pending()
//!     .woken()
//!     .transition("Suspend0", "Suspend1")
//!     .pending()
//!     .woken()
//!     .transition("Suspend1", "Returned")
//!     .ready()
//!     .returned()
//!     .nothing_more();
//! ```
//!
//! This is what the feature `step` is for; it has `view`. A program needs it for its tests only:
//!
//! ```toml
//! [dev-dependencies]
//! visualize-future = { version = "0.1", features = ["step"] }
//! ```

mod expect;
mod mismatch;
mod record;
mod scripted;
mod stepper;
mod wakes;

pub use expect::Expect;
pub use scripted::{Scripted, Wait};
pub use stepper::Stepper;
