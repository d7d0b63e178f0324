#[visualize_future]
async fn example() -> i32 {
    let x = [7; 1024];
    let y = &x;
    some_io().await;
    y[0]
}
