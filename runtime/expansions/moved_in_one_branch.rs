#[visualize_future]
async fn maybe_send(give: bool) {
    let text = String::from("text");
    if give {
        write("copy", text).await;
    }
    some_io().await;
}
