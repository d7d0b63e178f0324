use visualize_future::visualize_future;

#[visualize_future]
async fn three() -> u32 {
    3
}

fn main() {
    let () = three().nothing();
}
