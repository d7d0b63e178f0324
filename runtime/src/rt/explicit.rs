//! The explicit lowering: the enum is the future.

use core::marker::{PhantomData, PhantomPinned};
use core::mem::{self, ManuallyDrop};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::task::{Context, Poll};

use super::code::table_of;
use super::{Body, Described, OutputHook, Types, Watch, unreachable};
use crate::{Layout, Machine, Visualized};

/// An explicit state machine: room for the watch and the enum, and the type of the function as
/// written, `O`, which is never built.
///
/// `O` is the only source of auto traits, so that the machine is `Send`, `Sync` and so forth
/// exactly when the compiler's own coroutine is, with rustc's own explanation when it is not.
///
/// The enum's own type does not show: it is a local of the coroutine `C` (see
/// the module `code`), which only lends its name and its size.
pub struct Explicit<K, C, P, R, D, O, H>
where
    K: Fn(Types<P, R>) -> C + Copy,
    C: Future<Output = ()>,
{
    room: Room<C>,
    hook: H,
    original: PhantomData<O>,
    types: PhantomData<fn(K, P, D) -> R>,
    /// Allows saved locals to point into each other while there is a `&mut Explicit`.
    _pinned: PhantomPinned,
}

/// The watch and the enum, with every auto trait: `O` decides. The enum's fields are `UnsafeCell`s,
/// which is what allows saved locals to point into each other while there is a `&Room`.
///
/// It is no `MaybeUninit`, as each type around another counts: see
/// [`room_for`](super::room_for).
union Room<C> {
    nothing: (),
    _coroutine: ManuallyDrop<C>,
}

// SAFETY: `Explicit` is `Send` and `Sync` by its `PhantomData<O>` alone, and `O` holds whatever
// the enum holds.
unsafe impl<C> Send for Room<C> {}
// SAFETY: as above.
unsafe impl<C> Sync for Room<C> {}
impl<C> UnwindSafe for Room<C> {}
impl<C> RefUnwindSafe for Room<C> {}

/// Builds the future.
///
/// # Safety
/// `code` is the faithful translation of `O`: it reads a field only where it holds a value, and
/// leaves exactly those fields filled that the state which it suspends in names.
#[inline(always)]
pub unsafe fn explicit<K, C, P, R, D, O, H>(
    watch: Watch,
    _: D,
    parameters: P,
    original: PhantomData<O>,
    hook: H,
    _: K,
) -> Visualized<Explicit<K, C, P, R, D, O, H>>
where
    K: Fn(Types<P, R>) -> C + Copy,
    C: Future<Output = ()>,
    D: Described,
    H: OutputHook<R>,
{
    let table = table_of::<K, C, P, R>();
    if table.room_size > size_of::<C>() || table.room_align > align_of::<C>() {
        unreachable();
    }
    #[cfg(feature = "std")]
    if watch.is_watched() {
        watch.sized(
            D::machine(),
            size_of::<Visualized<Explicit<K, C, P, R, D, O, H>>>(),
        );
    }
    let mut room = Room::<C> { nothing: () };
    // SAFETY: the room is large enough, and the caller has a value of the code.
    unsafe { (table.start)(&raw mut room as *mut u8, watch, parameters) };
    Visualized::of(Explicit {
        room,
        hook,
        original,
        types: PhantomData,
        _pinned: PhantomPinned,
    })
}

impl<K, C, P, R, D, O, H> Explicit<K, C, P, R, D, O, H>
where
    K: Fn(Types<P, R>) -> C + Copy,
    C: Future<Output = ()>,
{
    /// The enum's address, if the machine lies at `this`.
    fn enum_at(this: *const Self) -> *const u8 {
        let offset = table_of::<K, C, P, R>().offset;
        this.cast::<u8>()
            .wrapping_add(mem::offset_of!(Self, room) + offset)
    }
}

// SAFETY: the tag is `Returned` or `Panicked` once a poll has returned `Ready` or unwound.
unsafe impl<K, C, P, R, D, O, H> Body for Explicit<K, C, P, R, D, O, H>
where
    K: Fn(Types<P, R>) -> C + Copy,
    C: Future<Output = ()>,
    D: Described,
    H: OutputHook<R>,
{
    type Output = R;

    fn machine() -> &'static Machine {
        D::machine()
    }

    #[inline(always)]
    fn watch(this: *const Self) -> *const Watch {
        this.cast::<u8>()
            .wrapping_add(mem::offset_of!(Self, room))
            .cast()
    }

    unsafe fn state(this: *const Self) -> u16 {
        // SAFETY: the enum lies there, and the tag of a `repr(u8)` enum is its first byte.
        u16::from(unsafe { Self::enum_at(this).read() })
    }

    fn layout() -> Layout {
        let table = table_of::<K, C, P, R>();
        #[cfg(feature = "alloc")]
        let fields = &table.fields();
        #[cfg(not(feature = "alloc"))]
        let fields = table.visit;
        Layout::of_enum::<Self, O>(table.size, fields)
    }

    fn enum_address(&self) -> Option<usize> {
        Some(Self::enum_at(self) as usize)
    }

    #[inline(always)]
    unsafe fn poll(this: *mut Self, cx: &mut Context<'_>) -> Poll<R> {
        let table = table_of::<K, C, P, R>();
        // SAFETY: the caller pinned the machine and uses it through `this` only.
        let result = unsafe { (table.poll)(&raw mut (*this).room as *mut u8, cx) };
        if let Poll::Ready(value) = &result {
            // SAFETY: the hook is not pinned, and only shared.
            unsafe { &(*this).hook }.returned(value);
        }
        result
    }

    #[inline(always)]
    unsafe fn drop_locals(this: *mut Self) {
        let table = table_of::<K, C, P, R>();
        // SAFETY: the machine is being dropped, and not used after.
        unsafe { (table.drop)(&raw mut (*this).room as *mut u8) }
    }
}
