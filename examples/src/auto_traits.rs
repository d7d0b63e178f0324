//! Whether a value may go to another thread, as the compiler decides it.

/// A value of which it is asked. The method that is found on it depends on its type: see
/// [`is_send`](crate::is_send).
#[doc(hidden)]
pub struct Asked<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized + Send> Asked<'_, T> {
    /// A method of the type itself comes first, where its bounds hold.
    #[doc(hidden)]
    pub fn is_send(&self) -> bool {
        true
    }
}

/// Where they do not, a trait's method is found.
#[doc(hidden)]
pub trait NotKnownToBeSend {
    #[doc(hidden)]
    fn is_send(&self) -> bool {
        false
    }
}

impl<T: ?Sized> NotKnownToBeSend for Asked<'_, T> {}

/// Whether the compiler knows here that the value may go to another thread: it decides that when
/// it compiles, by which of two methods it finds.
///
/// ```
/// use std::rc::Rc;
/// use visualize_future_examples::is_send;
///
/// assert!(is_send!(&7));
/// assert!(!is_send!(&Rc::new(7)));
/// ```
#[macro_export]
macro_rules! is_send {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::NotKnownToBeSend as _;
        $crate::Asked($value).is_send()
    }};
}

/// An answer in words.
pub fn yes_or_no(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}
