//! See the state machine inside an `async fn`.

mod layout;
mod location;
mod machine;
mod machines;
mod visualized;
mod watch;

#[doc(hidden)]
pub mod rt;

pub use layout::{FieldLayout, Layout, StateLayout};
pub use location::Location;
pub use machine::{
    Child, LocalInfo, LocalKind, Lowering, Machine, MachineParts, Reason, State, Transition, Via,
};
pub use machines::machines;
pub use visualized::Visualized;
