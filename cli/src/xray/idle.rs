//! What the source says of locals: whether anything mentions them after an `.await`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use visualize_future_lowering::idle::idle;
use visualize_future_xray::{Coroutine, CoroutineKind, Slot, State};

use crate::sources::Source;
use crate::{edition, functions};

/// The sources that have been read.
#[derive(Default)]
pub(super) struct Sources(HashMap<PathBuf, Vec<Function>>);

/// An `async fn` of a file.
struct Function {
    lines: std::ops::RangeInclusive<u64>,
    /// For each suspension point, the locals that nothing mentions after it.
    idle: Vec<Vec<String>>,
}

/// What is known of one function.
#[derive(Default)]
pub(super) struct Idle<'s>(Option<&'s Function>);

impl Sources {
    /// What the source of a coroutine says, if it can be found: paths are relative to the folder
    /// in which cargo runs rustc, that of the workspace.
    pub(super) fn of(&mut self, coroutine: &Coroutine) -> Idle<'_> {
        let Some(location) = &coroutine.location else {
            return Idle::default();
        };
        if coroutine.kind != CoroutineKind::AsyncFn {
            return Idle::default();
        }
        let path = PathBuf::from(&location.file);
        let functions = self.0.entry(path).or_insert_with_key(|path| read(path));
        // rustc names the line where the body begins, or one of the signature.
        let function = functions
            .iter()
            .find(|function| function.lines.contains(&location.line));
        let awaits = coroutine
            .states
            .iter()
            .filter(|state| state.is_suspended())
            .count();
        // With another number of suspension points it is another function, or an older one.
        Idle(function.filter(|function| function.idle.len() == awaits))
    }
}

impl Idle<'_> {
    /// Whether nothing mentions the local after that state, if it is known.
    pub(super) fn says(&self, state: &State, slot: &Slot) -> Option<bool> {
        let suspension = usize::try_from(state.number.checked_sub(3)?).ok()?;
        let idle = self.0?.idle.get(suspension)?;
        Some(idle.contains(&slot.name))
    }
}

fn read(path: &Path) -> Vec<Function> {
    // The folder of the workspace is this one, or above it.
    let here = std::env::current_dir().unwrap_or_default();
    let found = here
        .ancestors()
        .map(|folder| folder.join(path))
        .find(|path| path.is_file());
    let Some((path, Ok(source))) = found.map(|path| (path.clone(), Source::read(&path))) else {
        return Vec::new();
    };
    let edition = edition::of(&path);
    let found = functions::of(&source.file, false).into_iter();
    let found = found
        .filter(|function| function.is_async)
        .filter_map(|function| {
            let begin = function.span.start().line as u64;
            let end = function.body_line as u64;
            Some(Function {
                lines: begin..=end,
                idle: idle(edition, function.tokens).ok()?,
            })
        });
    found.collect()
}
