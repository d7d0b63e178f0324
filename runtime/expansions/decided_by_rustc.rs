#[visualize_future]
async fn finish(message: Message) -> usize {
    some_io().await;
    let sent = message.send();
    some_io().await;
    sent
}
