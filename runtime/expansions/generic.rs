#[visualize_future]
async fn pair<T: Clone, F: Future>(value: T, future: F) -> (T, T, F::Output) {
    let copy = value.clone();
    let output = future.await;
    (value, copy, output)
}
