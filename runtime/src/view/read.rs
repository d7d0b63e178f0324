//! From `tracing`'s spans and events to what the timeline tells.

use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Event, Subscriber};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::{LookupSpan, SpanRef};

use super::fields::Fields;
use super::happening::{Happening, Place, Transition, Waker};
use crate::Machine;
use crate::vocabulary::{self, field};

/// Who is told what has been read.
pub(crate) trait Listener {
    /// An instance is there: its number, its function's name, and its machine if that is known.
    fn meet(&self, instance: u64, name: &str, machine: Option<&'static Machine>);

    /// Something happened, to the instance if there is one.
    fn tell(&self, instance: Option<u64>, happening: Happening);

    /// More is known of the instance: its size, and values for its span.
    fn learn(&self, instance: u64, size: Option<u64>, fields: Vec<(String, String)>);

    /// Nothing more will happen to the instance.
    fn forget(&self, instance: u64);
}

/// Remembered in the span of an instance: its number.
struct Instance(u64);

/// Remembered in any other span: how it is shown before the events in it.
struct Shown(String);

/// The number of the instance whose span it is, if it is one's.
fn instance_of<'a, R: LookupSpan<'a>>(span: &SpanRef<'a, R>) -> Option<u64> {
    span.extensions().get::<Instance>().map(|Instance(id)| *id)
}

pub(crate) fn new_span<S>(
    listener: &impl Listener,
    attributes: &Attributes<'_>,
    id: &Id,
    context: &Context<'_, S>,
) where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    let Some(span) = context.span(id) else { return };
    let mut fields = Fields::default();
    attributes.record(&mut fields);
    if !(fields.has(field::MACHINE) && fields.has(field::FUTURE)) {
        let shown = show(span.name(), fields);
        span.extensions_mut().replace(Shown(shown));
        return;
    }
    let (Some(path), Some(number)) = (
        fields.take(field::MACHINE),
        fields.take_number(field::FUTURE),
    ) else {
        return;
    };
    span.extensions_mut().replace(Instance(number));
    let size = fields.take_number(field::SIZE);
    let place = take_place(&mut fields);
    let parent = span.parent();
    let machine = machine(&path, &place);
    let created = Happening::Created {
        size,
        arguments: fields.rest(),
        parent: parent.and_then(|parent| parent.scope().find_map(|span| instance_of(&span))),
        place,
    };
    listener.meet(number, span.name(), machine);
    listener.tell(Some(number), created);
}

pub(crate) fn record<S>(
    listener: &impl Listener,
    values: &Record<'_>,
    id: &Id,
    context: &Context<'_, S>,
) where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    let Some(span) = context.span(id) else { return };
    let mut fields = Fields::default();
    values.record(&mut fields);
    if let Some(instance) = instance_of(&span) {
        let size = fields.take_number(field::SIZE);
        listener.learn(instance, size, fields.rest());
    } else if let Some(Shown(shown)) = span.extensions_mut().get_mut() {
        shown.push_str(&show("", fields));
    }
}

pub(crate) fn event<S>(listener: &impl Listener, event: &Event<'_>, context: &Context<'_, S>)
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    let mut fields = Fields::default();
    event.record(&mut fields);
    let mut spans = Vec::new();
    let mut instance = None;
    for span in context.event_scope(event).into_iter().flatten() {
        instance = instance_of(&span);
        if instance.is_some() {
            break;
        }
        if let Some(Shown(shown)) = span.extensions().get() {
            spans.push(shown.clone());
        }
    }
    spans.reverse();
    // A probed future has no span: the one around the event is that of the future which polls it.
    if event.metadata().name() == vocabulary::SNAPSHOT && fields.has(field::PROBE) {
        instance = fields.number(field::FUTURE);
    }
    // Somebody may have filtered out the span and not its events.
    if event.metadata().name().starts_with(vocabulary::TARGET) {
        instance = instance.or(fields.number(field::FUTURE));
    }
    let happening = happening(event, fields, spans);
    listener.tell(instance, happening);
}

pub(crate) fn closed<S>(listener: &impl Listener, id: &Id, context: &Context<'_, S>)
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    if let Some(instance) = context.span(id).and_then(|span| instance_of(&span)) {
        listener.forget(instance);
    }
}

