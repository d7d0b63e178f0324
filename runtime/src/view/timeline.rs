//! The run, told line by line.
//!
//! A poll is a bracket: what happens between its start and its end on the same thread stands
//! inside, so a child polled by its parent stands inside the parent's bracket, and instances
//! that take turns on one thread, or move between threads, do not get mixed up.

use std::collections::HashMap;
use std::thread;

use super::happening::{Happening, Place, ThreadName, Transition};
use super::page::{Entry, Page};
use super::telling::{self, Names};
use super::threads::{self, Threads};
use crate::Machine;
use crate::terminal::{Pieces, Style};

/// What is remembered of a living instance.
struct Instance {
    name: String,
    address: Option<u64>,
    /// A transition within the poll under way: told at that poll's end.
    moved: Option<Transition>,
    /// What it awaits, since the last transition that was told.
    awaiting: Option<String>,
}

pub(super) struct Timeline {
    page: Page,
    diagrams: bool,
    drawn: Vec<&'static Machine>,
    instances: HashMap<u64, Instance>,
    threads: Threads,
    /// The instances met so far, if they are counted here.
    counted: Option<Vec<u64>>,
    /// An instance whose size is not yet known: it is about to be.
    unmeasured: Option<(u64, Happening)>,
}

impl Timeline {
    pub(super) fn new(page: Page) -> Self {
        Timeline {
            page,
            diagrams: true,
            drawn: Vec::new(),
            instances: HashMap::new(),
            threads: Threads::default(),
            counted: None,
            unmeasured: None,
        }
    }

    pub(super) fn page(&mut self) -> &mut Page {
        &mut self.page
    }

    pub(super) fn set_diagrams(&mut self, diagrams: bool) {
        self.diagrams = diagrams;
    }

    #[cfg(feature = "step")]
    pub(super) fn count_instances(&mut self) {
        self.counted = Some(Vec::new());
    }

    /// The instance's number for people.
    fn number(&mut self, id: u64) -> u64 {
        let Some(counted) = &mut self.counted else {
            return id;
        };
        let at = counted.iter().position(|counted| *counted == id);
        let at = at.unwrap_or_else(|| {
            counted.push(id);
            counted.len() - 1
        });
        at as u64 + 1
    }

    /// An instance is there: of a machine that is perhaps seen for the first time.
    pub(super) fn meet(&mut self, id: u64, name: &str, machine: Option<&'static Machine>) {
        self.tell_unmeasured();
        let number = self.number(id);
        self.instance(id).name = format!("{name}#{number}");
        let Some(machine) = machine.filter(|_| self.diagrams) else {
            return;
        };
        if self.drawn.iter().any(|drawn| std::ptr::eq(*drawn, machine)) {
            return;
        }
        self.drawn.push(machine);
        let diagram = machine
            .diagram()
            .with_width(self.page.columns)
            .with_ansi(self.page.ansi);
        self.page.write_apart(&format!("{diagram}\n"));
    }

    /// The first instance of a machine is created before its size is known; here it is.
    pub(super) fn learn(&mut self, id: u64, now_known: Option<u64>, others: Vec<(String, String)>) {
        if let Some((
            unmeasured,
            Happening::Created {
                size, arguments, ..
            },
        )) = &mut self.unmeasured
            && *unmeasured == id
        {
            *size = size.or(now_known);
            arguments.extend(others);
            self.tell_unmeasured();
        } else if !others.is_empty() {
            self.tell(Some(id), Happening::Recorded { fields: others });
        }
    }

    /// The instance's span is closed; nothing more will happen to it.
    pub(super) fn forget(&mut self, id: u64) {
        self.tell_unmeasured();
        self.instances.remove(&id);
    }

    /// Something happened, to the instance if there is one.
    pub(super) fn tell(&mut self, id: Option<u64>, happening: Happening) {
        self.tell_unmeasured();
        let innermost = self.innermost();
        match (id, happening) {
            // Standing inside its parent's bracket says the same.
            (
                id,
                Happening::Created {
                    size,
                    arguments,
                    parent,
                    place,
                },
            ) if parent.is_some() && parent == innermost => {
                let created = Happening::Created {
                    size,
                    arguments,
                    parent: None,
                    place,
                };
                self.tell(id, created);
            }
            (Some(id), created @ Happening::Created { size: None, .. }) => {
                self.unmeasured = Some((id, created));
            }
            (Some(id), Happening::PollStarted { poll, address }) => {
                self.poll_started(id, poll, address);
            }
            (Some(id), Happening::PollEnded { result, busy }) => {
                let text = telling::poll_ended(&self.page, &result, busy);
                self.poll_ended(id, text);
            }
            (Some(id), Happening::Moved(transition)) if self.is_being_polled(id) => {
                self.instance(id).moved = Some(transition);
            }
            (id, happening) => self.say(id, &happening),
        }
    }

