#[visualize_future]
async fn store(key: String, value: String) -> usize {
    write(&key, value).await;
    let answer = read(key).await;
    answer.len()
}
