use visualize_future::visualize_future;

#[visualize_future(skip(missing))]
async fn example(present: u32) -> u32 {
    present
}

fn main() {
    let _ = example(1);
}
