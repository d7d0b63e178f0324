use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

macro_rules! unknown {
    ($value:expr) => {
        $value
    };
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    let n = io(1).await;
    let m = unknown!(n);
    io(m).await + n
}

fn main() {
    let _ = example;
}
