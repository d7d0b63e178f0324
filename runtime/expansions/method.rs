#[derive(Default)]
struct Counter {
    sum: u32,
}

impl Counter {
    #[visualize_future]
    pub(crate) async fn add(&mut self, n: u32) -> u32 {
        some_io().await;
        self.sum += n;
        self.sum
    }
}
