//! Futures that await each other.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use tokio::time::{sleep, timeout};
use visualize_future_tests_snapshots::{Io, check, poll_once, some_io};

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

async fn third(millis: u64) -> u64 {
    sleep(Duration::from_millis(millis)).await;
    millis
}

async fn second() -> u64 {
    third(50).await + 1
}

async fn first() -> u64 {
    let here = "first";
    second().await + here.len() as u64
}

#[tokio::test]
async fn three_levels() {
    let mut future = pin!(first());
    poll_once(future.as_mut());
    check("three_levels", future.as_ref());
}

#[tokio::test]
async fn boxed() {
    async fn awaits(future: Boxed<u64>) -> u64 {
        future.await
    }
    let mut future = pin!(awaits(Box::pin(first())));
    poll_once(future.as_mut());
    check("boxed", future.as_ref());
    // The root itself may be a box.
    let mut root: Boxed<u64> = Box::pin(first());
    poll_once(Pin::new(&mut root));
    check("boxed_root", Pin::new(&root));
}

#[tokio::test]
async fn joined() {
    async fn awaits() -> u64 {
        let (a, ()) = tokio::join!(first(), some_io());
        a
    }
    let mut future = pin!(awaits());
    poll_once(future.as_mut());
    check("joined", future.as_ref());
    // One branch is through.
    poll_once(future.as_mut());
    check("joined_one_done", future.as_ref());
}

#[tokio::test]
async fn selected() {
    async fn awaits() -> u64 {
        tokio::select! {
            number = first() => number,
            _ = timeout(Duration::from_secs(1), third(70)) => 0,
        }
    }
    let mut future = pin!(awaits());
    poll_once(future.as_mut());
    check("selected", future.as_ref());
}

#[tokio::test]
async fn joined_by_futures() {
    async fn awaits() {
        futures::join!(third(1), some_io());
    }
    let mut future = pin!(awaits());
    poll_once(future.as_mut());
    check("joined_by_futures", future.as_ref());
}

#[tokio::test]
async fn joined_all() {
    async fn awaits() -> Vec<u64> {
        futures::future::join_all([third(1), third(2)]).await
    }
    let mut future = pin!(awaits());
    poll_once(future.as_mut());
    check("joined_all", future.as_ref());
}

#[test]
fn recursive() {
    fn down(depth: u32) -> Boxed<u32> {
        Box::pin(async move {
            if depth == 0 {
                some_io().await;
                return 0;
            }
            down(depth - 1).await + 1
        })
    }
    let mut future = down(4);
    poll_once(Pin::new(&mut future));
    check("recursive", Pin::new(&future));
}

#[test]
fn pinned_in_the_body() {
    async fn awaits() {
        let mut io = pin!(some_io());
        let mut by_hand = Io::default();
        (&mut io).await;
        (&mut by_hand).await;
    }
    let mut future = pin!(awaits());
    poll_once(future.as_mut());
    check("pinned_in_the_body", future.as_ref());
}

#[tokio::test]
async fn annotated() {
    #[visualize_future::visualize_future(lowering = "explicit")]
    async fn explicit(name: String) -> usize {
        let x = [1_u8; 32];
        let y = &x;
        first().await;
        y.len() + name.len()
    }
    #[visualize_future::visualize_future(lowering = "compiler")]
    async fn compiled(name: String) -> usize {
        let x = [1_u8; 32];
        let y = &x;
        explicit(name).await + y.len()
    }
    let mut future = pin!(compiled("n".to_owned()));
    poll_once(future.as_mut());
    check("annotated", future.as_ref());
}

#[test]
fn ended() {
    let mut future = pin!(some_io());
    poll_once(future.as_mut());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(future.as_mut().poll(&mut cx).is_ready());
    check("ended", future.as_ref());
}

#[test]
fn streams_and_others_by_hand() {
    async fn awaits() {
        std::future::poll_fn(|_| std::task::Poll::<()>::Pending).await;
    }
    let mut future = pin!(awaits());
    poll_once(future.as_mut());
    check("poll_fn", future.as_ref());
}

#[test]
fn more_futures_than_are_told_of() {
    async fn ends() {
        some_io().await;
    }
    fn down(depth: u32) -> Boxed<()> {
        match depth {
            0 => Box::pin(ends()),
            _ => Box::pin(async move { down(depth - 1).await }),
        }
    }
    // To poll so many, and to drop them, takes far more stack than to look at them may.
    fn on_stack<T: Send>(bytes: usize, run: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(bytes);
            let thread = thread.spawn_scoped(scope, run).expect("a thread");
            thread.join().expect("it has stack enough")
        })
    }
    let mut future = down(2000);
    on_stack(64 << 20, || poll_once(Pin::new(&mut future)));
    // As an executor's threads have; it is the only one that has the future meanwhile.
    let (snapshot, future) = on_stack(2 << 20, move || {
        let snapshot = visualize_future_xray::inspect(Pin::new(&future)).expect("debug info");
        (snapshot, future)
    });
    on_stack(64 << 20, move || drop(future));
    let chain: Vec<_> = snapshot.chain().collect();
    assert!((20..2000).contains(&chain.len()), "{}", chain.len());
    let last = chain.last().and_then(|last| last.unknown.as_ref());
    let why = last.expect("a reason").to_string();
    assert!(why.contains("no more are told of"), "{why}");
}
