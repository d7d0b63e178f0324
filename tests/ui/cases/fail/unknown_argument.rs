use visualize_future::visualize_future;

#[visualize_future(lowerin = "explicit")]
async fn example() {}

fn main() {
    let _ = example();
}
