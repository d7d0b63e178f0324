use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn by_name(n: usize) -> usize {
    io(n).await
}

#[visualize_future(lowering = "explicit")]
fn example(n: usize) -> std::pin::Pin<Box<dyn Future<Output = usize>>> {
    Box::pin(async move {
        let n = n;
        io(n).await
    })
}

fn main() {
    let _ = (by_name, example);
}
