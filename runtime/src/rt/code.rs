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
//!     let shape = rt::assemble(entered, |(a, b)| first_state, |opened, cx| step);
//!     if rt::never_true() {
//!         let (few, more, state) = rt::room_for(shape);
//!         rt::forever().await;
//!         rt::keep((few, more, state));
//!     }
//! }
//! ```
//!
//! which is never kept: each run of it goes from its start to its end at once and hands out a
//! [`Table`] of plain functions. In optimised code such a run is known to the compiler from end
//! to end, so that what remains of it is a direct call of the function that is wanted.
//!
//! In a debug build every generic function that is called here is compiled for each machine:
//! hence `as` in place of `cast`, and few layers.
//!
//! The size of the block is that of its largest state, in which it would hold `state`: whatever
//! the enum's size is, there is room for it where the block would lie. Before `state` the block has
//! a number of its own; these bytes are where the future's [`Watch`] lies.

use core::future::Future;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use super::frame::drop_state;
use super::{FieldInfo, Opened, StateEnum, Watch, unreachable};

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
    /// Tells of each field of an enum there, whose first byte is initialised.
    #[cfg(feature = "alloc")]
    pub(super) visit: unsafe fn(*mut u8, &mut dyn FnMut(FieldInfo)),
    /// Tells of each field, with its offset in place of its address.
    #[cfg(not(feature = "alloc"))]
    pub(super) visit: fn(&mut dyn FnMut(FieldInfo)),
}

impl<P, R> Table<P, R> {
    /// The fields of the enum, with offsets in place of addresses.
    #[cfg(feature = "alloc")]
    pub(super) fn fields(&self) -> alloc::vec::Vec<FieldInfo> {
        // Aligned as the room, the enum is aligned enough.
        match core::alloc::Layout::from_size_align(self.size, self.room_align) {
            Ok(layout) => crate::layout::field_infos(layout, self.visit),
            Err(_) => unreachable(),
        }
    }
}

/// What lies in the room.
#[repr(C)]
struct Inside<E> {
    watch: Watch,
    state: E,
}

/// The type of an enum.
pub struct Shape<E>(PhantomData<fn() -> E>);

/// What a coroutine holds so that it is large enough for `Inside`, and aligned as that is: one byte
/// at least is taken by its own number, and wherever rustc puts that, there are eight bytes and
/// the enum.
///
/// There is as little around the enum as can be, since rustc looks into each type to learn its
/// layout, and does so to a limited depth only: a future holds the future that it awaits, and so
/// forth.
///
/// Without `std` a [`Watch`] has four bytes, and the second part is there for the alignment only.
#[cold]
pub fn room_for<E>(_: Shape<E>) -> ([u8; 3], Second, E) {
    unreachable()
}

#[cfg(feature = "std")]
type Second = u32;
#[cfg(not(feature = "std"))]
type Second = [u32; 0];

/// The types of the parameters, and what the function returns.
pub struct Types<P, R>(PhantomData<fn(P) -> R>);

/// Tells the compiler the types in the code, outside of the `unsafe` block in which it is used.
#[inline(always)]
pub fn code<K, C, P, R>(_: &P, code: K) -> K
where
    K: Fn(Types<P, R>) -> C + Copy,
    C: Future<Output = ()>,
{
    code
}

/// The same, where what the function returns cannot be named: it is what the original returns.
#[inline(always)]
pub fn code_of<K, C, P, R, O>(_: PhantomData<O>, _: &P, code: K) -> K
where
    O: Future<Output = R>,
    K: Fn(Types<P, R>) -> C + Copy,
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
        Poll::Ready(Entered(cx.waker().data() as *mut *const Table<P, R>))
    }
}