    fn tell_unmeasured(&mut self) {
        if let Some((id, created)) = self.unmeasured.take() {
            self.say(Some(id), &created);
        }
    }

    /// Opens the bracket.
    fn poll_started(&mut self, id: u64, poll: u64, address: Option<u64>) {
        let instance = self.instance(id);
        let before = instance.address;
        instance.address = address.or(before);
        // By its name once, when it is new; afterwards its number tells.
        let new_thread = self.threads.is_new().then(|| {
            let thread = thread::current();
            thread.name().unwrap_or("without a name").to_owned()
        });
        let text = telling::poll_started(&self.page, poll, before, address, new_thread);
        let gutter = self.gutter();
        let name = self.instance(id).name.clone();
        self.write(
            Some((name, id)),
            gutter.clone() + "╭ ",
            gutter + "│ ",
            text,
            None,
            "",
        );
        self.threads.poll_started(id);
    }

    /// Closes the bracket, and tells of the transition that the poll made, if it made one.
    fn poll_ended(&mut self, id: u64, mut text: Pieces) {
        self.threads.poll_ended(id);
        let mut place = None;
        let instance = self.instance(id);
        if let Some(moved) = instance.moved.take() {
            instance.awaiting.clone_from(&moved.awaiting);
            text.push((Style::Plain, ", ".to_owned()));
            text.extend(telling::transition(&self.page, &moved));
            place = moved.place;
        } else if let Some(awaiting) = &instance.awaiting {
            text.push((Style::Plain, ", still waiting for ".to_owned()));
            text.push((Style::Awaited, awaiting.clone()));
        }
        let gutter = self.gutter();
        let name = self.instance(id).name.clone();
        self.write(
            Some((name, id)),
            gutter.clone() + "╰ ",
            gutter + "  ",
            text,
            place,
            "",
        );
    }

    /// An entry inside the brackets that are open on this thread.
    fn say(&mut self, id: Option<u64>, happening: &Happening) {
        let names = Names {
            instance: &|other| self.name(id, other),
            thread: &|thread| self.thread_name(thread),
        };
        let (text, place) = telling::tell(&self.page, happening, &names);
        let drawing = match happening {
            Happening::Seen { tree: Ok(tree), .. } => tree,
            _ => "",
        };
        // A future may have no span: a probed one never has, and that of others may be filtered out.
        let called = match happening {
            Happening::Seen { probe: Some(_), .. } => "probe",
            Happening::Lint { function, .. } | Happening::Ended { function, .. } => {
                function.as_deref().unwrap_or_default()
            }
            _ => "",
        };
        let gutter = self.gutter();
        let name = id.map(|id| match self.instances.get(&id) {
            Some(instance) => (instance.name.clone(), id),
            None => (format!("{called}#{id}"), id),
        });
        self.write(name, gutter.clone(), gutter, text, place, drawing);
    }

    fn write(
        &mut self,
        instance: Option<(String, u64)>,
        gutter: String,
        gutter_below: String,
        text: Pieces,
        place: Option<Place>,
        drawing: &str,
    ) {
        let instance = instance.as_ref().map(|(name, id)| (name.as_str(), *id));
        self.page.write(&Entry {
            instance,
            thread: self.threads.label(),
            gutter,
            gutter_below,
            text,
            place: place.map(|Place(place)| place),
            drawing,
        });
    }

    fn instance(&mut self, id: u64) -> &mut Instance {
        self.instances.entry(id).or_insert_with(|| Instance {
            // Its span was filtered out.
            name: format!("#{id}"),
            address: None,
            moved: None,
            awaiting: None,
        })
    }

    /// How the entry about `of` speaks of `other`.
    fn name(&self, of: Option<u64>, other: u64) -> String {
        if of == Some(other) {
            return "itself".to_owned();
        }
        let instance = self.instances.get(&other);
        instance.map_or_else(|| format!("#{other}"), |instance| instance.name.clone())
    }

    /// A thread that entries came from by its number in the timeline, another by its name.
    fn thread_name(&self, (name, id): &ThreadName) -> String {
        let number = id.and_then(|id| self.threads.number_of(id));
        match (number, name, id) {
            (Some(number), _, _) if self.threads.are_several() => threads::name(number),
            (_, Some(name), _) => format!("thread {name}"),
            (_, None, Some(id)) => format!("thread {id}"),
            (_, None, None) => "an unknown thread".to_owned(),
        }
    }

    fn is_being_polled(&mut self, id: u64) -> bool {
        self.threads.polling().contains(&id)
    }

    /// The instance whose bracket is the innermost one open on this thread.
    fn innermost(&mut self) -> Option<u64> {
        self.threads.polling().last().copied()
    }

    /// A bar for each bracket that is open on this thread.
    fn gutter(&mut self) -> String {
        "│ ".repeat(self.threads.polling().len())
    }
}

#[cfg(test)]
mod tests;
