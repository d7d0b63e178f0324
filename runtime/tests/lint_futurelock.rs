//! `futurelock`.
//!
//! One test: the limit is one for the process. The lint is told of by a thread that looks after
//! suspects in the order in which they came, so a future that is forgotten for certain, put
//! behind the one in question, tells when that has been looked at.

mod support;

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use support::{Entry, Recorder, Signal, poll, poll_once, record, wait_for, wakes_itself};
use tokio::sync::{Mutex, Notify};
use tracing::Level;
use visualize_future::lints::{self, Lint};
use visualize_future::visualize_future;

type Boxed<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

#[visualize_future]
async fn waits(signal: Signal) {
    signal.clone().wait().await;
    signal.wait().await;
}

/// Forgotten for certain.
#[visualize_future]
async fn last(signal: Signal) {
    signal.wait().await;
}

/// Polls what it owns at each turn, and else waits for the next.
#[visualize_future]
async fn owner(mut owned: Boxed<'static>, turn: Signal) {
    loop {
        polled(&mut owned).await;
        turn.clone().wait().await;
    }
}

/// Polls it once.
async fn polled(future: &mut Boxed<'_>) {
    poll_fn(|cx| {
        let _ = future.as_mut().poll(cx);
        Poll::Ready(())
    })
    .await;
}

/// An owner, and what it owns.
struct Scene {
    signal: Signal,
    turn: Signal,
    owner: Boxed<'static>,
}

impl Scene {
    /// The owner has polled what waits for the signal, and waits for its turn.
    fn new() -> Self {
        Scene::of(|signal, turn| Box::pin(owner(Box::pin(waits(signal)), turn)))
    }

    fn of(owner: impl FnOnce(Signal, Signal) -> Boxed<'static>) -> Self {
        let (signal, turn) = (Signal::default(), Signal::default());
        let owner = poll_once(owner(signal.clone(), turn.clone()));
        Scene {
            signal,
            turn,
            owner: Box::pin(owner),
        }
    }

    fn poll(&mut self) {
        assert!(poll(self.owner.as_mut()).is_pending());
    }

    /// What it owns is woken, and the owner polled.
    fn pass_over(mut self) -> Self {
        self.signal.set();
        self.poll();
        self
    }

    fn take_turn(&mut self) {
        self.turn.set();
        self.poll();
    }
}

/// A future that two can poll.
#[derive(Clone)]
struct Shared(Rc<RefCell<Boxed<'static>>>);

impl Shared {
    fn new(future: impl Future<Output = ()> + 'static) -> Self {
        Shared(Rc::new(RefCell::new(Box::pin(future))))
    }
}

impl Future for Shared {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.borrow_mut().as_mut().poll(cx)
    }
}

fn events(recorder: &Recorder) -> Vec<Entry> {
    let mut events = recorder.events("lint");
    events.retain(|lint| lint.get("lint") == "futurelock");
    events
}

