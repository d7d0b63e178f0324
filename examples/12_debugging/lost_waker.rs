//! A future by hand that keeps no waker, and one that does.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use visualize_future::visualize_future;
use visualize_future_examples::minutes;

/// An oven, and whom to wake when it is hot.
#[derive(Default)]
struct Oven {
    is_hot: bool,
    waker: Option<Waker>,
}

/// Is ready when the oven is hot.
struct Forgets(Arc<Mutex<Oven>>);

impl Future for Forgets {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        let oven = self.0.lock().expect("nobody panics");
        if oven.is_hot {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

/// The same, and the oven keeps the waker.
struct Remembers(Arc<Mutex<Oven>>);

impl Future for Remembers {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut oven = self.0.lock().expect("nobody panics");
        if oven.is_hot {
            return Poll::Ready(());
        }
        oven.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

async fn heat(oven: Arc<Mutex<Oven>>) {
    minutes(10).await;
    println!("(the oven is hot)");
    let mut oven = oven.lock().expect("nobody panics");
    oven.is_hot = true;
    if let Some(waker) = oven.waker.take() {
        waker.wake();
    }
}

#[visualize_future(skip_all)]
async fn bake(hot: impl Future<Output = ()>) {
    hot.await;
    minutes(30).await;
}

pub(crate) async fn stuck() {
    let oven = Arc::default();
    tokio::spawn(heat(Arc::clone(&oven)));
    bake(Forgets(oven)).await;
}

pub(crate) async fn fixed() {
    let oven = Arc::default();
    tokio::spawn(heat(Arc::clone(&oven)));
    bake(Remembers(oven)).await;
}
