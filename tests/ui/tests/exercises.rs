//! The classic mistakes of async Rust, as exercises: see `exercises` and `README.md`.

use visualize_future_teaching::Exercises;

#[test]
fn exercises() {
    Exercises::in_folder("exercises").check();
}
