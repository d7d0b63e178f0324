//! Generic functions.

use visualize_future::visualize_future;

use crate::leaf::Pends;

/// A bus that bytes come from.
pub trait Bus {
    /// What can go wrong.
    type Error;

    /// The next byte.
    fn byte(&mut self) -> impl Future<Output = Result<u8, Self::Error>>;
}

/// A bus on which each byte is greater by one than the last.
#[derive(Debug, Default)]
pub struct Ramp(pub u8);

impl Bus for Ramp {
    type Error = u8;

    #[visualize_future(lowering = "explicit")]
    async fn byte(&mut self) -> Result<u8, u8> {
        Pends(1).await;
        self.0 = self.0.checked_add(1).ok_or(self.0)?;
        Ok(self.0)
    }
}

/// So many bytes from the bus.
#[visualize_future(lowering = "explicit")]
pub async fn transfer<B: Bus, const N: usize>(bus: &mut B) -> Result<[u8; N], B::Error> {
    let mut bytes = [0; N];
    for place in &mut bytes {
        *place = bus.byte().await?;
    }
    Ok(bytes)
}
