use visualize_future::visualize_future;

#[visualize_future]
struct Example {
    field: u32,
}

fn main() {
    let _ = Example { field: 1 }.field;
}
