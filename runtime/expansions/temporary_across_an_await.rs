#[visualize_future]
async fn total(shelf: &Shelf) -> usize {
    let weight = weigh(&shelf.label(), books().await);
    some_io().await;
    weight
}
