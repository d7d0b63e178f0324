//! Asks a type whether it has an auto trait, without requiring it.

use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

/// A type to be asked.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<fn() -> *const T>);

/// Asks the type of a value.
pub fn probe<T>(_: &T) -> Probe<T> {
    Probe(PhantomData)
}

macro_rules! questions {
    ($($question:ident $no:ident: $trait:ident;)*) => {$(
        impl<T: $trait> Probe<T> {
            /// Whether the type has the trait. An inherent method comes before that of the
            /// trait, if its bounds hold.
            pub fn $question(&self) -> bool {
                true
            }
        }

        /// The answer where the bounds do not hold.
        pub trait $no {
            /// No.
            fn $question(&self) -> bool {
                false
            }
        }

        impl<T> $no for Probe<T> {}
    )*};
}

questions! {
    is_send NotSend: Send;
    is_sync NotSync: Sync;
    is_unpin NotUnpin: Unpin;
    is_unwind_safe NotUnwindSafe: UnwindSafe;
    is_ref_unwind_safe NotRefUnwindSafe: RefUnwindSafe;
}

/// The auto traits of a value's type, as text.
#[macro_export]
macro_rules! auto_traits {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::auto_traits::{
            NotRefUnwindSafe as _, NotSend as _, NotSync as _, NotUnpin as _, NotUnwindSafe as _,
        };
        let probe = $crate::auto_traits::probe($value);
        ::std::format!(
            "Send {} Sync {} Unpin {} UnwindSafe {} RefUnwindSafe {}",
            probe.is_send(),
            probe.is_sync(),
            probe.is_unpin(),
            probe.is_unwind_safe(),
            probe.is_ref_unwind_safe(),
        )
    }};
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn the_probe_tells_them_apart() {
        assert_eq!(
            auto_traits!(&1),
            "Send true Sync true Unpin true UnwindSafe true RefUnwindSafe true"
        );
        assert_eq!(
            auto_traits!(&Rc::new(Cell::new(1))),
            "Send false Sync false Unpin true UnwindSafe false RefUnwindSafe false"
        );
        assert_eq!(
            auto_traits!(&Cell::new(1)),
            "Send true Sync false Unpin true UnwindSafe true RefUnwindSafe false"
        );
    }
}
