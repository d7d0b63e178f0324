//! A variable that is pinned where it lies.

use core::pin::Pin;

/// Pins the variable: it is declared by the expansion, right before this call, and nothing else
/// ever mentions it, so that it stays where it is until it is dropped.
#[inline(always)]
pub fn pinned<T>(variable: &mut T) -> Pin<&mut T> {
    // SAFETY: see above.
    unsafe { Pin::new_unchecked(variable) }
}
