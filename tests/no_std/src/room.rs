//! Statics for tasks whose types have no names.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicBool, Ordering::SeqCst};

use crate::executor::Task;

/// Room for a task of that many bytes.
#[repr(C, align(16))]
pub struct Room<const N: usize> {
    bytes: UnsafeCell<MaybeUninit<[u8; N]>>,
    taken: AtomicBool,
}

// SAFETY: it is handed out once.
unsafe impl<const N: usize> Sync for Room<N> {}

/// The size of a task that runs the function: known to the compiler, as embassy needs it.
pub const fn size<F: Future<Output = ()> + 'static>(_: fn() -> F) -> usize {
    size_of::<Task<F>>()
}

impl<const N: usize> Room<N> {
    /// Empty room.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Room {
            bytes: UnsafeCell::new(MaybeUninit::uninit()),
            taken: AtomicBool::new(false),
        }
    }

    /// Spawns the function in it.
    ///
    /// # Panics
    /// If the room is taken, or made for another function.
    pub fn spawn<F: Future<Output = ()> + 'static>(
        &'static self,
        function: fn() -> F,
    ) -> &'static Task<F> {
        assert!(size_of::<Task<F>>() <= N && align_of::<Task<F>>() <= 16);
        assert!(!self.taken.swap(true, SeqCst), "spawned once");
        let place = self.bytes.get().cast::<Task<F>>();
        // SAFETY: the room is large enough, and nobody else's.
        let task: &'static Task<F> = unsafe {
            place.write(Task::new());
            &*place
        };
        task.spawn(function);
        task
    }
}

/// Spawns a function without parameters in a static of its own.
#[macro_export]
macro_rules! spawn {
    ($function:path) => {{
        static ROOM: $crate::room::Room<{ $crate::room::size($function) }> =
            $crate::room::Room::new();
        ROOM.spawn($function)
    }};
}
