use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    // SAFETY: it needs nothing.
    let n = unsafe { needs_nothing() };
    io(n).await
}

unsafe fn needs_nothing() -> usize {
    1
}

fn main() {
    let _ = example;
}
