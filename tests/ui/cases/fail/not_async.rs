use visualize_future::visualize_future;

#[visualize_future]
fn example() -> u32 {
    1
}

fn main() {
    let _: u32 = example();
}
