#[visualize_future]
async fn greet(name: Option<String>) -> String {
    if let Some(name) = name {
        some_io().await;
        format!("hello {name}")
    } else {
        some_io().await;
        String::from("hello")
    }
}
