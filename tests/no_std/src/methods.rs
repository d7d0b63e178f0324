//! Methods, a loop, and a trait.

use visualize_future::visualize_future;

use crate::leaf::Pends;

/// A sensor whose values go up by three.
#[derive(Debug, Default)]
pub struct Sensor {
    last: u16,
}

/// What can be read.
pub trait Read {
    /// The next value, if there is one.
    fn next(&mut self) -> impl Future<Output = Option<u16>>;
}

impl Read for Sensor {
    #[visualize_future(lowering = "explicit")]
    async fn next(&mut self) -> Option<u16> {
        Pends(1).await;
        self.last += 3;
        (self.last < 100).then_some(self.last)
    }
}

impl Sensor {
    /// The mean of so many values; none if they run out.
    #[visualize_future(lowering = "explicit")]
    pub async fn mean(&mut self, count: u16) -> Option<u16> {
        let mut sum = 0;
        for _ in 0..count {
            sum += self.next().await?;
        }
        sum.checked_div(count)
    }
}
