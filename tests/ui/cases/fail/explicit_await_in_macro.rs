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
    let n = 1;
    twice!(io(n).await) + n
}

fn main() {
    let _ = example;
}
