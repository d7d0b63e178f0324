use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

macro_rules! twice {
    ($value:expr) => {
        2 * $value
    };
}

fn twice(n: usize) -> usize {
    twice!(n)
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    let value = io(1).await;
    twice(value)
}

fn main() {
    let _ = example;
}
