//! Statements that rustc's own coroutine runs.
//!
//! Where the temporaries of a statement live across its awaits, and whether what follows moves
//! them or borrows them is a question of types, the whole statement becomes an `async` block that
//! the enum holds as what it awaits. Its awaits [`mark`](super::mark) their states as in the
//! compiler lowering. The saved locals stay in the enum: the block finds them through what
//! [`Frame::poll_statement`] lends it for each poll.

use core::cell::Cell;
use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::pin::Pin;
use core::ptr;
use core::sync::atomic::{AtomicU16, Ordering::Relaxed};
use core::task::{Context, Poll};

use super::current::Enter;
use super::frame::Unwinding;
use super::thread::{Needed, per_thread};
use super::{Field, Frame};

per_thread!(LENT: *const () = ptr::null());

/// The handles of the saved locals that a statement mentions: a tuple `L` of them.
pub struct Lent<L>(PhantomData<fn() -> L>);

impl<L> Clone for Lent<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Lent<L> {}

impl<L> Lent<L> {
    /// Handles of that type.
    #[inline(always)]
    pub fn of(_: &L) -> Self {
        Lent(PhantomData)
    }

    /// The handles, for the length of the poll under way; not to be kept across an await.
    #[inline(always)]
    pub fn get<'unbounded>(self) -> &'unbounded L {
        // SAFETY: the statement is polled by `poll_statement` only, with handles of this type.
        unsafe { &*LENT.with(|cell| cell.get()).cast::<L>() }
    }
}

/// Lends until it is dropped.
struct Lending(*const ());

impl Lending {
    #[inline(always)]
    fn start<L>(lent: &L) -> Self {
        Lending(LENT.with(|cell| cell.replace(ptr::from_ref(lent).cast())))
    }
}

impl Drop for Lending {
    #[inline(always)]
    fn drop(&mut self) {
        LENT.with(|cell| cell.set(self.0));
    }
}

/// How a statement that may leave the function or a loop ends.
pub enum Ends<V, R> {
    /// With its value.
    With(V),
    /// The function returns this.
    Returns(R),
    /// By the `break` or `continue` with that number.
    Leaves(u8),
}

/// The statement at the end of the body: its temporaries outlive it.
pub enum Tail<V, E> {
    /// This is its value; its temporaries are still there.
    Value(V),
    /// It has ended otherwise.
    Ended(E),
}

/// Where the value of the statement at the end goes.
pub struct Delivered<V>(PhantomData<fn() -> V>);

impl<V> Clone for Delivered<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Delivered<V> {}

per_thread!(DELIVERED: *const () = ptr::null());

impl<V> Delivered<V> {
    /// A value of a type that is to be inferred.
    #[inline(always)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Delivered(PhantomData)
    }

    /// Hands the value out, and waits: the temporaries of the statement live until it is dropped.
    #[inline(always)]
    pub fn deliver(self, value: V) -> Deliver<V> {
        Deliver(Some(value))
    }
}

/// See [`Delivered::deliver`].
pub struct Deliver<V>(Option<V>);

impl<V> Future for Deliver<V> {
    type Output = ();

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        // SAFETY: the value is not pinned.
        let value = unsafe { self.get_unchecked_mut() }.0.take();
        // SAFETY: polled by `poll_tail` and `receive` only, which have lent room for a value of
        // this type.
        unsafe { (*DELIVERED.with(|cell| cell.get()).cast::<Cell<Option<V>>>()).set(value) };
        Poll::Pending
    }
}

/// The temporaries of the statement at the end, until they are dropped: by rustc, when it drops
/// those of the code that takes the value.
pub struct Temporaries<F>(Field<F>);

impl<F> Temporaries<F> {
    /// Hands the value on.
    #[inline(always)]
    pub fn then<V>(&self, value: V) -> V {
        value
    }
}

impl<F> Drop for Temporaries<F> {
    #[inline(always)]
    fn drop(&mut self) {
        drop(self.0.resume());
    }
}

impl<F> Field<F> {
    /// Takes over what a statement that has delivered its value still holds.
    #[inline(always)]
    pub fn temporaries(self) -> Temporaries<F> {
        Temporaries(self)
    }
}

impl Frame {
    /// Polls a statement. As [`Frame::poll`], but it suspends in the state that the statement has
    /// marked; `state` is one of its states.
    #[inline(always)]
    pub fn poll_statement<F: Future, L>(
        self,
        statement: Field<F>,
        cx: &mut Context<'_>,
        state: u8,
        lent: L,
    ) -> Poll<F::Output> {
        let polled = self.poll_lending(statement, cx, state, &lent, || None::<Infallible>);
        polled.map(|tail| match tail {
            Tail::Ended(output) => output,
        })
    }

    /// Polls the statement at the end of the body.
    #[inline(always)]
    pub fn poll_tail<F: Future, L, V>(
        self,
        statement: Field<F>,
        cx: &mut Context<'_>,
        state: u8,
        lent: L,
        _: Delivered<V>,
    ) -> Poll<Tail<V, F::Output>> {
        let room = Cell::new(None::<V>);
        let _restore = Restore(DELIVERED.with(|cell| cell.replace(ptr::from_ref(&room).cast())));
        self.poll_lending(statement, cx, state, &lent, || room.take())
    }

    #[inline(always)]
    fn poll_lending<F: Future, L, V>(
        self,
        statement: Field<F>,
        cx: &mut Context<'_>,
        state: u8,
        lent: &L,
        delivered: impl FnOnce() -> Option<V>,
    ) -> Poll<Tail<V, F::Output>> {
        const { Needed::<F>::CHECK };
        let mut unwinding = Unwinding {
            frame: self,
            state,
            awaitee: true,
        };
        let marked = AtomicU16::new(u16::from(self.state()));
        let result = {
            let _lending = Lending::start(lent);
            let entered = Enter::new(&marked);
            let result = statement.poll(cx);
            entered.leave();
            result
        };
        let result = match result {
            Poll::Ready(output) => {
                unwinding.awaitee = false;
                drop(statement.resume());
                Poll::Ready(Tail::Ended(output))
            }
            Poll::Pending => match delivered() {
                Some(value) => Poll::Ready(Tail::Value(value)),
                None => {
                    self.set_state(marked.load(Relaxed) as u8);
                    Poll::Pending
                }
            },
        };
        core::mem::forget(unwinding);
        result
    }
}

/// Polls something that may deliver a value, into that room.
#[inline(always)]
pub(super) fn receive<V, T>(
    room: &Cell<Option<V>>,
    _: Delivered<V>,
    poll: impl FnOnce() -> T,
) -> T {
    const { Needed::<V>::CHECK };
    let _restore = Restore(DELIVERED.with(|cell| cell.replace(ptr::from_ref(room).cast())));
    poll()
}

/// Restores what was lent before.
struct Restore(*const ());

impl Drop for Restore {
    #[inline(always)]
    fn drop(&mut self) {
        DELIVERED.with(|cell| cell.set(self.0));
    }
}
