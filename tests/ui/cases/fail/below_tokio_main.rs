use visualize_future::visualize_future;

#[tokio::main]
#[visualize_future(unknown)]
async fn main() {
    std::future::ready(()).await;
}
