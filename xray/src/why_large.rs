//! Why a coroutine is so large, and what would make it smaller.

use std::fmt;

use crate::model::Model;
use crate::{Coroutine, CoroutineKind, Role, Slot, State, names};

/// Why a coroutine is so large: see [`Coroutine::why_large`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WhyLarge<'c> {
    /// The coroutine.
    pub coroutine: &'c Coroutine,
    /// The suspended states, the largest first.
    pub states: Vec<&'c State>,
    /// What the largest state holds, the largest first.
    pub dominant: Vec<&'c Slot>,
    /// What would make it smaller, what saves most first.
    pub savings: Vec<Saving>,
    /// Whether its size is what laying it out again gives; if not, there are no savings.
    pub is_explained: bool,
}

/// A change that makes a coroutine smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Saving {
    /// What to do.
    pub change: Change,
    /// By how many bytes the coroutine is smaller then, if nothing else changes.
    pub bytes: u64,
}

/// What can be done about a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The argument of that name is stored twice, where it was captured and in the local that it is
    /// moved to: `fn f(…) -> impl Future { async move { … } }` uses it where it is.
    CaptureOnce(String),
    /// A future is stored twice, in the local of that name and as what is awaited: await the call
    /// itself.
    AwaitDirectly(String),
    /// End the scope of a local before the `.await` of these states.
    EndScope {
        /// The local's name.
        name: String,
        /// The states.
        states: Vec<String>,
        /// Whether it is known that nothing mentions it after them; debug info does not tell.
        known: bool,
    },
    /// The local of that name: put it into a `Box`.
    BoxLocal(String),
    /// The future of that name, awaited in that state: `Box::pin` it.
    BoxAwaitee(String, String),
}

/// Slots that are smaller are not worth a change, in bytes.
const SMALL: u64 = 16;

impl Coroutine {
    /// Why it is so large: its states by size, what dominates the largest, what is stored twice,
    /// and what each change would save.
    ///
    /// Savings are computed by laying the coroutine out again as rustc does. They hold one at a
    /// time: two changes together may save more or less than their sum. There are none for an
    /// explicit enum, and where what is known of rustc's ways does not explain the size.
    ///
    /// `Display` of the answer draws it.
    pub fn why_large(&self) -> WhyLarge<'_> {
        self.why_large_if(|_, _| None)
    }

    /// As [`why_large`](Self::why_large), by somebody who knows the source: `idle` says of a local
    /// whether nothing mentions it after a state, if that is known.
    pub fn why_large_if(&self, idle: impl Fn(&State, &Slot) -> Option<bool>) -> WhyLarge<'_> {
        let end = |state: &State| state.slots.iter().filter_map(Slot::end).max();
        let suspended = self.states.iter().filter(|state| state.is_suspended());
        let mut states: Vec<_> = suspended.collect();
        states.sort_by_key(|state| std::cmp::Reverse((state.slot_bytes(), end(state))));
        let largest = states.first().copied().or(self.states.first());
        let mut dominant: Vec<_> = largest.map_or(Vec::new(), |state| state.slots.iter().collect());
        dominant.sort_by_key(|slot| std::cmp::Reverse(slot.size));
        WhyLarge {
            coroutine: self,
            states,
            dominant,
            savings: self.savings(&idle),
            is_explained: self.model().is_some(),
        }
    }

    /// How it is laid out; none where that is not understood: then nothing is said of what would
    /// be.
    fn model(&self) -> Option<Model> {
        Model::of(self).filter(|_| self.kind != CoroutineKind::Explicit)
    }

    fn savings(&self, idle: &dyn Fn(&State, &Slot) -> Option<bool>) -> Vec<Saving> {
        let Some(model) = self.model() else {
            return Vec::new();
        };
        let saved = |changed: Model| self.size.saturating_sub(changed.size());
        let mut savings: Vec<Saving> = Vec::new();
        let mut offer = |change: Change, bytes: u64| {
            if bytes > 0 && !savings.iter().any(|saving| saving.change == change) {
                savings.push(Saving { change, bytes });
            }
        };
        let word = size_of::<usize>() as u64;
        for state in self.states.iter().filter(|state| state.is_suspended()) {
            for slot in &state.slots {
                let is_large = slot.size.is_some_and(|size| size >= SMALL);
                let name = slot.name.clone();
                match slot.role {
                    Role::Awaitee if is_large && !is_no_candidate(slot) => {
                        let boxed = model.with(state, slot, Some((word, word)));
                        let future = slot.type_name.as_deref().map_or(name, names::short);
                        offer(Change::BoxAwaitee(future, state.name.clone()), saved(boxed));
                    }
                    Role::Local if self.captures().iter().any(|capture| is_copy(capture, slot)) => {
                        offer(Change::CaptureOnce(name), saved(model.without(state, slot)));
                    }
                    Role::Local if is_large => {
                        let gone = saved(model.without(state, slot));
                        let awaitee = state.awaitee();
                        if awaitee.is_some_and(|awaitee| awaitee.type_name == slot.type_name) {
                            offer(Change::AwaitDirectly(name), gone);
                            continue;
                        }
                        let with_it = || {
                            self.states
                                .iter()
                                .filter(|state| state.slots.contains(slot))
                        };
                        let needed: Vec<_> = with_it().map(|state| idle(state, slot)).collect();
                        if !needed.contains(&Some(false)) && !is_of_macro(state, slot) {
                            let change = Change::EndScope {
                                name: name.clone(),
                                states: with_it().map(|state| state.name.clone()).collect(),
                                known: !needed.contains(&None),
                            };
                            offer(change, gone);
                        }
                        if slot.size.is_some_and(|size| size >= 8 * word)
                            && !is_of_macro(state, slot)
                        {
                            let boxed = model.with(state, slot, Some((word, word)));
                            offer(Change::BoxLocal(name), saved(boxed));
                        }
                    }
                    _ => {}
                }
            }
        }
        savings.sort_by_key(|saving| std::cmp::Reverse(saving.bytes));
        savings
    }
}

