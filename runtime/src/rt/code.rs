//! The code of an explicit machine, and how the runtime gets at it without naming the enum.
//!
//! The enum's type holds the types of all saved locals. Were it a part of the future's own type,
//! then so would be the lifetimes in them, some of which no caller could name, and the types of
//! the awaited futures, which for a recursive function would contain the future's own. rustc's
//! coroutines do not have that problem: what they hold is not a part of their type. So the
//! attribute writes the enum and the code that steps it inside an `async` block,
//!
//! ```text
//! |types| async move {
//!     let entered = rt::enter(types).await;
//!     let (room, aligned) = rt::assemble(entered, |(a, b)| first_state, |frame, cx| step);
//!     if rt::never_true() { rt::forever().await; rt::keep((room, aligned)); }
//! }
//! ```
//!
//! which is never kept: each run of it goes from its start to its end at once and hands out a
//! [`Table`] of plain functions. In optimised code such a run is known to the compiler from end
//! to end, so that what remains of it is a direct call of the function that is wanted.
//!
//! The size of the block is that of its largest state, in which it would hold `room`: whatever
//! the enum's size is, a `MaybeUninit` of the block has room for it. Before `room` the block has
//! a number of its own; these bytes are where the future's [`Watch`] lies.

use std::future::Future;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::pin::{Pin, pin};
use std::ptr;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use super::{FieldInfo, Frame, StateEnum, Watch, unreachable};
use crate::layout::field_infos;

