//! Text without a heap.

use core::fmt;

/// Room for so many bytes of text; more is an error.
#[derive(Debug)]
pub struct Text<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Text<N> {
    /// What the value shows.
    ///
    /// # Panics
    /// If it is longer than there is room.
    pub fn of(value: &dyn fmt::Display) -> Self {
        let mut text = Text {
            bytes: [0; N],
            length: 0,
        };
        fmt::Write::write_fmt(&mut text, format_args!("{value}")).expect("there is room");
        text
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Write for Text<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
