//! Text memory maps.

use core::fmt;

use super::lines::{Line, lines};
use super::memory::borrows;
use super::{Layout, Memory, type_name};
use crate::terminal::Count;

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        header(f, self)?;
        if !self.is_known() {
            return Ok(());
        }
        for state in self.machine.states() {
            write!(f, "\n  {}  size={}", state.name, self.size_of_state(state))?;
            if !state.awaiting.is_empty() {
                write!(f, "  @ {}", state.location)?;
            }
            for line in lines(self.fields_in(state), true) {
                start(f, self, &line)?;
                what(f, &line)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        header(f, &self.layout)?;
        write!(f, "\n  {:#x}  state={}", self.address, self.state.name)?;
        if !self.state.awaiting.is_empty() {
            let location = self.state.location;
            write!(f, " @ {location}\n  awaiting {}", self.state.awaiting)?;
        }
        if self.layout.is_known() {
            self.map(f)?;
        }
        match self.why_no_pointers() {
            None => Ok(()),
            Some(why) => write!(f, "\n  pointers: {why}"),
        }
    }
}

impl Memory {
    fn map(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = || lines(self.layout.fields_in(self.state), false);
        // A long type name does not push the notes out of sight.
        let column = lines().map(|line| Count::of(|out| what(out, &line))).max();
        let column = column.unwrap_or(0).min(36);
        for line in lines() {
            start(f, &self.layout, &line)?;
            what(f, &line)?;
            if Count::of(|out| self.note(out, &line)) > 0 {
                let used = Count::of(|out| what(out, &line));
                write!(f, "{:1$}", "", column.saturating_sub(used) + 3)?;
                self.note(f, &line)?;
            }
        }
        Ok(())
    }

    /// What the local points into: as read or, failing that, as the syntax says.
    fn note(&self, out: &mut dyn fmt::Write, line: &Line) -> fmt::Result {
        let Line::Field(field) = line else {
            return Ok(());
        };
        #[cfg(feature = "alloc")]
        if let Ok(pointers) = &self.pointers {
            let from = pointers.iter().filter(|pointer| pointer.from == field.name);
            for (index, pointer) in from.enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                write!(out, "{comma}{pointer}   self-reference")?;
            }
            return Ok(());
        }
        for (index, to) in borrows(self.machine, field.local).enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(out, "{comma}borrows {to}, says the source")?;
        }
        Ok(())
    }
}

fn header(f: &mut fmt::Formatter<'_>, layout: &Layout) -> fmt::Result {
    let Layout {
        size,
        align,
        enum_size,
        compiler_size,
        ..
    } = layout;
    write!(
        f,
        "{}  size={size}  align={align}  (",
        layout.machine.name()
    )?;
    if layout.is_known() {
        write!(f, "the enum: {enum_size}, ")?;
    }
    write!(f, "the compiler's coroutine: {compiler_size})")
}

/// The offset and the size.
fn start(f: &mut fmt::Formatter<'_>, layout: &Layout, line: &Line) -> fmt::Result {
    let digits = Count::of(|out| write!(out, "{}", layout.enum_size));
    let (offset, size) = (line.offset(), line.size());
    write!(f, "\n    +{offset:<digits$} {size:>digits$} B  ")
}

/// What lies there.
fn what(out: &mut dyn fmt::Write, line: &Line) -> fmt::Result {
    match line {
        Line::Tag => out.write_str("(the state)"),
        Line::Padding(..) => out.write_str("(padding)"),
        Line::Field(field) => {
            let shown = type_name::Shown(field.type_name, field.kind);
            write!(out, "{}: {shown}", field.name)
        }
    }
}
