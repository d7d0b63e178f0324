//! Which of ours is which of rustc's.

use visualize_future_xray::{Confidence, Coroutine, CoroutineKind};

use super::{Tally, arguments, compare};
use crate::printed::{Kind, Origin, Printed, Title};

/// What comes of a comparison of all coroutines of a program.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What is equal.
    pub tally: Tally,
    /// Coroutines that were read and that rustc printed otherwise.
    pub differences: Vec<String>,
    /// Those that were read and that rustc has not printed.
    pub unprinted: Vec<String>,
    /// Those that rustc printed and that nobody read.
    pub missing: Vec<String>,
    /// The slots whose place is said to be unknown.
    pub unknown: Vec<String>,
}

/// Finds for each coroutine that was read one that rustc printed, and the other way round.
///
/// Names are no key, since several coroutines may have one: those of equal names are compared in
/// full, and any that is equal will do.
pub fn pair(read: &[Coroutine], printed: &[Printed]) -> Verdict {
    let mut verdict = Verdict::default();
    let titles: Vec<_> = printed
        .iter()
        .map(|coroutine| Title::read(&coroutine.title))
        .collect();
    let mut seen = vec![false; printed.len()];
    for coroutine in read {
        let namesakes = || {
            let all = printed.iter().zip(&titles).enumerate();
            all.filter(|(_, (_, title))| {
                title.as_ref().is_some_and(|title| may_be(coroutine, title))
            })
            .map(|(index, (judge, _))| (index, judge))
        };
        let mut equal = None;
        for (index, judge) in namesakes() {
            if coroutine.size == judge.size
                && let Ok(tally) = compare(coroutine, judge)
            {
                seen[index] = true;
                equal = Some(tally);
            }
        }
        if let Some(tally) = equal {
            verdict.tally.add(&tally);
            verdict.unknown.extend(unknown(coroutine));
            continue;
        }
        let differences = namesakes().filter_map(|(_, judge)| compare(coroutine, judge).err());
        match differences.min_by_key(Vec::len) {
            Some(closest) => {
                let differences = closest.join("\n    ");
                verdict
                    .differences
                    .push(format!("{}\n    {differences}", coroutine.type_name));
            }
            None => {
                let place = coroutine.location.as_ref().map(ToString::to_string);
                let place = place.as_deref().unwrap_or("nowhere");
                verdict
                    .unprinted
                    .push(format!("{}, from {place}", coroutine.type_name));
            }
        }
    }
    let missing = printed.iter().zip(seen).filter(|(_, seen)| !seen);
    verdict.missing = missing
        .map(|(coroutine, _)| coroutine.title.clone())
        .collect();
    verdict
}

fn unknown(coroutine: &Coroutine) -> impl Iterator<Item = String> {
    coroutine.states.iter().flat_map(|state| {
        let slots = state.slots.iter();
        let unknown = slots.filter(|slot| slot.confidence == Confidence::Unknown);
        unknown.map(|slot| format!("{} of {}, {}", slot.name, coroutine.type_name, state.name))
    })
}

/// Whether the names allow it.
fn may_be(coroutine: &Coroutine, title: &Title) -> bool {
    let kind = match coroutine.kind {
        CoroutineKind::AsyncFn => Kind::Function,
        CoroutineKind::AsyncBlock => Kind::Block,
        CoroutineKind::AsyncClosure => Kind::Closure,
        _ => return false,
    };
    if kind != title.kind {
        return false;
    }
    match &title.origin {
        Origin::Function { name, arguments } => {
            let (path, own) = without_arguments(&coroutine.type_name);
            path.rsplit("::").nth(1) == Some(name)
                && (kind != Kind::Function
                    || arguments.as_ref().is_none_or(|arguments| *arguments == own))
        }
        Origin::Place { file, line } => coroutine.location.as_ref().is_some_and(|location| {
            location.line == *line
                && (location.file == *file || location.file.ends_with(&format!("/{file}")))
        }),
    }
}

/// Parts `crate::f::{async_fn_env#0}<u8>` before its arguments.
fn without_arguments(type_name: &str) -> (&str, Vec<String>) {
    let Some(inner) = type_name.strip_suffix('>') else {
        return (type_name, Vec::new());
    };
    let mut depth = 1u32;
    for (index, character) in inner.char_indices().rev() {
        match character {
            '>' if !inner[..index].ends_with('-') => depth += 1,
            '<' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&inner[..index], arguments(&inner[index + 1..]));
        }
    }
    (type_name, Vec::new())
}
