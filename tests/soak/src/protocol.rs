//! What client and server say to each other: frames of a length and some numbers.

use std::io::{Error, ErrorKind};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    /// Stores a value under a key; answered with the value before, or 0.
    Put(u64, u64),
    /// The value under a key, or 0.
    Get(u64),
    /// The sum of the numbers below, computed as two streams that are joined.
    Sum(u64),
    /// The sum of squares, each computed by a task of its own.
    Scatter(u64),
    /// Waits for what never comes.
    Wait,
    /// A race that one side cannot win.
    Race(u64),
    /// A task that panics.
    Crash(u64),
    /// A task that is aborted and panics in a drop.
    Bomb,
    /// A task that is aborted, at once or later.
    Abort(bool),
    /// So many items of a channel, added up.
    Follow(u64),
    /// Locals that point into each other, and recursion.
    Borrow(u64),
    /// A runtime inside the runtime.
    Block(u64),
    /// One more, under locks that others hold across awaits.
    Lock(u64),
    /// Suspended where a waker is kept.
    Keep(u64),
}

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Value(u64),
    TimedOut,
    Crashed,
    Cancelled,
    /// The server could not answer.
    Failed,
}

/// A frame: its number and what it says, as three words.
pub(crate) type Frame = [u64; 4];

/// How many bytes a frame has, without its length.
pub(crate) const FRAME: usize = 32;

impl Op {
    pub(crate) fn words(self) -> [u64; 3] {
        match self {
            Op::Put(key, value) => [0, key, value],
            Op::Get(key) => [1, key, 0],
            Op::Sum(n) => [2, n, 0],
            Op::Scatter(n) => [3, n, 0],
            Op::Wait => [4, 0, 0],
            Op::Race(n) => [5, n, 0],
            Op::Crash(n) => [6, n, 0],
            Op::Bomb => [7, 0, 0],
            Op::Abort(early) => [8, u64::from(early), 0],
            Op::Follow(n) => [9, n, 0],
            Op::Borrow(n) => [10, n, 0],
            Op::Block(n) => [11, n, 0],
            Op::Lock(n) => [12, n, 0],
            Op::Keep(n) => [13, n, 0],
        }
    }

    /// # Errors
    /// If the words say nothing.
    pub(crate) fn of([kind, a, b]: [u64; 3]) -> Result<Op, Error> {
        Ok(match kind {
            0 => Op::Put(a, b),
            1 => Op::Get(a),
            2 => Op::Sum(a),
            3 => Op::Scatter(a),
            4 => Op::Wait,
            5 => Op::Race(a),
            6 => Op::Crash(a),
            7 => Op::Bomb,
            8 => Op::Abort(a != 0),
            9 => Op::Follow(a),
            10 => Op::Borrow(a),
            11 => Op::Block(a),
            12 => Op::Lock(a),
            13 => Op::Keep(a),
            _ => return Err(Error::new(ErrorKind::InvalidData, "no such operation")),
        })
    }

    /// The answer that is right, given the value that the key had.
    pub(crate) fn right(self, before: u64) -> Answer {
        match self {
            Op::Put(..) | Op::Get(_) => Answer::Value(before),
            Op::Sum(n) | Op::Follow(n) => Answer::Value(n * n.saturating_sub(1) / 2),
            Op::Scatter(n) => Answer::Value((0..n).map(|i| i * i).sum()),
            Op::Wait => Answer::TimedOut,
            Op::Race(n) | Op::Block(n) | Op::Keep(n) => Answer::Value(n + 1),
            Op::Crash(_) | Op::Bomb => Answer::Crashed,
            Op::Abort(_) => Answer::Cancelled,
            Op::Borrow(n) => Answer::Value(2 * n),
            Op::Lock(_) => Answer::Value(1),
        }
    }
}

impl Answer {
    pub(crate) fn words(self) -> [u64; 3] {
        match self {
            Answer::Value(value) => [0, value, 0],
            Answer::TimedOut => [1, 0, 0],
            Answer::Crashed => [2, 0, 0],
            Answer::Cancelled => [3, 0, 0],
            Answer::Failed => [4, 0, 0],
        }
    }

    pub(crate) fn of([kind, value, _]: [u64; 3]) -> Answer {
        match kind {
            0 => Answer::Value(value),
            1 => Answer::TimedOut,
            2 => Answer::Crashed,
            3 => Answer::Cancelled,
            _ => Answer::Failed,
        }
    }
}
