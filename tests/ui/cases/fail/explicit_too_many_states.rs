use visualize_future::visualize_future;

async fn io() {}

#[visualize_future(lowering = "explicit")]
#[rustfmt::skip]
async fn example() {
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
    io().await; io().await; io().await; io().await; io().await;
}

fn main() {
    let _ = example;
}
