//! The compiler inside `visualize_future`: from an `async fn` to a state machine, without rustc.

pub mod explicit;
pub mod function;
pub mod ir;
pub mod location;
pub mod machine;
pub mod reason;
pub mod suspension;