/// Puts the pieces together: hands out the table.
#[inline(always)]
pub fn assemble<P, R, E, I, S>(entered: Entered<P, R>, _: I, _: S) -> Shape<E>
where
    E: StateEnum,
    I: Fn(P) -> E + Copy,
    S: Fn(Opened<E>, &mut Context<'_>) -> Poll<R> + Copy,
{
    // SAFETY: `table_of` waits for us, and lends us its variable.
    unsafe { *entered.0 = &Tables::<E, I, S, P, R>::TABLE };
    Shape(PhantomData)
}

/// Never true; only the compiler's analysis does not know.
#[inline(always)]
pub fn never_true() -> bool {
    false
}

/// Never ready.
#[inline(always)]
pub fn forever() -> core::future::Pending<()> {
    core::future::pending()
}

/// The table of the code `K`, which captures nothing, and of which there is a value.
///
/// It is not inlined into debug builds' polls, whose stack frames would then have room for a
/// coroutine each.
#[inline]
pub(super) fn table_of<'a, K, C, P, R>() -> &'a Table<P, R>
where
    K: Fn(Types<P, R>) -> C + Copy,
    C: Future<Output = ()>,
{
    let mut table: *const Table<P, R> = ptr::null();
    let data = &raw mut table as *const ();
    // SAFETY: the caller has a value. The run ends at its first poll, after which a coroutine has
    // nothing to drop.
    let mut run = ManuallyDrop::new(unsafe { value_of::<K>() }(Types(PhantomData)));
    // SAFETY: `run` stays where it is, and a `ManuallyDrop` lies where what is in it does.
    let pinned = unsafe { Pin::new_unchecked(&mut *(&raw mut run as *mut C)) };
    // SAFETY: a waker whose functions do nothing, which nobody but `Enter` gets to see.
    let waker = unsafe { waker(data) };
    if pinned.poll(&mut Context::from_waker(&waker)).is_pending() {
        unreachable();
    }
    // SAFETY: the code has set it.
    unsafe { &*table }
}

/// A waker that does nothing and carries `data`.
///
/// # Safety
/// Nobody uses the data after what it points to is gone.
#[inline(always)]
unsafe fn waker(data: *const ()) -> ManuallyDrop<Waker> {
    const TABLE: RawWakerVTable =
        RawWakerVTable::new(|data| RawWaker::new(data, &TABLE), |_| {}, |_| {}, |_| {});

    // SAFETY: the functions do nothing, so they keep to what a waker promises.
    ManuallyDrop::new(unsafe { Waker::from_raw(RawWaker::new(data, &TABLE)) })
}

/// The value of the type of a closure that captures nothing.
///
/// # Safety
/// There is such a value.
#[inline(always)]
unsafe fn value_of<F: Copy>() -> F {
    union Value<F: Copy> {
        nothing: (),
        value: F,
    }

    const { assert!(size_of::<F>() == 0, "the code captures nothing") };
    // SAFETY: a value without a size has no bytes that would need to be initialised.
    unsafe { Value { nothing: () }.value }
}

/// The table of an enum, the code that makes its first value, and the code that steps it.
struct Tables<E, I, S, P, R>(PhantomData<(E, I, S, P, R)>);

impl<E, I, S, P, R> Tables<E, I, S, P, R>
where
    E: StateEnum,
    I: Fn(P) -> E + Copy,
    S: Fn(Opened<E>, &mut Context<'_>) -> Poll<R> + Copy,
{
    const TABLE: Table<P, R> = Table {
        offset: core::mem::offset_of!(Inside<E>, state),
        size: size_of::<E>(),
        room_size: size_of::<Inside<E>>(),
        room_align: align_of::<Inside<E>>(),
        start: Self::start,
        poll: Self::poll,
        drop: Self::drop,
        #[cfg(feature = "alloc")]
        visit: Self::visit,
        #[cfg(not(feature = "alloc"))]
        visit: Self::visit_on_stack,
    };

    /// # Safety
    /// There is a value of `I`, and `room` has the size and the alignment of the table.
    #[inline]
    unsafe fn start(room: *mut u8, watch: Watch, parameters: P) {
        // SAFETY: see above.
        let state = unsafe { value_of::<I>() }(parameters);
        // SAFETY: see above.
        unsafe { ptr::write(room as *mut Inside<E>, Inside { watch, state }) };
    }

    /// # Safety
    /// `room` holds a pinned machine of this type, which is not otherwise used during the poll.
    #[inline]
    unsafe fn poll(room: *mut u8, cx: &mut Context<'_>) -> Poll<R> {
        // SAFETY: see above; a value of `S` was there when the machine was started.
        let (state, step) = unsafe {
            let inside = room as *mut Inside<E>;
            (&raw mut (*inside).state, value_of::<S>())
        };
        let poisoned = Poisoned(state as *mut u8);
        // SAFETY: see above.
        let result = step(unsafe { Opened::new(state) }, cx);
        core::mem::forget(poisoned);
        if result.is_ready() {
            // SAFETY: the tag is the enum's first byte.
            unsafe { *(state as *mut u8) = 1 };
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
            let state = &raw mut (*(room as *mut Inside<E>)).state as *mut u8;
            drop_state::<E>(state, *state, true);
        }
    }

    /// # Safety
    /// `this` points to room for an enum, whose first byte is initialised.
    unsafe fn visit(this: *mut u8, visit: &mut dyn FnMut(FieldInfo)) {
        // SAFETY: see above; only addresses are computed.
        E::visit(unsafe { E::fields(this as *mut E) }, visit);
    }

    /// Where there is no heap, the enum whose fields' addresses are taken has its room here. In
    /// optimised code nothing is left of it but the differences.
    #[cfg(not(feature = "alloc"))]
    fn visit_on_stack(visit: &mut dyn FnMut(FieldInfo)) {
        let mut room = core::mem::MaybeUninit::<E>::uninit();
        let this = room.as_mut_ptr() as *mut u8;
        let base = this as usize;
        let mut relative = |mut field: FieldInfo| {
            field.address -= base;
            visit(field);
        };
        // SAFETY: the enum has a tag, so its first byte is there.
        unsafe {
            *this = 0;
            Self::visit(this, &mut relative);
        }
    }
}

/// Leaves the machine with this tag `Panicked` when the poll unwinds, unless it had returned
/// before.
struct Poisoned(*mut u8);

impl Drop for Poisoned {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: made by `Tables::poll`, during which the tag is there.
        unsafe {
            if *self.0 != 1 {
                *self.0 = 2;
            }
        }
    }
}
