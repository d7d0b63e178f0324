use visualize_future::visualize_future;

struct Example;

#[visualize_future]
impl Example {
    async fn method(&self) {}
}

fn main() {
    let _ = Example.method();
}
