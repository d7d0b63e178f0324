//! Functions of another crate.

use dependency::{Turn, block_of_dependency, generic_of_dependency, nested_twice, twice};

use crate::world::{Line, List, look, sample};

async fn through_a_dependency(text: String) -> usize {
    let first = twice(text.clone()).await;
    let second = nested_twice([1; 37]).await;
    let block = block_of_dependency(3).await;
    let turn = Turn::default().await;
    first + second + block as usize + turn as usize + text.len()
}

async fn generic_from_there() -> usize {
    let (left, right) = generic_of_dependency(String::from("text")).await;
    let lines = generic_of_dependency(Line(1)).await;
    look(&left) + look(&right) + look(&lines)
}

pub fn all() -> List {
    vec![
        sample(through_a_dependency(String::from("text"))),
        sample(generic_from_there()),
        sample(twice(String::from("direct"))),
        sample(generic_of_dependency(7u8)),
    ]
}
