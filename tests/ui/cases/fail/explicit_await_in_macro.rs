use visualize_future::visualize_future;

macro_rules! twice {
    ($value:expr) => {
        2 * $value
    };
}

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    twice!(io(1).await)
}

fn main() {
    let _ = example;
}
