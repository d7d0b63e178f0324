#[visualize_future]
async fn total(shelf: &Shelf) -> usize {
    let weight = weigh(&shelf.label(), some_io().await);
    some_io().await;
    weight
}
