//! The words for each happening.

use std::time::Duration;

use tracing_core::Level;

use super::happening::{Happening, Place, ThreadName, Transition};
use super::page::{BETTER_BREAK, Page};
use crate::terminal::{Pieces, Style, TIED};
use crate::vocabulary::{end, result};

pub(super) fn poll_started(
    page: &Page,
    poll: u64,
    before: Option<u64>,
    now: Option<u64>,
    new_thread: Option<String>,
) -> Pieces {
    let mut text = vec![(Style::Strong, format!("poll {poll}"))];
    if let Some(thread) = new_thread {
        text.push((Style::Plain, format!(" on thread {thread}")));
    }
    match (before, now) {
        (Some(before), Some(now)) if before == now => {
            text.push((Style::Faint, " at the same address".to_owned()));
        }
        (Some(_), Some(_)) => text.push((Style::Warning, " at another address".to_owned())),
        _ => {}
    }
    if let Some(now) = now.filter(|_| page.times && before != now) {
        let at = if before.is_some() { ":" } else { " at" };
        text.push((Style::Faint, format!("{at} {now:#x}")));
    }
    text
}

pub(super) fn poll_ended(page: &Page, result: &str, busy: Option<Duration>) -> Pieces {
    let style = match result {
        result::READY => Style::Good,
        result::PANICKED => Style::Bad,
        _ => Style::Strong,
    };
    let mut text = vec![(style, result.to_lowercase())];
    push_faint(&mut text, page.duration(" in ", busy, ""));
    text
}

pub(super) fn transition(page: &Page, transition: &Transition) -> Pieces {
    let mut text = vec![(Style::State, transition.from.clone())];
    push_faint(
        &mut text,
        page.duration(&format!("{TIED}("), transition.dwell, ")"),
    );
    text.push((Style::Plain, format!("{TIED}->{TIED}")));
    text.push((Style::State, transition.to.clone()));
    if let Some(awaiting) = &transition.awaiting {
        text.push((Style::Plain, format!("{BETTER_BREAK}waiting for ")));
        text.push((Style::Awaited, awaiting.clone()));
    }
    text
}

/// How to call others in an entry.
pub(super) struct Names<'a> {
    /// Another instance, by its number.
    pub(super) instance: &'a dyn Fn(u64) -> String,
    /// A thread, by its name and its number in the trace.
    pub(super) thread: &'a dyn Fn(&ThreadName) -> String,
}

/// The words, and the place in the source that they are about.
pub(super) fn tell(
    page: &Page,
    happening: &Happening,
    names: &Names<'_>,
) -> (Pieces, Option<Place>) {
    match happening {
        Happening::Created {
            size,
            arguments,
            parent,
            place,
        } => {
            // The size of what was created before anybody listened is not told.
            let word = if size.is_some() {
                "created"
            } else {
                "first seen"
            };
            let mut text = vec![(Style::Plain, word.to_owned())];
            if let Some(parent) = parent {
                text.push((
                    Style::Plain,
                    format!(" inside {}", (names.instance)(*parent)),
                ));
            }
            if !arguments.is_empty() {
                text.push((Style::Plain, " with".to_owned()));
                push_fields(&mut text, arguments);
            }
            if let Some(size) = size {
                let size = thousands(*size);
                text.push((Style::Faint, format!(", {size}{TIED}bytes")));
            }
            (text, place.clone())
        }
        Happening::Recorded { fields } => {
            let mut text = vec![(Style::Plain, "recorded".to_owned())];
            push_fields(&mut text, fields);
            (text, None)
        }
        Happening::Moved(moved) => (transition(page, moved), moved.place.clone()),
        Happening::Woken { by, wakes, latency } => {
            let times = match wakes {
                0 | 1 => String::new(),
                wakes => format!(" {wakes} times, first"),
            };
            let who = match by.future {
                Some(future) => (names.instance)(future),
                None => (names.thread)(&by.thread),
            };
            let mut text = vec![(Style::Plain, format!("woken{times} by {who}"))];
            push_faint(&mut text, page.duration(", polled ", *latency, " later"));
            (text, None)
        }
        Happening::Ended { .. } => ended(page, happening),
        Happening::Seen { probe, place, tree } => {
            let mut text = vec![(Style::Plain, "snapshot".to_owned())];
            if let Some((probe, poll)) = probe {
                let after = format!(" after poll{TIED}{poll}, probed at {probe}");
                text.push((Style::Plain, after));
            }
            if let Err(why) = tree {
                text.push((Style::Warning, format!(": {why}")));
            }
            // Of a probed future the tree tells it, too, and files of other crates by short names.
            (text, place.clone().filter(|_| probe.is_none()))
        }
        Happening::Returned { value } => {
            let text = vec![
                (Style::Plain, "returns ".to_owned()),
                (Style::Strong, value.clone()),
            ];
            (text, None)
        }
        Happening::Failed { error } => {
            let text = vec![
                (Style::Bad, "fails: ".to_owned()),
                (Style::Plain, error.clone()),
            ];
            (text, None)
        }
        Happening::Lint {
            lint,
            seen,
            help,
            place,
            function: _,
        } => {
            let mut text = vec![
                (Style::Warning, format!("! {lint}: ")),
                (Style::Plain, seen.clone()),
            ];
            if let Some(help) = help {
                text.push((Style::Good, "\nhelp: ".to_owned()));
                text.push((Style::Plain, help.clone()));
            }
            (text, place.clone())
        }
        Happening::Said {
            level,
            spans,
            message,
            fields,
        } => {
            let mut text = vec![(level_style(*level), level.to_string())];
            for span in spans {
                text.push((Style::Faint, format!(" {span}:")));
            }
            if !message.is_empty() {
                text.push((Style::Plain, format!(" {message}")));
            }
            push_fields(&mut text, fields);
            (text, None)
        }
        // Brackets are not entries; the timeline calls the functions above.
        Happening::PollStarted { .. } | Happening::PollEnded { .. } => (Pieces::new(), None),
    }
}

