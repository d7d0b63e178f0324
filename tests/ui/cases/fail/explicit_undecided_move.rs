use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

struct Guard;

impl Guard {
    fn unlock(self) {}
}

#[visualize_future(lowering = "explicit")]
async fn example(guard: Guard) -> usize {
    io(1).await;
    guard.unlock();
    io(2).await
}

fn main() {
    let _ = example;
}