/// All that are suspects are looked at, several times: one that may still be polled is looked at
/// again.
fn look(recorder: &Recorder) {
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
fn forgotten<R>(run: impl FnOnce(&Recorder) -> R) -> Vec<&'static str> {
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

#[test]
fn futurelock() {
    assert_eq!(lints::futurelock(), Duration::from_secs(1));
    lints::set_futurelock(Duration::ZERO);

    fires();
    fires_once_for_each_wake();
    fires_whoever_hands_the_wake_on();
    fires_when_it_was_woken_in_its_own_poll();
    fires_when_the_inner_owner_has_returned();
    fires_when_the_inner_owner_was_dropped();
    fires_once_the_owner_around_has_been_polled();
    fires_for_a_lock_that_was_handed_to_it();
    is_told_of_and_no_more_if_denied();
    quiet_if_allowed();
    quiet_when_the_owner_polls_it_after_all();
    quiet_when_the_owner_drops_it();
    quiet_when_the_owner_is_not_polled();
    quiet_when_it_was_not_woken();
    quiet_when_all_are_polled();
    quiet_when_the_owner_was_dropped_with_it();
    quiet_when_the_owner_has_returned();
    quiet_when_it_is_polled_elsewhere();
    quiet_while_the_executor_is_late();
    quiet_while_the_owner_is_being_polled();
}

/// The line of the test on which this stands.
fn line(text: &str) -> u32 {
    let mut lines = include_str!("lint_futurelock.rs").lines();
    1 + lines.position(|line| line.trim() == text).unwrap() as u32
}

fn fires() {
    let (_, recorder) = record(|recorder| {
        let mut scene = Scene::new();
        scene.poll();
        let scene = scene.pass_over();
        wait_for(|| !events(recorder).is_empty());
        scene
    });
    let lint = recorder.event("lint");
    assert_eq!(lint.span_name, Some("waits"));
    assert_eq!(lint.level, Level::WARN);
    assert_eq!(lint.get("state"), "Suspend0");
    assert_eq!(lint.line, Some(line("signal.clone().wait().await;")));
    // In the future's own span, though told of by another thread.
    assert_eq!(lint.span.as_deref(), Some(lint.get("future")));
    assert_eq!(lint.thread.as_deref(), Some("visualize_future"));

    let spans = recorder.spans();
    let owner = spans.iter().find(|span| span.name == "owner").unwrap();
    let owner = owner.get("future");
    let turn = line("turn.clone().wait().await;");
    for part in [
        "woken while it waited for `signal.clone().wait()`".into(),
        format!("`lint_futurelock::owner`, future {owner}, has been polled once without"),
        format!("`turn.clone().wait()` at {}:{turn}:", file!()),
    ] {
        assert!(lint.get("message").contains(&part), "{part}: {lint:?}");
    }
}

fn fires_once_for_each_wake() {
    let names = forgotten(|recorder| {
        let mut scene = Scene::new().pass_over();
        scene.poll();
        look(recorder);
        // Woken once more, and passed over again and again: it is known.
        scene.signal.set();
        scene.poll();
        look(recorder);
        scene.take_turn();
        scene.pass_over()
    });
    assert_eq!(names, ["waits", "waits"]);
}

fn fires_whoever_hands_the_wake_on() {
    struct Between(Waker);

    impl Wake for Between {
        fn wake(self: Arc<Self>) {
            self.0.wake_by_ref();
        }
    }

    /// Polls a future with a waker of its own, as `FuturesUnordered` does.
    async fn in_between(future: impl Future<Output = ()>) {
        let mut future = pin!(future);
        poll_fn(|cx| {
            let waker = Waker::from(Arc::new(Between(cx.waker().clone())));
            future.as_mut().poll(&mut Context::from_waker(&waker))
        })
        .await;
    }

    let names = forgotten(|_| {
        let owned = |signal| Box::pin(in_between(waits(signal)));
        Scene::of(|signal, turn| Box::pin(owner(owned(signal), turn))).pass_over()
    });
    assert_eq!(names, ["waits"]);
}

fn fires_when_it_was_woken_in_its_own_poll() {
    #[visualize_future]
    async fn restless() {
        wakes_itself(9).await;
    }

    let names = forgotten(|_| {
        let mut scene = Scene::of(|_, turn| Box::pin(owner(Box::pin(restless()), turn)));
        scene.poll();
        scene
    });
    assert_eq!(names, ["restless"]);
}

/// Owns it for a while.
#[visualize_future]
async fn helper(owned: &mut Boxed<'static>, turn: Signal) {
    polled(owned).await;
    turn.wait().await;
}

fn fires_when_the_inner_owner_has_returned() {
    #[visualize_future]
    async fn outer(mut owned: Boxed<'static>, turn: Signal) {
        helper(&mut owned, turn.clone()).await;
        turn.wait().await;
        owned.await;
    }

    let names = forgotten(|_| {
        let mut scene = Scene::of(|signal, turn| Box::pin(outer(Box::pin(waits(signal)), turn)));
        scene.signal.set();
        scene.take_turn();
        scene
    });
    assert_eq!(names, ["waits"]);
}

fn fires_when_the_inner_owner_was_dropped() {
    #[visualize_future]
    async fn outer(mut owned: Boxed<'static>, turn: Signal) {
        {
            let mut helper: Boxed<'_> = Box::pin(helper(&mut owned, Signal::default()));
            polled(&mut helper).await;
            turn.clone().wait().await;
        }
        turn.wait().await;
        owned.await;
    }

    let names = forgotten(|_| {
        let mut scene = Scene::of(|signal, turn| Box::pin(outer(Box::pin(waits(signal)), turn)));
        scene.signal.set();
        scene.take_turn();
        scene
    });
    assert_eq!(names, ["waits"]);
}

fn fires_once_the_owner_around_has_been_polled() {
    /// Polls it, but is not told when it is woken.
    async fn deaf(mut future: Shared) {
        poll_fn(|_| poll(Pin::new(&mut future))).await;
    }

    let names = forgotten(|recorder| {
        let (signal, never) = (Signal::default(), Signal::default());
        let owned = Shared::new(waits(signal.clone()));
        let inner = Shared::new(owner(Box::pin(deaf(owned.clone())), never));
        let around = inner.clone();
        let mut scene = Scene::of(|_, turn| Box::pin(owner(Box::pin(around), turn)));
        signal.set();
        drop(inner.0.replace(Box::pin(std::future::pending())));
        look(recorder);
        assert!(
            events(recorder)
                .iter()
                .all(|lint| lint.span_name == Some("last"))
        );
        scene.poll();
        (scene, owned)
    });
    assert_eq!(names, ["waits"]);
}

/// The example of Oxide's RFD 609.
fn fires_for_a_lock_that_was_handed_to_it() {
    #[visualize_future]
    async fn operation(lock: Arc<Mutex<()>>) {
        let _guard = lock.lock().await;
    }

    #[visualize_future]
    async fn do_stuff(lock: Arc<Mutex<()>>, late: Arc<Notify>) {
        let mut first = pin!(operation(lock.clone()));
        tokio::select! {
            () = &mut first => {}
            () = late.notified() => operation(lock).await,
        }
    }

    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (_, recorder) = record(|recorder| {
        lints::set_futurelock(Duration::ZERO);
        runtime.block_on(async {
            let (lock, late) = (Arc::new(Mutex::new(())), Arc::new(Notify::new()));
            let guard = lock.lock().await;
            let task = tokio::spawn(do_stuff(lock.clone(), late.clone()));
            tokio::task::yield_now().await;
            late.notify_one();
            tokio::task::yield_now().await;
            drop(guard);
            while events(recorder).is_empty() {
                tokio::task::yield_now().await;
            }
            assert!(!task.is_finished());
            assert!(lock.try_lock().is_err());
            task.abort();
        });
    });
    let spans = recorder.spans();
    let first = spans.iter().find(|span| span.name == "operation").unwrap();
    let lint = recorder.event("lint");
    assert_eq!(lint.get("future"), first.get("future"));
    assert!(lint.get("message").contains("do_stuff"), "{lint:?}");
    assert!(
        lint.get("message").contains("for `operation(lock)`"),
        "{lint:?}"
    );
}

fn is_told_of_and_no_more_if_denied() {
    lints::set(Lint::Futurelock, lints::Level::Deny);
    let (_, recorder) = record(|recorder| {
        let mut scene = Scene::new().pass_over();
        wait_for(|| !events(recorder).is_empty());
        scene.poll();
        scene.take_turn();
    });
    lints::set(Lint::Futurelock, lints::Level::Warn);
    assert_eq!(recorder.event("lint").level, Level::ERROR);
}

fn quiet_if_allowed() {
    let names = forgotten(|_| {
        lints::set(Lint::Futurelock, lints::Level::Allow);
        let scene = Scene::new().pass_over();
        lints::set(Lint::Futurelock, lints::Level::Warn);
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_polls_it_after_all() {
    let names = forgotten(|_| {
        let mut scene = Scene::new().pass_over();
        scene.take_turn();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_drops_it() {
    #[visualize_future]
    async fn drops(mut owned: Boxed<'static>, turn: Signal) {
        polled(&mut owned).await;
        turn.clone().wait().await;
        drop(owned);
        turn.wait().await;
    }

    let names = forgotten(|_| {
        let scene = Scene::of(|signal, turn| Box::pin(drops(Box::pin(waits(signal)), turn)));
        let mut scene = scene.pass_over();
        scene.take_turn();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_is_not_polled() {
    let names = forgotten(|_| {
        let mut scene = Scene::new();
        scene.poll();
        scene.signal.set();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_it_was_not_woken() {
    let names = forgotten(|_| {
        let mut scene = Scene::new();
        scene.poll();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_all_are_polled() {
    /// Polls both, whichever was woken.
    async fn join(mut a: Boxed<'static>, mut b: Boxed<'static>) {
        poll_fn(|cx| {
            let (a, b) = (a.as_mut().poll(cx), b.as_mut().poll(cx));
            if a.is_ready() && b.is_ready() {
                a
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    #[visualize_future]
    async fn owner(a: Signal, b: Signal) {
        join(Box::pin(waits(a)), Box::pin(waits(b))).await;
    }

    let names = forgotten(|_| {
        let mut scene = Scene::of(|a, b| Box::pin(owner(a, b)));
        scene.signal.set();
        scene.poll();
        scene.turn.set();
        scene.poll();
        scene.poll();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_was_dropped_with_it() {
    let names = forgotten(|_| {
        let Scene { signal, .. } = Scene::new().pass_over();
        signal
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_has_returned() {
    let names = forgotten(|_| {
        let (signal, turn) = (Signal::default(), Signal::default());
        let mut owned: Boxed<'static> = Box::pin(waits(signal.clone()));
        {
            let mut helper = poll_once(helper(&mut owned, turn.clone()));
            signal.set();
            assert!(poll(helper.as_mut()).is_pending());
            turn.set();
            assert!(poll(helper.as_mut()).is_ready());
        }
        owned
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_it_is_polled_elsewhere() {
    let names = forgotten(|_| {
        let signal = Signal::default();
        let shared = Shared::new(waits(signal.clone()));
        let owned = shared.clone();
        let mut scene = Scene::of(|_, turn| Box::pin(owner(Box::pin(owned), turn)));
        signal.set();
        scene.poll();
        // As if it had been spawned. From now on, nobody owns it.
        let spawned = poll_once(shared);
        signal.set();
        scene.poll();
        (scene, spawned)
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_while_the_executor_is_late() {
    let names = forgotten(|_| {
        let scene = Scene::new().pass_over();
        // The owner is to be polled, and would then come to it.
        scene.turn.set();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_while_the_owner_is_being_polled() {
    #[visualize_future]
    async fn blocks(mut owned: Boxed<'static>, turn: Signal, recorder: Recorder) {
        polled(&mut owned).await;
        turn.wait().await;
        look(&recorder);
        owned.await;
    }

    let names = forgotten(|recorder| {
        let recorder = recorder.clone();
        let blocks = |signal, turn| Box::pin(blocks(Box::pin(waits(signal)), turn, recorder));
        let mut scene = Scene::of(|signal, turn| blocks(signal, turn)).pass_over();
        scene.take_turn();
        scene
    });
    assert_eq!(names, [""; 0]);
}
