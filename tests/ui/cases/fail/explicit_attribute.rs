use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
#[allow(unexpected_cfgs)]
async fn example() -> usize {
    #[cfg(no_such)]
    let n = io(0).await;
    #[cfg(not(no_such))]
    let n = io(1).await;
    tokio::select! {
        m = io(2) => {
            #[cfg(unix)]
            io(m).await;
            n
        }
    }
}

fn main() {
    let _ = example;
}
