//! Values without a name that live across an await.

use std::sync::Mutex;

use crate::world::{Guard, List, give, look, pause, sample};

async fn operand() -> usize {
    look(&String::from("left")) + give(1usize).await
}

async fn arguments_of_a_call(number: u16) -> usize {
    fn sum(left: usize, middle: u16, right: String) -> usize {
        left + middle as usize + right.len()
    }
    sum(
        give(1usize).await,
        number * 2,
        give(String::from("right")).await,
    )
}

async fn tuple_of_awaits() -> (u8, String, u64) {
    (
        give(1u8).await,
        give(String::from("middle")).await,
        give(3u64).await,
    )
}

async fn array_of_awaits() -> [Box<u8>; 3] {
    [
        Box::new(1),
        give(Box::new(2)).await,
        give(Box::new(3)).await,
    ]
}

struct Fields {
    name: String,
    bytes: [u8; 7],
    number: u32,
}

async fn fields_of_awaits(rest: Fields) -> usize {
    let fields = Fields {
        number: give(1u32).await,
        name: give(String::from("name")).await,
        ..rest
    };
    fields.name.len() + fields.bytes.len() + fields.number as usize
}

async fn lock_in_a_condition() -> usize {
    let lock = Mutex::new(vec![1u8, 2]);
    match lock.lock().unwrap().first() {
        Some(number) => give(*number).await as usize,
        None => 0,
    }
}

async fn reference_to_a_temporary() -> usize {
    let text = &String::from("kept by let");
    let pair = &mut (Guard(1), 5u64);
    pause().await;
    pair.1 += 1;
    text.len() + look(pair)
}

async fn receiver() -> usize {
    String::from("a receiver")
        .trim_end_matches(give('r').await)
        .len()
}

async fn arguments_of_a_macro(number: u8) -> String {
    format!("{}-{number}-{}", String::from("left"), give(number).await)
}

async fn method_chain() -> usize {
    give(vec![String::from("a"), String::from("b")])
        .await
        .iter()
        .map(String::len)
        .sum::<usize>()
        .max(give(1usize).await)
}

async fn index_and_assignment() -> u32 {
    let mut numbers = vec![1u32, 2, 3];
    numbers[give(1usize).await] += give(5u32).await;
    numbers[1]
}

async fn temporaries_of_a_tail() -> usize {
    let text = String::from("tail");
    look(&(Guard(1), &text)) + give(2usize).await + look(&Guard(2))
}

pub fn all() -> List {
    vec![
        sample(operand()),
        sample(arguments_of_a_call(1)),
        sample(tuple_of_awaits()),
        sample(array_of_awaits()),
        sample(fields_of_awaits(Fields {
            name: String::new(),
            bytes: [1; 7],
            number: 2,
        })),
        sample(lock_in_a_condition()),
        sample(reference_to_a_temporary()),
        sample(receiver()),
        sample(arguments_of_a_macro(1)),
        sample(method_chain()),
        sample(index_and_assignment()),
        sample(temporaries_of_a_tail()),
    ]
}
