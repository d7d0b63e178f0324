//! A small library with coroutines of all kinds, for tests that damage what rustc made of it.
#![no_std]

use core::future::Future;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

pub struct Later(bool);

impl Future for Later {
    type Output = u8;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u8> {
        match core::mem::replace(&mut self.0, true) {
            true => Poll::Ready(7),
            false => Poll::Pending,
        }
    }
}

pub enum Shape {
    Round(u32),
    Flat { sides: [u16; 5] },
    None,
}

async fn inner<T: Copy>(value: T, of: &[u8]) -> (T, usize) {
    let length = of.len() + usize::from(Later(false).await);
    (value, length)
}

async fn twice(shape: Shape) -> usize {
    let bytes = [1_u8; 40];
    let x = inner(1_u64, &bytes);
    let x = (x.await, Later(false));
    let total = x.0.1 + usize::from(x.1.await);
    match shape {
        Shape::Round(size) => inner(size, &bytes).await.1 + total,
        Shape::Flat { sides } => inner(sides, &bytes[..3]).await.1,
        Shape::None => 0,
    }
}

async fn dynamic(future: Pin<&mut dyn Future<Output = usize>>) -> usize {
    let block = async { Later(false).await };
    let closure = async |add: usize| usize::from(Later(false).await) + add;
    future.await + usize::from(block.await) + closure(3).await
}

#[unsafe(no_mangle)]
pub extern "C" fn run(size: u32) -> usize {
    let inside = pin!(twice(if size > 9 { Shape::Round(size) } else { Shape::Flat { sides: [0; 5] } }));
    let mut whole = pin!(dynamic(inside));
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(size) = whole.as_mut().poll(&mut context) {
            return size;
        }
    }
}
