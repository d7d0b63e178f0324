use visualize_future::visualize_future;

#[visualize_future]
async extern "C" fn example() {}

fn main() {
    let _ = example();
}
