//! What the attribute's expansion calls. Hidden: not for people, and not stable.

mod argument;
mod body;
mod code;
mod compiled;
mod current;
mod decide;
mod explicit;
mod frame;
mod handle;
mod hiding;
mod judge;
mod local;
mod options;
mod part;
mod path;
mod pinned;
mod question;
mod registry;
mod rest;
mod returns;
mod slot;
mod statement;
mod thread;
#[cfg(not(feature = "std"))]
pub mod untraced;

pub use argument::{Argument, ByDebug, ByNothing, ByValue};
pub use body::{Body, NoHook, OutputHook};
pub use code::{
    Enter, Entered, Shape, Table, Types, assemble, code, code_of, enter, forever, never_true,
    room_for,
};
pub use compiled::{Compiled, Described, compiled};
pub use current::{Mark, mark};
pub use decide::{Hole, Witness};
pub use explicit::{Explicit, explicit};
pub use frame::{At, FieldInfo, Frame, Opened, StateEnum, in_state, resumed_after_end};
pub use handle::Handle;
pub use hiding::{HandOver, Hidden, Hiding, Run, ending, hiding, run};
pub use judge::{alias, judge};
pub use local::{Local, Place, joined, keep, unreachable};
pub use options::{Options, Parent};
pub use part::{Direct, InBox, Inside, KindOfBox, KindOfPlace, Kinds, PartUse, PartWitness};
pub use path::{path_of, trim_path};
pub use pinned::pinned;
pub use question::{FromResidual, Try};
pub use registry::{MachineCells, registered};
pub use rest::{Argued, Parted, Remainder, Rest, forget_captured};
pub use returns::{Returns, never};
pub use slot::{Field, Slot, field, slot};
pub use statement::{Deliver, Delivered, Ends, Lent, Tail, Temporaries};
pub use visualize_future_capture::whole;
pub use visualize_future_macros::resolved;

pub use core::future::Future;
pub use core::iter::{IntoIterator, Iterator};
pub use core::ops::ControlFlow::{Break, Continue};
pub use core::ops::FnMut;
pub use core::option::Option;
pub use core::result::Result;
pub use core::task::{Context, Poll};

pub use crate::__visualize_future_record as record;
pub use crate::__visualize_future_xray as xray;
pub use crate::watch::{
    Arguments, Watch, failed_debug, failed_display, returned_debug, returned_display, watch,
    watch_parameters,
};
pub use crate::{
    Child, LocalInfo, LocalKind, Location, Lowering, Machine, MachineParts, Reason, State,
    Transition, Via,
};
#[cfg(feature = "std")]
pub use tracing;
#[cfg(not(feature = "std"))]
pub use untraced as tracing;
