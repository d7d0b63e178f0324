//! One run of one twin.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use crate::case::{SIZE, Subject};
use crate::executor::Stepper;
use crate::world::{self, Fault, FaultInjected, History};

/// A future that is still pending after so many polls never ends; it is then dropped.
const POLLS: usize = 24;

/// How a run goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What the world answers.
    pub script: Vec<u32>,
    /// How many answers it gives; the others are zero.
    pub freedom: usize,
    /// After how many polls the future is dropped, if it is not left to end.
    pub drop_after: Option<usize>,
    /// The step that panics.
    pub fault: Option<Fault>,
}

/// What a run showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Everything that happened, the sizes apart.
    pub history: History,
    /// How often the future was polled.
    pub polls: usize,
    /// The sizes recorded, in order.
    pub sizes: Vec<usize>,
}

/// Runs one twin as planned.
pub fn run(start: fn() -> Subject, plan: &Plan) -> Report {
    world::begin(&plan.script, plan.freedom, plan.fault);
    let mut polls = 0;
    let created = guarded("create", start);
    if let Some(future) = created {
        let mut stepper = Stepper::new(future);
        drive(&mut stepper, plan.drop_after);
        polls = stepper.polls();
        world::record(format!("{} wakes, now drop", stepper.wakes()));
        guarded("drop", move || drop(stepper));
    }
    let mut history = world::end();
    let (sizes, log) = history
        .log
        .drain(..)
        .partition::<Vec<_>, _>(|line| line.starts_with(SIZE));
    history.log = log;
    Report {
        history,
        polls,
        sizes: sizes
            .iter()
            .map(|line| line[SIZE.len()..].parse().expect("a number of bytes"))
            .collect(),
    }
}

fn drive(stepper: &mut Stepper<dyn Future<Output = String>>, drop_after: Option<usize>) {
    for _ in 0..drop_after.unwrap_or(POLLS) {
        match guarded("poll", || stepper.poll()) {
            Some(Poll::Pending) => world::record("-- pending"),
            Some(Poll::Ready(output)) => {
                world::record(format!("-- ready: {output}"));
                break;
            }
            None => break,
        }
    }
    // What comes after the end is part of the behaviour, too.
    if drop_after.is_none() && stepper.polls() < POLLS {
        guarded("poll after the end", || stepper.poll());
    }
}

/// Does something that may panic, and logs with what.
fn guarded<T>(what: &str, act: impl FnOnce() -> T) -> Option<T> {
    match quiet(|| catch_unwind(AssertUnwindSafe(act))) {
        Ok(value) => Some(value),
        Err(payload) => {
            world::record(format!("-- {what} panicked: {}", message(&*payload)));
            None
        }
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    if payload.is::<FaultInjected>() {
        return "as planned";
    }
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("with something that is no text")
}

/// Runs `act` with a panic hook that says nothing for this thread.
fn quiet<T>(act: impl FnOnce() -> T) -> T {
    use std::cell::Cell;
    use std::sync::Once;

    thread_local! {
        static QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let result = act();
    QUIET.set(false);
    result
}
