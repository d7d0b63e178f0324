use visualize_future::visualize_future;

async fn io() {}

#[visualize_future(lowering = "explicit")]
#[rustfmt::skip]
async fn example() {
    part().await;
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

#[visualize_future(lowering = "explicit")]
#[rustfmt::skip]
async fn part() {
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
