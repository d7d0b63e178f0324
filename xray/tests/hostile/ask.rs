//! Every question that a program can be asked.

use std::fmt::Write;

use visualize_future_xray::{Image, NotAvailable};

/// Asks all of them, draws the answers, and tells how many coroutines there are.
pub(crate) fn everything(image: &Image) -> Result<usize, NotAvailable> {
    let mut text = format!("{image:?} {:?}", image.vtable_names());
    let coroutines = image.coroutines()?;
    for coroutine in &coroutines {
        text.clear();
        let _ = write!(text, "{coroutine}{}", coroutine.why_large());
        let _ = write!(text, "{} {}", coroutine.path(), coroutine.captures().len());
        for state in &coroutine.states {
            let _ = write!(text, "{} {}", state.slot_bytes(), state.padding_bytes());
        }
    }
    for comparison in image.comparisons()? {
        text.clear();
        let _ = write!(text, "{comparison}");
    }
    Ok(coroutines.len())
}
