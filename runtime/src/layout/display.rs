//! Text memory maps.

use core::fmt;

use super::{FieldMemory, Layout, Memory, TAG, type_name};

/// One line of a map.
struct Line {
    offset: usize,
    size: usize,
    what: String,
    note: String,
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        header(f, self.machine.name(), self)?;
        let width = width(self);
        for state in &self.states {
            write!(f, "\n  {}  size={}", state.name, state.size)?;
            if !state.state.awaiting.is_empty() {
                write!(f, "  @ {}", state.state.location)?;
            }
            let mut lines: Vec<Line> = state
                .fields
                .iter()
                .map(|field| Line {
                    offset: field.offset,
                    size: field.size,
                    what: format!(
                        "{}: {}",
                        field.name,
                        type_name::shown(field.type_name, field.kind)
                    ),
                    note: String::new(),
                })
                .collect();
            lines.extend(state.padding().iter().map(|gap| Line {
                offset: gap.offset,
                size: gap.size,
                what: "(padding)".into(),
                note: String::new(),
            }));
            map(f, lines, width)?;
        }
        Ok(())
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        header(f, self.machine.name(), &self.layout)?;
        write!(f, "\n  {:#x}  state={}", self.address, self.state.name)?;
        if !self.state.awaiting.is_empty() {
            let location = self.state.location;
            write!(f, " @ {location}\n  awaiting {}", self.state.awaiting)?;
        }
        let lines = self.fields.iter().map(|field| Line {
            offset: field.offset,
            size: field.size,
            what: format!(
                "{}: {}",
                field.name,
                type_name::shown(field.type_name, field.kind)
            ),
            note: self.note(field),
        });
        if self.enum_address != 0 {
            map(f, lines.collect(), width(&self.layout))?;
        }
        match &self.pointers {
            Ok(_) => Ok(()),
            Err(why) => write!(f, "\n  pointers: {why}"),
        }
    }
}

impl Memory {
    /// What the local points into: as read or, failing that, as the syntax says.
    fn note(&self, field: &FieldMemory) -> String {
        let notes: Vec<String> = match &self.pointers {
            Ok(pointers) => pointers
                .iter()
                .filter(|pointer| pointer.from == field.name)
                .map(|pointer| format!("{pointer}   self-reference"))
                .collect(),
            Err(_) => field
                .borrows
                .iter()
                .map(|to| format!("borrows {to}, says the source"))
                .collect(),
        };
        notes.join(", ")
    }
}

fn header(f: &mut fmt::Formatter<'_>, name: &str, layout: &Layout) -> fmt::Result {
    let Layout {
        size,
        align,
        enum_size,
        compiler_size,
        ..
    } = layout;
    if layout.states.is_empty() {
        return write!(
            f,
            "{name}  size={size}  align={align}  (the compiler's coroutine: {compiler_size})"
        );
    }
    write!(
        f,
        "{name}  size={size}  align={align}  (the enum: {enum_size}, the compiler's coroutine: \
         {compiler_size})"
    )
}

/// How wide offsets and sizes are.
fn width(layout: &Layout) -> usize {
    layout.enum_size.to_string().len()
}

fn map(f: &mut fmt::Formatter<'_>, mut lines: Vec<Line>, width: usize) -> fmt::Result {
    lines.push(Line {
        offset: 0,
        size: TAG,
        what: "(the state)".into(),
        note: String::new(),
    });
    lines.sort_by_key(|line| (line.offset, line.size));
    let what_width = lines.iter().map(|line| line.what.chars().count()).max();
    // A long type name does not push the notes out of sight.
    let what_width = what_width.unwrap_or(0).min(36);
    for line in lines {
        let offset = format!("+{}", line.offset);
        let (size, what) = (line.size, line.what);
        write!(f, "\n    {offset:<0$} {size:>width$} B  ", width + 1)?;
        if line.note.is_empty() {
            f.write_str(&what)?;
        } else {
            write!(f, "{what:<what_width$}   {}", line.note)?;
        }
    }
    Ok(())
}
