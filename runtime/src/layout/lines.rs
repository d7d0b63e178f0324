//! What stands in a memory map, one line after the other.

use super::{FieldLayout, TAG};

/// A line of a memory map.
pub(super) enum Line {
    /// The number of the state.
    Tag,
    /// Bytes that no saved local uses.
    Padding(usize, usize),
    Field(FieldLayout),
}

impl Line {
    pub(super) fn offset(&self) -> usize {
        match self {
            Line::Tag => 0,
            Line::Padding(offset, _) => *offset,
            Line::Field(field) => field.offset,
        }
    }

    pub(super) fn size(&self) -> usize {
        match self {
            Line::Tag => TAG,
            Line::Padding(_, size) => *size,
            Line::Field(field) => field.size,
        }
    }
}

/// The lines of a state with those fields, which are sorted by offset; `padding` if that is
/// wanted.
pub(super) fn lines(
    fields: impl Iterator<Item = FieldLayout>,
    padding: bool,
) -> impl Iterator<Item = Line> {
    let mut fields = fields.peekable();
    let mut tag = Some(Line::Tag);
    let mut end = TAG;
    core::iter::from_fn(move || {
        let is_before_tag = |field: &FieldLayout| (field.offset, field.size) <= (0, TAG);
        match fields.peek() {
            Some(field) if is_before_tag(field) => fields.next().map(Line::Field),
            _ if tag.is_some() => tag.take(),
            Some(field) if padding && field.offset > end => {
                let gap = Line::Padding(end, field.offset - end);
                end = field.offset;
                Some(gap)
            }
            _ => {
                let field = fields.next()?;
                end = end.max(field.offset + field.size);
                Some(Line::Field(field))
            }
        }
    })
}
