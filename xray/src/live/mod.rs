//! Looking into a future of the running program.

mod futures;
mod holding;
mod memory;
mod object;
mod owned;
mod pointers;
mod programs;
mod search;
mod slots;
mod stack;
mod values;
mod walk;

use std::fmt;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;

use crate::{NotAvailable, Reason, Snapshot};
use object::Object;
use walk::Walk;

/// What a future is doing and holds, now: the state that it is in, its saved locals and their
/// values, which of them point into it, and the futures that it awaits, down to the leaves.
///
/// It works for any future, in builds of any kind, as long as the crate that calls this has debug
/// info with types (`debug = 2`, as the profile `dev` has by itself). Nothing is run and nothing
/// is changed; memory is read through the system, so that other threads may go on. That the future
/// is borrowed while this looks at it means that nobody polls it.
///
/// ```
/// use std::pin::pin;
/// use std::future::Future;
/// use std::task::{Context, Waker};
///
/// async fn example() -> u8 {
///     let x = [7; 1024];
///     let y = &x;
///     std::future::pending::<()>().await;
///     y[0]
/// }
///
/// let mut future = pin!(example());
/// assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
/// match visualize_future_xray::inspect(future.as_ref()) {
///     Ok(snapshot) => {
///         println!("{snapshot}");
///         let state = snapshot.root.state.unwrap();
///         assert_eq!(state.name, "Suspend0");
///         let mut slots = snapshot.root.slots.iter();
///         let y = slots.find(|slot| slot.name == "y").unwrap();
///         assert_eq!(y.points_at[0].to, "x");
///     }
///     // Such as: not available, because there is no debug info …
///     Err(why) => println!("{why}"),
/// }
/// ```
///
/// It prints
///
/// ```text
/// async fn example  1040 bytes  Suspend0 @ src/main.rs:4
/// │  +0      1024 B  x: [u8; 1024]  = [7; 1024]
/// │  +1024      8 B  y: &[u8; 1024]  y -> x (+0)
/// └─ __awaitee: Pending<()>  0 bytes
/// ```
///
/// # Errors
///
/// Whatever is not known is an error with its reason, or is told in the snapshot where it is
/// missing, never guessed: that there is no debug info, or none with types; that the program's
/// file is gone; that this system or compiler is not supported; that the memory cannot be read.
pub fn inspect<F: Future>(future: Pin<&F>) -> Result<Snapshot, NotAvailable> {
    let object = Object::of(future)?;
    // Should debug info be other than anybody has thought of, that must not end the user's poll.
    // What is shared with later calls is only ever filled in when it is complete.
    let look = AssertUnwindSafe(|| Walk::new().root(object));
    match panic::catch_unwind(look) {
        Ok(root) => Ok(Snapshot { root: root? }),
        Err(_) => Err(NotAvailable::new(
            Reason::Internal,
            "x-ray has made a mistake; please report it with the message of its panic",
        )),
    }
}

/// A future that can be printed: `Debug` and `Display` write in one line what it is doing, as
/// [`Snapshot::suspended`] says it, or why that is not known.
///
/// ```
/// use std::pin::pin;
///
/// use visualize_future_xray::Suspended;
///
/// async fn query() {
///     std::future::pending::<()>().await
/// }
///
/// let future = pin!(query());
/// // With debug info: not polled yet at src/main.rs:5
/// println!("{:?}", Suspended(future.as_ref()));
/// ```
pub struct Suspended<'f, F>(pub Pin<&'f F>);

impl<F: Future> fmt::Display for Suspended<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match inspect(self.0) {
            Ok(snapshot) => f.write_str(&snapshot.suspended()),
            Err(why) => write!(f, "{why}"),
        }
    }
}

impl<F: Future> fmt::Debug for Suspended<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
