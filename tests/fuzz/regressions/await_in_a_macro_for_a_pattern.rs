// In a pattern, nothing is awaited, and no mark may stand before a macro.
// place: module
// args:
async fn mixed() {
    let assert_eq!(x.await, y) = wide;
    io().await
}
