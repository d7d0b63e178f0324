//! Machines of the compiler lowering, written by hand.

/// Shortens the tests: the machine of a function `$name` with suspension points as listed
/// (what is awaited, and the line), wrapping `$body`.
#[macro_export]
macro_rules! machine {
    (
        $name:ident, $($option:ident = $value:expr,)*
        [$($state:literal, $awaiting:literal, $line:literal;)*],
        |$arguments:ident| $fill:expr, $hook:expr,
        $body:expr
    ) => {{
        use visualize_future::{Location, Lowering, Machine, MachineParts, State, rt};
        struct Here;
        static MACHINE: Machine = Machine {
            parts: MachineParts {
                name: stringify!($name),
                module: module_path!(),
                path: rt::path_of::<Here>,
                location: Location::new(file!(), 10, 4),
                lowering: Lowering::Compiler,
                reasons: &[],
                states: &[
                    State::new("Unresumed", Location::new(file!(), 10, 4), "", &[], &[]),
                    State::new("Returned", Location::new(file!(), 10, 4), "", &[], &[]),
                    State::new("Panicked", Location::new(file!(), 10, 4), "", &[], &[]),
                    $(State::new(
                        $state,
                        Location::new(file!(), $line, 9),
                        $awaiting,
                        &[],
                        &[],
                    ),)*
                ],
                transitions: &[],
                locals: &[],
                #[allow(clippy::needless_update)]
                options: rt::Options { $($option: $value,)* ..rt::Options::DEFAULT },
            },
            cells: rt::MachineCells::NEW,
        };
        struct This;
        impl rt::Described for This {
            fn machine() -> &'static Machine {
                &MACHINE
            }
        }
        #[allow(unused_variables)]
        let watch = rt::watch(&MACHINE, |$arguments| $fill);
        rt::compiled(watch, This, $hook(&MACHINE), $body)
    }};
    ($name:ident, [$($states:tt)*], $body:expr) => {
        $crate::machine!(
            $name,
            [$($states)*],
            |arguments| {},
            |_: &'static visualize_future::Machine| visualize_future::rt::NoHook,
            $body
        )
    };
}
