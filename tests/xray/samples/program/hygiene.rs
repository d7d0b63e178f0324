//! Names that mean something else than they seem to: raw ones, those of macros, and rustc's own.

use crate::world::{Guard, List, give, look, pause, sample};

async fn raw_names(r#type: u64, r#fn: u8) -> usize {
    let r#match = [r#fn; 10];
    pause().await;
    look(&r#match) + r#type as usize
}

macro_rules! add_hidden {
    ($value:expr) => {{
        let value = [1u16; 9];
        let sum = $value + look(&value);
        pause().await;
        sum + look(&value)
    }};
}

/// `value` of the macro is another one than `value` of the function.
async fn name_of_a_macro(value: usize) -> usize {
    let sum = add_hidden!(value);
    sum + value
}

macro_rules! await_twice {
    ($future:expr, $other:expr) => {
        ($future.await, $other.await)
    };
}

async fn awaits_in_a_macro(number: u8) -> usize {
    let kept = Guard(u16::from(number));
    let (left, right) = await_twice!(give(number), give(u64::from(number)));
    look(&left) + look(&right) + look(&kept)
}

macro_rules! make_function {
    ($name:ident, $type:ty) => {
        async fn $name(number: $type) -> $type {
            let kept = [number; 3];
            pause().await;
            kept[1]
        }
    };
}

make_function!(made_by_a_macro, u16);
make_function!(made_by_a_macro_again, u64);

/// These are the names by which debug info calls what has none.
async fn names_of_rustc(__0: u8, __1: u16) -> usize {
    let __awaitee = [__0; 5];
    pause().await;
    let __2 = (__1, 4u64);
    let sum = look(&__2) + give(1usize).await;
    sum + look(&__awaitee) + look(&__0)
}

/// The name of a temporary, whose number counts what is kept in the state.
async fn name_of_a_temporary(guard: Guard) -> usize {
    let __3 = [1u16; 3];
    let __4 = [1u32; 3];
    let sum = look(&(Guard(2), guard.0)) + (look(&String::from("text")) + give(1usize).await);
    let pair = (String::from("left").len() as u64, [give(1u8).await; 3]);
    sum + look(&pair) + look(&__3) + look(&__4)
}

async fn name_of_the_state(__state: u32) -> u32 {
    pause().await;
    __state
}

#[allow(non_snake_case)]
async fn größe(ширина: u16, Suspend0: u64) -> u64 {
    let Unresumed = [ширина; 3];
    pause().await;
    look(&Unresumed) as u64 + Suspend0
}

pub fn all() -> List {
    vec![
        sample(raw_names(1, 2)),
        sample(name_of_a_macro(1)),
        sample(awaits_in_a_macro(1)),
        sample(made_by_a_macro(1)),
        sample(made_by_a_macro_again(1)),
        sample(names_of_rustc(1, 2)),
        sample(name_of_a_temporary(Guard(1))),
        sample(name_of_the_state(1)),
        sample(größe(1, 2)),
    ]
}
