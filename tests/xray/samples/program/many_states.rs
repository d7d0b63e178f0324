//! So many states that a byte does not tell them apart.

use crate::world::{List, look, pause, sample};

macro_rules! sixteen_pauses {
    () => {
        sixteen_pauses!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
    };
    ($($number:literal)*) => {
        $(
            look(&$number);
            pause().await;
        )*
    };
}

macro_rules! many_pauses {
    ($($number:literal)*) => {
        $(
            look(&$number);
            sixteen_pauses!();
        )*
    };
}

async fn three_hundred_states(seed: u8) -> usize {
    let mut sum = 0;
    {
        let first = [seed; 3];
        many_pauses!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
        sum += look(&first);
    }
    let second = u64::from(seed);
    many_pauses!(0 1 2);
    sum + look(&second)
}

pub fn all() -> List {
    vec![sample(three_hundred_states(1))]
}
