#[visualize_future]
async fn serve(request: Request) -> String {
    match request {
        Request::Get(key) => read(key).await,
        Request::Put(name, value) => {
            write(&name, value).await;
            name
        }
    }
}
