//! Whether memory grows from round to round.

use std::thread;
use std::time::{Duration, Instant};

use crate::{alloc, findings, token, wakers};

/// The level after the first rounds, and what there was after each since.
#[derive(Default)]
pub(crate) struct Memory {
    rounds: u64,
    level: isize,
    pub(crate) last: isize,
    pub(crate) most: isize,
}

/// In so many rounds everything has happened once: callsites are made, tables have grown.
pub(crate) const WARM_UP: u64 = 60;

/// How far the level may be exceeded: tables of different size, and what libraries keep. The room
/// for records doubles when more futures are alive than ever before, and is not given back: from
/// 1,984 of them on, by 2,048 places, which are a quarter of a megabyte.
const SLACK: isize = 512 * 1024;

/// What is lost with a future that is forgotten: itself, its record, its span, its subscriber.
const FORGOTTEN: isize = 1024;

/// How long what is too much may take to go away.
const PATIENCE: Duration = Duration::from_secs(20);

impl Memory {
    /// A round is over, and nothing of it is left.
    pub(crate) fn measure(&mut self) {
        if wakers::kept() > 0 {
            return;
        }
        self.rounds += 1;
        let mut now = Self::now();
        let start = Instant::now();
        // Threads of a runtime that is gone may be ending still; what has leaked stays.
        while self.exceeded(now) && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(10));
            now = Self::now();
        }
        self.last = now;
        if self.rounds <= WARM_UP {
            self.level = self.level.max(now);
        } else if self.exceeded(now) {
            findings::report(format!(
                "{} bytes are alive, and {} were after the first rounds",
                now, self.level
            ));
            self.level = now;
        }
        self.most = self.most.max(now);
    }

    fn now() -> isize {
        let allowed = FORGOTTEN * token::forgotten().cast_signed() as isize;
        alloc::live() - allowed
    }

    fn exceeded(&self, now: isize) -> bool {
        self.rounds > WARM_UP && now > self.level + SLACK
    }

    pub(crate) fn level(&self) -> isize {
        self.level
    }
}
