use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

macro_rules! unknown {
    () => {
        5
    };
}

fn unknown() -> usize {
    unknown!()
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    io(1).await;
    unknown()
}

fn main() {
    let _ = example;
}
