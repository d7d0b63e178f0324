//! Macros that nobody knows.
//!
//! What such a macro expands to may hide a `return`, a `?` or an `.await`. So it stands in an
//! `async` block whose output is that of the function: a hidden `return` completes the block, and
//! then the function; a hidden `.await` suspends it. Otherwise the block hands over the macro's
//! value, and then waits forever: for as long as the scope around the macro, since the variables
//! and temporaries of the macro live that long, too.

use core::cell::Cell;
use core::convert::Infallible;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::statement::{Deliver, Delivered, receive};

/// How a macro ends.
pub enum Hidden<V, R> {
    /// With its value.
    Value(V),
    /// The function returns this.
    Left(R),
}

/// The `async` block around a macro.
pub struct Hiding<F, V> {
    block: F,
    delivered: Delivered<V>,
}

/// Makes the block.
#[inline(always)]
pub fn hiding<F: Future, V>(block: impl FnOnce(Delivered<V>) -> F) -> Hiding<F, V> {
    let delivered = Delivered::new();
    Hiding {
        block: block(delivered),
        delivered,
    }
}

/// The block of a macro at the end of the body: its value is the function's.
#[inline(always)]
pub fn ending<F: Future>(block: F) -> F {
    block
}

/// Runs the macro. The variable is declared by the expansion, right before this call, and nothing
/// else ever mentions it, so that it stays where it is until it is dropped.
#[inline(always)]
pub fn run<F: Future, V>(hiding: &mut Hiding<F, V>) -> Run<'_, F, V> {
    Run(hiding)
}

/// See [`run`].
pub struct Run<'a, F, V>(&'a mut Hiding<F, V>);

impl<F: Future, V> Future for Run<'_, F, V> {
    type Output = Hidden<V, F::Output>;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Hiding { block, delivered } = &mut *self.get_mut().0;
        // SAFETY: the block stays where it is, as the contract of `run` says.
        let block = unsafe { Pin::new_unchecked(block) };
        let room = Cell::new(None);
        match receive(&room, *delivered, || block.poll(cx)) {
            Poll::Ready(returned) => Poll::Ready(Hidden::Left(returned)),
            Poll::Pending => match room.take() {
                Some(value) => Poll::Ready(Hidden::Value(value)),
                None => Poll::Pending,
            },
        }
    }
}

impl<V> Delivered<V> {
    /// Hands the value out, and waits forever.
    #[inline(always)]
    pub fn hand_over(self, value: V) -> HandOver<V> {
        HandOver(self.deliver(value))
    }
}

/// See [`Delivered::hand_over`].
pub struct HandOver<V>(Deliver<V>);

impl<V> Future for HandOver<V> {
    type Output = Infallible;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Infallible> {
        // SAFETY: the field is pinned as the whole is.
        let deliver = unsafe { self.map_unchecked_mut(|whole| &mut whole.0) };
        match deliver.poll(cx) {
            Poll::Ready(()) | Poll::Pending => Poll::Pending,
        }
    }
}
