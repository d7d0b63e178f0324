//! See the state machine inside an `async fn`.

mod diagram;
mod layout;
pub mod lints;
mod location;
mod machine;
mod machines;
mod terminal;
mod visualized;
pub mod vocabulary;
mod watch;

#[doc(hidden)]
pub mod rt;
#[cfg(feature = "view")]
pub mod view;

pub use diagram::Diagram;
pub use layout::{
    FieldLayout, FieldMemory, Layout, Memory, NotAvailable, Padding, Pointer, StateLayout,
};
pub use location::Location;
pub use machine::{
    Child, LocalInfo, LocalKind, Lowering, Machine, MachineParts, Reason, State, Transition, Via,
};
pub use machines::machines;
#[cfg(feature = "view")]
pub use view::{InitError, init, try_init};
pub use visualize_future_macros::visualize_future;
pub use visualized::Visualized;
