#[visualize_future]
async fn hello() {
    some_io().await;
}
