#[visualize_future]
async fn choose(first: bool) -> usize {
    let text;
    some_io().await;
    if first {
        text = read(String::from("first")).await;
    } else {
        text = String::from("second");
    }
    some_io().await;
    text.len()
}
