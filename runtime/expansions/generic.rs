#[visualize_future]
async fn twice<T, F>(value: T, make: impl Fn(T) -> F) -> (T, F::Output)
where
    T: Clone,
    F: Future,
{
    let copy = value.clone();
    let output = make(value).await;
    (copy, output)
}
