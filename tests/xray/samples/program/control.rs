//! Control flow around awaits.

use crate::world::{Guard, List, give, look, pause, sample};

async fn loop_over_a_range(limit: u32) -> u32 {
    let mut sum = 0;
    for number in 0..limit {
        sum += give(number).await;
    }
    sum
}

async fn loop_over_an_iterator(words: Vec<String>) -> usize {
    let mut length = 0;
    for word in words.iter().filter(|word| !word.is_empty()) {
        length += give(word.len()).await;
    }
    for word in words {
        pause().await;
        length += word.len();
    }
    length
}

async fn while_and_loop(limit: u16) -> u16 {
    let mut count = 0u16;
    while give(count).await < limit {
        let step = 1u16;
        pause().await;
        count += step;
    }
    let found = loop {
        let tried = [count; 6];
        pause().await;
        count -= 1;
        if count == 0 {
            break tried.len() as u16;
        }
    };
    count + found
}

async fn labels(limit: u8) -> u8 {
    let mut found = 0;
    'outer: for left in 0..limit {
        let row = [left; 3];
        for right in 0..limit {
            if give(left * right).await == 6 {
                found = left;
                break 'outer;
            }
            if look(&row) > 5 {
                continue 'outer;
            }
        }
    }
    found
}

enum Shape {
    Square(u64),
    Word(String),
    Bytes { bytes: [u8; 50], from: u16 },
    Dot,
}

async fn arms_with_locals(shape: Shape) -> usize {
    match shape {
        Shape::Square(side) => {
            pause().await;
            side as usize
        }
        Shape::Word(ref word) if word.is_empty() => 0,
        Shape::Word(word) => {
            let doubled = word.repeat(2);
            pause().await;
            doubled.len() + word.len()
        }
        Shape::Bytes { bytes, from: start } => {
            pause().await;
            let rest = &bytes[start as usize..];
            pause().await;
            look(rest)
        }
        Shape::Dot => give(1usize).await,
    }
}

async fn match_of_an_await(number: u8) -> usize {
    match give(number).await {
        0 => give(1u8).await as usize,
        small @ 1..=9 => give(small).await as usize,
        large => {
            let bytes = [large; 13];
            pause().await;
            look(&bytes)
        }
    }
}

async fn question_marks(text: String) -> Result<u32, std::num::ParseIntError> {
    let first: u32 = give(text.as_str()).await.parse()?;
    let second = give(text.parse::<u32>()).await?;
    let third = give(Ok::<u32, std::num::ParseIntError>(first)).await?;
    Ok(first + second + third)
}

async fn let_else(text: &'static str) -> usize {
    let Some((left, right)) = give(text.split_once('=')).await else {
        let missing = [1u8; 21];
        pause().await;
        return look(&missing);
    };
    pause().await;
    left.len() + right.len()
}

async fn chain_of_lets(some: Option<u64>, other: Option<String>) -> usize {
    if let Some(number) = some
        && let Some(text) = other.as_deref()
        && let Ok(parsed) = give(text.parse::<u64>()).await
        && number < parsed
    {
        pause().await;
        text.len() + number as usize
    } else {
        0
    }
}

async fn while_let(mut stack: Vec<u16>) -> usize {
    let mut sum = 0;
    while let Some(top) = stack.pop() {
        let next = give(top / 2).await;
        if next > 0 {
            stack.push(next);
        }
        sum += top as usize;
    }
    sum
}

async fn early_returns(limit: u8) -> u8 {
    let guard = Guard(1);
    if give(limit).await > 100 {
        return 1;
    }
    let other = Guard(2);
    if give(limit).await > 50 {
        return 2;
    }
    pause().await;
    (guard.0 + other.0) as u8
}

async fn operators(flag: bool) -> bool {
    (flag && give(true).await) || (give(false).await ^ give(flag).await)
}

async fn never(flag: bool) -> u8 {
    if flag {
        return give(1u8).await;
    }
    let kept = Guard(3);
    pause().await;
    if flag {
        unreachable!("it returned above, {}", kept.0)
    }
    2
}

pub fn all() -> List {
    vec![
        sample(loop_over_a_range(3)),
        sample(loop_over_an_iterator(vec![
            String::from("a"),
            String::new(),
        ])),
        sample(while_and_loop(2)),
        sample(labels(4)),
        sample(arms_with_locals(Shape::Square(1))),
        sample(arms_with_locals(Shape::Word(String::from("word")))),
        sample(arms_with_locals(Shape::Bytes {
            bytes: [1; 50],
            from: 3,
        })),
        sample(arms_with_locals(Shape::Dot)),
        sample(match_of_an_await(11)),
        sample(question_marks(String::from("12"))),
        sample(let_else("a=b")),
        sample(let_else("ab")),
        sample(chain_of_lets(Some(1), Some(String::from("2")))),
        sample(while_let(vec![5, 6])),
        sample(early_returns(60)),
        sample(operators(true)),
        sample(never(false)),
    ]
}