fn ended(page: &Page, happening: &Happening) -> (Pieces, Option<Place>) {
    let Happening::Ended {
        end,
        state,
        awaiting,
        place,
        polls,
        busy,
        idle,
        function: _,
    } = happening
    else {
        return (Pieces::new(), None);
    };
    let awaiting = awaiting.as_deref();
    let mut text = Pieces::new();
    match (end.as_str(), awaiting) {
        (end::RETURNED, _) => text.push((Style::Good, "returned".to_owned())),
        (end::PANICKED, Some(awaiting)) => {
            text.push((Style::Bad, "panicked".to_owned()));
            text.push((Style::Plain, " after ".to_owned()));
            text.push((Style::Awaited, format!("{awaiting}.await")));
        }
        (end::PANICKED, None) => {
            text.push((Style::Bad, "panicked".to_owned()));
            text.push((Style::Plain, " before its first await".to_owned()));
        }
        (end::CANCELLED, _) => {
            let state = state.as_deref().unwrap_or("an await");
            text.push((Style::Warning, format!("cancelled in {state}")));
            if let Some(awaiting) = awaiting {
                text.push((Style::Plain, " while waiting for ".to_owned()));
                text.push((Style::Awaited, awaiting.to_owned()));
            }
        }
        (end::NEVER_POLLED, _) => {
            let words = "dropped without ever being polled".to_owned();
            text.push((Style::Warning, words));
        }
        (other, _) => text.push((Style::Plain, other.to_owned())),
    }
    if let Some(polls) = polls.filter(|polls| *polls > 0) {
        let plural = if polls == 1 { "" } else { "s" };
        text.push((Style::Plain, format!(", {polls}{TIED}poll{plural}")));
    }
    push_faint(
        &mut text,
        page.duration(&format!(", busy{TIED}"), *busy, ""),
    );
    push_faint(
        &mut text,
        page.duration(&format!(", idle{TIED}"), *idle, ""),
    );
    // Where it returned is not known, and where it was created has been told.
    let told = end == end::PANICKED || end == end::CANCELLED;
    (text, place.clone().filter(|_| told && awaiting.is_some()))
}

fn push_faint(text: &mut Pieces, words: Option<String>) {
    if let Some(words) = words {
        text.push((Style::Faint, words));
    }
}

fn push_fields(text: &mut Pieces, fields: &[(String, String)]) {
    for (name, value) in fields {
        text.push((Style::Key, format!(" {name}=")));
        text.push((Style::Plain, value.clone()));
    }
}

fn level_style(level: Level) -> Style {
    match level {
        Level::ERROR => Style::Bad,
        Level::WARN => Style::Warning,
        Level::INFO => Style::Good,
        _ => Style::Faint,
    }
}

/// `12,345`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
