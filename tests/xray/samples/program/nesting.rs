//! Futures inside of futures.

use std::future::Future;
use std::pin::Pin;

use crate::world::{Guard, Line, List, Sample, give, look, pause, sample};

async fn innermost(bytes: [u8; 19]) -> usize {
    let view = &bytes[2..];
    pause().await;
    view.len()
}

async fn middle(guard: Guard) -> usize {
    let before = give(1u16).await;
    let length = innermost([before as u8; 19]).await;
    pause().await;
    length + look(&guard)
}

async fn outermost(text: String) -> usize {
    let first = middle(Guard(1)).await;
    let second = middle(Guard(2)).await;
    first + second + text.len()
}

async fn kept_before_it_is_awaited() -> usize {
    let early = innermost([1; 19]);
    let boxed = Box::pin(middle(Guard(1)));
    pause().await;
    let first = early.await;
    first + boxed.await
}

async fn pinned_in_place() -> usize {
    let mut future = std::pin::pin!(innermost([1; 19]));
    pause().await;
    let first = future.as_mut().await;
    first + 1
}

async fn dynamic(flag: bool) -> usize {
    let future: Pin<Box<dyn Future<Output = usize>>> = match flag {
        true => Box::pin(innermost([1; 19])),
        false => Box::pin(middle(Guard(3))),
    };
    pause().await;
    future.await
}

async fn list_of_futures() -> usize {
    let list: Vec<Sample> = vec![sample(innermost([1; 19])), sample(pause())];
    let mut count = 0;
    for future in list {
        future.await;
        count += 1;
    }
    count
}

async fn over_aligned_below(line: Line) -> usize {
    async fn below(line: Line) -> usize {
        pause().await;
        look(&line)
    }
    let small = 3u8;
    below(line).await + small as usize
}

async fn into_future(seed: u8) -> usize {
    struct Builder(u8);

    impl IntoFuture for Builder {
        type Output = usize;
        type IntoFuture = std::pin::Pin<Box<dyn Future<Output = usize>>>;

        fn into_future(self) -> Self::IntoFuture {
            Box::pin(async move { innermost([self.0; 19]).await })
        }
    }

    Builder(seed).await
}

pub fn all() -> List {
    vec![
        sample(outermost(String::from("text"))),
        sample(kept_before_it_is_awaited()),
        sample(pinned_in_place()),
        sample(dynamic(true)),
        sample(dynamic(false)),
        sample(list_of_futures()),
        sample(over_aligned_below(Line(1))),
        sample(into_future(1)),
    ]
}