/// What is known of a machine that the future's type does not tell.
pub struct Table<P, R> {
    /// Where the enum begins in the room, in bytes.
    pub(super) offset: usize,
    /// The size of the enum, in bytes.
    pub(super) size: usize,
    /// The size of the room that it needs, in bytes.
    pub(super) room_size: usize,
    /// The alignment that it needs.
    pub(super) room_align: usize,
    /// Starts the machine in a room that is large enough.
    pub(super) start: unsafe fn(*mut u8, Watch, P),
    /// One poll.
    pub(super) poll: unsafe fn(*mut u8, &mut Context<'_>) -> Poll<R>,
    /// Drops what is alive.
    pub(super) drop: unsafe fn(*mut u8),
    pub(super) fields: fn() -> Vec<FieldInfo>,
}

/// What lies in the room.
#[repr(C)]
struct Inside<E> {
    watch: Watch,
    state: E,
}

/// What a coroutine holds so that it is large enough for `Inside`: one byte at least is taken by
/// its own number, and wherever rustc puts that, there are eight bytes and the enum.
///
/// It has no alignment and no padding of its own, so that none of the bytes is one that a move of
/// the coroutine need not keep: the enum stands here at the offset that it has in `Inside`, if
/// it is not aligned to more than eight bytes.
#[repr(C, packed)]
pub struct InRoom<E> {
    _head: [MaybeUninit<u8>; 7],
    _state: MaybeUninit<E>,
}

/// What the coroutine holds so that it is aligned as `Inside` is.
pub struct Aligned<E> {
    _inside: [MaybeUninit<Inside<E>>; 0],
}

/// The types of the parameters, and what the function returns.
pub struct Types<P, R>(PhantomData<fn(P) -> R>);

/// Tells the compiler the types in the code, outside of the `unsafe` block in which it is used.
#[inline(always)]
pub fn code<K, C, P, R>(_: &P, code: K) -> K
where
    K: Fn(Types<P, R>) -> C,
    C: Future<Output = ()>,
{
    code
}

/// A run that has begun: where it puts the table.
pub struct Entered<P, R>(*mut *const Table<P, R>);

/// Ready at once with what the run is for, which is where a real context has its waker's data.
pub struct Enter<P, R>(Types<P, R>);

/// Begins a run.
#[inline(always)]
pub fn enter<P, R>(types: Types<P, R>) -> Enter<P, R> {
    Enter(types)
}

impl<P, R> Future for Enter<P, R> {
    type Output = Entered<P, R>;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Entered<P, R>> {
        Poll::Ready(Entered(cx.waker().data().cast_mut().cast()))
    }
}

/// Puts the pieces together: hands out the table.
#[inline(always)]
pub fn assemble<P, R, E, I, S>(entered: Entered<P, R>, _: I, _: S) -> (InRoom<E>, Aligned<E>)
where
    E: StateEnum,
    I: FnOnce(P) -> E,
    S: Fn(Frame<E>, &mut Context<'_>) -> Poll<R>,
{
    // SAFETY: `table_of` waits for us, and lends us its variable.
    unsafe { entered.0.write(&Tables::<E, I, S, P, R>::TABLE) };
    let room = InRoom {
        _head: [MaybeUninit::uninit(); 7],
        _state: MaybeUninit::uninit(),
    };
    (room, Aligned { _inside: [] })
}

/// Never true; only the compiler's analysis does not know.
#[inline(always)]
pub fn never_true() -> bool {
    false
}

/// Never ready.
#[inline(always)]
pub fn forever() -> std::future::Pending<()> {
    std::future::pending()
}

/// The table of the code `K`, which captures nothing, and of which there is a value.
///
/// It is not inlined into debug builds' polls, whose stack frames would then have room for a
/// coroutine each.
#[inline]
pub(super) fn table_of<'a, K, C, P, R>() -> &'a Table<P, R>
where
    K: Fn(Types<P, R>) -> C,
    C: Future<Output = ()>,
{
    const TABLE: RawWakerVTable =
        RawWakerVTable::new(|data| RawWaker::new(data, &TABLE), |_| {}, |_| {}, |_| {});

    // SAFETY: the caller has a value, of which nothing can be dropped.
    let code = unsafe { value_of::<K>() };
    let mut table: *const Table<P, R> = ptr::null();
    let data = (&raw mut table).cast_const().cast();
    // SAFETY: a waker whose functions do nothing, which nobody but `Enter` gets to see.
    let waker = ManuallyDrop::new(unsafe { Waker::from_raw(RawWaker::new(data, &TABLE)) });
    let run = pin!(code(Types(PhantomData)));
    if run.poll(&mut Context::from_waker(&waker)).is_pending() {
        unreachable();
    }
    // SAFETY: the code has set it.
    unsafe { &*table }
}

/// The value of the type of a closure that captures nothing.
///
/// # Safety
/// There is such a value.
#[inline(always)]
unsafe fn value_of<F>() -> ManuallyDrop<F> {
    const { assert!(size_of::<F>() == 0, "the code captures nothing") };
    // SAFETY: a value without a size can be read from anywhere that is aligned.
    ManuallyDrop::new(unsafe { ptr::NonNull::<F>::dangling().read() })
}

/// The table of an enum, the code that makes its first value, and the code that steps it.
struct Tables<E, I, S, P, R>(PhantomData<(E, I, S, P, R)>);

impl<E, I, S, P, R> Tables<E, I, S, P, R>
where
    E: StateEnum,
    I: FnOnce(P) -> E,
    S: Fn(Frame<E>, &mut Context<'_>) -> Poll<R>,
{
    const TABLE: Table<P, R> = Table {
        offset: std::mem::offset_of!(Inside<E>, state),
        size: size_of::<E>(),
        room_size: size_of::<Inside<E>>(),
        room_align: align_of::<Inside<E>>(),
        start: Self::start,
        poll: Self::poll,
        drop: Self::drop,
        fields: field_infos::<E>,
    };

    /// # Safety
    /// There is a value of `I`, and `room` has the size and the alignment of the table.
    #[inline]
    unsafe fn start(room: *mut u8, watch: Watch, parameters: P) {
        // SAFETY: see above.
        let first = ManuallyDrop::into_inner(unsafe { value_of::<I>() });
        let state = first(parameters);
        // SAFETY: see above.
        unsafe { room.cast::<Inside<E>>().write(Inside { watch, state }) };
    }

    /// # Safety
    /// `room` holds a pinned machine of this type, which is not otherwise used during the poll.
    #[inline]
    unsafe fn poll(room: *mut u8, cx: &mut Context<'_>) -> Poll<R> {
        // SAFETY: see above; a value of `S` was there when the machine was started.
        let (frame, step) = unsafe {
            let inside = room.cast::<Inside<E>>();
            (Frame::new(&raw mut (*inside).state), value_of::<S>())
        };
        let poisoned = Poisoned(frame);
        let result = step(frame, cx);
        std::mem::forget(poisoned);
        if result.is_ready() {
            frame.set_state(1);
        }
        result
    }

    /// # Safety
    /// `room` holds a machine of this type, which is not used after.
    #[inline]
    unsafe fn drop(room: *mut u8) {
        // SAFETY: the machine is in the state that its tag names; the enum's own drop glue does
        // nothing, since all its fields are slots.
        unsafe {
            let state = &raw mut (*room.cast::<Inside<E>>()).state;
            E::drop_state(E::fields(state), state.cast::<u8>().read(), true);
        }
    }
}

/// Leaves the machine `Panicked` when the poll unwinds.
struct Poisoned<E: StateEnum>(Frame<E>);

impl<E: StateEnum> Drop for Poisoned<E> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.set_state(2);
    }
}