/// Whether the local is where an argument is moved to.
fn is_copy(capture: &Slot, local: &Slot) -> bool {
    capture.name == local.name && capture.type_name == local.type_name
}

/// Whether boxing what is awaited is of no use: it is in a box already, or a closure that only
/// points at what a macro such as `join!` holds.
fn is_no_candidate(awaitee: &Slot) -> bool {
    let ty = awaitee.type_name.as_deref().unwrap_or_default();
    ty.starts_with("core::pin::Pin<") || is_closure(awaitee)
}

/// Whether what is awaited is a closure: `poll_fn(…)`.
fn is_closure(awaitee: &Slot) -> bool {
    let ty = awaitee.type_name.as_deref().unwrap_or_default();
    let path = ty.split('<').next().unwrap_or_default();
    path.ends_with("::poll_fn::PollFn")
}

/// Whether the local is one of a macro such as `join!`, which holds the branches while it waits.
fn is_of_macro(state: &State, slot: &Slot) -> bool {
    let ty = slot.type_name.as_deref().unwrap_or_default();
    ty.contains("::{async_") && state.awaitee().is_some_and(is_closure)
}

impl fmt::Display for WhyLarge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let coroutine = self.coroutine;
        write!(f, "{}: {} bytes", coroutine.title(), coroutine.size)?;
        match &coroutine.location {
            Some(location) => writeln!(f, "  {location}")?,
            None => writeln!(f)?,
        }
        writeln!(f, "States by what they hold:")?;
        for state in &self.states {
            write!(f, "  {:>7} B  {}", state.slot_bytes(), state.name)?;
            if let Some(location) = &state.location {
                write!(f, " @ {location}")?;
            }
            if let Some(awaited) = state.awaitee().and_then(|slot| slot.type_name.as_deref()) {
                write!(f, "  awaiting {}", names::short(awaited))?;
            }
            match state.padding_bytes() {
                0 => writeln!(f)?,
                bytes => writeln!(f, "  ({bytes} B unused)")?,
            }
        }
        if let Some(largest) = self.states.first() {
            writeln!(f, "What {} holds:", largest.name)?;
        }
        const SHOWN: usize = 12;
        for slot in self.dominant.iter().take(SHOWN) {
            let (size, ty) = (slot.size.unwrap_or(0), slot.type_name.as_deref());
            let ty = names::short_if_known(ty);
            let percent = u128::from(size) * 100 / u128::from(coroutine.size.max(1));
            writeln!(
                f,
                "  {size:>7} B {percent:>3}%  {:<9}  {}: {ty}",
                slot.role, slot.name
            )?;
        }
        if self.dominant.len() > SHOWN {
            let rest = &self.dominant[SHOWN..];
            let sizes = rest.iter().filter_map(|slot| slot.size);
            let bytes = sizes.fold(0, u64::saturating_add);
            writeln!(f, "  {bytes:>7} B       in {} more", rest.len())?;
        }
        if !self.savings.is_empty() {
            writeln!(f, "What would save, each by itself:")?;
        }
        for saving in self.savings.iter().take(SHOWN) {
            writeln!(f, "  {:>7} B  {}", saving.bytes, saving.change)?;
        }
        let ends_scope = |saving: &Saving| matches!(saving.change, Change::EndScope { .. });
        if self.savings.iter().any(ends_scope) {
            writeln!(
                f,
                "A block around a local ends its scope. `drop` is enough only for a local that was \
                 never borrowed: of others rustc keeps the place."
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::CaptureOnce(name) => write!(
                f,
                "keep the argument `{name}` once: `fn … -> impl Future {{ async move {{ … }} }}` \
                 uses it where it was captured, and an `async fn` moves it to a second place"
            ),
            Change::AwaitDirectly(name) => write!(
                f,
                "await the call itself: `{name}` keeps its place when the future is moved to where \
                 it is awaited"
            ),
            Change::EndScope {
                name,
                states,
                known,
            } => {
                let states = states.join(", ");
                write!(
                    f,
                    "end the scope of `{name}` before the `.await` of {states}"
                )?;
                match known {
                    true => write!(f, ": nothing mentions it after that"),
                    false => write!(f, ", if it is not needed after that"),
                }
            }
            Change::BoxLocal(name) => write!(f, "put `{name}` into a `Box`"),
            Change::BoxAwaitee(name, state) => {
                write!(f, "`Box::pin` what {state} awaits: {name}")
            }
        }
    }
}
