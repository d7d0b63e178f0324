//! The attribute, end to end.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use visualize_future::visualize_future;

/// Pending once.
fn once() -> impl Future<Output = ()> {
    struct Once(bool);
    impl Future for Once {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
            match std::mem::replace(&mut self.0, true) {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        }
    }
    Once(false)
}

#[visualize_future(lowering = "compiler")]
async fn compiled(a: u32, (b, mut c): (u32, u32)) -> Result<u32, String> {
    once().await;
    c += 1;
    let text = format!("{}", async { a }.await);
    Ok(text.parse::<u32>().map_err(|error| error.to_string())? + b + c)
}

#[visualize_future]
async fn guide() -> usize {
    let x = [7u8; 1024];
    let y = &x;
    once().await;
    y.len()
}

#[visualize_future(lowering = "explicit")]
async fn explicit(a: &str) -> usize {
    let x = a.len();
    let y = &x;
    once().await;
    *y + 1
}

#[test]
fn compiler_lowering() {
    let mut future = pin!(compiled(1, (2, 3)));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(future.machine().path(), "attribute::compiled");
    assert_eq!(future.state().name, "Unresumed");
    assert!(future.as_mut().poll(&mut cx).is_pending());
    assert_eq!(future.state().name, "Suspend0");
    assert_eq!(future.state().awaiting, "once()");
    assert_eq!(future.machine().states()[4].awaiting, "async { a }");
    assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready(Ok(7)));
    assert_eq!(future.state().name, "Returned");
}

#[test]
fn explicit_lowering() {
    let mut future = pin!(explicit("abc"));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut cx).is_pending());
    assert_eq!(future.state().awaiting, "once()");
    assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready(4));
    assert_eq!(guide().machine().reasons().len(), 0);
}
