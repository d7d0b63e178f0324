//! What runs under callgrind.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::subjects::{compiler, explicit, instrument, plain};

/// The forms, in the order of the table.
pub const FORMS: [&str; 4] = ["plain", "explicit", "compiler", "instrument"];

/// What is done `n` times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// An await that is pending once.
    Pend,
    /// An await that is ready at once.
    Ready,
    /// A future made and dropped.
    Create,
}

impl Work {
    /// All of them.
    pub const ALL: [Work; 3] = [Work::Pend, Work::Ready, Work::Create];

    /// The name, as an argument of the child process.
    pub const fn name(self) -> &'static str {
        match self {
            Work::Pend => "pend",
            Work::Ready => "ready",
            Work::Create => "create",
        }
    }

    /// What it is, for the table.
    pub const fn title(self) -> &'static str {
        match self {
            Work::Pend => "an await that pends once",
            Work::Ready => "an await that is ready at once",
            Work::Create => "created and dropped",
        }
    }
}

#[inline(never)]
fn run<F: Future<Output = u32>>(future: F) -> u32 {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = black_box(future.as_mut()).poll(&mut cx) {
            return value;
        }
    }
}

#[inline(never)]
fn create<F>(n: u32, make: impl Fn(u32) -> F) {
    for i in 0..n {
        black_box(&make(black_box(i)));
    }
}

/// Does `work` `n` times in the given form.
///
/// # Panics
/// If there is no such form.
pub fn drive(form: &str, work: Work, n: u32) {
    // Registers what is registered at the first use, so that it is not in the difference.
    for n in [1, black_box(n)] {
        let sum = match (form, work) {
            ("plain", Work::Pend) => run(plain::pend(n)),
            ("plain", Work::Ready) => run(plain::at_once(n)),
            ("explicit", Work::Pend) => run(explicit::pend(n)),
            ("explicit", Work::Ready) => run(explicit::at_once(n)),
            ("compiler", Work::Pend) => run(compiler::pend(n)),
            ("compiler", Work::Ready) => run(compiler::at_once(n)),
            ("instrument", Work::Pend) => run(instrument::pend(n)),
            ("instrument", Work::Ready) => run(instrument::at_once(n)),
            (form, Work::Create) => {
                match form {
                    "plain" => create(n, plain::pend),
                    "explicit" => create(n, explicit::pend),
                    "compiler" => create(n, compiler::pend),
                    "instrument" => create(n, instrument::pend),
                    other => panic!("no form `{other}`"),
                }
                0
            }
            (other, _) => panic!("no form `{other}`"),
        };
        black_box(sum);
    }
}
