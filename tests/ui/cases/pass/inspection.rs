//! The returned future can be asked what it is doing.

use visualize_future::visualize_future;

#[visualize_future]
async fn example(n: u32) -> u32 {
    std::future::ready(n).await
}

fn main() {
    let future = example(1);
    assert_eq!(future.state().name, "Unresumed");
    assert_eq!(future.machine().name(), "example");
    assert_eq!(future.polls(), 0);
    assert!(future.layout().size >= 1);
    assert!(future.address() > 0);
}
