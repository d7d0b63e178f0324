//! The explicit lowering: the enum is the future.

use std::marker::{PhantomData, PhantomPinned};
use std::mem::MaybeUninit;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::ptr;
use std::task::{Context, Poll};

use super::code::{Table, table_of};
use super::{Body, Described, OutputHook, Types, Watch};
use crate::{Layout, Machine, Visualized};

/// An explicit state machine: room for the enum, and the type of the function as written, `O`,
/// which is never built.
///
/// `O` is the only source of auto traits, so that the machine is `Send`, `Sync` and so forth
/// exactly when the compiler's own coroutine is, with rustc's own explanation when it is not.
///
/// The enum's own type does not show: it is a local of the coroutine `C` (see
/// the module `code`), which only lends its name and its size.
pub struct Explicit<K, C, P, R, D, O, H> {
    room: Room<C>,
    hook: H,
    original: PhantomData<O>,
    types: PhantomData<fn(K, P, D) -> R>,
}

/// The enum behind a pointer to its [`Table`], with every auto trait but `Unpin`: `O` decides.
/// Not being `Unpin` matters for itself: it is what allows saved locals to point into each other
/// while there is a `&mut Room`.
struct Room<C>(MaybeUninit<C>, PhantomPinned);

// SAFETY: `Explicit` is `Send` and `Sync` by its `PhantomData<O>` alone, and `O` holds whatever
// the enum holds.
unsafe impl<C> Send for Room<C> {}
// SAFETY: as above.
unsafe impl<C> Sync for Room<C> {}
impl<C> UnwindSafe for Room<C> {}
impl<C> RefUnwindSafe for Room<C> {}

impl<C> Room<C> {
    #[inline(always)]
    fn table(this: *const Self) -> &'static Table<()> {
        // SAFETY: the room begins with this pointer, from the start of the machine on.
        unsafe { &*this.cast::<*const Table<()>>().read() }
    }
}

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
    code: K,
) -> Visualized<Explicit<K, C, P, R, D, O, H>>
where
    K: Fn(Types<P, R>) -> C,
    C: Future<Output = ()>,
    D: Described,
    H: OutputHook<R>,
{
    let mut room = Room(MaybeUninit::<C>::uninit(), PhantomPinned);
    super::code::start(&code, parameters, &mut room.0);
    Visualized::new(
        watch,
        Explicit {
            room,
            hook,
            original,
            types: PhantomData,
        },
    )
}

// SAFETY: the tag is `Returned` or `Panicked` once a poll has returned `Ready` or unwound.
unsafe impl<K, C, P, R, D, O, H> Body for Explicit<K, C, P, R, D, O, H>
where
    K: Fn(Types<P, R>) -> C,
    C: Future<Output = ()>,
    D: Described,
    H: OutputHook<R>,
{
    type Output = R;

    fn machine() -> &'static Machine {
        D::machine()
    }

    fn state(&self) -> u16 {
        let room = ptr::from_ref(&self.room);
        let table = Room::table(room);
        // SAFETY: the enum lies there, and the tag of a `repr(u8)` enum is its first byte.
        u16::from(unsafe { room.cast::<u8>().add(table.offset).read() })
    }

    fn layout() -> Layout {
        let table = table_of::<K, C, P, R>();
        Layout::of_enum::<Self, O>(table.size, &(table.fields)())
    }

    fn enum_address(&self) -> Option<usize> {
        let room = ptr::from_ref(&self.room);
        Some(room as usize + Room::table(room).offset)
    }

    #[inline(always)]
    unsafe fn poll(this: *mut Self, cx: &mut Context<'_>) -> Poll<R> {
        // SAFETY: the caller pinned the machine and uses it through `this` only; the table in the
        // room was made for this `R`.
        let result = unsafe {
            let room = (&raw mut (*this).room).cast::<u8>();
            let table = room.cast::<*const Table<R>>().read();
            ((*table).poll)(room, cx)
        };
        if let Poll::Ready(value) = &result {
            // SAFETY: the hook is not pinned, and only shared.
            unsafe { &(*this).hook }.returned(value);
        }
        result
    }
}

impl<C> Drop for Room<C> {
    #[inline(always)]
    fn drop(&mut self) {
        let room = ptr::from_mut(self);
        let table = Self::table(room);
        // SAFETY: the machine is being dropped, and not used after.
        unsafe { (table.drop)(room.cast()) }
    }
}
