#[visualize_future]
async fn both() -> usize {
    let (left, right) = join!(read(String::from("left")), read(String::from("right")));
    left.len() + right.len()
}
