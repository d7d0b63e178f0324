//! Generic functions: several types of one name.

use std::fmt::Debug;
use std::future::Future;

use crate::world::{Guard, Line, List, Nothing, give, look, pause, sample};

async fn one_type<T>(value: T) -> usize {
    let reference = &value;
    pause().await;
    look(reference)
}

async fn two_types<A: Default, B: Default + Clone>(flag: bool) -> usize {
    let left = A::default();
    let right = [B::default(), B::default()];
    pause().await;
    let copy = right.clone();
    pause().await;
    look(&left) + look(&copy) + look(&flag)
}

async fn constant<const N: usize, const FLAG: bool>() -> usize {
    let bytes = [0u8; N];
    if FLAG {
        pause().await;
    }
    pause().await;
    look(&bytes)
}

async fn by_impl(value: impl Debug + Clone) -> usize {
    let copy = value.clone();
    pause().await;
    look(&copy) + look(&value)
}

async fn with_a_future<F: Future>(future: F, label: &'static str) -> F::Output {
    let output = future.await;
    pause().await;
    look(label);
    output
}

async fn with_a_closure<F: Fn(u8) -> R, R: Future<Output = usize>>(make: F) -> usize {
    make(1).await + make(2).await
}

/// Lifetimes are no part of a type in debug info.
async fn with_lifetimes<'a, 'b: 'a>(left: &'a str, right: &'b str) -> &'a str {
    pause().await;
    if left.len() > right.len() {
        left
    } else {
        right
    }
}

async fn unsized_behind<T: ?Sized>(value: Box<T>) -> usize {
    pause().await;
    look(&*value)
}

mod left {
    #[derive(Default, Clone)]
    pub struct Same(pub [u8; 3]);

    pub async fn same_name(number: u16) -> u16 {
        crate::world::give(number).await
    }
}

mod right {
    #[derive(Default, Clone)]
    pub struct Same(pub [u64; 2]);

    pub async fn same_name(number: u64) -> u64 {
        let doubled = number * 2;
        crate::world::pause().await;
        doubled
    }
}

/// Two of one name and of one layout: print-type-sizes says it once.
mod twin {
    #[derive(Default, Clone)]
    pub struct Same(pub [u8; 3]);

    pub async fn same_name(number: u16) -> u16 {
        crate::world::give(number).await
    }
}

async fn function_in_a_function(number: u8) -> usize {
    async fn inner(number: u8) -> usize {
        let bytes = [number; 6];
        pause().await;
        look(&bytes)
    }
    inner(number).await
}

async fn another_function_in_a_function(number: u64) -> usize {
    async fn inner(number: u64) -> usize {
        give(number).await as usize
    }
    inner(number).await
}

pub fn all() -> List {
    vec![
        sample(one_type(1u8)),
        sample(one_type(1u64)),
        sample(one_type(String::from("text"))),
        sample(one_type(Guard(1))),
        sample(one_type(Line(1))),
        sample(one_type(Nothing)),
        sample(one_type((1u8, 'a', [2u16; 3]))),
        sample(one_type(left::Same([1; 3]))),
        sample(one_type(right::Same([1; 2]))),
        sample(one_type(twin::Same([1; 3]))),
        sample(two_types::<u8, String>(true)),
        sample(two_types::<[u64; 4], u16>(true)),
        sample(two_types::<left::Same, right::Same>(true)),
        sample(constant::<3, true>()),
        sample(constant::<300, false>()),
        sample(by_impl("text")),
        sample(by_impl(vec![1u16])),
        sample(with_a_future(give(5u64), "label")),
        sample(with_a_future(one_type(5u16), "label")),
        sample(with_a_future(with_a_future(give('a'), "inner"), "outer")),
        sample(with_a_closure(|number| one_type(number))),
        sample(with_lifetimes("left", "right")),
        sample(unsized_behind::<str>("text".into())),
        sample(unsized_behind::<dyn Debug>(Box::new(5u8))),
        sample(left::same_name(1)),
        sample(right::same_name(1)),
        sample(twin::same_name(1)),
        sample(function_in_a_function(1)),
        sample(another_function_in_a_function(1)),
    ]
}
