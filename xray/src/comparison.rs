//! The explicit enum of an annotated function beside the coroutine that rustc makes of it.

mod difference;

use std::collections::HashSet;
use std::fmt;

pub use difference::Difference;

use crate::table::figure;
use crate::{Confidence, Coroutine, Role, Slot, State, names};

/// An annotated function as the enum that runs, and as the coroutine that rustc would have run:
/// state by state, slot by slot, and why they differ.
///
/// Both are read from debug info; `Display` draws them side by side.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Comparison {
    /// The whole future with the enum: offsets count from its start.
    pub explicit: Coroutine,
    /// What rustc made of the function as written.
    pub compiler: Coroutine,
}

/// A state in both.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StateComparison<'c> {
    /// The state of the enum.
    pub explicit: &'c State,
    /// That of the coroutine.
    pub compiler: &'c State,
    /// The slots of both; a slot that only one of them has stands alone.
    pub slots: Vec<(Option<&'c Slot>, Option<&'c Slot>)>,
}

impl Comparison {
    /// The states in both, in the order of their numbers.
    pub fn states(&self) -> Vec<StateComparison<'_>> {
        let mut both = Vec::new();
        for explicit in &self.explicit.states {
            if let Some(compiler) = self.compiler.state(explicit.number) {
                both.push(StateComparison {
                    explicit,
                    compiler,
                    slots: paired(explicit, compiler),
                });
            }
        }
        both
    }

    /// Why they differ.
    pub fn differences(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        let watch = self.explicit.tag.offset;
        if watch > 0 {
            differences.push(Difference::Watch(watch));
        }
        differences.extend(self.arguments_twice());
        differences.extend(self.alone());
        let padding = |coroutine: &Coroutine| {
            let suspended = coroutine.states.iter().filter(|state| state.is_suspended());
            let largest = suspended.max_by_key(|state| state.slot_bytes());
            largest.map_or(0, State::padding_bytes)
        };
        let (explicit, compiler) = (padding(&self.explicit), padding(&self.compiler));
        if explicit != compiler {
            differences.push(Difference::Order { explicit, compiler });
        }
        differences
    }

    fn arguments_twice(&self) -> Option<Difference> {
        let mut twice = Vec::new();
        let mut bytes = 0_u64;
        let slots = self.compiler.states.iter().flat_map(|state| &state.slots);
        let locals = slots.filter(|slot| slot.role == Role::Local);
        let locals: HashSet<&str> = locals.map(|slot| &*slot.name).collect();
        for capture in self.compiler.captures() {
            if locals.contains(&*capture.name) {
                twice.push(capture.name.clone());
                bytes = bytes.saturating_add(capture.size.unwrap_or(0));
            }
        }
        (bytes > 0).then_some(Difference::ArgumentsTwice(twice, bytes))
    }

    /// What only one of them has.
    fn alone(&self) -> Vec<Difference> {
        let (mut longer, mut in_enum) = (ByName::default(), ByName::default());
        let (mut explicit, mut compiler) = (Vec::new(), Vec::new());
        let states = self.states();
        for state in states.iter().filter(|state| state.compiler.is_suspended()) {
            for pair in &state.slots {
                match *pair {
                    (Some(slot), None) if slot.role == Role::Local => {
                        in_enum.add(&slot.name, &state.compiler.name);
                    }
                    (None, Some(slot)) if slot.role == Role::Local => {
                        longer.add(&slot.name, &state.compiler.name);
                    }
                    (Some(slot), None) => add(&mut explicit, &slot.name),
                    (None, Some(slot)) if slot.role == Role::Temporary => {
                        add(&mut compiler, &slot.name);
                    }
                    _ => {}
                }
            }
        }
        let longer = longer.0.into_iter();
        let longer = longer.map(|(name, states)| Difference::KeptLonger(name, states));
        let in_enum = in_enum.0.into_iter();
        let kept = longer.chain(in_enum.map(|(name, states)| Difference::KeptInEnum(name, states)));
        let own = (!explicit.is_empty() || !compiler.is_empty())
            .then_some(Difference::Own { explicit, compiler });
        kept.chain(own).collect()
    }
}

/// States by the names of locals, in the order in which they came.
#[derive(Default)]
struct ByName(Vec<(String, Vec<String>)>);

impl ByName {
    fn add(&mut self, name: &str, state: &str) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, states)) => add(states, state),
            None => self.0.push((name.to_owned(), vec![state.to_owned()])),
        }
    }
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

/// The slots of both states that hold the same.
fn paired<'c>(
    explicit: &'c State,
    compiler: &'c State,
) -> Vec<(Option<&'c Slot>, Option<&'c Slot>)> {
    let mut rest: Vec<_> = compiler.slots.iter().collect();
    let mut pairs = Vec::new();
    for slot in &explicit.slots {
        let is_same = |other: &&Slot| match slot.role {
            Role::Awaitee => other.role == Role::Awaitee,
            _ => {
                other.name == slot.name && other.role != Role::Capture || {
                    // Before the first poll, arguments are what was captured.
                    compiler.number == 0 && other.name == slot.name
                }
            }
        };
        let found = rest.iter().position(is_same);
        pairs.push((Some(slot), found.map(|found| rest.remove(found))));
    }
    pairs.extend(rest.into_iter().map(|slot| (None, Some(slot))));
    pairs
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "async fn {}: {} bytes as the enum, {} as rustc's coroutine",
            names::short(self.compiler.path()),
            self.explicit.size,
            self.compiler.size
        )?;
        writeln!(f, "    enum  rustc   size")?;
        let (explicit, compiler) = (self.explicit.tag, self.compiler.tag);
        writeln!(
            f,
            "  {:>6} {:>6} {:>6}  state",
            format!("+{}", explicit.offset),
            format!("+{}", compiler.offset),
            compiler.size
        )?;
        for state in self.states() {
            write!(f, "{}", state.compiler.name)?;
            match &state.compiler.location {
                Some(location) => writeln!(f, " @ {location}")?,
                None => writeln!(f)?,
            }
            for (explicit, compiler) in state.slots {
                write_pair(f, explicit, compiler)?;
            }
        }
        let differences = self.differences();
        if !differences.is_empty() {
            writeln!(f, "Why they differ:")?;
        }
        for difference in differences {
            writeln!(f, "  - {difference}")?;
        }
        Ok(())
    }
}

fn write_pair(
    f: &mut fmt::Formatter<'_>,
    explicit: Option<&Slot>,
    compiler: Option<&Slot>,
) -> fmt::Result {
    let Some(slot) = compiler.or(explicit) else {
        return Ok(());
    };
    let offset = |slot: Option<&Slot>| match slot.map(|slot| (slot.offset, slot.confidence)) {
        Some((Some(offset), _)) => format!("+{offset}"),
        Some((None, Confidence::Unknown)) => "?".to_owned(),
        _ => "-".to_owned(),
    };
    let size = figure(slot.size);
    let ty = names::short_if_known(slot.type_name.as_deref());
    let (explicit, compiler) = (offset(explicit), offset(compiler));
    write!(
        f,
        "  {explicit:>6} {compiler:>6} {size:>6}  {}: {ty}",
        slot.name
    )?;
    match slot.role {
        Role::Capture => writeln!(f, "  captured"),
        _ => writeln!(f),
    }
}
