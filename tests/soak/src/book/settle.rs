//! What must hold when a round is over.

use std::sync::atomic::Ordering::SeqCst;

use super::{Book, Coverage, HIGHEST};
use crate::findings;

impl Book {
    /// Whether a span is open of a future that was not forgotten.
    pub(crate) fn unsettled(&self) -> bool {
        self.shards.iter().any(|shard| {
            let shard = shard.lock().unwrap();
            let mut alive = shard.lives.iter();
            alive.any(|(id, life)| life.is_open() && !shard.forgotten.contains(id))
        })
    }

    /// The round is over: nothing may be left but what was forgotten. Empties the book.
    pub(crate) fn settle(&self) {
        let mut left = Vec::new();
        let mut forgotten = 0;
        for shard in &self.shards {
            let shard = std::mem::take(&mut *shard.lock().unwrap());
            forgotten += shard.forgotten.len() as u64;
            HIGHEST.fetch_max(shard.seen.iter().copied().max().unwrap_or(0), SeqCst);
            let alive = shard.lives.iter();
            let alive = alive.filter(|(id, life)| life.is_open() && !shard.forgotten.contains(id));
            left.extend(alive.map(|(id, life)| format!("future {id}: {life}")));
        }
        if !left.is_empty() {
            findings::report(format!("spans left open: {}", left.join("; ")));
        }
        let totals = &self.totals;
        let (opened, closed) = (totals.opened.load(SeqCst), totals.closed.load(SeqCst));
        // Of what was forgotten, the span need not have been opened if there are gaps.
        let exact = self.coverage == Coverage::Complete;
        if opened < closed || opened - closed > forgotten || exact && opened - closed != forgotten {
            findings::report(format!(
                "{opened} spans opened, {closed} closed, {forgotten} forgotten"
            ));
        }
        let (begun, ended) = (totals.begun.load(SeqCst), totals.ended.load(SeqCst));
        if exact && begun != ended {
            findings::report(format!("{begun} polls begun, {ended} ended"));
        }
        let ends = totals.ends.load(SeqCst);
        if exact && ends != closed {
            findings::report(format!("{closed} futures closed, {ends} ended"));
        }
    }
}
