//! The attribute's arguments, of which most speak of the trace.

use core::fmt;

use visualize_future::visualize_future;

use crate::leaf::Pends;

/// All of them.
#[visualize_future(
    name = "renamed",
    target = "firmware",
    level = "debug",
    parent = None,
    skip(secret),
    fields(twice = number * 2, %number, again = ?number, later),
    ret(level = "trace")
)]
pub async fn named(number: u32, secret: [u8; 4]) -> u32 {
    Pends(1).await;
    number + u32::from(secret[0])
}

/// An error that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch;

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too much")
    }
}

/// Tells of its error.
///
/// # Errors
/// If it is too much.
#[visualize_future(err, skip_all)]
pub async fn checked(number: u32) -> Result<u32, TooMuch> {
    Pends(1).await;
    (number < 10).then_some(number).ok_or(TooMuch)
}

/// A type that cannot be shown.
#[derive(Default)]
pub struct Opaque;

/// Parameters of all kinds.
#[visualize_future(ret(Display), err(Debug))]
pub async fn shown(text: &str, list: &[u8], _: Opaque) -> Result<usize, TooMuch> {
    Pends(1).await;
    Ok(text.len() + list.len())
}
