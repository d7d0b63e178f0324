//! What a future is doing, in one line.

use crate::{FutureSnapshot, names};

/// `suspended at src/db.rs:41 awaiting async fn query`.
pub(crate) fn of(future: &FutureSnapshot) -> String {
    let waiting = waiting(future);
    let Some(state) = &waiting.state else {
        return match &waiting.unknown {
            Some(why) => why.to_string(),
            None => format!("waiting as a {}", names::short(&waiting.type_name)),
        };
    };
    let at = state
        .location
        .as_ref()
        .map(|location| format!(" at {location}"));
    let at = at.unwrap_or_default();
    match state.number {
        _ if waiting.kind.is_none() => format!("waiting in {}", state.name),
        0 => format!("not polled yet{at}"),
        1 => "returned".to_owned(),
        2 => "panicked".to_owned(),
        _ => {
            let awaited = awaited(waiting);
            match awaited.is_empty() {
                true => format!("suspended{at}"),
                false => format!("suspended{at} awaiting {}", awaited.join(" and ")),
            }
        }
    }
}

/// What the future awaits in the end.
pub(crate) fn awaited(future: &FutureSnapshot) -> Vec<String> {
    let mut titles = Vec::new();
    let awaits = future.awaits.iter();
    awaits.for_each(|next| awaited_by(next, &mut titles));
    titles
}

/// What is awaited in the end: not the future that a `join!` or `select!` makes, but its branches.
fn awaited_by(future: &FutureSnapshot, titles: &mut Vec<String>) {
    match future.kind {
        None if !future.awaits.is_empty() => {
            future
                .awaits
                .iter()
                .for_each(|next| awaited_by(next, titles));
        }
        // A branch of a `join!` that is through.
        None if future
            .state
            .as_ref()
            .is_some_and(|state| is_through(&state.name)) => {}
        _ => titles.push(title(future)),
    }
}

fn is_through(state: &str) -> bool {
    matches!(state, "Done" | "Gone")
}

/// A future around a coroutine is where the coroutine is.
pub(crate) fn waiting(future: &FutureSnapshot) -> &FutureSnapshot {
    let mut waiting = future;
    while let (None, [only]) = (&waiting.kind, &waiting.awaits[..]) {
        waiting = only;
    }
    waiting
}

/// The name of a future for people.
pub(crate) fn title(future: &FutureSnapshot) -> String {
    match future.type_name.is_empty() {
        true => "an unknown future".to_owned(),
        false => brief(names::short(&future.type_name)),
    }
}

/// A name without its generic arguments, if it is long.
fn brief(name: String) -> String {
    const LONG: usize = 72;
    match name.split_once('<') {
        Some((bare, _)) if name.len() > LONG && !bare.is_empty() => format!("{bare}<…>"),
        _ => name,
    }
}
