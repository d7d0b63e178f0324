//! Rounds.

use super::{machine, measured};
use crate::sizes::world::{Connection, Failure, later, send, short};

measured![
    a_counter(1),
    lines(&mut connection()),
    over_a_list(vec![]),
    over_a_range(1),
    over_borrowed(&[]),
    words(String::new()),
    until_broken(),
    nested_loops(1),
    two_loops(1),
    retries(&mut connection()),
];

fn connection() -> Connection {
    let open = std::pin::pin!(Connection::open(""))
        .poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    match open {
        std::task::Poll::Ready(Ok(connection)) => connection,
        _ => unreachable!("it opens at once"),
    }
}

#[machine]
async fn a_counter(n: u32) -> u32 {
    let mut sum = 0_u32;
    let mut i = 0;
    while i < n {
        sum += later(i).await;
        i += 1;
    }
    sum
}

#[machine]
async fn lines(connection: &mut Connection) -> Result<usize, Failure> {
    let mut sum = 0;
    while let Some(line) = connection.line().await {
        let number: usize = line.parse()?;
        connection.send(&line).await?;
        sum += number;
    }
    Ok(sum)
}

#[machine]
async fn over_a_list(list: Vec<String>) -> usize {
    let mut sum = 0;
    for text in list {
        sum += send(String::as_bytes(&text)).await;
    }
    sum
}

#[machine]
async fn over_a_range(n: u32) -> u64 {
    let mut sum = 0;
    for i in 0..n {
        sum += later(u64::from(i)).await;
    }
    sum
}

#[machine]
async fn over_borrowed(list: &[String]) -> usize {
    let mut sum = 0;
    for (index, text) in list.iter().enumerate() {
        sum += index * send(str::as_bytes(text)).await;
    }
    sum
}

#[machine]
async fn words(text: String) -> usize {
    let words: Vec<&str> = str::split(&text, ' ').collect();
    let mut sum = 0;
    for word in &words {
        short().await;
        sum += str::len(word);
    }
    sum
}

#[machine]
async fn until_broken() -> u64 {
    let mut tries = 0_u64;
    let found = loop {
        let value = later(tries).await;
        if value > 3 {
            break value;
        }
        tries += 1;
        short().await;
    };
    found + tries
}

#[machine]
async fn nested_loops(n: u64) -> u64 {
    let mut sum = 0;
    for i in 0..n {
        let row = later([i; 8]).await;
        for cell in row {
            sum += later(cell).await;
        }
    }
    sum
}

// Nothing of the first loop is there in the second one.
#[machine]
async fn two_loops(n: u64) -> u64 {
    let mut sum = 0;
    for i in 0..n {
        let block = [i; 32];
        short().await;
        sum += block[0];
    }
    for i in 0..n {
        let block = [i; 32];
        short().await;
        sum += block[1];
    }
    sum
}

#[machine]
async fn retries(connection: &mut Connection) -> Result<(), Failure> {
    let mut left = 3_u8;
    loop {
        match connection.send("again").await {
            Ok(()) => return Ok(()),
            Err(failure) if left == 0 => return Err(failure),
            Err(_) => {
                left -= 1;
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        }
    }
}
