//! The arguments of `tracing::instrument`, where they mean the same.

use visualize_future::visualize_future;

mod reexported {
    pub use visualize_future as inner;
}

#[visualize_future(
    name = "another",
    target = "target",
    level = "debug",
    skip(secret),
    fields(n, double = n * 2, shown = %n, debugged = ?n, dotted.name = 1, later = tracing::field::Empty),
    ret,
    err
)]
async fn example(n: u32, secret: u32) -> Result<u32, std::num::ParseIntError> {
    Ok(std::future::ready(n).await + secret)
}

#[visualize_future(skip_all, level = tracing::Level::TRACE, parent = None)]
async fn nothing_recorded(_secret: std::rc::Rc<u32>) {}

#[visualize_future(crate = reexported::inner)]
async fn by_another_path() {}

fn main() {
    let _ = example(1, 2);
    let _ = nothing_recorded(std::rc::Rc::new(1));
    let _ = by_another_path();
}
