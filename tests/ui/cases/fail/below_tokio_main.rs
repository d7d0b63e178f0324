use visualize_future::visualize_future;

#[tokio::main(flavor = "current_thread")]
#[visualize_future(unknown)]
async fn main() {
    std::future::ready(()).await;
}
