//! What the tests of `futurelock` share: owners, what they own, and looking at all suspects.
//!
//! The lint is told of by a thread that looks after suspects in the order in which they came, so a
//! future that is forgotten for certain, put behind the one in question, tells when that has been
//! looked at. The limit is one for the process, so each file has one test.

#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(unreachable_pub, reason = "the module is private to each test binary")]

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use visualize_future::{lints, visualize_future};

use crate::support::{Entry, Recorder, Signal, poll, poll_once, record, wait_for};

pub type Boxed<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

#[visualize_future]
pub async fn waits(signal: Signal) {
    signal.clone().wait().await;
    signal.wait().await;
}

/// Forgotten for certain.
#[visualize_future]
pub async fn last(signal: Signal) {
    signal.wait().await;
}

/// Polls what it owns at each turn, and else waits for the next.
#[visualize_future]
pub async fn owner(mut owned: Boxed<'static>, turn: Signal) {
    loop {
        polled(&mut owned).await;
        turn.clone().wait().await;
    }
}

/// Polls it once.
pub async fn polled(future: &mut Boxed<'_>) {
    poll_fn(|cx| {
        let _ = future.as_mut().poll(cx);
        Poll::Ready(())
    })
    .await;
}

/// An owner, and what it owns.
pub struct Scene {
    pub signal: Signal,
    pub turn: Signal,
    pub owner: Boxed<'static>,
}

impl Scene {
    /// The owner has polled what waits for the signal, and waits for its turn.
    pub fn new() -> Self {
        Scene::of(|signal, turn| Box::pin(owner(Box::pin(waits(signal)), turn)))
    }

    pub fn of(owner: impl FnOnce(Signal, Signal) -> Boxed<'static>) -> Self {
        let (signal, turn) = (Signal::default(), Signal::default());
        let owner = poll_once(owner(signal.clone(), turn.clone()));
        Scene {
            signal,
            turn,
            owner: Box::pin(owner),
        }
    }

    pub fn poll(&mut self) {
        assert!(poll(self.owner.as_mut()).is_pending());
    }

    /// What it owns is woken, and the owner polled.
    pub fn pass_over(mut self) -> Self {
        self.signal.set();
        self.poll();
        self
    }

    pub fn take_turn(&mut self) {
        self.turn.set();
        self.poll();
    }
}

/// A future that two can poll.
#[derive(Clone)]
pub struct Shared(pub Rc<RefCell<Boxed<'static>>>);

impl Shared {
    pub fn new(future: impl Future<Output = ()> + 'static) -> Self {
        Shared(Rc::new(RefCell::new(Box::pin(future))))
    }
}

impl Future for Shared {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.borrow_mut().as_mut().poll(cx)
    }
}

pub fn events(recorder: &Recorder) -> Vec<Entry> {
    let mut events = recorder.events("lint");
    events.retain(|lint| lint.get("lint") == "futurelock");
    events
}

/// All that are suspects are looked at, several times: one that may still be polled is looked at
/// again.
pub fn look(recorder: &Recorder) {
    lints::set_futurelock(Duration::ZERO);
    let lasts = || {
        let events = events(recorder);
        events
            .iter()
            .filter(|lint| lint.span_name == Some("last"))
            .count()
    };
    for round in lasts() + 1..=lasts() + 3 {
        let certain = Scene::of(|signal, turn| Box::pin(owner(Box::pin(last(signal)), turn)));
        let certain = certain.pass_over();
        wait_for(|| lasts() == round);
        drop(certain);
    }
}

/// The functions of the futures that were forgotten, those that are forgotten for certain apart.
/// What `run` gives is kept meanwhile.
pub fn forgotten<R>(run: impl FnOnce(&Recorder) -> R) -> Vec<&'static str> {
    // Nobody looks before all is there.
    lints::set_futurelock(Duration::from_secs(3600));
    let (_, recorder) = record(|recorder| {
        let keep = run(recorder);
        look(recorder);
        keep
    });
    let events = events(&recorder);
    let names = events.iter().map(|lint| lint.span_name.unwrap());
    names.filter(|&name| name != "last").collect()
}

/// Owns it for a while.
#[visualize_future]
pub async fn helper(owned: &mut Boxed<'static>, turn: Signal) {
    polled(owned).await;
    turn.wait().await;
}
