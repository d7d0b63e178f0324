use visualize_future::visualize_future;

#[visualize_future(lowering = "magic", name = 5, level = "loud", name = "again", bogus)]
async fn example() {}

fn main() {
    let _ = example();
}
