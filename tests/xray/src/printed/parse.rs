//! From the lines of `-Zprint-type-sizes` to coroutines.

use super::lines::{Field, Line};
use super::{Printed, PrintedSlot, PrintedState, Title};

/// Reads all coroutines from what `rustc -Zprint-type-sizes` printed.
///
/// # Errors
///
/// If a line is none that is known, or if its figures contradict each other: then this module
/// does not know what rustc means, and is no judge.
pub fn parse(output: &str) -> Result<Vec<Printed>, String> {
    let mut reader = Reader::default();
    for line in output.lines() {
        if let Some(line) = Line::read(line)? {
            reader.line(line)?;
        }
    }
    reader.end()?;
    Ok(reader.coroutines)
}

#[derive(Default)]
struct Reader {
    coroutines: Vec<Printed>,
    /// The one that is being read; other types than coroutines are passed over.
    current: Option<Current>,
}

struct Current {
    coroutine: Printed,
    end_padding: u64,
    /// The printed size of each state.
    sizes: Vec<u64>,
    /// Where the next field lies, unless it says otherwise.
    offset: u64,
}

impl Reader {
    fn line(&mut self, line: Line<'_>) -> Result<(), String> {
        if let Line::Type { title, size, align } = line {
            self.end()?;
            let is_coroutine = Title::is_of_a_coroutine(title);
            self.current = is_coroutine.then(|| Current::new(title, size, align));
            return Ok(());
        }
        let Some(current) = &mut self.current else {
            return Ok(());
        };
        let read = current.line(line);
        read.map_err(|problem| format!("{}: {problem}", current.coroutine.title))
    }

    /// Ends the coroutine that is being read.
    fn end(&mut self) -> Result<(), String> {
        if let Some(current) = self.current.take() {
            let title = current.coroutine.title.clone();
            let coroutine = current.end();
            self.coroutines
                .push(coroutine.map_err(|problem| format!("{title}: {problem}"))?);
        }
        Ok(())
    }
}

impl Current {
    fn new(title: &str, size: u64, align: u64) -> Current {
        Current {
            coroutine: Printed {
                title: title.to_owned(),
                size,
                align,
                tag_size: 0,
                states: Vec::new(),
            },
            end_padding: 0,
            sizes: Vec::new(),
            offset: 0,
        }
    }

    fn line(&mut self, line: Line<'_>) -> Result<(), String> {
        match line {
            Line::Type { .. } => unreachable!("a type begins a coroutine of its own"),
            Line::Discriminant(size) => self.coroutine.tag_size = size,
            Line::Variant { name, size } => {
                self.sizes.push(size);
                // As if the tag lay in front: where it lies elsewhere, fields give their offset.
                self.offset = self.coroutine.tag_size;
                self.coroutine.states.push(PrintedState {
                    name: name.to_owned(),
                    end: 0,
                    tag_before_end: false,
                    slots: Vec::new(),
                });
            }
            Line::Padding(size) => self.offset += size,
            Line::EndPadding(size) => self.end_padding = size,
            Line::Field(field) => self.field(&field)?,
        }
        Ok(())
    }

    fn field(&mut self, field: &Field<'_>) -> Result<(), String> {
        let state = self
            .coroutine
            .states
            .last_mut()
            .ok_or("a field of no state")?;
        let captured = match field.word {
            "upvar" => true,
            "local" => false,
            word => return Err(format!("a coroutine has no `{word}`")),
        };
        let slot = PrintedSlot {
            captured,
            name: field.name.to_owned(),
            offset: field.offset.unwrap_or(self.offset),
            size: field.size,
            align: field.align,
            type_name: field.type_name.map(str::to_owned),
        };
        if let Some(align) = slot.align
            && !slot.offset.is_multiple_of(align)
        {
            return Err(format!("`{}` is not aligned at {}", slot.name, slot.offset));
        }
        self.offset = slot.end();
        state.slots.push(slot);
        Ok(())
    }

    /// Compares the sizes that were printed with those that the fields add up to.
    fn end(mut self) -> Result<Printed, String> {
        let tag = self.coroutine.tag_size;
        if tag == 0 {
            return Err(String::from("no discriminant"));
        }
        let mut largest = tag;
        for (state, &size) in self.coroutine.states.iter_mut().zip(&self.sizes) {
            state.end = end(&state.slots);
            state.tag_before_end = size + tag == state.end;
            if !state.tag_before_end && size != state.end {
                let PrintedState { name, end, .. } = state;
                return Err(format!("`{name}` has {size} bytes and ends at {end}"));
            }
            largest = largest.max(size + tag);
        }
        if largest + self.end_padding != self.coroutine.size {
            return Err(format!(
                "the largest state and the padding behind it have {} bytes",
                largest + self.end_padding
            ));
        }
        Ok(self.coroutine)
    }
}

/// Where rustc sees a state's end: it looks at captures only where there are no locals, or where
/// these have no size.
fn end(slots: &[PrintedSlot]) -> u64 {
    let end_of = |captured: bool| {
        let slots = slots.iter().filter(|slot| slot.captured == captured);
        slots.map(PrintedSlot::end).max().unwrap_or(0)
    };
    match end_of(false) {
        0 => end_of(true),
        end => end,
    }
}
