//! Attributes of others that need to see an `async fn`, in either order.

use visualize_future::{machines, visualize_future};
use visualize_future_tests::io::io_pending;

#[visualize_future]
#[tokio::test]
async fn tokio_test_below() {
    assert_eq!(io_pending("x", 1, 5).await, 5);
}

#[tokio::test]
#[visualize_future]
async fn tokio_test_above() {
    assert_eq!(io_pending("x", 1, 5).await, 5);
}

#[visualize_future]
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn tokio_test_with_arguments() -> Result<(), std::num::ParseIntError> {
    let n: usize = "5".parse()?;
    tokio::task::yield_now().await;
    assert_eq!(io_pending("x", 1, 5).await, n);
    Ok(())
}

#[visualize_future]
#[cfg_attr(all(), tokio::test)]
async fn conditional_tokio_test() {
    assert_eq!(io_pending("x", 1, 5).await, 5);
}

#[visualize_future]
#[tokio::main(flavor = "current_thread")]
async fn main_below() -> usize {
    io_pending("x", 1, 5).await
}

#[tokio::main(flavor = "current_thread")]
#[visualize_future]
async fn main_above() -> usize {
    io_pending("x", 1, 5).await
}

#[visualize_future]
#[tracing::instrument]
async fn instrumented_below(n: usize) -> usize {
    io_pending("x", 1, n).await
}

#[tracing::instrument]
#[visualize_future]
async fn instrumented_above(n: usize) -> usize {
    io_pending("x", 1, n).await
}

#[test]
fn mains_run() {
    assert_eq!(main_below(), 5);
    assert_eq!(main_above(), 5);
}

#[tokio::test]
async fn instrumented_functions_run() {
    assert_eq!(instrumented_below(4).await, 4);
    assert_eq!(tokio::spawn(instrumented_above(4)).await.unwrap(), 4);
}

#[test]
fn each_of_them_is_a_machine() {
    let names: Vec<_> = machines()
        .filter(|machine| machine.module() == module_path!())
        .map(|machine| machine.name())
        .collect();
    for name in [
        "tokio_test_below",
        "tokio_test_above",
        "tokio_test_with_arguments",
        "conditional_tokio_test",
        "main_below",
        "main_above",
        "instrumented_below",
        "instrumented_above",
    ] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}
