//! Above `#[tokio::main]` and below it.

use visualize_future::{Lowering, machines, visualize_future};

#[visualize_future]
#[tokio::main(flavor = "current_thread")]
async fn above(n: u32) -> u32 {
    std::future::ready(n).await
}

#[tokio::main(flavor = "current_thread")]
#[visualize_future]
async fn below(n: u32) -> u32 {
    std::future::ready(n).await
}

fn main() {
    assert_eq!((above(1), below(2)), (1, 2));
    let lowering = |name| {
        let machine = machines().find(|machine| machine.name() == name);
        machine.map(|machine| machine.lowering())
    };
    assert_eq!(lowering("above"), Some(Lowering::Explicit));
    // It sees the future that `#[tokio::main]` runs, and not the function.
    assert_eq!(lowering("below"), Some(Lowering::Compiler));
}