/// What the event says, in the words of the [vocabulary].
fn happening(event: &Event<'_>, mut fields: Fields, spans: Vec<String>) -> Happening {
    // Every event of ours has it; the events' span says the same.
    let named = event.metadata().name();
    let ours = named.starts_with(vocabulary::TARGET) && fields.has(field::FUTURE);
    match named {
        vocabulary::POLL if ours => Happening::PollStarted {
            poll: fields.take_number(field::POLL).unwrap_or_default(),
            address: fields.take_number(field::ADDR),
        },
        vocabulary::POLLED if ours => Happening::PollEnded {
            result: fields.take(field::RESULT).unwrap_or_default(),
            busy: fields.take_nanos(field::BUSY),
        },
        vocabulary::TRANSITION if ours => {
            let awaiting = fields.take_text(field::AWAITING);
            Happening::Moved(Transition {
                from: fields.take(field::FROM).unwrap_or_default(),
                to: fields.take(field::TO).unwrap_or_default(),
                // A state in which nothing is awaited has only the function's own place.
                place: take_place(&mut fields).filter(|_| awaiting.is_some()),
                awaiting,
                dwell: fields.take_nanos(field::DWELL),
            })
        }
        vocabulary::WAKE if ours => Happening::Woken {
            by: Waker {
                future: fields.take_number(field::BY_FUTURE),
                thread: (
                    fields.take_text(field::BY_THREAD),
                    fields.take_number(field::BY_THREAD_ID),
                ),
            },
            wakes: fields.take_number(field::WAKES).unwrap_or(1),
            latency: fields.take_nanos(field::LATENCY),
        },
        vocabulary::END if ours => Happening::Ended {
            function: take_function(&mut fields),
            end: fields.take(field::END).unwrap_or_default(),
            state: fields.take_text(field::STATE),
            awaiting: fields.take_text(field::AWAITING),
            place: take_place(&mut fields),
            polls: fields.take_number(field::POLLS),
            busy: fields.take_nanos(field::BUSY),
            idle: fields.take_nanos(field::IDLE),
        },
        vocabulary::LINT if ours => Happening::Lint {
            function: take_function(&mut fields),
            lint: fields.take(field::LINT).unwrap_or_default(),
            seen: fields.take(field::MESSAGE).unwrap_or_default(),
            help: fields.take_text(field::HELP),
            place: take_place(&mut fields),
        },
        vocabulary::SNAPSHOT if ours => {
            let poll = fields.number(field::POLL).unwrap_or_default();
            Happening::Seen {
                probe: fields.take_text(field::PROBE).map(|probe| (probe, poll)),
                place: take_place(&mut fields),
                tree: (fields.take(field::TREE))
                    .ok_or_else(|| fields.take(field::UNAVAILABLE).unwrap_or_default()),
            }
        }
        vocabulary::RETURNED if ours => Happening::Returned {
            value: fields.take(field::RETURN).unwrap_or_default(),
        },
        vocabulary::FAILED if ours => Happening::Failed {
            error: fields.take(field::ERROR).unwrap_or_default(),
        },
        _ => Happening::Said {
            level: *event.metadata().level(),
            spans,
            message: fields.take(field::MESSAGE).unwrap_or_default(),
            fields: fields.rest(),
        },
    }
}

/// The function's name, without the path to it.
fn take_function(fields: &mut Fields) -> Option<String> {
    let path = fields.take(field::MACHINE)?;
    path.rsplit("::").next().map(str::to_owned)
}

fn take_place(fields: &mut Fields) -> Option<Place> {
    let file = fields.take_text(field::FILE)?;
    let line = fields.take(field::LINE)?;
    let column = fields
        .take(field::COLUMN)
        .map(|column| format!(":{column}"));
    Some(Place(format!(
        "{file}:{line}{}",
        column.unwrap_or_default()
    )))
}

/// The machine of that path; of several with the same path, the one at that place.
fn machine(path: &str, place: &Option<Place>) -> Option<&'static Machine> {
    let named = || crate::machines().filter(|machine| machine.path() == path);
    let there = |machine: &&Machine| {
        let place = place.as_ref().map(|Place(place)| place.as_str());
        place == Some(&machine.location().to_string())
    };
    named().find(there).or_else(|| named().next())
}

/// A span as it is shown before the events in it: `name{field=value}`.
fn show(name: &str, fields: Fields) -> String {
    let fields = fields.rest();
    if fields.is_empty() {
        return name.to_owned();
    }
    let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
    format!("{name}{{{}}}", fields.collect::<Vec<_>>().join(" "))
}
