//! Functions that macros write, and names that mean several things.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

/// A whole function, of pieces of every kind.
macro_rules! whole {
    (
        $name:ident($given:ident: $ty:ty) -> $output:ty, $value:expr, $pat:pat, $label:lifetime,
        $block:block, $literal:literal, $lint:meta
    ) => {
        #[machine]
        #[$lint]
        async fn $name($given: $ty) -> $output {
            let a = noisy("of the macro");
            let n = $value;
            let $pat = io_of("matched", (n, noisy("right"))).await;
            let m: usize = $label: loop {
                let a = $block;
                io($literal).await;
                if look(&$given) + a > 2 {
                    break $label a;
                }
            };
            n + m + look(&a)
        }
    };
}

whole!(
    written_by_a_macro(given: Noisy) -> usize,
    { let a = 3; a + io("value").await },
    (_, _right),
    'turns,
    { let n = 2; n + io("block").await },
    "literal",
    allow(clippy::never_loop)
);

/// A variable of the macro beside one of the user, of the same name.
macro_rules! beside {
    ($name:ident, $a:ident, $value:expr) => {
        #[machine]
        async fn $name($a: usize) -> usize {
            let a = noisy("of the macro");
            io("x").await;
            let b = $value + look(&a);
            let $a = $a + b;
            io("y").await;
            $a + look(&a)
        }
    };
}

beside!(two_of_a_name, a, a * 10);

/// A function that the macro calls beside a variable of the user, of the same name.
macro_rules! calls {
    ($name:ident, $given:ident) => {
        #[machine]
        async fn $name($given: Noisy) -> usize {
            let kept = noisy("kept");
            io("x").await;
            let n = look(&kept);
            io("y").await;
            n + $given.consume()
        }
    };
}

calls!(function_of_a_name, look);

/// Statements that are hidden in a fragment, and awaits of an operand that is one.
macro_rules! of_fragments {
    ($name:ident, [$($stmt:stmt;)*] $left:expr, $right:expr) => {
        #[machine]
        #[allow(redundant_semicolons)]
        async fn $name() -> usize {
            $($stmt;)*
            let product = $left * $right;
            io("x").await;
            product
        }
    };
}

of_fragments!(
    operands_are_fragments,
    [
        let kept = noisy("kept");
        let _ = io("statement").await;
        let _ = look(&kept);
    ]
    1 + io("left").await, 2 + io("right").await
);

/// Awaits whose future is a fragment.
macro_rules! of_futures {
    ($name:ident, $($future:expr),*) => {
        #[machine]
        async fn $name() -> Result<usize, Failure> {
            let mut sum = 0;
            $(sum += $future.await?;)*
            Ok(sum)
        }
    };
}

of_futures!(futures_are_fragments, fallible("x"), {
    step("block");
    fallible("y")
});

/// Fragments that would fall apart, or take a part of what stands beside them.
macro_rules! of_pieces {
    (
        $name:ident, $kept:ident, $sum:expr, $negative:expr, $future:expr, $call:expr, $shape:expr, $ty:ty,
        $range:expr, $choice:expr
    ) => {
        #[machine]
        async fn $name() -> usize {
            #[derive(PartialEq)]
            struct Shape {
                n: isize,
            }
            let mut $kept = io("kept");
            let shown: &$ty = &3_usize;
            io("x").await;
            let list = vec![$sum * 2, $choice.len()];
            let n = $negative.abs() as usize + $sum as usize * $sum;
            let m = $call(n) + $future.await;
            if (Shape { n: 3 }) == $shape {
                step(format!("{} {shown}", $sum * 3));
            }
            for turn in $range.rev() {
                step(format!("turn {turn}"));
                io("turn").await;
            }
            $choice;
            list.iter().sum::<usize>() + m
        }
    };
}

of_pieces!(
    pieces_are_fragments,
    kept,
    1 + 2,
    -3_isize,
    &mut kept,
    |n: usize| n + 1,
    Shape { n: -3 + 6 },
    dyn std::fmt::Display + Sync,
    0..2_usize,
    match flag() {
        true => "one",
        false => "three",
    }
);

