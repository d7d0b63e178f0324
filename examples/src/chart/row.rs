//! One future.

use tokio::time::Instant;

/// What is known of a future.
pub(super) struct Row {
    pub(super) future: u64,
    /// The function, with the arguments of this call.
    pub(super) call: String,
    /// How many others it was created inside of.
    pub(super) depth: usize,
    /// From when to when it was polled; the last poll may be under way.
    pub(super) polls: Vec<(Instant, Option<Instant>)>,
    pub(super) end: Option<(Instant, End)>,
}

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Returned,
    /// It panicked, or was dropped before it had returned.
    Broken,
}

impl Row {
    pub(super) fn label(&self) -> String {
        format!("{:indent$}{}", "", self.call, indent = 2 * self.depth)
    }

    /// A character for each column up to the last one; `column` tells where a moment lies.
    pub(super) fn cells(&self, last: usize, column: impl Fn(Instant) -> usize) -> String {
        let mut cells = vec![' '; last + 1];
        let end = self.end.map_or(last, |(moment, _)| column(moment));
        if let Some((first, _)) = self.polls.first() {
            cells[column(*first)..=end].fill('─');
        }
        for (from, to) in &self.polls {
            let to = to.map_or(last, &column);
            cells[column(*from)..=to].fill('▓');
            cells[column(*from)] = '█';
        }
        match self.end {
            Some((_, End::Returned)) => cells[end] = '✓',
            Some((_, End::Broken)) => cells[end] = '✗',
            None => {}
        }
        cells.into_iter().collect()
    }
}
