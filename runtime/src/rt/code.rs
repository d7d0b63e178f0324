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
//!     let room = rt::assemble(entered, |(a, b)| first_state, |frame, cx| step);
//!     if rt::never() { rt::forever().await; drop(room) }
//! }
//! ```
//!
//! which is never kept: each run of it goes from its start to its end at once and hands out a
//! [`Table`] of plain functions. But its size is that of its largest state, in which it would
//! hold `room`: whatever the enum's size is, a `MaybeUninit` of the block has room for it.

use std::future::Future;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::pin::{Pin, pin};
use std::ptr;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use super::{FieldInfo, Frame, StateEnum, unreachable};
use crate::layout::field_infos;

/// What is known of a machine that the future's type does not tell.
#[repr(C)]
pub struct Table<R> {
    /// Where the enum begins in the room, in bytes.
    pub(super) offset: usize,
    /// The size of the enum, in bytes.
    pub(super) size: usize,
    /// The size of the room that it needs, in bytes.
    room_size: usize,
    room_align: usize,
    /// Drops what is alive.
    pub(super) drop: unsafe fn(*mut u8),
    pub(super) fields: fn() -> Vec<FieldInfo>,
    /// One poll.
    pub(super) poll: unsafe fn(*mut u8, &mut Context<'_>) -> Poll<R>,
}

/// The enum, behind the pointer to its table.
#[repr(C)]
struct Inside<E, R> {
    table: *const Table<R>,
    state: E,
}

/// Room for an enum; it gives a coroutine that holds it the size that is needed.
pub struct InRoom<E, R> {
    _room: MaybeUninit<Inside<E, R>>,
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

/// What a run of the code is for.
struct Run<P, R> {
    /// The machine to start, with its parameters; none if only the table is asked for.
    start: Option<(P, *mut u8)>,
    table: *const Table<R>,
}

/// A run that has begun.
pub struct Entered<P, R>(*mut Run<P, R>);

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

/// Puts the pieces together: hands out the table, and starts the machine if that is asked for.
#[inline(always)]
pub fn assemble<P, R, E, I, S>(entered: Entered<P, R>, first: I, _: S) -> InRoom<E, R>
where
    E: StateEnum,
    I: FnOnce(P) -> E,
    S: Fn(Frame<E>, &mut Context<'_>) -> Poll<R>,
{
    // SAFETY: `run` waits for us, and uses what it lends us through this pointer only.
    let run = unsafe { &mut *entered.0 };
    run.table = &Tables::<E, S, R>::TABLE;
    if let Some((parameters, room)) = run.start.take() {
        let state = first(parameters);
        // SAFETY: `start` has checked that there is enough room.
        unsafe {
            room.cast::<Inside<E, R>>().write(Inside {
                table: run.table,
                state,
            })
        };
    }
    InRoom {
        _room: MaybeUninit::uninit(),
    }
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

/// Starts a machine in `room`.
#[inline(always)]
pub(super) fn start<K, C, P, R>(code: &K, parameters: P, room: &mut MaybeUninit<C>)
where
    K: Fn(Types<P, R>) -> C,
    C: Future<Output = ()>,
{
    let mut run: Run<P, R> = Run {
        start: Some((parameters, room.as_mut_ptr().cast())),
        table: ptr::null(),
    };
    run_once(code(Types(PhantomData)), &mut run);
    // SAFETY: the code has set it.
    let table = unsafe { &*run.table };
    if table.room_size > size_of::<C>() || table.room_align > align_of::<C>() {
        unreachable();
    }
}

/// The table of the code `K`.
pub(super) fn table_of<K, C, P, R>() -> &'static Table<()>
where
    K: Fn(Types<P, R>) -> C,
    C: Future<Output = ()>,
{
    const { assert!(size_of::<K>() == 0, "the code captures nothing") };
    // SAFETY: a value without a size can be read from anywhere that is aligned; there is one,
    // since a machine was built with it, and nothing of it can be dropped.
    let code = ManuallyDrop::new(unsafe { ptr::NonNull::<K>::dangling().read() });
    let mut run: Run<P, R> = Run {
        start: None,
        table: ptr::null(),
    };
    run_once(code(Types(PhantomData)), &mut run);
    // SAFETY: the code has set it; what depends on `R` is not looked at.
    unsafe { &*run.table.cast() }
}

#[inline(always)]
fn run_once<P, R>(code: impl Future<Output = ()>, run: &mut Run<P, R>) {
    const TABLE: RawWakerVTable =
        RawWakerVTable::new(|data| RawWaker::new(data, &TABLE), |_| {}, |_| {}, |_| {});
    // SAFETY: a waker whose functions do nothing, which nobody but `Enter` gets to see.
    let waker = unsafe { Waker::from_raw(RawWaker::new(ptr::from_mut(run).cast(), &TABLE)) };
    let waker = ManuallyDrop::new(waker);
    if pin!(code)
        .poll(&mut Context::from_waker(&waker))
        .is_pending()
    {
        unreachable();
    }
}

/// The table of an enum and the code that steps it.
struct Tables<E, S, R>(PhantomData<fn(E, S) -> R>);

impl<E, S, R> Tables<E, S, R>
where
    E: StateEnum,
    S: Fn(Frame<E>, &mut Context<'_>) -> Poll<R>,
{
    const TABLE: Table<R> = Table {
        offset: std::mem::offset_of!(Inside<E, R>, state),
        size: size_of::<E>(),
        room_size: size_of::<Inside<E, R>>(),
        room_align: align_of::<Inside<E, R>>(),
        drop: Self::drop,
        fields: field_infos::<E>,
        poll: Self::poll,
    };

    /// # Safety
    /// `room` holds a pinned machine of this type, which is not otherwise used during the poll.
    unsafe fn poll(room: *mut u8, cx: &mut Context<'_>) -> Poll<R> {
        const { assert!(size_of::<S>() == 0, "the code captures nothing") };
        // SAFETY: see above; as to the code, see `table_of`.
        let (frame, step) = unsafe {
            let inside = room.cast::<Inside<E, R>>();
            (
                Frame::new(&raw mut (*inside).state),
                ptr::NonNull::<S>::dangling().as_ref(),
            )
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
    unsafe fn drop(room: *mut u8) {
        // SAFETY: the machine is in the state that its tag names; the enum's own drop glue does
        // nothing, since all its fields are slots.
        unsafe {
            let state = &raw mut (*room.cast::<Inside<E, R>>()).state;
            E::drop_state(E::fields(state), state.cast::<u8>().read(), true);
        }
    }
}

/// Leaves the machine `Panicked` when the poll unwinds.
struct Poisoned<E: StateEnum>(Frame<E>);

impl<E: StateEnum> Drop for Poisoned<E> {
    #[cold]
    fn drop(&mut self) {
        self.0.set_state(2);
    }
}
