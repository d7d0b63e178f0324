#[visualize_future]
async fn serve(request: Request) -> String {
    match request {
        Request::Get(key) => read(key).await,
        Request::Put(key, value) => {
            let size = write(key, value).await;
            format!("{size} bytes written")
        }
    }
}
