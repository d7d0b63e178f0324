//! The service, compiled from one source three times: as it is, under the attribute, and with
//! `lowering = "compiler"`.

pub(crate) mod annotated;
pub(crate) mod compiler;
pub(crate) mod plain;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::outcome::{Outcome, Plan};

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lowered {
    Plain,
    Annotated,
    Compiler,
}

impl Lowered {
    /// They take turns.
    pub(crate) const ALL: [Lowered; 3] = [Lowered::Annotated, Lowered::Compiler, Lowered::Plain];

    /// The server and its clients.
    pub(crate) fn serve(self, plan: Arc<Plan>) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
        match self {
            Lowered::Plain => Box::pin(plain::service::round(plan)),
            Lowered::Annotated => Box::pin(annotated::service::round(plan)),
            Lowered::Compiler => Box::pin(compiler::service::round(plan)),
        }
    }

    /// Futures polled by hand, on threads of their own, until the plan says stop.
    pub(crate) fn by_hand(self, plan: &Plan, part: u64) {
        match self {
            Lowered::Plain => plain::service::by_hand(plan, part),
            Lowered::Annotated => annotated::service::by_hand(plan, part),
            Lowered::Compiler => compiler::service::by_hand(plan, part),
        }
    }
}

/// What a subscriber runs that runs futures itself.
pub(crate) fn run_one_of_a_subscriber() {
    plain::service::run_one();
    annotated::service::run_one();
    compiler::service::run_one();
}
