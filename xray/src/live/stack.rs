//! How much of the thread's stack is used while a tree is followed.

/// As much as is left to a snapshot, in bytes: it may be taken deep inside of a poll, on a thread of
/// an executor, which has two megabytes.
const MOST: usize = 512 << 10;

/// So many futures are told of in any case: AddressSanitizer has variables elsewhere, so that
/// their addresses do not tell how much of the stack is used.
const ALWAYS: usize = 64;

/// Where the stack was when a snapshot began.
#[derive(Clone, Copy)]
pub(super) struct Stack(usize);

impl Stack {
    /// The stack as it is now.
    #[inline(never)]
    pub(super) fn here() -> Self {
        let marker = 0_u8;
        Stack((&raw const marker).addr())
    }

    /// Whether there is too little left to go on, at that depth of a tree.
    pub(super) fn is_used_up(self, depth: usize) -> bool {
        depth > ALWAYS && self.0.abs_diff(Stack::here().0) > MOST
    }
}