/// Methods and generics.
macro_rules! of_methods {
    ($ty:ident<$param:ident>, $($name:ident),*) => {
        struct $ty<$param> {
            value: $param,
        }

        impl<$param: Into<usize> + Copy> $ty<$param> {
            $(
                #[machine]
                async fn $name(&self, n: usize) -> usize {
                    let kept = noisy(stringify!($name));
                    self.value.into() + io_of(stringify!($name), n).await + look(&kept)
                }
            )*
        }
    };
}

of_methods!(Counted<T>, add_one, add_two);

#[machine]
async fn names_of_macros(value: usize) -> usize {
    macro_rules! value {
        () => {
            value
        };
        ($name:ident) => {{
            let value = 100;
            $name + value
        }};
    }
    let other = value;
    io("x").await;
    let value = value!(other);
    io("y").await;
    value!() + value!(value)
}

#[machine]
async fn names_in_each_namespace(text: usize) -> usize {
    #[allow(non_camel_case_types)]
    type text = usize;
    fn look(n: text) -> text {
        n + 1
    }
    struct Noisy {
        io: text,
    }
    let noisy = Noisy { io: look(text) };
    let n: text = io("x").await;
    let io = noisy.io;
    'io: loop {
        step("loop");
        if flag() {
            break 'io;
        }
        break;
    }
    io + n + text
}

#[machine]
async fn reserved_names(r#try: usize, r#dyn: Noisy) -> usize {
    let r#gen = io("x").await;
    let union = 1;
    let auto = 2;
    let default = io("y").await;
    let raw = &r#dyn;
    let safe = r#try + r#gen;
    io("z").await;
    safe + union + auto + default + look(raw)
}

#[machine]
async fn letters_of_any_script(größe: usize) -> usize {
    let 数 = größe + io("x").await;
    let ünïcode = noisy("ü");
    io("y").await;
    数 + look(&ünïcode)
}

#[machine]
async fn functions_in_functions(n: usize) -> usize {
    #[machine]
    async fn inner(n: usize) -> usize {
        #[machine]
        async fn innermost(n: usize) -> usize {
            io("innermost").await + n
        }
        innermost(n).await + io("inner").await
    }
    let kept = noisy("kept");
    inner(n).await + look(&kept)
}

struct Tuple(Noisy, usize);

impl Tuple {
    const NAME: &'static str = "constant";

    #[machine]
    async fn of_self(Self(name, n): Self) -> Result<Self, Failure> {
        let made = Self(noisy(Self::NAME), n + fallible("x").await?);
        let Self(left, right) = &made;
        io("y").await;
        step(format!("{} {right}", left.name()));
        Ok(Self(name, <Self>::helper(right).await))
    }

    #[machine]
    async fn helper(n: &usize) -> usize {
        *n + io(Self::NAME).await
    }
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        // The value of an await leaks when the drop of its awaitee panics.
        case!(written_by_a_macro: Explicit, written_by_a_macro(noisy("given")))
            .without_panics_in_drops(),
        case!(two_of_a_name: Explicit, two_of_a_name(3)),
        case!(function_of_a_name: Compiler, function_of_a_name(noisy("given"))),
        case!(operands_are_fragments: Explicit, operands_are_fragments()),
        case!(futures_are_fragments: Explicit, futures_are_fragments()),
        case!(pieces_are_fragments: Explicit, pieces_are_fragments()),
        case!(add_one: Since2024, async { Counted { value: 1_u8 }.add_one(2).await }),
        case!(add_two: Since2024, async { Counted { value: 2_u16 }.add_two(3).await }),
        case!(names_of_macros: Compiler, names_of_macros(1)),
        case!(names_in_each_namespace: Compiler, names_in_each_namespace(1)),
        case!(reserved_names: Explicit, reserved_names(1, noisy("dyn"))),
        case!(letters_of_any_script: Explicit, letters_of_any_script(2)),
        case!(functions_in_functions: Explicit, functions_in_functions(1)),
        case!(of_self: Since2024, async {
            Tuple::of_self(Tuple(noisy("name"), 1)).await.map(|made| (made.0.name().to_owned(), made.1))
        }),
        case!(helper: Explicit, async { Tuple::helper(&2).await }),
    ]
}
