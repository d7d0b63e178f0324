//! The world in which a twin runs: what it decides, what it does, and where it is made to fail.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::thread;

/// Everything that a run of a twin can depend on, and everything that it does.
#[derive(Debug, Default)]
struct World {
    /// What happened, in order.
    log: Vec<String>,
    /// The answers to be given to [`decide`].
    script: Vec<u32>,
    /// The answers given so far, each with the number of answers that were possible.
    decided: Vec<(u32, u32)>,
    /// How many more answers may differ from zero.
    freedom: usize,
    /// How many answers were asked for behind those, and how often loops went round.
    idle: usize,
    /// How many steps there have been at which the run can be made to fail.
    steps: usize,
    /// Where it is to fail.
    fault: Option<Fault>,
}

/// The step at which a run fails by a panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The number of the step.
    pub step: usize,
    /// Whether the drop of a value counts as a step.
    pub in_drops: bool,
}

/// The payload of the panic of a [`Fault`].
#[derive(Debug)]
pub struct FaultInjected;

/// What became of the world in a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// What happened, in order.
    pub log: Vec<String>,
    /// The decisions taken: the answer, and how many were possible.
    pub decided: Vec<(u32, u32)>,
    /// How many steps there were at which the run could have been made to fail.
    pub steps: usize,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::default();
}

/// Starts a new world on this thread.
pub fn begin(script: &[u32], freedom: usize, fault: Option<Fault>) {
    WORLD.with(|world| {
        *world.borrow_mut() = World {
            script: script.to_vec(),
            freedom,
            fault,
            ..World::default()
        };
    });
}

/// Ends this thread's world and tells its history.
pub fn end() -> History {
    let world = WORLD.take();
    History {
        log: world.log,
        decided: world.decided,
        steps: world.steps,
    }
}

/// Writes to the log, without a chance to fail.
pub fn record(event: impl Into<String>) {
    WORLD.with(|world| world.borrow_mut().log.push(event.into()));
}

/// Something happens in the function: it is logged, and this may be the step that fails.
pub fn step(event: impl Into<String>) {
    record(event);
    fail_if_due(false);
}

/// A value is dropped: as [`step`], in runs that fail in drops.
pub fn dropped(event: impl Into<String>) {
    record(event);
    fail_if_due(true);
}

fn fail_if_due(in_drop: bool) {
    let due = WORLD.with(|world| {
        let mut world = world.borrow_mut();
        if in_drop && !world.fault.is_some_and(|fault| fault.in_drops) {
            return false;
        }
        let now = world.steps;
        world.steps += 1;
        world.fault.is_some_and(|fault| fault.step == now)
    });
    // A second panic while one unwinds would abort the tests, with or without the attribute.
    if due && !thread::panicking() {
        record("panic!");
        // Without the panic hook: these panics are part of the plan.
        resume_unwind(Box::new(FaultInjected));
    }
}

/// How many answers a run may ask for behind its script: more, and it might never end.
const MOST_IDLE: usize = 300;

/// An answer below `limit`, from the script; zero where the script has ended. A run that asks on and
/// on ends by a panic.
pub fn decide(limit: u32) -> u32 {
    if WORLD.with(|world| world.borrow().decided.len() >= world.borrow().freedom) {
        turn();
    }
    WORLD.with(|world| {
        let mut world = world.borrow_mut();
        let index = world.decided.len();
        if index >= world.freedom {
            return 0;
        }
        let answer = world.script.get(index).copied().unwrap_or(0);
        world.decided.push((answer, limit));
        answer
    })
}

/// A loop goes round: one that never ends, ends by a panic.
pub fn turn() {
    let endless = WORLD.with(|world| {
        let mut world = world.borrow_mut();
        world.idle += 1;
        world.idle > MOST_IDLE
    });
    if endless && !thread::panicking() {
        record("for ever!");
        resume_unwind(Box::new(FaultInjected));
    }
}

/// Yes or no.
pub fn flag() -> bool {
    decide(2) == 1
}
